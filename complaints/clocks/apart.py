"""Why two deadlines of one day are said to be late, or to go, by different numbers of working days: a bank holiday that one nation alone has, or
alone has not. Pure; the days come from the calendars.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from complaints.clocks import spoken
from workdays import Calendar

Due = tuple[date, str]
SATURDAY = 5
MOST = 2


def why_apart(dues: Iterable[Due], today: date, calendars: Mapping[str, Calendar]) -> dict[Due, str]:
    """For deadlines that stand together, each with the name of its calendar: the phrase beside those that count otherwise than the others
    of their day."""
    nations = defaultdict(set)
    for due_on, name in dues:
        nations[due_on].add(name)
    found = {due_on: _odd_days(due_on, today, names, calendars) for due_on, names in nations.items() if len(names) > 1}
    return {(due_on, name): _joined(phrases) for due_on, odd in found.items() for name, phrases in odd.items()}


def _joined(phrases: list[str]) -> str:
    more = [f"{len(phrases) - MOST} more such days"] if len(phrases) > MOST else []
    return " and ".join([*phrases[:MOST], *more])


def _odd_days(due_on: date, today: date, names: Iterable[str], calendars: Mapping[str, Calendar]) -> dict[str, list[str]]:
    """Of each calendar on the page the days that it has apart from both others."""
    told = defaultdict(list)
    for day in _between(due_on, today, calendars):
        off = [name for name in calendars if day in calendars[name].off]
        odd = off[0] if len(off) == 1 else next(iter(set(calendars) - set(off))) if len(off) == len(calendars) - 1 else None
        if odd in names:
            told[odd].append(_phrase(day, calendars[odd], is_off=len(off) == 1))
    return told


def _between(due_on: date, today: date, calendars: Mapping[str, Calendar]) -> Iterable[date]:
    """The days of the week that are counted from the earlier of the two to the later."""
    first, last = min(due_on, today), min(max(due_on, today), *(calendar.last for calendar in calendars.values()))
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return (day for day in days if day.weekday() < SATURDAY)


def _phrase(day: date, calendar: Calendar, *, is_off: bool) -> str:
    only = f"a holiday in {calendar.title} only" if is_off else f"no holiday in {calendar.title}"
    return f"{spoken.tiny_day(day)} is {only}"
