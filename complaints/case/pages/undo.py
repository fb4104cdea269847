"""`/c/<reference>/undo/<event>/`: takes back what one did last. The notice that offers it stands on the case for two minutes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from complaints.case import undoing
from complaints.case.models import Complaint
from complaints.case.pages import asking, printed
from complaints.clocks import words
from complaints.record.models import Event

BACK = {"alerts": "/alerts/"}


def offered(complaint: Complaint, events: Iterable[Event], person: Any, now: datetime) -> dict[str, Any] | None:
    """What one did last and may still take back, in words, with the button's form; None where there is nothing."""
    last = next((event for event in events if not _aside(event, person)), None)
    if last is None or not undoing.may_undo(last, person, now):
        return None
    return {
        "text": f"You {_did(complaint, last, person)} at {words.clock_time(last.recorded_at)}.",
        "action": f"/c/{complaint.reference}/undo/{last.seq}/", "op_id": asking.new_op_id(), "version": complaint.version, "label": "Undo",
    }


def _aside(event: Event, person: Any) -> bool:
    """What the desk worked out by itself, and what others did with alerts, stands in nobody's way."""
    return printed.of_the_desk(event) or (event.kind.startswith("alert.") and event.by_id != person.pk)


def _did(complaint: Complaint, event: Event, person: Any) -> str:
    if event.kind != "assigned":
        return printed.did(event)
    whom = complaint.owner.full_name if complaint.owner else complaint.team.name if complaint.team else "nobody"
    return f"gave this complaint to {'yourself' if complaint.owner_id == person.pk else whom}"


@require_POST
@asking.refusals_as_pages
def undo(request: HttpRequest, reference: str, seq: int) -> HttpResponse:
    complaint = asking.complaint_for(request, reference, "undo")
    given = {"op_id": request.POST.get("op_id"), "version": asking.number(request.POST.get("version"))}
    undoing.undo(reference, seq, given, by=request.user, now=asking.now())
    messages.success(request, undoing.WAYS[Event.objects.get(complaint=complaint, seq=seq).kind].done)
    return HttpResponseRedirect(BACK.get(request.GET.get("back", ""), f"/c/{reference}/"))
