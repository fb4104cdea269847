"""The only writer of passwords and API tokens. No password is kept, logged or shown, except a one-time one, once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from functools import cache

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.db import transaction

from staff import lockout, passwords, sessions
from staff.guards import locked, only_administrators
from staff.models import ApiToken, Person, StaffEventKind
from staff.refusal import Refusal
from staff.security_log import record

TOKEN_PREFIX = "desk_"  # noqa: S105 - tells where a found token comes from, opens nothing


@transaction.atomic
def reset_password(person: Person, *, by: Person | None, now: datetime) -> str:
    """Answers a one-time password, to be changed at the first sign-in; ends sessions and forgets failed tries."""
    only_administrators(by)
    person = locked(person)
    one_time = passwords.one_time_password()
    person.set_password(one_time)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    lockout.forget(person.username)
    sessions.end_all(person, by=by, now=now)
    record(StaffEventKind.PASSWORD_RESET, now=now, by=by, person=person)
    return one_time


def set_demo_password(person: Person, password: str) -> None:
    """Give one of the demonstration's people the password that `make run` prints; no rule is asked."""
    person.set_password(password)
    person.save(update_fields=["password"])


def change_password(person: Person, *, old: str, new: str, keep_session: str = "", address: str | None = None, by: Person, now: datetime) -> Person:
    """Change one's own password; every other session of theirs ends. Wrong old passwords count as failed sign-ins.

    `Refusal`: `not_yours`, `locked`, `wrong_password` (field `old`), `same_password` and `weak_password` (field `new`).
    """
    if by.pk != person.pk:
        raise Refusal("Only the person themselves can change a password.", code="not_yours")
    person = Person.objects.get(pk=person.pk)
    _must_know(person, old, address, now)
    if new == old:
        raise Refusal("The new password is the old one. Choose another.", code="same_password", field="new")
    _must_be_strong(new, person)
    with transaction.atomic():
        person = locked(person)
        person.set_password(new)
        person.must_change_password = False
        person.save(update_fields=["password", "must_change_password"])
        sessions.end_all(person, but=keep_session, by=by, now=now)
        record(StaffEventKind.PASSWORD_CHANGED, now=now, by=by, person=person, address=address)
    return person


@transaction.atomic
def make_token(person: Person, *, by: Person | None, now: datetime) -> str:
    """Answers a new API token, shown this once; the one before it opens nothing any more."""
    if by and by.pk != person.pk:
        only_administrators(by)
    person = locked(person)
    if not person.is_active:
        raise Refusal("This person is deactivated, so no token was made.", code="deactivated")
    token = TOKEN_PREFIX + secrets.token_urlsafe(32)
    row = {"sha256": _sha256(token), "created_at": now, "last_used_on": None}
    ApiToken.objects.update_or_create(person=person, defaults=row)
    record(StaffEventKind.TOKEN_MADE, now=now, by=by, person=person)
    return token


def person_of_token(token: str, *, now: datetime) -> Person | None:
    """The active person whose token this is, or None. Notes the day of use, once a day."""
    row = ApiToken.objects.select_related("person__team").filter(sha256=_sha256(token)).first()
    if row is None or not row.person.is_active:
        return None
    if row.last_used_on != now.date():
        ApiToken.objects.filter(pk=row.pk).exclude(last_used_on=now.date()).update(last_used_on=now.date())
    return row.person


def _must_know(person: Person, old: str, address: str | None, now: datetime) -> None:
    taken = lockout.take_try(person.username, address, now=now)
    if taken.wait_seconds:
        raise Refusal("There were too many tries. Wait 15 minutes and try again.", code="locked")
    if len(old) > passwords.LONGEST or not person.check_password(old):
        raise Refusal("That is not your current password.", code="wrong_password", field="old")
    lockout.give_back(taken)


def _must_be_strong(new: str, person: Person) -> None:
    sentence = passwords.objection(new, about=(person.username, person.full_name), common=_common())
    if sentence:
        raise Refusal(sentence, code="weak_password", field="new")


@cache
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
