"""`/reports/deadlines/cases/`: the deadlines behind one number of the reports `deadlines` and `breaches`."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.calendar.due import with_case
from complaints.calendar.pages.lines import table
from complaints.case.models import Resolution
from complaints.case.pages import asking
from complaints.case.reading import hidden
from complaints.clocks import words
from complaints.clocks.kinds import Kind
from complaints.clocks.models import Deadline
from complaints.record.refusals import Unacceptable, Unknown
from complaints.reports import due_counting, keyset, reading
from complaints.reports.pages import complaint_cases
from complaints.reports.pages import period as picked
from complaints.reports.pages.complaint_cases import EMPTY, NEWEST_FIRST, counted, hidden_words, pages_of, span
from workdays import london

TITLES = {"due": "with their day in the period", "met": "met", "met_late": "met late", "late": "late", "open": "open", "breaches": "missed",
          "with_reason": "missed for a reason that is told", "set_aside": "of complaints set aside"}
# Those that hold what is late beside what is not.
MIXED, LATE_FIRST = ("due", "breaches"), "Still late first, then newest first"
MISSED = ("met_late", "late", "breaches", "with_reason")
RESTRICTED = ("deadline of a restricted complaint", "deadlines of restricted complaints")
assert set(TITLES) == {"due", "breaches", "with_reason", due_counting.ASIDE, *due_counting.STANDS}


@require_safe
@asking.refusals_as_pages
def cases(request: HttpRequest) -> HttpResponse:
    reading.find("deadlines", by=request.user)
    what, kind, now = request.GET.get("what", "due"), request.GET.get("kind", ""), asking.now()
    if what not in TITLES or (kind and kind not in set(Kind)):
        raise Unknown("The report has no such number.")
    form, asked = picked.asked_of(request, now=now)
    if asked is None:
        raise Unacceptable(next(sentence for sentences in form.errors.values() for sentence in sentences))
    typed = request.GET.get("team", "").replace("\x00", "")[:80]
    team = {"": None, "-": ""}.get(typed, typed)
    found = due_counting.behind(asked.period, asked.as_of, now, what="breaches" if what == "with_reason" else what, kind=kind, team=team)
    found = found.filter(due_counting.with_reason(asked.as_of)) if what == "with_reason" else found
    found = found.annotate(counted_at=F(due_counting.day_column(asked.as_of)))
    shut = hidden(request.user)
    others = found.filter(complaint__in=shut).count()
    seen = found.exclude(complaint__in=shut)
    late, rest = _late_first(seen) if what in MIXED else ([], seen)
    page = keyset.page_of(with_case(rest), after=complaint_cases.typed(request, "after"), before=complaint_cases.typed(request, "before"))
    if page.before is None:
        page = replace(page, rows=[*late, *page.rows])
    number = counted(keyset.counted_to(seen) + others, "deadline")
    apart = f"{f', {words.title(kind)}' if kind else ''}{f', {typed}' if team else ''}"
    title = f"{number} {TITLES[what]}{apart}{span(asked.period)}{_late_words(found) if what in MIXED else ''}"
    told = table(title, as_they_stood(page.rows, asked.as_of), london.day_of(asked.as_of or now), dated=True) if page.rows else None
    return render(request, "reports/complaint_cases.html", {
        "title": title, "as_of": picked.recorded_words(asked, now), "back": _back(what, asked),
        "empty": None if page.rows else EMPTY | {"action": _back(what, asked)},
        "table": with_reasons(told, page.rows) if told and what in MISSED else told, "hidden": hidden_words(others, *RESTRICTED),
        "pages": pages_of(request, page, LATE_FIRST if late else NEWEST_FIRST),
    })


def _late_first(seen: QuerySet[Deadline]) -> tuple[list[Deadline], QuerySet[Deadline]]:
    """What is late and still runs, the oldest first, and the rest; where it is more than a page, all in the order of their days."""
    found = list(with_case(seen.filter(state=due_counting.LATE)).order_by("counted_at", "pk")[: keyset.PAGE + 1])
    return (found, seen.exclude(state=due_counting.LATE)) if 0 < len(found) <= keyset.PAGE else ([], seen)


def _late_words(found: QuerySet[Deadline]) -> str:
    number = keyset.counted_to(found.filter(state=due_counting.LATE))
    return f", {number:,} still late" if number else ""


def as_they_stood(rows: list[Deadline], as_of: datetime | None) -> list[Deadline]:
    """Of a past moment the day and the end of then, on rows that are never saved."""
    for row in rows if as_of else ():
        row.due_on, row.met_at, row.cancelled_at = row.was_due_on, row.was_met_at, None
        row.held_on = (row.held_on or row.was_due_on) if row.was_held else None
    return rows


def with_reasons(told: dict[str, Any], rows: list[Any]) -> dict[str, Any]:
    """With why the complaint was late, as its last resolution says it: the reader may see these complaints."""
    reasons = dict(Resolution.objects.filter(complaint__in=[row.complaint_id for row in rows]).exclude(late_reason="").order_by("pk").values_list(
        "complaint_id", "late_reason"))
    lines = [[*cells, {"text": reasons.get(row.complaint_id, "No reason told")}] for cells, row in zip(told["rows"], rows, strict=True)]
    return told | {"head": [*told["head"], {"text": "Why late"}], "rows": lines}


def _back(what: str, asked: Any) -> dict[str, str]:
    name = "breaches" if what == "breaches" else "deadlines"
    return {"label": "Back to the report", "href": f"/reports/{name}/?{picked.query(asked.period, asked.as_of)}"}


