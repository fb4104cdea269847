"""The only writer of people and preferences; teams are written by `teams`, passwords and tokens by `credentials`, whose services
stand here too. Knows no page; who asks is `by`, and None means the system itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from staff import fields, lockout, passwords, sessions, who
from staff.credentials import change_password as change_password
from staff.credentials import make_token as make_token
from staff.credentials import person_of_token as person_of_token
from staff.credentials import reset_password as reset_password
from staff.guards import locked, not_changed_meanwhile, not_the_last_administrator, only_administrators, only_in_use
from staff.models import ApiToken, MailPreference, Person, Role, StaffEventKind, Team, Theme
from staff.refusal import Refusal
from staff.security_log import record

PREFERENCES: Mapping[str, tuple[object, ...]] = {
    "mail_preference": tuple(MailPreference.values),
    "mail_any_hour": (True, False),
    "theme": tuple(Theme.values),
    "shortcuts_on": (True, False),
}
# What the rooms do in the same transaction when somebody is shut out: handed in once, as the program starts.
WHEN_LEAVING: list[Callable[..., object]] = []


def when_leaving(do: Callable[..., object]) -> None:
    """Have `do(person, by=, now=)` called for whoever is shut out, by whichever door; a second time changes nothing."""
    if do not in WHEN_LEAVING:
        WHEN_LEAVING.append(do)


def find(username: str) -> Person:
    """The person of that username, capitals ignored; `Refusal` (`unknown_person`) when there is none."""
    try:
        return Person.objects.get_by_natural_key(username.replace("\0", ""))
    except Person.DoesNotExist:
        raise Refusal("Nobody has this username.", code="unknown_person", field="username") from None


def create_person(
    *,
    username: str,
    full_name: str,
    role: str,
    email: str = "",
    team: Team | None = None,
    password: str | None = None,
    by: Person | None,
    now: datetime,
) -> tuple[Person, str]:
    """Add a person; answers them and their one-time password, which is "" when `password` was given (demo, tests)."""
    only_administrators(by)
    one_time = "" if password else passwords.one_time_password()
    person = Person(
        username=fields.username_of(username),
        full_name=fields.name_of(full_name, "full_name"),
        email=fields.email_of(email),
        role=fields.role_of(role), team=team,
        must_change_password=not password,
        created_at=now,
    )
    person.set_password(password or one_time)
    try:
        with transaction.atomic():
            only_in_use(team)
            person.save(force_insert=True)
            record(StaffEventKind.PERSON_ADDED, now=now, by=by, person=person, detail=who.words(person.role))
    except IntegrityError:
        raise Refusal("Somebody already has this username.", code="username_taken", field="username") from None
    return person, one_time


@transaction.atomic
def make_administrator(username: str, *, by: Person | None, now: datetime) -> str:
    """Make an administrator, or let one (or anybody else) in again as one; answers a one-time password."""
    person = Person.objects.filter(username=fields.username_of(username)).first()
    if person is None:
        name = username.strip()
        return create_person(username=username, full_name=name, role=Role.ADMINISTRATOR, by=by, now=now)[1]
    person = change_role(reactivate(person, by=by, now=now), Role.ADMINISTRATOR, by=by, now=now)
    return reset_password(person, by=by, now=now)


@transaction.atomic
def change_person(
    person: Person, *, full_name: str, email: str, role: str, team: Team | None, seen: int | None = None, by: Person | None, now: datetime,
) -> Person:
    """Change details, role and team together, or nothing. `seen`: the version that they were changed from."""
    not_changed_meanwhile(locked(person), seen)
    person = change_details(person, full_name=full_name, email=email, by=by, now=now)
    return change_team(change_role(person, role, by=by, now=now), team, by=by, now=now)


def _save(person: Person, *columns: str) -> None:
    """Of a locked row: what was changed, under the next version."""
    person.version += 1
    person.save(update_fields=[*columns, "version"])


@transaction.atomic
def change_details(person: Person, *, full_name: str, email: str, by: Person | None, now: datetime) -> Person:
    """Correct a person's name and mail address."""
    only_administrators(by)
    person = locked(person)
    new = fields.name_of(full_name, "full_name"), fields.email_of(email)
    if new == (person.full_name, person.email):
        return person
    person.full_name, person.email = new
    _save(person, "full_name", "email")
    record(StaffEventKind.PERSON_CHANGED, now=now, by=by, person=person)
    return person


@transaction.atomic
def change_role(person: Person, role: str, *, by: Person | None, now: datetime) -> Person:
    """Give a person another role; it holds from their next request."""
    only_administrators(by)
    new, person = fields.role_of(role), locked(person)
    if new == person.role:
        return person
    if person.role == Role.ADMINISTRATOR:
        not_the_last_administrator(person)
    old, person.role = person.role, new
    _save(person, "role")
    detail = f"from {who.words(old)} to {who.words(new)}"
    record(StaffEventKind.ROLE_CHANGED, now=now, by=by, person=person, detail=detail)
    return person


@transaction.atomic
def change_team(person: Person, team: Team | None, *, by: Person | None, now: datetime) -> Person:
    """Move a person to a team, or to none."""
    only_administrators(by)
    person = locked(person)
    if person.team_id == (team.pk if team else None):
        return person
    only_in_use(team)
    person.team = team
    _save(person, "team")
    record(StaffEventKind.TEAM_CHANGED, now=now, by=by, person=person, detail=f"to {team.name if team else 'no team'}")
    return person


@transaction.atomic
def deactivate(person: Person, *, by: Person | None, now: datetime) -> Person:
    """Shut a person out at once: sessions end, the API token goes, what they had to do goes back. What they wrote stays theirs."""
    only_administrators(by)
    if by and by.pk == person.pk:
        raise Refusal("You cannot deactivate yourself. Ask another administrator.", code="own_account")
    person = locked(person)
    if not person.is_active:
        return person
    if person.role == Role.ADMINISTRATOR:
        not_the_last_administrator(person)
    person.is_active = False
    _save(person, "is_active")
    ApiToken.objects.filter(person=person).delete()
    sessions.end_all(person, by=by, now=now)
    record(StaffEventKind.DEACTIVATED, now=now, by=by, person=person)
    for do in WHEN_LEAVING:
        do(person, by=by, now=now)
    return person


@transaction.atomic
def reactivate(person: Person, *, by: Person | None, now: datetime) -> Person:
    """Let a person in again, with the password they had; without a team where theirs was switched off meanwhile."""
    only_administrators(by)
    person = locked(person)
    if not person.is_active:
        person.is_active = True
        _save(person, "is_active")
        record(StaffEventKind.REACTIVATED, now=now, by=by, person=person)
        if person.team and not person.team.is_active:
            return change_team(person, None, by=by, now=now)
    return person


@transaction.atomic
def unlock(person: Person, *, by: Person | None, now: datetime) -> Person:
    """Forget a person's failed tries, so that they may sign in at once."""
    only_administrators(by)
    lockout.forget(person.username)
    record(StaffEventKind.UNLOCKED, now=now, by=by, person=person)
    return person


@transaction.atomic
def change_preferences(person: Person, *, by: Person, now: datetime, **wanted: object) -> Person:
    """Set any of mail_preference, mail_any_hour, theme and shortcuts_on; one's own only."""
    if by.pk != person.pk:
        raise Refusal("Only the person themselves can change preferences.", code="not_yours")
    person = locked(person)
    for name, value in wanted.items():
        if name not in PREFERENCES or value not in PREFERENCES[name]:
            raise Refusal("Choose one of the answers on the page.", code="unknown_preference", field=name)
        setattr(person, name, value)
    person.save(update_fields=list(wanted))
    return person
