"""The page of a report that takes long: it says how much it reads and begins the work with one button, or leads to the work under way."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from complaints.case.pages import asking
from complaints.case.pages.forms import GatheringForm
from complaints.clocks import words
from complaints.jobs import shown
from complaints.jobs.models import Job
from complaints.reports import filed, kept, reading, worked_out
from complaints.reports.kept import Kept
from complaints.reports.pages import period as picked
from complaints.reports.periods import Asked

Page = Callable[..., HttpResponse]


def may_take_long(view: Page) -> Page:
    """A page of a report whose figures are not there yet leads to where they are asked for, with the same query."""
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except worked_out.Later as later:
            return HttpResponseRedirect(f"{request.path}work-out/?{picked.query(later.asked.period, later.asked.as_of)}")
    return wrapped


def told(report: reading.Report, asked: Asked, found: Kept) -> dict[str, str] | None:
    """Above a report that a job worked out: when, and how to have it anew."""
    if found.at is None:
        return None
    return {"words": f"Worked out {words.moment(found.at)}.", "href": f"/reports/{report.name}/work-out/?{picked.query(asked.period, asked.as_of)}",
            "label": "Work it out again"}


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def work_out(request: HttpRequest, name: str) -> HttpResponse:
    """`/reports/{name}/work-out/`: asked as the report's page is asked."""
    report, now = reading.find(name, by=request.user), asking.now()
    given = {key: request.GET[key] for key in picked.NAMES if request.GET.get(key)}
    asked = reading.asked_of(report, given, now=now)
    if request.method == "POST":
        number = worked_out.ask(report, asked, {"op_id": request.POST.get("op_id")}, by=request.user, now=now).ids["job"]
        return HttpResponseRedirect(_page_of(worked_out.find(number, request.user), request.user))
    if job := worked_out.under_way(report, asked):
        return HttpResponseRedirect(_page_of(job, request.user))
    query = picked.query(asked.period, asked.as_of)
    if not filed.takes_long(report, asked):
        return HttpResponseRedirect(f"/reports/{name}/?{query}")
    return render(request, "complaints/move.html", {
        "heading": {"title": f"{report.title}: to be worked out", "small": words.span_words(asked.period.first, asked.period.last)},
        "form": GatheringForm(), "op_id": asking.new_op_id(), "version": None, "submit": "Work out the report", "danger": False, "due": None,
        "side": None, "here": None, "action": f"{request.path}?{query}", "note": "It is kept for a day for all who read reports.",
        "back": {"href": "/reports/", "label": "Back to all reports"}, "what_next": (
            _size(report, asked, now), "A job works it out. Its page shows how far it is; you can leave it and come back.",
            "You are told on every page when it is done."),
    })


def _page_of(job: Job, person: Any) -> str:
    """A job's page is for whoever asked for it; another reader sees how far it is here."""
    return f"/jobs/{job.pk}/" if job.by_id == person.pk else f"/reports/work-out/{job.pk}/"


def _size(report: reading.Report, asked: Asked, now: datetime) -> str:
    """"This report over 36 months reads 1,000,000 complaints. When it was last worked out it took 13 seconds."""
    number = filed.received(report, asked, most=kept.complaints() + 1)
    span = words.count_words(asked.period.months, "month") if asked.period.months else words.count_words(asked.period.days, "day")
    last = worked_out.last_time(report)
    took = f"When it was last worked out it took {_spoken(last)}." if last else "It can take some minutes."
    return f"This report over {span} reads {words.count_words(number, 'complaint')}. {took}"


def _spoken(took: timedelta) -> str:
    seconds = max(1, round(took.total_seconds()))
    return words.count_words(seconds, "second") if seconds < 90 else words.count_words(round(seconds / 60), "minute")


@require_safe
@asking.refusals_as_pages
def job(request: HttpRequest, number: int) -> HttpResponse:
    """`/reports/work-out/{number}/`: how far the work is that somebody else asked for. It renews itself as the page of a job does."""
    found, now = worked_out.find(number, request.user), asking.now()
    shown_job = shown.job_told(found, request.user, now)
    if shown_job["running"]:
        shown_job |= {"poll": request.path, "leave_words": "You can leave this page. The report is there when this ends."}
    return render(request, "jobs/job.html", {
        "job": shown_job, "as_of": f"As at {words.moment(now)}.", "failed": None, "acts": [], "result": of_job(found)})


def of_job(found: Job) -> list[dict[str, str]]:
    """For the page of its job."""
    base, query = f"/reports/{found.params['report']}/", _query(found.params)
    if found.result.get("at"):
        return [{"href": f"{base}?{query}", "label": "Open the report"}]
    return [{"href": f"{base}work-out/?{query}", "label": "Work it out again"}] if found.state in ("failed", "stopped") else []


def _query(params: Mapping[str, Any]) -> str:
    return "&".join(f"{key}={params[key]}" for key in worked_out.DAYS if params[key])
