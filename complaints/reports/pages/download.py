"""`/reports/{name}.csv` and `.xlsx`: a report as a file, of the same query as its page. One door for all reports."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from complaints.case.pages import asking
from complaints.record import access
from complaints.reports import downloads, reading
from complaints.reports.pages import period as picked
from complaints.reports.periods import Asked
from staff.sessions import address_of

KINDS: dict[str, tuple[str, str, Callable[[Any], bytes]]] = {
    "csv": ("CSV", "text/csv; charset=utf-8", downloads.as_csv),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", downloads.as_xlsx),
}


@require_safe
@asking.refusals_as_pages
def download(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """`from`, `to` and `as_of` as the API takes them; nothing given is the quarter of today, as on the page."""
    report, now = reading.find(name, by=request.user), asking.now()
    answer = reading.read(report, {key: request.GET[key] for key in picked.NAMES if request.GET.get(key)}, now=now)
    access.looked(request.user, None, f"report {name}.{kind}", now=now, address=address_of(request) or "")
    _, media_type, made = KINDS[kind]
    file = f"{name}-{answer['from']}-{answer['to']}.{kind}"
    return HttpResponse(made(answer), content_type=media_type, headers={
        "Content-Disposition": f'attachment; filename="{file}"', "Cache-Control": "no-store"})


def links(name: str, asked: Asked) -> list[dict[str, str]]:
    """For a report's page: its files, the workbook first."""
    query = picked.query(asked.period, asked.as_of)
    return [{"label": KINDS[kind][0], "href": f"/reports/{name}.{kind}?{query}"} for kind in ("xlsx", "csv")]
