"""Teams, for administrators: added, renamed, given another purpose, switched off and on. Thin doors, as those of people."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from staff import teams
from staff.forms import TeamForm, put_refusal
from staff.models import Person, StaffEvent, StaffEventKind, Team
from staff.people_pages import administrators_only, log_row
from staff.refusal import Refusal

TEAM_KINDS = (
    StaffEventKind.TEAM_ADDED, StaffEventKind.TEAM_RENAMED, StaffEventKind.TEAM_KIND_CHANGED, StaffEventKind.TEAM_OFF, StaffEventKind.TEAM_ON,
)
LOG_ROWS = 20
DONE_WORDS = {
    "saved": "The team is saved. Its new name stands on every page; what was written before keeps the old one.",
    "off": "This team is switched off. Nothing can be given to it any more.",
    "on": "This team is in use again.",
}
ACTIONS: dict[str, Callable[..., object]] = {"off": teams.switch_off, "on": teams.switch_on}
assert set(ACTIONS) < set(DONE_WORDS)


@administrators_only
@require_POST
def new_team(request: HttpRequest) -> HttpResponse:
    """`/people/teams/`: add a team."""
    form = TeamForm(request.POST)
    if form.is_valid():
        try:
            teams.add_team(**form.cleaned_data, by=request.user, now=timezone.now())
            return HttpResponseRedirect("/people/")
        except Refusal as refusal:
            put_refusal(form, refusal)
    everybody = Person.objects.select_related("team").order_by("-is_active", "full_name", "pk")
    return render(request, "staff/people.html", {"people": everybody, "teams": Team.objects.all(), "team_form": form})


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """`/people/teams/SLUG/`: one team, what hangs on it, and what was changed of teams."""
    found = get_object_or_404(Team, slug=slug)
    form = TeamForm.of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            teams.change_team_itself(found, **form.cleaned_data, by=request.user, now=timezone.now())
            return HttpResponseRedirect(f"/people/teams/{slug}/?done=saved")
        except Refusal as refusal:
            put_refusal(form, refusal)
    return _team_page(request, found, form)


def _team_page(request: HttpRequest, found: Team, form: TeamForm, problem: str = "") -> HttpResponse:
    log = StaffEvent.objects.filter(kind__in=TEAM_KINDS).select_related("by")[:LOG_ROWS]
    return render(request, "staff/team.html", {
        "team": found, "form": form, "hanging": teams.hanging_on(found), "log": [log_row(row) for row in log], "problem": problem,
        "done": DONE_WORDS.get(request.GET.get("done", ""), ""),
    }, status=409 if problem else 200)


@administrators_only
@require_POST
def team_action(request: HttpRequest, slug: str, action: str) -> HttpResponse:
    """`/people/teams/SLUG/do/ACTION/`: switch it off, or on again."""
    found = get_object_or_404(Team, slug=slug)
    if action not in ACTIONS:
        raise Http404
    try:
        ACTIONS[action](found, by=request.user, now=timezone.now())
    except Refusal as refusal:
        return _team_page(request, found, TeamForm.of(found), refusal.sentence)
    return HttpResponseRedirect(f"/people/teams/{slug}/?done={action}")
