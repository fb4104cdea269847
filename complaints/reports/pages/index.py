"""`/reports/`: what reports there are, and the period to read one for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case.pages import asking
from complaints.clocks import words
from complaints.reports import reading
from complaints.reports.pages import period
from workdays import london


@require_safe
@asking.refusals_as_pages
def index(request: HttpRequest) -> HttpResponse:
    reading.check_may_read(request.user)
    now = asking.now()
    form, asked = period.asked_of(request, now=now)
    told = f"?{period.query(asked.period, asked.as_of)}" if asked else ""
    reports = [{"title": report.title, "sentence": report.sentence, "href": f"/reports/{report.name}/{told}"} for report in reading.REPORTS.values()]
    title = f"Reports, {words.span_words(asked.period.first, asked.period.last)}" if asked else "Reports"
    return render(request, "reports/index.html", {
        "heading": {"title": title, "small": words.count_words(len(reports), "report")}, "form": form, "reports": reports,
        "quick": period.quick_links("/reports/", asked and asked.period, london.day_of(now)),
    }, status=422 if form.errors else 200)
