"""The steps of a request that are one form each: answered, more time, assessed, decided, let go on. One view, a row for each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from complaints.case import requests as case_requests
from complaints.case.models import DataRequest
from complaints.case.pages import asking
from complaints.case.pages.forms import GatheringForm
from complaints.clocks import words
from complaints.money.naming import lower_first
from complaints.privacy import choosing, erasure
from complaints.privacy.erasure import request_of
from complaints.privacy.models import Erasure
from complaints.privacy.pages import shown
from complaints.privacy.pages.forms import RIGHT_WORDS, AnswerForm, AssessForm, DecideForm, ExtendForm, GoOnForm
from complaints.privacy.pages.requests import acts_of
from complaints.privacy.rights import require_looker, require_officer
from complaints.record.refusals import Conflict
from complaints.rules.services import all_calendars

Told = Callable[[Erasure | None], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Step:
    """`versioned`: what is done is done to the assessment that was seen. `may` refuses who may not open it; `not_now` is said of a form that
    can't be sent as the request stands."""

    form: type[GatheringForm]
    save: Callable[..., Any]
    title: str
    small: str
    submit: str
    done: str
    then: Told
    not_now: str
    may: Callable[[Any], None] = require_officer
    versioned: bool = False
    danger: bool = False


def _said(*sentences: str) -> Told:
    return lambda row: sentences


def _answered(number: int, given: dict[str, Any], *, by: Any, now: datetime) -> Any:
    return case_requests.answer_request(number, {"at": now.replace(second=0, microsecond=0).isoformat(), **given}, by=by, now=now)


STEPS = {
    "answer": Step(
        AnswerForm, _answered, "record the answer", "Its clock is met now", "Record the answer", "The request is answered.",
        _said("The newest copy on the request is what they were given: its hash is kept with the answer."),
        "This request was answered already."),
    "extend": Step(
        ExtendForm, choosing.extend, "extend the answer by two months", "UK GDPR, Article 12(3)", "Extend the answer by two months",
        "The answer is due two months later.",
        _said("Only where they were told within the first month, with the reason.", "Once for each request."),
        "This request was answered, or has its two months more already."),
    "assess": Step(
        AssessForm, erasure.assess, "assess the erasure", "Another person decides", "Send it to a second person", "Assessed. Another person decides.",
        _said("Nothing is erased before another person agrees.", "An open complaint, a hold or an unpaid payment stands in the way."),
        "This request asks for no erasure, or it was decided already.", versioned=True),
    "decide": Step(
        DecideForm, erasure.decide, "decide on the erasure", "It can’t be taken back", "Record the decision", "Decided.",
        lambda row: (*([shown.assessed(row)] if row else []),
                     "Where you agree to erase, a job takes the person’s words from every table and from the disk. Nobody can bring them back.",
                     "References, days, sums and hashes stay, so that figures and chains do not change."),
        "There is nothing for you to decide: nobody assessed an erasure yet, you assessed it yourself, or it was decided.",
        require_looker, versioned=True, danger=True),
    "go-on": Step(
        GoOnForm, erasure.go_on, "continue the erasure", "It was decided and stopped on its way", "Continue the erasure", "It goes on.",
        _said("A job goes on where it stopped. It was decided before: nothing is decided anew.", "That you let it go on is on record."),
        "This request has no erasure that stands still: none was decided, it is being carried out, or it is done.", require_looker, danger=True),
}


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def step(request: HttpRequest, number: int, name: str) -> HttpResponse:
    found = STEPS[name]
    found.may(request.user)
    asked = request_of(number)
    row = erasure.assessment_of(asked)
    if request.method != "POST" and name not in acts_of(asked, row, request.user):
        raise Conflict(found.not_now, code="stage")

    def save(given: dict[str, Any], *, by: Any, now: datetime) -> Any:
        return found.save(number, given, by=by, now=now)
    return shown.step_page(
        request, found.form(shown.posted(request)), save, submit=found.submit, done=found.done, danger=found.danger,
        version=(row.version if row else 0) if found.versioned else None,
        heading={"title": f"Request {number}: {found.title}", "small": f"{asked.person.get('name') or 'Erased'}. {found.small}"},
        back=f"/privacy/requests/{number}/", what_next=(*_day(name, asked), *found.then(row)), side=[_whose(asked)])


def _whose(asked: DataRequest) -> dict[str, Any]:
    """Whose request it is, what they ask for and by when they are answered."""
    clock, name = shown.clock_of(asked), asked.person.get("name")
    lines = [{"strong": name or "Erased", "text": ""}, {"text": f"Asks for: {lower_first(RIGHT_WORDS[asked.right])}"},
             {"text": f"Received {words.long_day(asked.received_on)}"}, {"text": shown.due_words(asked, clock)}]
    return {"title": "The request", "lines": [line for line in lines if line["text"] or line.get("strong")]}


def _day(name: str, asked: DataRequest) -> tuple[str, ...]:
    """By which day they are answered as it stands, and by which day after two months more."""
    clock = shown.clock_of(asked)
    if clock is None or name not in ("answer", "extend"):
        return ()
    if name == "answer":
        return (f"They are to be answered by {words.long_day(clock.due_on)}.",)
    later = choosing.extended(asked.received_on, all_calendars()[clock.calendar])
    return (f"The answer is due by {words.long_day(later)}, not by {words.long_day(clock.due_on)}.",)
