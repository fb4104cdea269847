"""What a clock says of the facts, and what it is handed to say it. Values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import workdays
from workdays import Calendar, london

Facts = Mapping[str, Any]
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Moment:
    """The calendar of the premises and the moment at which things are looked at (A15)."""

    cal: Calendar
    as_of: datetime
    on: date


@dataclass(slots=True)
class Measured:
    """`failed` None: it can't be told from the facts, `doubts` says why. `late` is a timedelta for clocks in hours, working days
    for clocks in days. `done_on` is the day of performance. `open`: not performed yet, so worked out as of the moment.
    `begun` and `days`: from which day how many working days were counted; a moment and None for clocks in hours.
    """

    deadline: date | datetime | None = None
    failed: bool | None = False
    failure_on: date | None = None
    late: timedelta | int = 0
    done_on: date | None = None
    open: bool = False
    begun: date | datetime | None = None
    days: int | None = None
    doubts: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def day(self) -> date | None:
        """The day of the failure, else of the deadline."""
        if self.failure_on is None and isinstance(self.deadline, datetime):
            return london.day_of(self.deadline)
        return self.failure_on or self.deadline


def later(facts: Facts, names: tuple[str, ...]) -> date:
    """The latest of these days; what is empty does not count (A41)."""
    if len(names) == 1:
        return facts[names[0]]
    return max(facts[name] for name in names if facts[name] is not None)


def working_days_late(deadline: date, done_on: date, cal: Calendar) -> int:
    """Working days after the limit up to and including the day of performance, a day off counting as the next working day; a
    breach costs at least one (A5)."""
    if workdays.why_off(done_on, cal) is not None:
        done_on = workdays.next_working_day(done_on, cal)
    return max(1, workdays.between(deadline, done_on, cal))


def in_days(deadline: date, done_on: date | None, at: Moment, **more: Any) -> Measured:
    """Done by the end of that day, or late by working days; not done yet is measured as of the moment."""
    if done_on is None:
        if at.on <= deadline:
            return Measured(deadline, open=True, **more)
        late = max(1, workdays.between(deadline, at.on, at.cal))
        return Measured(deadline, True, deadline, late, open=True, **more)
    if done_on <= deadline:
        return Measured(deadline, done_on=done_on, **more)
    return Measured(deadline, True, deadline, working_days_late(deadline, done_on, at.cal), done_on, **more)


def in_hours(deadline: datetime, done_at: datetime | None, at: Moment, **more: Any) -> Measured:
    """Done by that minute, or late by the time after it; real elapsed time (A3)."""
    ended = at.as_of if done_at is None else done_at
    done_on = london.day_of(done_at) if done_at is not None else None
    if ended <= deadline:
        return Measured(deadline, done_on=done_on, open=done_at is None, **more)
    return Measured(deadline, True, london.day_of(deadline), ended - deadline, done_on, done_at is None, **more)
