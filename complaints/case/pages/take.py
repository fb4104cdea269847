"""`/c/<reference>/take/`: whoever presses it has the complaint. The case offers to take it back for two minutes."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from complaints.case import services
from complaints.case.models import Complaint
from complaints.case.pages import asking
from complaints.case.stages import OPEN, Stage


def offered(complaint: Complaint, person: Any) -> list[dict[str, Any]]:
    """The entry of the menu, where it is somebody else's or nobody's yet; compliance owns no complaints."""
    if person.role == "compliance_officer" or complaint.owner_id == person.pk or Stage(complaint.stage) not in OPEN:
        return []
    fields = [{"name": "op_id", "value": asking.new_op_id()}, {"name": "version", "value": complaint.version}]
    return [{"label": "Assign to me", "action": f"/c/{complaint.reference}/take/", "fields": fields, "key": "e"}]


@require_POST
@asking.refusals_as_pages
def take(request: HttpRequest, reference: str) -> HttpResponse:
    asking.complaint_for(request, reference, "assign")
    given = {"op_id": request.POST.get("op_id"), "version": asking.number(request.POST.get("version")), "owner": request.user.username}
    services.assign(reference, given, by=request.user, now=asking.now())
    return HttpResponseRedirect(f"/c/{reference}/")
