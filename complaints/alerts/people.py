"""Who is told of an alert: the owner, else the team; further on senior managers, then compliance. Reads people, writes nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from complaints.alerts.tiers import COMPLIANCE, FARTHEST
from complaints.case.models import Complaint
from staff.absences import away_on
from staff.models import Person


class Told(NamedTuple):
    """How far an alert goes, whose it is, and the usernames of all who are told."""

    reach: int
    owner_id: int | None
    team_id: int | None
    to: tuple[str, ...]


@dataclass(frozen=True)
class Directory:
    """Everybody at work, read once for a sweep."""

    names: Mapping[int, str]
    teams: Mapping[int, tuple[str, ...]]
    managers: tuple[str, ...]
    officers: tuple[str, ...]

    def told(self, owner_id: int | None, team_id: int | None, reach: int) -> Told:
        """An owner who left counts as none. Where nobody would hear, it goes as far as it must."""
        owner_id = owner_id if owner_id in self.names else None
        own = (self.names[owner_id],) if owner_id else self.teams.get(team_id, ())
        while not (to := self._all(own, reach)) and reach < FARTHEST:
            reach += 1
        return Told(reach, owner_id, None if owner_id else team_id, to)

    def _all(self, own: tuple[str, ...], reach: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*own, *(self.managers if reach >= 1 else ()), *(self.officers if reach >= COMPLIANCE else ())]))

    def told_of_restricted(self, owner_id: int | None, named: Iterable[int]) -> Told:
        """A restricted complaint is known to compliance and the people named on it, and so are its alerts."""
        people = [ident for ident in named if ident in self.names]
        names = [self.names[ident] for ident in people]
        return Told(COMPLIANCE, owner_id if owner_id in people else None, None, tuple(dict.fromkeys([*names, *self.officers])))

    def told_of_the_desk(self) -> Told:
        """What hangs on no complaint (a request for personal data) is for compliance."""
        return Told(COMPLIANCE, None, None, self.officers)


def directory(on: date | None = None) -> Directory:
    """Two queries. Whoever is away on that day is told of nothing: what is theirs goes to their team. Compliance is never nobody."""
    away = away_on(on) if on else {}
    everybody = Person.objects.filter(is_active=True).order_by("username").values_list("pk", "username", "role", "team_id")
    rows = [row for row in everybody if row[0] not in away]
    teams: dict[int, list[str]] = {}
    for _, username, _, team_id in rows:
        if team_id:
            teams.setdefault(team_id, []).append(username)
    return Directory(
        {pk: username for pk, username, _, _ in rows}, {team: tuple(names) for team, names in teams.items()},
        tuple(username for _, username, role, _ in rows if role == "senior_manager"),
        _officers(rows) or _officers(everybody),
    )


def _officers(rows: Iterable[tuple[int, str, str, int | None]]) -> tuple[str, ...]:
    return tuple(username for _, username, role, _ in rows if role == "compliance_officer")


def named_on(complaints: Iterable[int]) -> dict[int, list[int]]:
    """Who may see each of these restricted complaints beside compliance. One query, none for none."""
    ids = list(complaints)
    found: dict[int, list[int]] = {ident: [] for ident in ids}
    if ids:
        through = Complaint.seen_by.through.objects.filter(complaint_id__in=ids)
        for complaint_id, person_id in through.values_list("complaint_id", "person_id"):
            found[complaint_id].append(person_id)
    return found
