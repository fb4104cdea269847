"""Teams, for administrators: added, renamed, given another purpose, switched off and on. Thin doors, as those of people."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from staff import once_pages, teams
from staff.forms import TeamForm, put_refusal
from staff.models import Person, StaffEvent, StaffEventKind, Team, TeamKind
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
            once_pages.done_once(request, "people/teams", lambda: _added(request, form))
            return HttpResponseRedirect("/people/")
        except Refusal as refusal:
            put_refusal(form, refusal)
    everybody = Person.objects.select_related("team").order_by("-is_active", "full_name", "pk")
    return render(request, "staff/people.html", {
        "people": everybody, "teams": Team.objects.all(), "team_form": form, "op_id": once_pages.new_op_id(),
    }, status=422)


def _added(request: HttpRequest, form: TeamForm) -> dict[str, int]:
    return {"team": teams.add_team(**form.cleaned_data, by=request.user, now=timezone.now()).pk}


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """`/people/teams/SLUG/`: one team, what hangs on it, and what was changed of teams."""
    found = get_object_or_404(Team, slug=slug)
    form = TeamForm.of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            once_pages.done_once(request, f"people/teams/{slug}", lambda: _changed(request, found, form))
            return HttpResponseRedirect(f"/people/teams/{slug}/?done=saved")
        except Refusal as refusal:
            if refusal.code == once_pages.STALE:
                return _clash(request, slug, form, refusal)
            put_refusal(form, refusal)
    return _team_page(request, found, form)


def _changed(request: HttpRequest, found: Team, form: TeamForm) -> dict[str, int]:
    seen = once_pages.version_seen(request)
    return {"team": teams.change_team_itself(found, **form.cleaned_data, seen=seen, by=request.user, now=timezone.now()).pk}


def _clash(request: HttpRequest, slug: str, form: TeamForm, refusal: Refusal) -> HttpResponse:
    now, typed = get_object_or_404(Team, slug=slug), form.cleaned_data
    return once_pages.clash(request, refusal, title=now.name, stands=_spoken(now.name, now.kind), typed=_spoken(typed["name"], typed["kind"]),
                            version=now.version, submit="Save mine all the same", back=f"/people/teams/{slug}/")


def _spoken(name: str, kind: str) -> dict[str, str]:
    return {"Team name": name, "What it is for": TeamKind(kind).label}


def _team_page(request: HttpRequest, found: Team, form: TeamForm, problem: str = "") -> HttpResponse:
    log = StaffEvent.objects.filter(kind__in=TEAM_KINDS).select_related("by")[:LOG_ROWS]
    return render(request, "staff/team.html", {
        "team": found, "form": form, "hanging": teams.hanging_on(found), "log": [log_row(row) for row in log], "problem": problem,
        "done": DONE_WORDS.get(request.GET.get("done", ""), ""), "op_id": once_pages.new_op_id(), "switch_op_id": once_pages.new_op_id(),
        "version": once_pages.version_seen(request) or found.version,
    }, status=409 if problem else 422 if form.errors else 200)


@administrators_only
@require_POST
def team_action(request: HttpRequest, slug: str, action: str) -> HttpResponse:
    """`/people/teams/SLUG/do/ACTION/`: switch it off, or on again."""
    found = get_object_or_404(Team, slug=slug)
    if action not in ACTIONS:
        raise Http404

    def act() -> dict[str, int]:
        ACTIONS[action](found, by=request.user, now=timezone.now())
        return {"team": found.pk}
    try:
        once_pages.done_once(request, f"people/teams/{slug}/do/{action}", act)
    except Refusal as refusal:
        return _team_page(request, found, TeamForm.of(found), refusal.sentence)
    return HttpResponseRedirect(f"/people/teams/{slug}/?done={action}")
