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
from staff import lockout, once_pages, services, sessions, who
from staff.fields import USERNAME
from staff.forms import PersonForm, TeamForm, put_refusal
from staff.models import Person, Role, StaffEvent, StaffEventKind, Team
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
    return render(request, "staff/people.html", {
        "people": everybody, "teams": Team.objects.all(), "team_form": TeamForm(), "op_id": once_pages.new_op_id(),
    })


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """`/people/new/`: add somebody; the answer shows their one-time password."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _added(request, form)
        except Refusal as refusal:
            put_refusal(form, refusal)
    op_id = request.POST.get("op_id") or once_pages.new_op_id()
    return render(request, "staff/person_new.html", {"form": form, "op_id": op_id}, status=422 if form.errors else 200)


def _added(request: HttpRequest, form: PersonForm) -> HttpResponse:
    """The one-time password is shown once: the same call again leads to the person who was added by it."""
    shown = {}

    def add() -> dict[str, int]:
        somebody, shown["password"] = services.create_person(**form.cleaned_data, by=request.user, now=timezone.now())
        return {"person": somebody.pk}
    added = Person.objects.get(pk=once_pages.done_once(request, "people/new", add).ids["person"])
    if "password" in shown:
        return _one_time(request, added, shown["password"])
    return HttpResponseRedirect(f"/people/{added.username}/?done=added")


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, username: str) -> HttpResponse:
    """`/people/USERNAME/`: one person, their details, and what the security log says of them."""
    somebody = _found(username)
    form = PersonForm.of(somebody, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            once_pages.done_once(request, f"people/{username}", lambda: _changed(request, somebody, form))
            return HttpResponseRedirect(f"/people/{somebody.username}/?done=saved")
        except Refusal as refusal:
            if refusal.code == once_pages.STALE:
                return _clash(request, username, form, refusal)
            put_refusal(form, refusal)
    return _person_page(request, somebody, form)


def _changed(request: HttpRequest, somebody: Person, form: PersonForm) -> dict[str, int]:
    seen = once_pages.version_seen(request)
    return {"person": services.change_person(somebody, **form.cleaned_data, seen=seen, by=request.user, now=timezone.now()).pk}


def _clash(request: HttpRequest, username: str, form: PersonForm, refusal: Refusal) -> HttpResponse:
    now = _found(username)
    stands = _spoken(now.full_name, now.email, now.role, now.team)
    typed = _spoken(*(form.cleaned_data[name] for name in ("full_name", "email", "role", "team")))
    return once_pages.clash(request, refusal, title=now.full_name, stands=stands, typed=typed, version=now.version,
                            submit="Save mine all the same", back=f"/people/{username}/")


def _spoken(full_name: str, email: str, role: str, team: Team | None) -> dict[str, str]:
    return {"Full name": full_name, "Mail address": email, "Role": Role(role).label, "Team": team.name if team else "No team"}


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
        "op_id": once_pages.new_op_id(),
        "version": once_pages.version_seen(request) or somebody.version,
        "done": DONE_WORDS.get(request.GET.get("done", ""), ""),
    }
    return render(request, "staff/person.html", context, status=409 if problem else 422 if form.errors else 200)


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
    return [{"name": name, "label": ACTION_WORDS[name][0], "what": ACTION_WORDS[name][1], "op_id": once_pages.new_op_id()} for name in names]


ACTION_WORDS = {
    "reset": ("Reset the password", "A one-time password is made, and every session of theirs ends."),
    "unlock": ("Forget failed tries", "They may try to sign in at once, whatever was tried before."),
    "deactivate": ("Deactivate this person", "They are signed out at once and cannot sign in. What they have open goes back to their teams."),
    "reactivate": ("Let them sign in again", "They sign in with the password they had."),
}
ACTIONS: dict[str, Callable[..., object]] = {
    "deactivate": services.deactivate,
    "reactivate": services.reactivate,
    "unlock": services.unlock,
    "reset": services.reset_password,
}
assert set(ACTIONS) == set(ACTION_WORDS)
DONE_WORDS = {
    "added": "This person was added already. The one-time password was shown then; reset it for a new one.",
    "reset": "The password was reset already. The one-time password was shown then; reset it again for a new one.",
    "saved": "The details are saved. A new role or team holds from the person’s next page.",
    "deactivate": "This person is deactivated. Their sessions have ended, and their open complaints go back to their teams (see Jobs).",
    "reactivate": "This person may sign in again.",
    "unlock": "This person may try to sign in again at once.",
}


@administrators_only
@require_POST
def person_action(request: HttpRequest, username: str, action: str) -> HttpResponse:
    """`/people/USERNAME/do/ACTION/`: deactivate, reactivate, unlock or reset (which answers a one-time password)."""
    somebody, shown = _found(username), {}
    if action not in ACTION_WORDS:
        raise Http404

    def act() -> dict[str, int]:
        shown["answer"] = ACTIONS[action](somebody, by=request.user, now=timezone.now())
        return {"person": somebody.pk}
    try:
        once_pages.done_once(request, f"people/{username}/do/{action}", act)
    except Refusal as refusal:
        return _person_page(request, somebody, PersonForm.of(somebody), refusal.sentence)
    if action == "reset" and "answer" in shown:
        return _one_time(request, somebody, shown["answer"])
    return HttpResponseRedirect(f"/people/{username}/?done={action}")


def _one_time(request: HttpRequest, person: Person, one_time: str) -> HttpResponse:
    return render(request, "staff/one_time_password.html", {"person": person, "one_time_password": one_time})
