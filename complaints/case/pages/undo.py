"""`/c/<reference>/undo/<event>/`: takes an assignment back. The notice that offers it stands on the case for two minutes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from complaints.case import undoing
from complaints.case.models import Complaint
from complaints.case.pages import asking
from complaints.clocks import words
from complaints.record.models import Event


def offered(complaint: Complaint, events: Iterable[Event], person: Any, now: datetime) -> dict[str, Any] | None:
    """What one did last and may still take back, in words, with the button's form; None where there is nothing."""
    last = next((event for event in events if not event.kind.startswith(("deadline.", "alert."))), None)
    if last is None or not undoing.may_undo(last, person, now):
        return None
    whom = complaint.owner.full_name if complaint.owner else complaint.team.name if complaint.team else "nobody"
    return {
        "text": f"You gave this complaint to {'yourself' if complaint.owner_id == person.pk else whom} at {words.clock_time(last.recorded_at)}.",
        "action": f"/c/{complaint.reference}/undo/{last.seq}/", "op_id": asking.new_op_id(), "version": complaint.version, "label": "Undo",
    }


@require_POST
@asking.refusals_as_pages
def undo(request: HttpRequest, reference: str, seq: int) -> HttpResponse:
    asking.complaint_for(request, reference, "undo")
    given = {"op_id": request.POST.get("op_id"), "version": asking.number(request.POST.get("version"))}
    undoing.undo(reference, seq, given, by=request.user, now=asking.now())
    messages.success(request, "Taken back. The complaint is where it was before.")
    return HttpResponseRedirect(f"/c/{reference}/")
