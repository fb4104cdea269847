"""`/reports/deadlines/cases/`: the deadlines behind one number of the reports `deadlines` and `breaches`."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.calendar.due import with_case
from complaints.calendar.pages.lines import table
from complaints.case.pages import asking
from complaints.case.reading import hidden
from complaints.clocks import words
from complaints.clocks.kinds import Kind
from complaints.record.refusals import Unacceptable, Unknown
from complaints.reports import due_counting, reading
from complaints.reports.pages import period as picked
from complaints.reports.pages.complaint_cases import EMPTY, PAGE, hidden_words, number_of, pages_of
from workdays import london

TITLES = {"due": "Fell due", "met": "Met", "met_late": "Met late", "late": "Late", "open": "Open", "breaches": "Missed"}
RESTRICTED = ("deadline of a restricted complaint", "deadlines of restricted complaints")
assert set(TITLES) == {"due", "breaches", *due_counting.STANDS}


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
    found = due_counting.behind(asked.period, asked.as_of, now, what=what, kind=kind, team=team)
    shut, number = hidden(request.user), number_of(request)
    others = hidden_words(found.filter(complaint__in=shut).count(), *RESTRICTED)
    rows = list(with_case(found.exclude(complaint__in=shut)).order_by("due_on", "pk")[PAGE * (number - 1) : PAGE * number + 1])
    title = f"{TITLES[what]}{f', {words.title(kind)}' if kind else ''}{f', {typed}' if team else ''}, {_span(asked)}"
    return render(request, "reports/complaint_cases.html", {
        "title": title, "as_of": picked.recorded_words(asked, now), "back": _back(what, asked), "empty": None if rows else EMPTY,
        "table": table(title, rows[:PAGE], london.day_of(now), dated=True) if rows else None, "hidden": others,
        "pages": pages_of(request, number, more=len(rows) > PAGE),
    })


def _span(asked: Any) -> str:
    return words.span_words(asked.period.first, asked.period.last)


def _back(what: str, asked: Any) -> dict[str, str]:
    name = "breaches" if what == "breaches" else "deadlines"
    return {"label": "Back to the report", "href": f"/reports/{name}/?{picked.query(asked.period, asked.as_of)}"}


