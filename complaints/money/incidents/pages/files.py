"""Files of an incident: its CSV, workbooks that a job made, batches of letters. For those who may upload."""

from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.case.pages import asking, what_for
from complaints.clocks import words
from complaints.money.incidents import exporting, keeping, letters
from complaints.money.models import Incident
from complaints.record import access, taken
from staff.sessions import address_of

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@asking.refusals_as_pages
def csv_file(request: HttpRequest, number: int) -> HttpResponse:
    """Every customer, as CSV."""
    keeping.permit(request.user)
    incident = keeping.find(number)
    reason = _what_for(request, incident)
    if isinstance(reason, HttpResponse):
        return reason
    _looked(request, "incident csv")
    _taken(request, incident, "incident", "csv", incident.customers.count(), reason=reason)
    answer = StreamingHttpResponse(exporting.csv_lines(incident), content_type="text/csv; charset=utf-8")
    return _attached(answer, f"incident-{incident.pk}.csv")


@require_POST
@asking.refusals_as_pages
def make_workbook(request: HttpRequest, number: int) -> HttpResponse:
    answer = exporting.start(number, {"op_id": request.POST.get("op_id")}, by=request.user, now=asking.now())
    return HttpResponseRedirect(f"/jobs/{answer.ids['job']}/")


@require_http_methods(FORM)
@asking.refusals_as_pages
def workbook(request: HttpRequest, number: int, job: int) -> HttpResponse:
    keeping.permit(request.user)
    incident = keeping.find(number)
    path, reason = exporting.workbook(incident, job), _what_for(request, incident)
    if isinstance(reason, HttpResponse):
        return reason
    _looked(request, "incident workbook")
    _taken(request, incident, "incident", "xlsx", incident.customers.count(), reason=reason)
    return _file(path, f"incident-{incident.pk}.xlsx",
                 "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@require_safe
@asking.refusals_as_pages
def batch(request: HttpRequest, number: int, job: int, part: int) -> HttpResponse:
    """One batch of letters, as a ZIP of PDFs."""
    incident = keeping.find(number)
    _looked(request, "incident letters")
    path = letters.part(incident, job, part)
    _taken(request, incident, "incident_letters", "zip", None)
    return _file(path, f"letters-{incident.pk}-{part:04d}.zip", "application/zip")


def _what_for(request: HttpRequest, incident: Incident) -> str | HttpResponse:
    """Names and addresses of many: why, or the page that asks it."""
    title = f"Export {words.count_words(incident.customers.count(), 'customer')} of an incident"
    return what_for.asked(request, title=title, back={"href": f"/incidents/{incident.pk}/", "label": "Back to the incident"})


def _looked(request: HttpRequest, what: str) -> None:
    keeping.permit(request.user)
    access.looked(request.user, None, what, now=asking.now(), address=address_of(request) or "")


def _taken(request: HttpRequest, incident: Incident, what: str, form: str, rows: int | None, *, reason: str = "") -> None:
    if request.method != "HEAD":  # which takes nothing along
        taken.keep(what, form, rows, by=request.user, now=asking.now(), reason=reason, incident=incident.pk)


def _file(path: Path, name: str, kind: str) -> HttpResponse:
    return _attached(FileResponse(path.open("rb"), content_type=kind), name)


def _attached(answer: Any, name: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
