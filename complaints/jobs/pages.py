"""`/jobs/` and `/jobs/ID/`: the person's own long work, how far it is, and what came out."""

from itertools import islice
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from complaints.case.pages import asking
from complaints.clocks import words
from complaints.intake.importing import MAY_IMPORT
from complaints.intake.job import problems
from complaints.jobs import services, shown
from complaints.jobs.models import Job

PAGE = 50
SHOWN = 20
HEAD = ("Job", "Started", "By", "State", "Counts")
PROBLEM_HEAD = ("Line", "Column", "Why")
READS_ROWS = ("import", "incident", "incident_letters")


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """The newest first; an administrator sees everybody's."""
    rows = services.own(request.user)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    running = rows.exclude(state__in=services.ENDED).count()
    table = {"caption": "Jobs", "head": [{"text": text} for text in HEAD], "rows": [shown.line(job, request.user) for job in page]}
    may_import = request.user.role in MAY_IMPORT
    return render(request, "jobs/list.html", {
        "heading": {"title": f"Jobs: {running} running" if running else "Jobs: none running", "small": words.count_words(len(page), "job")},
        "table": table if len(page) else None, "empty": _empty(may_import=may_import), "pages": _pages(page),
        "actions": [{"label": "Import a file", "href": "/complaints/import/"}] if may_import else [],
    })


def _empty(*, may_import: bool) -> dict[str, Any]:
    action = {"href": "/complaints/import/", "label": "Import a file"} if may_import else None
    return {"title": "No jobs yet", "text": "Imports and other long work are listed here, with what came out of them.", "lines": [],
            "action": action, "second": None, "note": None}


def _pages(page: Any) -> dict[str, Any] | None:
    if page.paginator.num_pages < 2:
        return None
    return {"words": f"Page {page.number} of {page.paginator.num_pages}",
            "previous": f"/jobs/?page={page.number - 1}" if page.has_previous() else None,
            "next": f"/jobs/?page={page.number + 1}" if page.has_next() else None}


@require_safe
@asking.refusals_as_pages
def job(request: HttpRequest, number: int) -> HttpResponse:
    """One job. Without script the page renews itself; with it only the box does."""
    found = services.find(number, request.user)
    return render(request, "jobs/job.html", {
        "job": shown.job_told(found, request.user, asking.now()), "failed": _failed(found),
        "failed_title": f"{shown.spoken(found).failed.capitalize()}, {shown.number(found.failed)}", "acts": _acts(found),
        "result": _result(found),
    })


def _failed(found: Job) -> dict[str, Any] | None:
    if not found.failed or found.kind not in READS_ROWS:
        return None
    rows = [[{"text": str(problem.line), "num": True}, {"text": problem.column or "The whole row"}, {"text": problem.reason}]
            for problem in islice(problems(found.pk), SHOWN)]
    caption = f"Rejected rows, the first {SHOWN}" if found.failed > SHOWN else "Rejected rows"
    return {"caption": caption, "head": [{"text": text} for text in PROBLEM_HEAD], "rows": rows}


def _acts(found: Job) -> list[dict[str, Any]]:
    if found.state in services.ENDED or found.stop_asked:
        return []
    item = shown.spoken(found).item
    return [{"label": f"Stop after the {item}s at hand", "action": f"/jobs/{found.pk}/stop/", "fields": []}]


def _result(found: Job) -> list[dict[str, str]]:
    if "incident" in found.params:
        return _of_incident(found)
    if found.kind == "case_file":
        return _of_case_file(found)
    if found.kind != "import":
        return []
    links = _rejected(found)
    if found.state in services.ENDED and found.result.get("created"):
        links.append({"href": "/complaints/?view=all", "label": "See all complaints"})
    return links


def _of_case_file(found: Job) -> list[dict[str, str]]:
    base, event = f"/c/{found.params['complaint']}/file/", found.result.get("event")
    made = [{"href": f"{base}{event}.zip", "label": "Download the case file"}] if event else []
    return [*made, {"href": base, "label": "See what is in it"}]


def _rejected(found: Job) -> list[dict[str, str]]:
    link = {"href": f"/complaints/import/{found.pk}/rejected.csv", "label": "Download the rejected rows (CSV)"}
    return [link] if found.failed and found.kind in READS_ROWS else []


def _of_incident(found: Job) -> list[dict[str, str]]:
    return [*_rejected(found), {"href": f"/incidents/{found.params['incident']}/", "label": "See the incident"}]


@require_POST
@asking.refusals_as_pages
def stop(request: HttpRequest, number: int) -> HttpResponse:
    services.stop(number, by=request.user, now=asking.now())
    return HttpResponseRedirect(f"/jobs/{number}/")
