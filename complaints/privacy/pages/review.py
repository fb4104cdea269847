"""Reviewing what a copy would hold, leaving out what is about somebody else, having it made, and fetching it."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.case.models import DataRequest
from complaints.case.pages import asking
from complaints.clocks import words
from complaints.privacy import choosing, copying, gathering
from complaints.privacy.erasure import request_of
from complaints.privacy.gathering import Line
from complaints.privacy.models import LeftOut
from complaints.privacy.pages import shown
from complaints.privacy.rights import require_officer
from complaints.privacy.scope import needles_of, records_of, scope_of
from complaints.record.refusals import Conflict, Unacceptable

SHOWN, LONGEST = 150, 600
NO_REASON = "Say why each ticked entry is left out: the manifest gives the reason."
# Rows that hold nothing but codes and days need no review.
PLAIN = ("complaints.Event", "complaints.Access", "complaints.Operation", "complaints.Outbox", "complaints.Deadline", "complaints.LeftOut")


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def review(request: HttpRequest, number: int) -> HttpResponse:
    """Rows in which somebody else stands come first. POST keeps what is left out; the copy is asked for on its own."""
    require_officer(request.user)
    found, op_id, errors = request_of(number), asking.new_op_id(), []
    left = dict(LeftOut.objects.filter(data_request=found).values_list("key", "why"))
    if request.method == "POST":
        op_id, left = request.POST.get("op_id"), typed_of(request.POST)
        try:
            given = {"op_id": op_id, "left_out": [{"key": key, "why": why} for key, why in left.items()]}
            choosing.leave_out(number, given, by=request.user, now=asking.now())
            messages.success(request, "Kept. The copy leaves these out.")
            return HttpResponseRedirect(request.path)
        except (Conflict, Unacceptable) as refused:
            errors = [{"href": "", "text": NO_REASON if refused.fields else refused.sentence}]
    lines = _lines(request, found)
    return render(request, "privacy/review.html", {
        "heading": {"title": f"Request {number}: {words.count_words(len(lines), 'row')} to review",
                    "small": f"{found.person.get('name') or 'Erased'}. {shown.due_words(found, shown.clock_of(found))}"},
        "rows": [_row(line, left) for line in lines[:SHOWN]], "more": max(0, len(lines) - SHOWN), "op_id": op_id, "copy_op_id": asking.new_op_id(),
        "errors": errors, "back": f"/privacy/requests/{number}/", "copy": f"/privacy/requests/{number}/copy/",
    }, status=422 if errors else 200)


def typed_of(posted: QueryDict) -> dict[str, str]:
    return {key: posted.get(f"why-{key}", "").strip() for key in posted.getlist("leave")[:5_000]}


def _lines(request: HttpRequest, found: DataRequest) -> list[Line]:
    scope = scope_of(records_of(found))
    shown.looked(request, gathering.looked_at(scope), "review of a copy")
    lines = [line for line in gathering.lines(scope, needles_of(scope)) if line.key.partition(":")[0] not in PLAIN]
    return sorted(lines, key=lambda line: gathering.OTHERS not in line.flags)


def _row(line: Line, left: dict[str, str]) -> dict[str, Any]:
    """A long text begins on the page and is opened there: nobody hands out what they could not read."""
    text, whole = (line.text, "") if len(line.text) <= LONGEST else (line.text[:LONGEST].rstrip() + "…", line.text)
    return {"key": line.key, "id": line.key.replace(":", "-").replace(".", "-"), "title": line.title, "text": text, "whole": whole,
            "flags": ", ".join(line.flags), "ticked": line.key in left, "why": left.get(line.key, "")}


@require_POST
@asking.refusals_as_pages
def copy(request: HttpRequest, number: int) -> HttpResponse:
    answer = copying.ask(number, {"op_id": request.POST.get("op_id")}, by=request.user, now=asking.now())
    return HttpResponseRedirect(f"/jobs/{answer.ids['job']}/" if "job" in answer.ids else "/jobs/")


@require_safe
@asking.refusals_as_pages
def download(request: HttpRequest, number: int) -> FileResponse | HttpResponse:
    """The ZIP as long as it is kept; fetching it is a look at every complaint in it."""
    require_officer(request.user)
    found, path = copying.opened(number)
    shown.looked(request, scope_of(records_of(found.data_request)).complaints, "copy for the person.zip")
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=f"personal-data-request-{found.data_request_id}.zip",
                          content_type="application/zip")
    answer["X-Content-Type-Options"], answer["Cache-Control"] = "nosniff", "private, no-store"
    return answer
