"""Every page lies behind sign-in, sessions end in time, and nothing shown to staff is kept by a browser."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from staff import sessions

SIGN_IN, PASSWORD, SIGN_OUT, SESSION = "/sign-in/", "/password/", "/sign-out/", "/session/"
NO_STORE = "no-store, private"
API = "/api/"  # answers 401 by itself, by token
Answer = Callable[[HttpRequest], HttpResponse]


class SessionLimits:
    """Ends a session after 30 idle minutes and after 12 hours; what the page asks by itself is not use.

    Such background requests carry `X-Background: 1`.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        signed_in = not request.path.startswith(API) and request.user.is_authenticated
        if signed_in:
            request.session_ended = sessions.ended(request, now=now)
            if request.session_ended and is_background(request):
                request.user = AnonymousUser()  # the page itself ends the session and says why
            elif request.session_ended:
                sessions.sign_out(request, now=now, why=request.session_ended.value)
            elif not is_background(request):
                sessions.note(request, now=now)
        response = self.get_response(request)
        if signed_in or request.path.startswith(API) or getattr(request, "user_was_asked_to_sign_in", False):
            response["Cache-Control"] = NO_STORE
        return response


class SignedInOnly:
    """Sends whoever is not signed in to the sign-in page, and whoever holds a one-time password to change it.

    A view is open to all when it is marked with Django's `login_not_required`.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        if not getattr(view, "login_required", True) or request.path.startswith(API):
            return None
        if not request.user.is_authenticated:
            request.user_was_asked_to_sign_in = True
            return _elsewhere(request, _sign_in_address(request))
        if request.user.must_change_password and request.path not in (PASSWORD, SIGN_OUT, SESSION):
            return _elsewhere(request, PASSWORD)
        return None


def is_background(request: HttpRequest) -> bool:
    """Whether the page asked by itself, so that nobody need be there."""
    return request.headers.get("X-Background") == "1"


def _sign_in_address(request: HttpRequest) -> str:
    query = {"next": _where_they_were(request)}
    ended = getattr(request, "session_ended", None)
    return f"{SIGN_IN}?{urlencode(query | ({'ended': ended.value} if ended else {}))}"


def _where_they_were(request: HttpRequest) -> str:
    """The page to come back to; for a part of a page, the page it belongs to."""
    if "HX-Request" not in request.headers:
        return request.get_full_path()
    parts = urlsplit(request.headers.get("HX-Current-URL", "/"))
    return f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"


def _elsewhere(request: HttpRequest, address: str) -> HttpResponse:
    """A redirect; for htmx, which would put that page into a part of this one, a header that moves the window."""
    if "HX-Request" in request.headers:
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
