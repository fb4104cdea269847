"""The steps of a request that are one form each: answered, more time, assessed, decided."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from complaints.case import requests as case_requests
from complaints.case.pages import asking
from complaints.privacy import choosing, erasure
from complaints.privacy.erasure import request_of
from complaints.privacy.pages import shown
from complaints.privacy.pages.forms import AnswerForm, AssessForm, DecideForm, ExtendForm
from complaints.privacy.rights import require_looker, require_officer

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@asking.refusals_as_pages
def answer(request: HttpRequest, number: int) -> HttpResponse:
    require_officer(request.user)
    request_of(number)

    def save(given: dict[str, Any], *, by: Any, now: datetime) -> Any:
        return case_requests.answer_request(number, {"at": now.replace(second=0, microsecond=0).isoformat(), **given}, by=by, now=now)
    return shown.step_page(
        request, AnswerForm(shown.posted(request)), save, submit="Record the answer", done="The request is answered.",
        heading={"title": f"Request {number}: record the answer", "small": "Its clock is met now"}, back=f"/privacy/requests/{number}/",
        what_next=("The newest copy on the request is what they were given: its hash is kept with the answer.",))


@require_http_methods(METHODS)
@asking.refusals_as_pages
def extend(request: HttpRequest, number: int) -> HttpResponse:
    require_officer(request.user)
    request_of(number)

    def save(given: dict[str, Any], *, by: Any, now: datetime) -> Any:
        return choosing.extend(number, given, by=by, now=now)
    return shown.step_page(
        request, ExtendForm(shown.posted(request)), save, submit="Take two months more", done="The answer is due two months later.",
        heading={"title": f"Request {number}: two months more", "small": "UK GDPR, Article 12(3)"}, back=f"/privacy/requests/{number}/",
        what_next=("Only where they were told within the first month, with the reason.", "Once for each request."))


@require_http_methods(METHODS)
@asking.refusals_as_pages
def assess(request: HttpRequest, number: int) -> HttpResponse:
    require_officer(request.user)
    row = erasure.assessment_of(request_of(number))

    def save(given: dict[str, Any], *, by: Any, now: datetime) -> Any:
        return erasure.assess(number, given, by=by, now=now)
    return shown.step_page(
        request, AssessForm(shown.posted(request)), save, submit="Hand it to a second person", done="Assessed. Another person decides.",
        version=row.version if row else 0,
        heading={"title": f"Request {number}: assess the erasure", "small": "Another person decides"}, back=f"/privacy/requests/{number}/",
        what_next=("Nothing is erased before another person agrees.", "An open complaint, a hold or an unpaid payment stands in the way."))


@require_http_methods(METHODS)
@asking.refusals_as_pages
def decide(request: HttpRequest, number: int) -> HttpResponse:
    require_looker(request.user)
    row = erasure.assessment_of(request_of(number))

    def save(given: dict[str, Any], *, by: Any, now: datetime) -> Any:
        return erasure.decide(number, given, by=by, now=now)
    return shown.step_page(
        request, DecideForm(shown.posted(request)), save, submit="Decide", done="Decided.", danger=True, version=row.version if row else 0,
        heading={"title": f"Request {number}: decide the erasure", "small": "It can’t be taken back"}, back=f"/privacy/requests/{number}/",
        what_next=(*([shown.assessed(row)] if row else []),
                   "Where you agree to erase, a job takes the person’s words from every table and from the disk. Nobody can bring them back.",
                   "References, days, sums and hashes stay, so that figures and chains do not change."))
