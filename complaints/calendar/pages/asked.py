"""What a page of the calendar is asked for, read from its address, and the addresses back. Every wrong value is refused in words."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

import workdays
from complaints.calendar import due, grid
from complaints.record.refusals import Unacceptable
from complaints.rules.services import all_calendars
from staff.models import Role
from workdays import Calendar
from workdays.calendars import TITLES

NO_MONTH = "Give a month like 2026-05 in the address, or choose one with the arrows of the calendar."
NO_DAY = "Give a day like 2026-05-08 in the address, or choose one in the calendar."
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
FIRST_OF_ROLE = {"agent": due.MINE, "senior_manager": due.TEAM, "compliance_officer": due.ALL, "administrator": due.ALL}
WHOSE_WORDS = {due.MINE: "Mine", due.TEAM: "Team", due.ALL: "All"}
assert set(WHOSE_WORDS) == set(due.WHOSE) and set(FIRST_OF_ROLE) == set(Role)


@dataclass(frozen=True, slots=True)
class Asked:
    """`calendars` are those whose days off are shown; `nation` is one calendar's name or ""."""

    scope: due.Scope
    month: date
    calendars: tuple[Calendar, ...]
    nation: str
    as_list: bool

    def address(self, month: date | None = None, **changes: str) -> str:
        """This calendar with something changed; what is as usual is left out of the address."""
        told = {"month": f"{month or self.month:%Y-%m}", **self.kept(), "as": "list" if self.as_list else "", **changes}
        return f"/calendar/?{urlencode({name: value for name, value in told.items() if value})}"

    def kept(self) -> dict[str, str]:
        return {"whose": self.scope.whose, "nation": self.nation}


def read(given: Any, *, person: Any, today: date) -> Asked:
    """Raises Unacceptable for a month that is none or whose bank holidays nobody knows."""
    known = all_calendars()
    nation = given.get("nation", "")
    shown = [known[nation]] if nation in GB else [known[name] for name in GB]
    typed = given.get("month", "")
    month = grid.read_month(typed) if typed else today.replace(day=1)
    if month is None:
        raise Unacceptable.of(month=NO_MONTH)
    if not is_known(month, shown):
        raise Unacceptable.of(month=f"Bank holidays are known from {shown[0].first:%Y} to {shown[0].last:%Y}. {NO_MONTH}")
    return Asked(scope_of(given, person), month, tuple(shown), nation if nation in GB else "", given.get("as") == "list")


GB = tuple(dict.fromkeys(workdays.CALENDAR_OF[nation] for nation in ("england", "wales", "scotland")))
NATIONS = {"": "Both calendars", **{name: TITLES[name] for name in GB}}


def is_known(month: date, calendars: Any) -> bool:
    return all(calendar.first <= month <= calendar.last and grid.last_of(month) <= calendar.last for calendar in calendars)


def scope_of(given: Any, person: Any) -> due.Scope:
    """Whose: as asked, or as usual for the role. Somebody without a team has no team's calendar."""
    whose = given.get("whose", "")
    whose = whose if whose in due.WHOSE else FIRST_OF_ROLE[person.role]
    return due.Scope(due.MINE if whose == due.TEAM and person.team_id is None else whose, person)


def day_of(typed: str) -> date:
    """Raises Unacceptable for what is no day."""
    try:
        if not DAY.fullmatch(typed):
            raise ValueError(typed)
        return date.fromisoformat(typed)
    except ValueError:
        raise Unacceptable.of(day=NO_DAY) from None


def whose_words(scope: due.Scope) -> str:
    """"Your complaints", "Senior review team", "All complaints that you may see"."""
    if scope.whose == due.MINE:
        return "Your complaints"
    return scope.person.team.name if scope.whose == due.TEAM else "All complaints that you may see"
