"""`/reports/complaints/cases/`: the complaints behind one number of the reports `complaints` and `stages`."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case.models import Complaint
from complaints.case.pages import asking, heads
from complaints.case.stages import STAGE_WORDS, Stage
from complaints.clocks import words
from complaints.clocks.spoken import month_name
from complaints.record.refusals import Unacceptable, Unknown
from complaints.reports import behind, keyset, reading
from complaints.reports.keyset import Page
from complaints.reports.pages import period as picked
from complaints.reports.pages.about_number import with_columns
from complaints.reports.periods import Asked, Period
from workdays import london

TITLES = {"received": "received", "resolved": "resolved", "next_day": "resolved by the end of the next working day",
          "within_8_weeks": "resolved within 8 weeks", "open": "received and still open", "ended": "received and resolved",
          "closed": "received and closed or withdrawn", "set_aside": "received and set aside"}
HEAD = ("Complaint", "Customer", "Category", "Received", "Stage", "Team")
LONGEST, NEWEST_FIRST = 100, "Newest first"
EMPTY = {"title": "No complaint that you may see",
         "text": "Looked at every complaint that the report counts under this number, in its period. Another number or period may have some.",
         "lines": [], "action": None}
assert set(TITLES) == set(behind.WHAT)


@require_safe
@asking.refusals_as_pages
def cases(request: HttpRequest) -> HttpResponse:
    reading.find("complaints", by=request.user)
    what, stage, at = (request.GET.get(name, other) for name, other in (("what", "received"), ("stage", ""), ("at", "")))
    if what not in TITLES or any(name and name not in set(Stage) for name in (stage, at)):
        raise Unknown("The report has no such number.")
    form, asked = picked.asked_of(request, now=asking.now())
    if asked is None:
        raise Unacceptable(next(sentence for sentences in form.errors.values() for sentence in sentences))
    category = request.GET.get("category", "")[:100].replace("\x00", "")
    found = behind.behind(what, asked, by=request.user, category=category, stage=stage, at=at)
    listed = found.rows.order_by().annotate(counted_at=F("received_at")).select_related("customer", "category", "team")
    page = keyset.page_of(listed, after=typed(request, "after"), before=typed(request, "before"))
    number = counted(keyset.counted_to(found.rows) + found.others, "complaint")
    title = ", ".join(part for part in (f"{number} {TITLES[what]}", category, _stage_words(stage, at)) if part) + span(asked.period)
    return render(request, "reports/complaint_cases.html", {
        "title": title, "as_of": picked.recorded_words(asked, asking.now()), "back": _back(asked, stage or at),
        "table": with_columns(table(title, page.rows), "complaints", page.rows) if page.rows else None, "pages": pages_of(request, page),
        "hidden": hidden_words(found.others), "empty": None if page.rows else EMPTY | {"action": _back(asked, stage or at)},
    })


def _stage_words(stage: str, at: str) -> str:
    return f"reached {STAGE_WORDS[Stage(stage)]}" if stage else f"there now: {STAGE_WORDS[Stage(at)]}" if at else ""


def _back(asked: Asked, stage: str) -> dict[str, str]:
    return {"label": "Back to the report", "href": f"/reports/{'stages' if stage else 'complaints'}/?{picked.query(asked.period, asked.as_of)}"}


def table(caption: str, rows: list[Complaint]) -> dict[str, Any]:
    return {"caption": caption, "head": [{"text": text} for text in HEAD], "rows": [_line(row) for row in rows]}


def _line(row: Complaint) -> list[dict[str, Any]]:
    return [{"text": row.reference, "href": f"/c/{row.reference}/"}, {"text": heads.name_of(row.customer)},
            {"text": row.category.name if row.category else "None yet"}, {"text": words.short_day(london.day_of(row.received_at))},
            {"text": heads.stage_words(row)}, {"text": row.team.name if row.team else "No team yet"}]


def typed(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\x00", "")[:LONGEST]


def counted(number: int, noun: str) -> str:
    """"12 complaints"; "More than 100,000 complaints" where they are counted no further."""
    return f"More than {keyset.MOST:,} {noun}s" if number > keyset.MOST else words.count_words(number, noun)


def span(period: Period) -> str:
    """" in May 2026", ", 1 April to 30 June 2026"."""
    return f" in {month_name(f'{period.first:%Y-%m}')}" if period.months == 1 else f", {words.span_words(period.first, period.last)}"


def pages_of(request: HttpRequest, page: Page, order: str = NEWEST_FIRST) -> dict[str, Any] | None:
    """A page has no number: it is found by the row at its edge."""
    if page.before is None and page.after is None:
        return None
    kept = {name: value for name, value in request.GET.items() if name not in ("after", "before")}
    before, after = (f"{request.path}?{urlencode(kept | {name: key})}" if key else None for name, key in (
        ("before", page.before), ("after", page.after)))
    return {"words": order, "previous": before, "next": after}


def hidden_words(number: int, one: str = "restricted complaint", many: str = "restricted complaints") -> str:
    """That the report counts more than this person may see."""
    if not number:
        return ""
    return f"{number:,} {one if number == 1 else many} that you may not see {'is' if number == 1 else 'are'} counted as well."
