"""`/reports/`: what reports there are, and the period to read one for."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case.pages import asking
from complaints.clocks import words
from complaints.reports import filed, reading, trends
from complaints.reports import kept as kept_figures
from complaints.reports.pages import period
from complaints.reports.pages.deadlines import opens
from complaints.reports.periods import Asked
from complaints.reports.pictures import charts, heat
from staff.who import OVERSEERS
from workdays import london

# Of so many complaints the pictures are on the page within two seconds; of more they follow it.
AT_ONCE, PICTURES = 20_000, "pictures"


@require_safe
@asking.refusals_as_pages
def index(request: HttpRequest) -> HttpResponse:
    reading.check_may_read(request.user)
    now = asking.now()
    form, asked = period.asked_of(request, now=now)
    told = f"?{period.query(asked.period, asked.as_of)}" if asked else ""
    reports = [{"title": report.title, "sentence": report.sentence, "href": f"/reports/{report.name}/{told}"} for report in reading.REPORTS.values()]
    title = f"Reports, {words.span_words(asked.period.first, asked.period.last)}" if asked else "Reports"
    when = _when(request, asked, now) if asked else None
    kept = _figures(asked, now) if asked and not when else None
    if kept:
        title += f": {words.count_words(kept.figures[2]['totals']['breaches'], 'deadline')} missed"
    small = words.count_words(len(reports), "report") + (f", counted at {words.clock_time(kept.at)}" if kept and kept.at else "")
    return render(request, "reports/index.html", {
        "heading": {"title": title, "small": small}, "form": form, "reports": reports, "ways": ways(request.user),
        "quick": period.quick_links("/reports/", asked and asked.period, london.day_of(now)), "pictures": kept and pictures(asked, *kept.figures),
        "when": when,
    }, status=422 if form.errors else 200)


def _when(request: HttpRequest, asked: Asked, now: datetime) -> dict[str, str] | None:
    """Where the pictures would keep the page waiting: they follow it, or are on the pages of their reports. None: they are on it."""
    stages = reading.REPORTS["stages"]
    if filed.takes_long(stages, asked):
        return {"words": "Pictures of so many complaints take long to work out. They are on the pages of the reports."}
    if PICTURES in request.GET or kept_figures.at_hand("index", asked, now=now) or filed.received(stages, asked, most=AT_ONCE + 1) <= AT_ONCE:
        return None
    return {"words": "The pictures are being worked out.", "href": f"/reports/?{period.query(asked.period, asked.as_of)}&{PICTURES}=1"}


def ways(person: Any) -> list[dict[str, str]]:
    """Other ways to have reports, for whom they are."""
    theirs = [{"label": "Reports by mail", "href": "/reports/by-mail/"}, {"label": "What was exported", "href": "/exports/"}]
    by_mail = theirs if person.role in OVERSEERS else []
    return [{"label": "Make a board pack", "href": "/reports/pack/"}, *by_mail]


def _figures(asked: Asked, now: datetime) -> kept_figures.Kept:
    """The months of the trends, and the reports `stages` and `breaches`."""
    until = min(asked.period.last, london.day_of(asked.as_of or now))

    def work_out() -> tuple[list[trends.Month], dict[str, Any], dict[str, Any]]:
        return (trends.months(until, as_of=asked.as_of, now=now),
                *(reading.answer_of(reading.REPORTS[name], asked, now=now) for name in ("stages", "breaches")))
    return kept_figures.figures("index", asked, work_out, many=lambda found: sum(month.cohort.received for month in found[0]), now=now)


def pictures(asked: Asked, months: list[trends.Month], stages: dict[str, Any], breaches: dict[str, Any]) -> dict[str, Any]:
    """The two trends up to the period's last month, the stages of those received in it, and where its deadlines were missed."""
    told = f"?{period.query(asked.period, asked.as_of)}"
    span = words.span_words(asked.period.first, asked.period.last)
    return {
        "trends": charts.trends(months), "trends_href": f"/reports/complaints/{told}",
        "stages": charts.stages(stages, span), "stages_href": f"/reports/stages/{told}",
        "breaches": {"title": heat.finding(breaches["rows"], breaches["totals"]), "href": f"/reports/breaches/{told}", "table": heat.table(
            breaches["rows"], breaches["totals"], lambda number, **more: opens(asked, number, "breaches", "breaches", **more))
            if breaches["rows"] else None},
    }
