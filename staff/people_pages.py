"""People and teams, for administrators. Thin doors: read, call one service, put its refusal into words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from complaints.clocks.words import moment
from staff import lockout, services, sessions, who
from staff.fields import USERNAME
from staff.forms import PersonForm, TeamForm, put_refusal
from staff.models import Person, StaffEvent, StaffEventKind, Team
from staff.refusal import Refusal
from staff.security_log import record_now_and_then

View = Callable[..., HttpResponse]
LOG_ROWS = 50


def administrators_only(view: View) -> View:
    """Refuse everybody else with 403, and write it in the security log."""

    @wraps(view)
    def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if who.is_administrator(request.user.role):
            return view(request, *args, **kwargs)
        now, address = timezone.now(), sessions.address_of(request)
        record_now_and_then(StaffEventKind.REFUSED, now=now, person=request.user, address=address, detail="people pages")
        raise PermissionDenied("Only an administrator can see and change people.")

    return checked


@administrators_only
@require_http_methods(["GET", "HEAD"])
def people(request: HttpRequest) -> HttpResponse:
    """`/people/`: everybody, and the teams."""
    everybody = Person.objects.select_related("team").order_by("-is_active", "full_name", "pk")
    return render(request, "staff/people.html", {"people": everybody, "teams": Team.objects.all(), "team_form": TeamForm()})


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """`/people/new/`: add somebody; the answer shows their one-time password."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person, one_time = services.create_person(**form.cleaned_data, by=request.user, now=timezone.now())
            return _one_time(request, person, one_time)
        except Refusal as refusal:
            put_refusal(form, refusal)
    return render(request, "staff/person_new.html", {"form": form})


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, username: str) -> HttpResponse:
    """`/people/USERNAME/`: one person, their details, and what the security log says of them."""
    somebody = _found(username)
    form = PersonForm.of(somebody, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_person(somebody, **form.cleaned_data, by=request.user, now=timezone.now())
            return HttpResponseRedirect(f"/people/{somebody.username}/?done=saved")
        except Refusal as refusal:
            put_refusal(form, refusal)
    return _person_page(request, somebody, form)


def _found(username: str) -> Person:
    """The person of an address; what cannot be a username is nobody's."""
    if not USERNAME.match(username):
        raise Http404
    return get_object_or_404(Person.objects.select_related("team"), username=username)


def _person_page(request: HttpRequest, somebody: Person, form: PersonForm, problem: str = "") -> HttpResponse:
    log = StaffEvent.objects.filter(person=somebody).select_related("by")[:LOG_ROWS]
    context = {
        "person": somebody,
        "form": form,
        "log": [log_row(row) for row in log],
        "actions": _actions_on(somebody),
        "problem": problem,
        "locked": lockout.is_locked(somebody.username, now=timezone.now()),
        "done": DONE_WORDS.get(request.GET.get("done", ""), ""),
    }
    return render(request, "staff/person.html", context, status=409 if problem else 200)


def log_row(row: StaffEvent) -> dict[str, str]:
    """A line of the security log, in words."""
    return {
        "when": moment(row.at),
        "what": row.get_kind_display() + (f", {row.detail}" if row.detail else ""),
        "by": row.by.full_name if row.by else "The system",
        "address": row.address or "",
    }


def _actions_on(person: Person) -> list[dict[str, str]]:
    names = ("reset", "unlock", "deactivate") if person.is_active else ("reactivate",)
    return [{"name": name, "label": ACTION_WORDS[name][0], "what": ACTION_WORDS[name][1]} for name in names]


ACTION_WORDS = {
    "reset": ("Reset the password", "A one-time password is made, and every session of theirs ends."),
    "unlock": ("Forget failed tries", "They may try to sign in at once, whatever was tried before."),
    "deactivate": ("Deactivate", "They are signed out at once and cannot sign in. What they have open goes back to their teams."),
    "reactivate": ("Let them sign in again", "They sign in with the password they had."),
}
ACTIONS: dict[str, Callable[..., object]] = {
    "deactivate": services.deactivate,
    "reactivate": services.reactivate,
    "unlock": services.unlock,
}
DONE_WORDS = {
    "saved": "The details are saved. A new role or team holds from the person’s next page.",
    "deactivate": "This person is deactivated. Their sessions have ended, and their open complaints go back to their teams (see Jobs).",
    "reactivate": "This person may sign in again.",
    "unlock": "This person may try to sign in again at once.",
}


@administrators_only
@require_POST
def person_action(request: HttpRequest, username: str, action: str) -> HttpResponse:
    """`/people/USERNAME/do/ACTION/`: deactivate, reactivate, unlock or reset (which answers a one-time password)."""
    somebody = _found(username)
    if action == "reset":
        return _one_time(request, somebody, services.reset_password(somebody, by=request.user, now=timezone.now()))
    if action not in ACTIONS:
        raise Http404
    try:
        ACTIONS[action](somebody, by=request.user, now=timezone.now())
    except Refusal as refusal:
        return _person_page(request, somebody, PersonForm.of(somebody), refusal.sentence)
    return HttpResponseRedirect(f"/people/{username}/?done={action}")


def _one_time(request: HttpRequest, person: Person, one_time: str) -> HttpResponse:
    return render(request, "staff/one_time_password.html", {"person": person, "one_time_password": one_time})
