"""Keeps the words of every form before anything is done with them, and lets them go once they were sent.

A form takes part by carrying `draft`, the address of its page. Its words are kept before the view runs, so that no time-out,
refusal, conflict or failure loses them; a redirect, which only a form that was taken answers, drops them.
"""

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.signing import BadSignature
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, UnreadablePostError
from django.urls import Resolver404, resolve
from django.utils import timezone

from complaints.drafts import services
from complaints.record.refusals import Conflict, Refused

log = logging.getLogger(__name__)
WAS = "__Host-was" if settings.SECURE_COOKIES else "was"
WAS_SECONDS = 12 * 60 * 60
API, AUTOSAVE = "/api/", "/drafts/"
UNREADABLE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, UnreadablePostError)


class KeepTyped:
    """Stands before the session's limits: it knows who typed even when the session has just run out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or request.path.startswith(API):
            return self._known_again(request, self.get_response(request))
        request.typed_by = request.user.pk or _was(request)
        request.typed_at = ""
        response = self.get_response(request)
        if request.typed_at:
            response = _answered(request, response)
        return self._known_again(request, response)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Here the request is known to come from a page of ours. Its own door keeps an autosave, while the session lasts."""
        by_its_door = request.path == AUTOSAVE and request.user.is_authenticated
        if getattr(request, "typed_by", None) and not by_its_door:
            request.typed_at = kept(request)

    @staticmethod
    def _known_again(request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """A signed cookie that opens nothing: whose words they are that come after the session is gone."""
        person = request.user.pk if getattr(request, "user", None) and not request.path.startswith(API) else None
        if person and _was(request) != person:
            response.set_signed_cookie(WAS, str(person), max_age=WAS_SECONDS, secure=settings.SECURE_COOKIES, httponly=True, samesite="Lax")
        return response


def _was(request: HttpRequest) -> int | None:
    try:
        found = request.get_signed_cookie(WAS, default="", max_age=WAS_SECONDS)
    except BadSignature:
        return None
    return int(found) if found.isdecimal() else None


def is_page(place: str) -> bool:
    """An address of this program, and nothing else; one that is no text of an address is none."""
    try:
        ours = place.startswith("/") and not place.startswith(("//", API)) and place.isprintable()
        return ours and bool(resolve(place.partition("?")[0]))
    except Resolver404:
        return False


def seen_version(request: HttpRequest) -> int:
    """The version of the draft that the page has seen; 0 for none."""
    typed = request.POST.get("draft_version") or ""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


def kept(request: HttpRequest) -> str:
    """Keeps the words of the form; answers its place, or "" where the form takes no part or its words can't be kept. An autosave that was
    overtaken by its own form, sent meanwhile with more words in it, keeps nothing."""
    try:
        place = request.POST.get("draft", "")
        if not is_page(place):
            return ""
        version = seen_version(request) if request.path == AUTOSAVE else None
        services.keep(request.typed_by, place, dict(request.POST.lists()), now=timezone.now(), version=version)
        return place
    except Conflict:
        return place
    except UNREADABLE:
        return ""
    except (Refused, DatabaseError) as fault:
        log.warning("draft_not_kept", extra={"why": type(fault).__name__})
        return ""


def _answered(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if getattr(request, "user_was_asked_to_sign_in", False):
        return _back_to_the_form(request, response)
    kept_itself = response.status_code == 200 and request.headers.get("X-Requested-With") == "autosave"
    if 300 <= response.status_code < 400 or kept_itself:
        _dropped(request)
    return response


def _back_to_the_form(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """After signing in the person comes to the page of the form, not to the address that only takes it."""
    ended = getattr(request, "session_ended", None)
    query = {"next": request.typed_at} | ({"ended": ended.value} if ended else {})
    return HttpResponseRedirect(f"/sign-in/?{urlencode(query)}", headers={"Cache-Control": response.get("Cache-Control", "no-store")})


def _dropped(request: HttpRequest) -> None:
    try:
        services.drop(request.typed_by, request.typed_at)
    except DatabaseError:
        log.warning("draft_not_dropped")
