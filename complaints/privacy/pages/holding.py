"""Holding a complaint back from erasing, and restricting who sees it: one page each, for compliance."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from complaints.case import services
from complaints.case.models import Complaint
from complaints.case.pages import asking
from complaints.case.pages.entries import entry_page, posted
from complaints.privacy import holds
from complaints.privacy.models import Hold
from complaints.privacy.pages.forms import HoldForm, LiftForm, RestrictForm
from complaints.privacy.rights import require_officer
from complaints.record.refusals import Unacceptable

NOBODY = "Name at least one person who may see it, by username."
NOBODY_LIFTS = f"{NOBODY} To open it to all staff again, lift the restriction: “Lift the restriction” on the complaint."


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def hold(request: HttpRequest, reference: str) -> HttpResponse:
    """Sets the hold, or lifts the one that there is."""
    require_officer(request.user)
    complaint = asking.complaint_for(request, reference, "hold")
    held = Hold.objects.filter(complaint=complaint, lifted_at=None).first()

    def save(given: dict[str, Any], *, by: Any, now: datetime) -> Any:
        return (holds.lift if held else holds.hold)(reference, given, by=by, now=now)
    said = (f"Held since then: {held.why}",) if held else ("It is neither erased at a person’s request nor destroyed when its time is over.",)
    act = "Lift the hold" if held else "Hold the complaint from erasing"
    return entry_page(request, complaint, HoldForm(posted(request)), save, title=act, submit=act, done="The hold is lifted." if held else "Held.",
                      what_next=said, versioned=False)


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def restrict(request: HttpRequest, reference: str) -> HttpResponse:
    require_officer(request.user)
    complaint = asking.complaint_for(request, reference, "restrict")
    form = RestrictForm(posted(request), initial={"people": _people(complaint)})

    def save(given: dict[str, Any], *, by: Any, now: datetime) -> Any:
        if not given.get("people"):
            raise Unacceptable.of(people=NOBODY_LIFTS if complaint.restricted else NOBODY)
        return services.restrict(reference, given, by=by, now=now)
    return entry_page(
        request, complaint, form, save, title="Restrict who sees it", submit="Restrict it to these people", done="Who may see it is changed.",
        what_next=("Only compliance and the people you name see it; all others are told that there is no such complaint.",
                   "Its dates run on and are alerted to those who see it."))


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def lift(request: HttpRequest, reference: str) -> HttpResponse:
    """Opens a restricted complaint to all staff again: an act of its own, never what an empty list does."""
    require_officer(request.user)
    complaint = asking.complaint_for(request, reference, "restrict")
    if not complaint.restricted and request.method != "POST":
        return HttpResponseRedirect(f"/c/{complaint.reference}/restrict/")

    def save(given: dict[str, Any], *, by: Any, now: datetime) -> Any:
        return services.restrict(reference, {**given, "people": []}, by=by, now=now)
    return entry_page(
        request, complaint, LiftForm(posted(request)), save, title="Lift the restriction", submit="Lift the restriction",
        done="The restriction is lifted: all staff see it again.",
        what_next=("All staff see this complaint again, with everything on it.", "Its dates run on unchanged."))


def _people(complaint: Complaint) -> str:
    return "\n".join(complaint.seen_by.order_by("username").values_list("username", flat=True))
