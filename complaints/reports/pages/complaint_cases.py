"""`/reports/complaints/cases/`: the complaints behind one number of the reports `complaints` and `stages`."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case.models import Complaint
from complaints.case.pages import asking, heads
from complaints.case.stages import STAGE_WORDS, Stage
from complaints.clocks import words
from complaints.record.refusals import Unacceptable, Unknown
from complaints.reports import behind, reading
from complaints.reports.pages import period as picked
from complaints.reports.periods import Asked
from workdays import london

PAGE, MOST_PAGES = 50, 2000
TITLES = {"received": "Received", "resolved": "Resolved", "next_day": "Resolved by the end of the next working day",
          "within_8_weeks": "Resolved within 8 weeks", "open": "Received and still open", "ended": "Received and resolved",
          "closed": "Received and closed or withdrawn"}
HEAD = ("Complaint", "Customer", "Category", "Received", "Stage", "Team")
EMPTY = {"title": "No complaint that you may see", "text": "", "lines": [], "action": None}
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
    number = number_of(request)
    rows = list(found.rows.select_related("customer", "category", "team")[PAGE * (number - 1) : PAGE * number + 1])
    span = words.span_words(asked.period.first, asked.period.last)
    title = ", ".join(part for part in (TITLES[what], category, _stage_words(stage, at), span) if part)
    return render(request, "reports/complaint_cases.html", {
        "title": title, "as_of": picked.recorded_words(asked, asking.now()), "back": _back(asked, stage or at),
        "table": table(title, rows[:PAGE]) if rows else None, "pages": pages_of(request, number, more=len(rows) > PAGE),
        "hidden": hidden_words(found.others), "empty": None if rows else EMPTY,
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


def number_of(request: HttpRequest) -> int:
    """Which page of cases is asked for."""
    return min(max(asking.number(request.GET.get("page")) or 1, 1), MOST_PAGES)


def pages_of(request: HttpRequest, number: int, *, more: bool) -> dict[str, Any] | None:
    if number == 1 and not more:
        return None
    kept = {name: value for name, value in request.GET.items() if name != "page"}
    address = f"{request.path}?{urlencode(kept | {'page': ''})}".__add__
    before, after = address(str(number - 1)) if number > 1 else None, address(str(number + 1)) if more else None
    return {"words": f"Page {number}", "previous": before, "next": after}


def hidden_words(number: int, one: str = "restricted complaint", many: str = "restricted complaints") -> str:
    """That the report counts more than this person may see."""
    if not number:
        return ""
    return f"{number:,} {one if number == 1 else many} that you may not see {'is' if number == 1 else 'are'} counted as well."
