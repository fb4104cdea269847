"""`/ombudsman/`: every complaint at the Ombudsman, where it stands there, its next date, and what is required of us."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case import at_ombudsman, listing
from complaints.case.at_ombudsman import WORDS, AtOmbudsman
from complaints.case.pages import asking, rowing
from complaints.clocks import shown, words
from workdays import london

PAGE = 50
HEAD = ("Complaint", "Customer", "Due", "How long", "Rule", "Where it stands", "Required of us", "Their reference", "Went there")
BECAUSE = {"deadlock": "deadlock", "eight_weeks": "8 weeks", "ombudsman_took_it": "they took it", "": ""}
VIEWS = {"": ("With the Ombudsman", at_ombudsman.with_them), "ended": ("Ended at the Ombudsman", at_ombudsman.ended)}


@require_safe
@asking.refusals_as_pages
def ombudsman(request: HttpRequest) -> HttpResponse:
    """`?view=ended` lists what was complied with or closed there; `cursor` goes on."""
    chosen = request.GET.get("view", "")
    chosen = chosen if chosen in VIEWS else ""
    rows = VIEWS[chosen][1](request.user)
    fetched = rows.select_related("customer", "owner").prefetch_related("decisions")
    page = listing.page_of(fetched, cursor=request.GET.get("cursor") or None, limit=PAGE)
    lines = _lines(page.rows)
    table = {"caption": VIEWS[chosen][0], "head": [{"text": text} for text in HEAD], "rows": lines, "note": shown.doubt_of(lines)}
    count = listing.capped_count(rows)
    told = words.count_words(count, "complaint") if count is not None else f"More than {listing.COUNTED_TO:,} complaints"
    query = f"view={chosen}&" if chosen else ""
    return render(request, "complaints/ombudsman.html", {
        "heading": {"title": f"{VIEWS[chosen][0]}: {told}{_first(lines)}", "small": ""},
        "table": table if page.rows else None,
        "views": [{"label": label, "href": f"/ombudsman/?view={name}" if name else "/ombudsman/", "current": name == chosen}
                  for name, (label, _) in VIEWS.items()],
        "as_of": f"As at {words.moment(asking.now())}.",
        "next": f"/ombudsman/?{query}cursor={page.next}" if page.next else "", "empty": None if page.rows else _empty(chosen),
    })


def _first(lines: list[list[dict[str, Any]]]) -> str:
    """The date on top, where there is one."""
    return next((f", next due {cell['text']}" for cell in lines[0] if cell.get("strong")), "") if lines else ""


def _empty(chosen: str) -> dict[str, Any]:
    text = ("No complaint that you may see has ended there." if chosen
            else "No complaint that you may see is with the Ombudsman. One comes here once it is recorded that the customer went there.")
    title = "None has ended there" if chosen else "None is with the Ombudsman"
    looked = f"Looked at every complaint that you may see, at {words.moment(asking.now())}."
    return {"title": title, "text": text, "lines": [], "action": {"href": "/windows/", "label": "See what closes when"},
            "second": {"href": "/eligibility/", "label": "Who may go there"}, "note": looked}


def _lines(complaints: list) -> list[list[dict[str, Any]]]:
    due = {row["reference"]: row for row in rowing.rows_of(complaints, london.day_of(asking.now()))}
    return [_line(one, due[one.complaint.reference]) for one in at_ombudsman.standings(complaints)]


def _line(one: AtOmbudsman, row: dict[str, Any]) -> list[dict[str, Any]]:
    went = f"{words.short_day(one.referred_on)}, {BECAUSE[one.because]}" if one.referred_on else "–"
    return [
        {"text": row["reference"], "href": row["href"]}, {"text": row["customer"]},
        {"text": row["due"] or "Nothing due", "strong": bool(row["due"])}, {"text": "", **({"status": row["status"]} if row["status"] else {})},
        {"text": row["rule"]}, {"text": WORDS[one.standing]}, {"text": required_words(one)},
        {"text": one.reference or "Not given yet"}, {"text": went},
    ]


def required_words(one: AtOmbudsman) -> str:
    """"Apology; money £50.00, done 3 Jun, shown by a file": each thing with how far it is; "–" before a decision."""
    if one.decision is None:
        return "–"
    return "; ".join(map(_thing, one.decision.required)).capitalize() or "Nothing"


def _thing(item: dict[str, Any]) -> str:
    amount = f" £{item['amount_gbp']}" if item.get("amount_gbp") else ""
    done = (", done" + (", shown by a file" if item.get("proof") else ", no proof on file")) if item.get("done_on") else ""
    return f"{item['kind']}{amount}{done}"
