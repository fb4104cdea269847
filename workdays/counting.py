"""Counting in working days: which day it is, how many lie between, and why each day was skipped.

Every function takes the calendar as an argument. No clock, no file, no database.
"""
from dataclasses import dataclass
from datetime import date, timedelta

from workdays.calendars import Calendar

DAY_AFTER = "day_after"
TREATED_AS_RECEIVED = "treated_as_received_next_working_day"
COUNTINGS = (DAY_AFTER, TREATED_AS_RECEIVED)
MOST_DAYS = 2000
WEEKEND = "weekend"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Counted:
    """A sum of working days laid open: `start`, the day that counts as day 0, days counted, days skipped and why.

    `provisional` is true where a day in it lies after the last published list of bank holidays.
    """

    start: date
    day_zero: date
    date: date
    counted: tuple[date, ...]
    skipped: tuple[tuple[date, str], ...]
    provisional: bool


def is_working_day(day: date, cal: Calendar) -> bool:
    """Monday to Friday, less the bank holidays of the calendar. Raises OutsideCalendar."""
    return why_off(day, cal) is None


def why_off(day: date, cal: Calendar) -> str | None:
    """"weekend", the bank holiday's name, or None on a working day. Raises OutsideCalendar."""
    cal.check(day)
    return WEEKEND if day.weekday() >= 5 else cal.off.get(day)


def add(start: date, days: int, cal: Calendar, counting: str = DAY_AFTER) -> date:
    """The end of `days` working days, 0 to 2,000. One look-up, whatever the number.

    `day_after`: `start` is day 0 whatever day it is, and 0 gives `start` itself.
    `treated_as_received_next_working_day`: a start on a day off counts as received on the next working day, which is
    day 0. Raises OutsideCalendar where the answer lies beyond the calendar, ValueError for anything that is not a day
    and a number of days.
    """
    if counting == DAY_AFTER:
        try:
            if 0 < days <= MOST_DAYS:
                return cal.working[cal.rank[start] + days]
        except (KeyError, IndexError, TypeError):
            pass  # said properly below
    _check(start, days, cal, counting)
    if counting == TREATED_AS_RECEIVED:
        start = day_zero(start, cal, counting)
    return _nth(cal.rank[start] + days, cal) if days else start


def _check(start: date, days: int, cal: Calendar, counting: str) -> None:
    if counting not in COUNTINGS:
        raise ValueError(f"There is no way of counting called {counting!r}; there are {', '.join(COUNTINGS)}.")
    _check_number(days)
    cal.check(start)


def _check_number(days: int) -> None:
    if type(days) is not int or not 0 <= days <= MOST_DAYS:
        raise ValueError(f"A whole number of days from 0 to {MOST_DAYS} is needed, not {days!r}.")


def _nth(place: int, cal: Calendar) -> date:
    if not 0 < place < len(cal.working):
        raise cal.outside("The day asked for")
    return cal.working[place]


def day_zero(start: date, cal: Calendar, counting: str = DAY_AFTER) -> date:
    """The day that counts as day 0: `start`, or under `treated_as_received…` the first working day from `start` on."""
    if counting == TREATED_AS_RECEIVED and not is_working_day(start, cal):
        return next_working_day(start, cal)
    return start


def next_working_day(day: date, cal: Calendar) -> date:
    """The first working day strictly after `day`."""
    return add(day, 1, cal)


def subtract(day: date, days: int, cal: Calendar) -> date:
    """The `days`-th working day before `day`, 0 to 2,000; 0 gives `day` itself. For alerts ahead of a date."""
    _check(day, days, cal, DAY_AFTER)
    if not days:
        return day
    before = cal.rank[day] - (1 if is_working_day(day, cal) else 0)
    return _nth(before - days + 1, cal)


def between(from_: date, to: date, cal: Calendar) -> int:
    """Working days from `from_`, itself excluded, to `to`, itself included. Raises ValueError where `to` is earlier."""
    try:
        count = cal.rank[to] - cal.rank[from_]
    except (KeyError, TypeError):
        cal.check(from_)
        cal.check(to)
        raise
    if to < from_:
        raise ValueError(f"The last day, {to}, is before the first, {from_}.")
    return count


def explain(start: date, days: int, cal: Calendar, counting: str = DAY_AFTER) -> Counted:
    """The same sum as `add`, with every day counted and every day skipped by name."""
    end = add(start, days, cal, counting)
    zero = day_zero(start, cal, counting)
    first = start if zero != start else start + ONE_DAY
    span = [date.fromordinal(n) for n in range(first.toordinal(), end.toordinal() + 1)]
    off = tuple((day, why) for day in span if (why := why_off(day, cal)))
    names_off = {day for day, _ in off}
    counted = tuple(day for day in span if day > zero and day not in names_off)
    return Counted(start, zero, end, counted, off, end > cal.published_until)
