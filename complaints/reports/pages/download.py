"""`/reports/{name}.csv`, `.xlsx` and `.pdf`: a report as a file, of the same query as its page. One door for all reports."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from complaints.case.pages import asking
from complaints.record import access
from complaints.reports import exported, files, reading
from complaints.reports.pages import period as picked
from complaints.reports.periods import Asked
from staff.sessions import address_of


@require_safe
@asking.refusals_as_pages
def download(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """`from`, `to` and `as_of` as the API takes them; nothing given is the quarter of today, as on the page."""
    report, now = reading.find(name, by=request.user), asking.now()
    asked = reading.asked_of(report, {key: request.GET[key] for key in picked.NAMES if request.GET.get(key)}, now=now)
    file = files.made(report, kind, asked, by=request.user, now=now)
    exported.keep(report, kind, asked, file, by=request.user, now=now)
    access.looked(request.user, None, f"report {name}.{kind}", now=now, address=address_of(request) or "")
    return HttpResponse(file.content, content_type=file.media_type, headers={
        "Content-Disposition": f'attachment; filename="{file.name}"', "Cache-Control": "no-store"})


def links(name: str, asked: Asked) -> list[dict[str, str]]:
    """For a report's page: its files, the workbook first."""
    query = picked.query(asked.period, asked.as_of)
    return [{"label": form.label, "href": f"/reports/{name}.{kind}?{query}"} for kind, form in files.FORMS.items()]
