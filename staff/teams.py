"""The only writer of teams: added, renamed, given another purpose, switched off and on again, each on record. Never deleted.

What hangs on a team lies in the rooms; each says it by a function that was handed in, and a team with anything left is not switched off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from staff import fields
from staff.guards import not_changed_meanwhile, only_administrators
from staff.models import Person, StaffEventKind, Team, TeamKind
from staff.refusal import Refusal
from staff.security_log import record

LONGEST_NAME = 80
# Work goes to the first team of these kinds by itself: one of each stays.
SENT_WORK = (TeamKind.CUSTOMER_SERVICE, TeamKind.SENIOR_REVIEW)


class Hanging(NamedTuple):
    """Something that a team still has: how much in words, and the page where it is moved elsewhere."""

    words: str
    href: str


ASKED: list[Callable[[Team], Iterable[Hanging]]] = []


def hangs_too(tell: Callable[[Team], Iterable[Hanging]]) -> None:
    """Have `tell(team)` asked for what hangs on a team, as the program starts; a second time changes nothing."""
    if tell not in ASKED:
        ASKED.append(tell)


def hanging_on(team: Team) -> list[Hanging]:
    """What would be left without a team if it were switched off."""
    number = Person.objects.filter(team=team, is_active=True).count()
    people = [Hanging("1 person" if number == 1 else f"{number} people", "/people/")] if number else []
    return people + [one for tell in ASKED for one in tell(team)]


def add_team(*, name: str, kind: str = TeamKind.OTHER, by: Person | None, now: datetime) -> Team:
    """Add a team; its slug is made from its name."""
    only_administrators(by)
    name = fields.name_of(name, "name", longest=LONGEST_NAME)
    _known(kind)
    with _its_name_alone():
        slug = slugify(name) or f"team-{Team.objects.count() + 1}"
        team = Team.objects.create(name=name, slug=slug, kind=kind, created_at=now)
        record(StaffEventKind.TEAM_ADDED, now=now, by=by, detail=name)
    return team


def change_team_itself(team: Team, *, name: str, kind: str, seen: int | None = None, by: Person | None, now: datetime) -> Team:
    """Another name, another purpose, or both; its address stays. `seen`: the version that it was changed from."""
    only_administrators(by)
    name = fields.name_of(name, "name", longest=LONGEST_NAME)
    _known(kind)
    with _its_name_alone():
        team = _held(team)
        not_changed_meanwhile(team, seen)
        changed = (kind, name) != (team.kind, team.name)
        if kind != team.kind:
            _not_the_last_of_its_kind(team)
            words = f"{team.name}: from {team.get_kind_display()} to {TeamKind(kind).label}"
            record(StaffEventKind.TEAM_KIND_CHANGED, now=now, by=by, detail=words)
        if name != team.name:
            record(StaffEventKind.TEAM_RENAMED, now=now, by=by, detail=f"from {team.name} to {name}")
        team.name, team.kind, team.version = name, kind, team.version + changed
        team.save(update_fields=["name", "kind", "version"])
    return team


@transaction.atomic
def switch_off(team: Team, *, by: Person | None, now: datetime) -> Team:
    """Nothing is given to it any more; what it did stays its own. Refused while anything hangs on it."""
    only_administrators(by)
    team = _held(team)
    if not team.is_active:
        return team
    _not_the_last_of_its_kind(team)
    if left := hanging_on(team):
        sentence = f"Move what {team.name} still has first: {', '.join(one.words for one in left)}."
        raise Refusal(sentence, code="team_has_work")
    return _switched(team, StaffEventKind.TEAM_OFF, on=False, by=by, now=now)


@transaction.atomic
def switch_on(team: Team, *, by: Person | None, now: datetime) -> Team:
    """People and work may be given to it again."""
    only_administrators(by)
    team = _held(team)
    return team if team.is_active else _switched(team, StaffEventKind.TEAM_ON, on=True, by=by, now=now)


def _switched(team: Team, kind: StaffEventKind, *, on: bool, by: Person | None, now: datetime) -> Team:
    team.is_active, team.version = on, team.version + 1
    team.save(update_fields=["is_active", "version"])
    record(kind, now=now, by=by, detail=team.name)
    return team


def _held(team: Team) -> Team:
    """The team as the database has it now, held with all others, so that two kinds' last ones are not changed at once."""
    return {row.pk: row for row in Team.objects.select_for_update().order_by("pk")}[team.pk]


def _known(kind: str) -> None:
    if kind not in TeamKind.values:
        raise Refusal("Choose what the team is for.", code="unknown_kind", field="kind")


def _not_the_last_of_its_kind(team: Team) -> None:
    others = Team.objects.in_use().filter(kind=team.kind).exclude(pk=team.pk)
    if team.kind in SENT_WORK and team.is_active and not others.exists():
        raise Refusal(f"This is the last team for {team.get_kind_display().lower()}, and work goes there by itself. Add another one first.",
                      code="last_of_its_kind", field="kind")


@contextmanager
def _its_name_alone() -> Iterator[None]:
    """Two teams of one name, or of one address made from it, are refused with a sentence; else all is written or nothing."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise Refusal("A team already has this name.", code="team_exists", field="name") from None
