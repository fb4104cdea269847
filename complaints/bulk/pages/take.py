"""`/complaints/take-next/`: hands the next complaint out and opens it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from complaints.bulk import taking
from complaints.case.models import Complaint
from complaints.case.pages import asking
from complaints.record.refusals import Conflict

QUEUE = "/complaints/?view=queue"


@require_POST
@asking.refusals_as_pages
def take_next(request: HttpRequest) -> HttpResponse:
    """The case that is theirs now; back to the queue, saying so, where nothing is left."""
    try:
        done = taking.take_next({"op_id": request.POST.get("op_id")}, by=request.user, now=asking.now())
    except Conflict as refused:
        if refused.code != "nothing_left":
            raise
        messages.info(request, refused.sentence)
        return HttpResponseRedirect(QUEUE)
    taken = Complaint.objects.get(pk=done.ids["complaint"])
    messages.success(request, f"{taken.reference} is yours now. It was the most urgent of your team’s queue.")
    return HttpResponseRedirect(f"/c/{taken.reference}/")
