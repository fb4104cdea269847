"""Sign-in, sign-out, one's own password, preferences, session. Thin doors: read, call one service, answer in words."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from complaints.clocks.words import moment
from complaints.rules.services import all_calendars
from staff import services, sessions
from staff.almanac import almanac
from staff.forms import PasswordForm, PreferencesForm, SignInForm, put_refusal
from staff.models import SignedIn
from staff.refusal import Refusal
from workdays import OutsideCalendar, london

HOME = "/"
NEVER_BACK_TO = ("/sign-in/", "/sign-out/", "/session/", "/password/")
NOT_ACCEPTED = (
    "This username and password were not accepted. Check both. Too many failed tries close an account for a while; "
    "your team’s administrator can open it at once."
)
KEPT = "What you were writing is kept, and you go back to it."
ENDED_WORDS = {
    sessions.Ended.IDLE.value: f"You were signed out after 30 minutes without use. {KEPT}",
    sessions.Ended.WHOLE.value: f"You were signed out after 12 hours. {KEPT}",
    "signed_out": "You are signed out.",
    "password": "Your password was changed. Sign in with the new one.",
}
if {why.value for why in sessions.Ended} - set(ENDED_WORDS):
    raise RuntimeError("every end of a session needs its words")


@login_not_required
@never_cache
@csrf_protect
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """`/sign-in/`: fields `username`, `password`, `next`."""
    onward = local_path(request.POST.get("next") or request.GET.get("next") or "")
    if request.method != "POST":
        if request.user.is_authenticated:
            return HttpResponseRedirect(onward)
        return _sign_in_page(request, SignInForm(), onward)
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _sign_in_page(request, form, onward)
    tried = sessions.sign_in(request, **form.cleaned_data, now=timezone.now())
    if tried.person:
        return HttpResponseRedirect(onward)
    form.add_error(None, NOT_ACCEPTED)
    return _sign_in_page(request, form, onward, wait_seconds=tried.wait_seconds)


def _sign_in_page(request: HttpRequest, form: SignInForm, onward: str, wait_seconds: int = 0) -> HttpResponse:
    notice = "" if form.is_bound else ENDED_WORDS.get(request.GET.get("ended", ""), "")
    context = {"form": form, "next": onward, "notice": notice, "almanac": _almanac_today(), "errors": None}
    response = render(request, "staff/sign_in.html", context, status=429 if wait_seconds else 200)
    if wait_seconds:
        response["Retry-After"] = str(wait_seconds)
    response["Cache-Control"] = "no-store, private"
    return response


def _almanac_today() -> dict[str, object] | None:
    try:
        return almanac(all_calendars(), london.day_of(timezone.now()))
    except OutsideCalendar:
        return None


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """`/sign-out/`, by POST only."""
    sessions.sign_out(request, now=timezone.now())
    return HttpResponseRedirect("/sign-in/?ended=signed_out")


@sensitive_post_parameters("old_password", "new_password1", "new_password2")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """`/password/`: change one's own; fields `old_password`, `new_password1`, `new_password2`."""
    form = PasswordForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _password_page(request, form)
    try:
        person = services.change_password(
            request.user,
            old=form.cleaned_data["old_password"],
            new=form.cleaned_data["new_password1"],
            keep_session=request.session.session_key,
            address=sessions.address_of(request),
            by=request.user,
            now=timezone.now(),
        )
    except Refusal as refusal:
        put_refusal(form, refusal, {"old": "old_password", "new": "new_password1"})
        return _password_page(request, form, 429 if refusal.code == "locked" else 200)
    sessions.keep_after_password_change(request, person)
    return HttpResponseRedirect("/preferences/?done=password")


def _password_page(request: HttpRequest, form: PasswordForm, status: int = 200) -> HttpResponse:
    must = request.user.must_change_password
    context = {
        "form": form,
        "heading": {"title": "Change your password", "small": "Your other sessions end when you change it."},
        "must": "You signed in with a one-time password. Choose one of your own to go on." if must else "",
        "rules": [],
        "errors": None,
        "submit": "Change password",
        "op_id": None,
        "back": None if must else {"href": "/preferences/", "label": "Back to your settings"},
    }
    return render(request, "staff/password.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """`/preferences/`: mail, colours, shortcuts, and one's own sessions."""
    form = PreferencesForm.of(request.user, request.POST or None)
    now = timezone.now()
    if request.method == "POST" and form.is_valid():
        try:
            services.change_preferences(request.user, by=request.user, now=now, **form.cleaned_data)
            return HttpResponseRedirect("/preferences/?done=saved")
        except Refusal as refusal:
            put_refusal(form, refusal)
    context = {
        "form": form,
        "sessions": [_session_row(row, request.session.session_key) for row in sessions.open_sessions(request.user, now=now)],
        "done": "" if form.errors else DONE_WORDS.get(request.GET.get("done", ""), ""),
        "saved": request.GET.get("done") == "saved" and not form.errors,
    }
    return render(request, "staff/preferences.html", context)


def _session_row(row: SignedIn, this: str | None) -> dict[str, object]:
    return {
        "device": row.device,
        "address": row.address or "This machine",
        "since": moment(row.started_at),
        "seen": moment(row.seen_at),
        "is_this": row.session_key == this,
    }


DONE_WORDS = {
    "saved": "Your preferences are saved.",
    "password": "Your password is changed. Your other sessions have ended.",
    "sessions": "Your other sessions have ended.",
}


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """`/preferences/end-others/`: end one's other sessions."""
    sessions.end_all(request.user, but=request.session.session_key, by=request.user, now=timezone.now())
    return HttpResponseRedirect("/preferences/?done=sessions")


@login_not_required
@require_http_methods(["GET", "POST"])
def session(request: HttpRequest) -> HttpResponse:
    """`/session/`: when this session ends, for the warning before it does. Asking is use, but with `X-Background: 1`."""
    if not request.user.is_authenticated:
        return JsonResponse({"signed_in": False}, status=401)
    now = timezone.now()
    ends_at = sessions.ends_at(request, now=now)
    left = int((ends_at - now).total_seconds())
    return JsonResponse({"signed_in": True, "ends_at": ends_at.isoformat(), "seconds_left": left})


def local_path(address: str) -> str:
    """The path of an address on this very site, or the home page for anything else."""
    if not address.startswith("/") or not address.isprintable() or "\\" in address:
        return HOME
    if not url_has_allowed_host_and_scheme(address, allowed_hosts=None) or urlsplit(address).netloc:
        return HOME
    return HOME if urlsplit(address).path.startswith(NEVER_BACK_TO) else address
