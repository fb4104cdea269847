"""How far from a day something of the calendar lies, as the database can work it out for many rows at once. No report of its own.

A statement grows with the days of a period, not with rows.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import Case, F, When

import workdays
from complaints.reports.days import OfDay
from complaints.reports.periods import Period
from complaints.rules.services import all_calendars
from workdays import Calendar, OutsideCalendar

UNKNOWN = -1
# The calendars of Great Britain: who is not in Scotland has the other.
SCOTLAND = "scotland"
CALENDARS = (SCOTLAND, "england-and-wales")
Measure = Callable[[date, Calendar], int]


@lru_cache(maxsize=16)
def after_working_days(count: int, later: int = 0) -> Measure:
    """How many days after a day the `count`-th working day lies that is more than `later` days after it."""
    return lambda day, calendar: (workdays.add(day + timedelta(days=later), count, calendar) - day).days


def working(day: date, calendar: Calendar) -> int:
    """1 for a working day, else 0."""
    return int(workdays.is_working_day(day, calendar))


def by_calendar(measure: Measure, period: Period, *, day: str, nation: str) -> Case:
    """The measure of the day in column `day` by the calendar of the nation in column `nation`; UNKNOWN outside what is laid down.

    Every day of the rows lies in the period.
    """
    calendars = all_calendars()
    scottish, others = (OfDay(F(day), period.first, _laid_down(measure, calendars[name], period)) for name in CALENDARS)
    return Case(When(**{nation: SCOTLAND}, then=scottish), default=others)


@lru_cache(maxsize=64)
def _laid_down(measure: Measure, calendar: Calendar, period: Period) -> tuple[int, ...]:
    """The measure of each day of the period."""
    return tuple(_one(measure, period.first + timedelta(days=place), calendar) for place in range(period.days))


def _one(measure: Measure, day: date, calendar: Calendar) -> int:
    try:
        return measure(day, calendar)
    except OutsideCalendar:
        return UNKNOWN
