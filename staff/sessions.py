"""Signing in and out, and how long a session lasts. Services like the others; the only ones that hold a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from staff import lockout
from staff.models import Person, SignedIn, StaffEventKind
from staff.security_log import record, record_now_and_then

IDLE = timedelta(minutes=30)
WHOLE = timedelta(hours=12)
NOTED_EVERY = timedelta(seconds=15)  # a session's row is not written for every click
STARTED, SEEN = "started_at", "seen_at"
BROWSERS = {"Edg/": "Edge", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {"Windows": "Windows", "Android": "Android", "iPhone": "iPhone", "Mac OS": "Mac", "Linux": "Linux"}


class Ended(StrEnum):
    """Why a session ended by itself."""

    IDLE = "idle"
    WHOLE = "whole"


@dataclass(frozen=True)
class SignIn:
    """What came of a try: a person, or nobody, and then the seconds to wait (0: try again at once)."""

    person: Person | None
    wait_seconds: int = 0


def address_of(request: HttpRequest) -> str | None:
    """Where a request comes from, forwarding headers having been settled before; None on a local socket."""
    return request.META.get("REMOTE_ADDR") or None


def sign_in(request: HttpRequest, *, username: str, password: str, now: datetime) -> SignIn:
    """Try a password and, if it is right, open a session. Unknown, deactivated and locked people take the same time:
    each try runs the password hasher exactly once."""
    username = username.strip().lower()
    person = authenticate(request, username=username, password=password)
    wait = request.desk_try.wait_seconds if hasattr(request, "desk_try") else 0
    if person is None:
        if wait:
            make_password(password)
        _note_failure(username, address_of(request), locked=wait > 0, now=now)
        return SignIn(None, wait)
    if request.user.is_authenticated:
        sign_out(request, now=now)
    login(request, person)
    with transaction.atomic():
        note(request, now=now)
        record(StaffEventKind.SIGNED_IN, now=now, by=person, person=person, address=address_of(request))
    return SignIn(person)


def sign_out(request: HttpRequest, *, now: datetime, why: str = "") -> None:
    """End this session; its cookie opens nothing any more."""
    if request.user.is_authenticated:
        person = request.user
        record(StaffEventKind.SIGNED_OUT, now=now, by=person, person=person, address=address_of(request), detail=why)
    SignedIn.objects.filter(session_key=request.session.session_key).delete()
    logout(request)


def note(request: HttpRequest, *, now: datetime) -> None:
    """Write that the session is in use: its beginning if it has none, and this moment if the last is a while ago."""
    moment, session = int(now.timestamp()), request.session
    fresh = STARTED not in session
    if not fresh and moment - session[SEEN] < NOTED_EVERY.total_seconds():
        return
    session[SEEN] = moment
    if fresh:
        session[STARTED] = moment
        _open(request, now)
    else:
        SignedIn.objects.filter(session_key=session.session_key).update(seen_at=now)


def ended(request: HttpRequest, *, now: datetime) -> Ended | None:
    """Whether the request's session has run out, and why."""
    session, moment = request.session, now.timestamp()
    if STARTED not in session:
        return None
    if moment - session[STARTED] >= WHOLE.total_seconds():
        return Ended.WHOLE
    return Ended.IDLE if moment - session[SEEN] >= IDLE.total_seconds() else None


def ends_at(request: HttpRequest, *, now: datetime) -> datetime:
    """When the session will end if nothing more is done in it."""
    seen, started = request.session.get(SEEN, now.timestamp()), request.session.get(STARTED, now.timestamp())
    return datetime.fromtimestamp(min(seen + IDLE.total_seconds(), started + WHOLE.total_seconds()), UTC)


def open_sessions(person: Person, *, now: datetime) -> list[SignedIn]:
    """A person's sessions that still open something, the last used first."""
    return list(person.sessions.filter(seen_at__gt=now - IDLE, started_at__gt=now - WHOLE))


def end_all(person: Person, *, but: str = "", by: Person | None, now: datetime) -> int:
    """End a person's sessions, except the one whose key is given; answers how many."""
    with transaction.atomic():
        rows = SignedIn.objects.filter(person=person).exclude(session_key=but)
        keys = list(rows.values_list("session_key", flat=True))
        Session.objects.filter(session_key__in=keys).delete()
        SignedIn.objects.filter(session_key__in=keys).delete()
        if keys:
            record(StaffEventKind.SESSIONS_ENDED, now=now, by=by, person=person, detail=f"{len(keys)} ended")
    return len(keys)


def keep_after_password_change(request: HttpRequest, person: Person) -> None:
    """Give the session in which the password was changed a new key, and let it go on."""
    old = request.session.session_key
    update_session_auth_hash(request, person)
    SignedIn.objects.filter(session_key=old).update(session_key=request.session.session_key)


def forget_old(*, now: datetime) -> int:
    """Drop the rows of sessions that ran out unseen, and of tries too old to count; for a daily job."""
    gone = SignedIn.objects.filter(seen_at__lt=now - IDLE).delete()[0] + lockout.forget_old(now=now)
    return gone + Session.objects.filter(expire_date__lt=now).delete()[0]


def device_words(agent: str) -> str:
    """What to call a browser in a list: "Firefox, Linux"."""
    found = [next((word for mark, word in names.items() if mark in agent), "") for names in (BROWSERS, SYSTEMS)]
    return ", ".join(word for word in found if word) or "Another program"


def _open(request: HttpRequest, now: datetime) -> None:
    if not request.session.session_key:
        request.session.create()
    row = {
        "person_id": request.user.pk,
        "started_at": now,
        "seen_at": now,
        "address": address_of(request),
        "device": device_words(request.headers.get("User-Agent", "")),
    }
    SignedIn.objects.update_or_create(session_key=request.session.session_key, defaults=row)


def _note_failure(username: str, address: str | None, *, locked: bool, now: datetime) -> None:
    """A name that nobody has is not written down: it may be a password typed into the wrong field."""
    person = Person.objects.filter(username=username).first()
    detail = "" if person else "unknown username"
    if locked or person is None:
        kind = StaffEventKind.SIGN_IN_LOCKED if locked else StaffEventKind.SIGN_IN_FAILED
        record_now_and_then(kind, now=now, person=person, address=address, detail=detail)
    else:
        record(StaffEventKind.SIGN_IN_FAILED, now=now, person=person, address=address)
