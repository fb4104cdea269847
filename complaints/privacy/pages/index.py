"""`/privacy/`: finding a person, requests and when they are due, what is held, what is due for disposal."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case.models import DataRequest
from complaints.case.pages import asking
from complaints.case.reading import hidden
from complaints.clocks import words
from complaints.clocks.models import Deadline
from complaints.privacy.disposal import is_stuck
from complaints.privacy.models import Batch, Hold
from complaints.privacy.pages import shown
from complaints.privacy.pages.forms import RIGHT_WORDS
from complaints.privacy.rights import require_looker
from workdays import london

MOST = 100
REQUESTS = ("Request", "Asks for", "Received", "Answer by", "How long")
HELD = ("Complaint", "Held since", "By", "Why")
BATCHES = ("Disposal", "Proposed", "By", "State")


@require_safe
@asking.refusals_as_pages
def index(request: HttpRequest) -> HttpResponse:
    require_looker(request.user)
    now = asking.now()
    rows = list(DataRequest.objects.order_by("-pk")[:MOST])
    clocks = {row.data_request_id: row for row in Deadline.objects.filter(data_request__in=rows, complaint=None)}
    waiting = sum(row.answered_at is None for row in rows)
    return render(request, "privacy/index.html", {
        "heading": {"title": f"Privacy: {words.count_words(waiting, 'request')} to answer", "small": "People’s rights in their own data"},
        "requests": shown.table("Requests about personal data", REQUESTS, [_request(row, clocks.get(row.pk), now) for row in rows]),
        "looked": words.moment(now), "held": shown.table("Complaints on hold", HELD, _held(request.user)),
        "batches": shown.table("Disposals", BATCHES, _batches()),
    })


def _request(row: DataRequest, clock: Deadline | None, now: datetime) -> list[dict[str, Any]]:
    return [{"text": f"Request {row.pk}", "href": f"/privacy/requests/{row.pk}/"}, {"text": RIGHT_WORDS[row.right]},
            {"text": words.short_day(row.received_on)}, {"text": words.short_day(clock.due_on) if clock else ""},
            {"text": "", "status": shown.status_of(clock, london.day_of(now))} if clock else {"text": "Answered" if row.answered_at else "To answer"}]


def _held(person: Any) -> list[list[dict[str, Any]]]:
    rows = Hold.objects.filter(lifted_at=None).exclude(complaint__in=hidden(person)).select_related("complaint", "by").order_by("-pk")[:MOST]
    return [[{"text": row.complaint.reference, "href": f"/c/{row.complaint.reference}/hold/"}, {"text": words.moment(row.at)},
             {"text": row.by.full_name}, {"text": row.why}] for row in rows]


def _batches() -> list[list[dict[str, Any]]]:
    rows = Batch.objects.select_related("proposed_by", "job")[:20]
    return [[{"text": f"Disposal {row.pk}", "href": f"/privacy/disposals/{row.pk}/"}, {"text": words.moment(row.proposed_at)},
             {"text": row.proposed_by.full_name}, {"text": state_of(row)}] for row in rows]


def state_of(batch: Batch) -> str:
    if batch.done_at:
        return "Done"
    if is_stuck(batch):
        return "Stopped on its way"
    return {None: "Waits for a second person", True: "Being carried out", False: "Refused"}[batch.approved]
