"""`/`: to the list that this person's day begins with."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from complaints.case.pages import asking
from complaints.jobs import following
from staff.models import Role

HOMES = {
    Role.AGENT: "/complaints/?view=mine", Role.SENIOR_MANAGER: "/complaints/?view=reviews", Role.COMPLIANCE_OFFICER: "/compliance/",
    Role.ADMINISTRATOR: "/complaints/?view=all",
}
assert set(HOMES) == set(Role)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    following.learn(request.session, request.user, now=asking.now())
    return HttpResponseRedirect(HOMES[Role(request.user.role)])
