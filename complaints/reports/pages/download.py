"""`/reports/{name}.csv`, `.xlsx` and `.pdf`: a report as a file, of the same query as its page. One door for all reports."""

from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from complaints.case.pages import asking
from complaints.case.pages.forms import GatheringForm
from complaints.clocks import words
from complaints.jobs.models import Job
from complaints.record import access
from complaints.reports import exported, filed, files, reading
from complaints.reports.pages import period as picked
from complaints.reports.periods import Asked
from staff.sessions import address_of


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def download(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """`from`, `to` and `as_of` as the API takes them; nothing given is the quarter of today, as on the page. What takes long is asked for
    with a POST and made by a job."""
    report, now = reading.find(name, by=request.user), asking.now()
    given = {key: request.GET[key] for key in picked.NAMES if request.GET.get(key)}
    if request.method == "POST":
        job = filed.ask(name, kind, {**given, "op_id": request.POST.get("op_id")}, by=request.user, now=now).ids["job"]
        return HttpResponseRedirect(f"/jobs/{job}/")
    asked = reading.asked_of(report, given, now=now)
    if filed.takes_long(report, asked):
        return _asked_first(request, report, kind, asked)
    file = files.made(report, kind, asked, by=request.user, now=now)
    if request.method != "HEAD":  # which takes nothing along
        exported.keep(report, kind, asked, file, by=request.user, now=now)
        access.looked(request.user, None, f"report {name}.{kind}", now=now, address=address_of(request) or "")
    return HttpResponse(file.content, content_type=file.media_type, headers={
        "Content-Disposition": f'attachment; filename="{file.name}"', "Cache-Control": "no-store"})


def _asked_first(request: HttpRequest, report: reading.Report, kind: str, asked: Asked) -> HttpResponse:
    """What takes longer than a page should is begun with one button, and can be left."""
    query = picked.query(asked.period, asked.as_of)
    return render(request, "complaints/move.html", {
        "heading": {"title": f"{report.title} for {files.FORMS[kind].label}",
                    "small": words.span_words(asked.period.first, asked.period.last)},
        "form": GatheringForm(), "op_id": asking.new_op_id(), "version": None, "submit": "Make the file", "danger": False, "due": None, "side": None,
        "here": None, "action": f"{request.path}?{query}", "note": "It is kept for 7 days for you alone.",
        "back": {"href": f"/reports/{report.name}/?{query}", "label": "Back to the report"}, "what_next": (
            "A job makes it: the period is long and the complaints are many. Its page shows how far it is, and you can leave it.",
            "You are told on every page when it is done."),
    })


@require_safe
@asking.refusals_as_pages
def fetched(request: HttpRequest, number: int) -> HttpResponse:
    """The file that a job made."""
    job, path = filed.file_of(number, request.user, now=asking.now())
    access.looked(request.user, None, f"report {job.params['report']}.{job.params['form']}", now=asking.now(), address=address_of(request) or "")
    return FileResponse(path.open("rb"), as_attachment=True, filename=job.result["name"], content_type=job.result["type"],
                        headers={"Cache-Control": "no-store"})


def of_job(job: Job) -> list[dict[str, str]]:
    """For the page of its job."""
    made = [{"href": f"/reports/file/{job.pk}/", "label": f"Download {job.result['name']}"}] if job.result.get("file") else []
    query = {key: job.params[key] for key in picked.NAMES if job.params.get(key)}
    return [*made, {"href": f"/reports/{job.params['report']}/?{urlencode(query)}", "label": "See the report"}]


def links(name: str, asked: Asked) -> list[dict[str, Any]]:
    """For a report's page: its files, the workbook first. Each says itself whether it is one to keep, or the page that asks for it."""
    query = picked.query(asked.period, asked.as_of)
    return [{"label": form.label, "href": f"/reports/{name}.{kind}?{query}"} for kind, form in files.FORMS.items()]
