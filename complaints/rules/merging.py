"""The shipped calendars with what officers changed of them merged in. Pure; which change came first is told by its place."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

import workdays
from workdays import Calendar


class Altered(NamedTuple):
    """One change of a calendar: the day has that name from now on, or is `withdrawn`."""

    calendar: str
    day: date
    name: str
    withdrawn: bool = False


Published = tuple[str, date]


def merged(shipped: Mapping[str, Calendar], days: Iterable[Altered], lists: Iterable[Published]) -> dict[str, Calendar]:
    """Every calendar by name. Of several changes of a day the last holds; a version counts what was changed of its calendar."""
    days, lists = list(days), list(lists)
    return {name: _with(calendar, [row for row in days if row.calendar == name], [until for listed, until in lists if listed == name])
            for name, calendar in shipped.items()}


def _with(calendar: Calendar, days: list[Altered], lists: list[date]) -> Calendar:
    """The very same object where nothing was changed."""
    if not days and not lists:
        return calendar
    last = {row.day: row for row in days}
    return workdays.with_changes(
        calendar, version=f"{calendar.version}+{len(days) + len(lists)}",
        added=[(row.day, row.name) for row in last.values() if not row.withdrawn],
        withdrawn=[row.day for row in last.values() if row.withdrawn],
        published_until=max(lists, default=None),
    )
