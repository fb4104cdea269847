"""Which tiers a deadline has crossed by a moment, and which comes next. Pure: no Django, no clock, no database."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

import workdays
from complaints.clocks.kinds import WINDOWS
from complaints.clocks.rows import TIERS
from workdays import Calendar, OutsideCalendar, london

ONE_DAY = timedelta(days=1)


class Waiting(NamedTuple):
    """A deadline row whose next alert has come, with what its complaint says about whom to tell."""

    id: int
    complaint_id: int | None
    key: str
    kind: str
    started_at: datetime
    due_on: date
    ahead_on: date | None
    next_tier: str
    calendar: str
    is_open: bool
    reference: str = ""
    owner_id: int | None = None
    team_id: int | None = None
    restricted: bool = False


class Crossed(NamedTuple):
    """`tiers`: (tier, its moment) in order, the last the one that counts; then what the row waits for next ("" and None: nothing)."""

    tiers: tuple[tuple[str, datetime], ...]
    next_tier: str
    alert_at: datetime | None


def crossed(row: Waiting, now: datetime) -> Crossed:
    """What has happened to the row by `now`. An ended row waits for nothing. Every tier is crossed at 00:00 London."""
    if not row.is_open or row.next_tier not in TIERS:
        return Crossed((), "", None)
    found = []
    for tier in TIERS[TIERS.index(row.next_tier):]:
        day = _day(row, tier)
        if day is None:
            continue
        moment = london.start_of_day(day)
        if moment > now:
            return Crossed(tuple(found), tier, moment)
        found.append((tier, moment))
    return Crossed(tuple(found), "", None)


def _day(row: Waiting, tier: str) -> date | None:
    if tier == "ahead":
        return row.ahead_on
    if tier == "due":
        return row.due_on
    return None if row.kind in WINDOWS else row.due_on + ONE_DAY


def key_of(deadline_id: int, tier: str, due_on: date) -> str:
    """What makes an alert once: deadline, tier and due day. A moved day is another alert."""
    return f"deadline:{deadline_id}:{tier}:{due_on.isoformat()}"


def further_at(raised_at: datetime, working_days: int, calendar: Calendar) -> datetime | None:
    """When an alert that nobody acknowledged goes further: so many working days on, at the same time of day.

    One raised on a day off counts from the first moment of the next working day. None beyond the calendar.
    """
    day = london.day_of(raised_at)
    try:
        into_day = raised_at - london.start_of_day(day) if workdays.is_working_day(day, calendar) else timedelta()
        first = day if workdays.is_working_day(day, calendar) else workdays.next_working_day(day, calendar)
        return london.start_of_day(workdays.add(first, working_days, calendar)) + into_day
    except OutsideCalendar:
        return None
