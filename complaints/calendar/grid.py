"""The days of a month as weeks from Monday to Sunday, and which of them are days off by whose calendar. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import workdays
from workdays import Calendar
from workdays.counting import WEEKEND

WEEK = 7
MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
ALL_OF_GB = "all of GB"


@dataclass(frozen=True, slots=True)
class Off:
    """Why nobody works: "weekend" or the bank holiday's name, and where ("all of GB", one calendar's title, "" at weekends)."""

    name: str
    where: str


@dataclass(frozen=True, slots=True)
class Cell:
    """`whole`: a day off by every calendar that is shown."""

    day: date
    outside: bool
    offs: tuple[Off, ...]
    whole: bool


def read_month(typed: str) -> date | None:
    """The first day of "2026-05"; None for anything else."""
    found = MONTH.fullmatch(typed)
    if not found or not 1 <= int(found[2]) <= 12 or not int(found[1]):
        return None
    return date(int(found[1]), int(found[2]), 1)


def last_of(month: date) -> date:
    return workdays.add_months(month, 1) - timedelta(days=1)


def shown(month: date) -> tuple[date, date]:
    """The first and last day of the whole weeks that a month is shown in."""
    last = last_of(month)
    return month - timedelta(days=month.weekday()), last + timedelta(days=WEEK - 1 - last.weekday())


def weeks(month: date, calendars: Sequence[Calendar]) -> list[list[Cell]]:
    """Whole weeks, the days of the months beside it marked as outside; what nobody knows of those yet is left out."""
    first, last = shown(month)
    days = [first + timedelta(days=place) for place in range((last - first).days + 1)]
    cells = [_cell(day, month, calendars) for day in days]
    return [cells[place : place + WEEK] for place in range(0, len(cells), WEEK)]


def _cell(day: date, month: date, calendars: Sequence[Calendar]) -> Cell:
    outside = (day.year, day.month) != (month.year, month.month)
    if outside and not all(calendar.first <= day <= calendar.last for calendar in calendars):
        return Cell(day, True, (), False)
    return Cell(day, outside, offs_of(day, calendars), all(workdays.why_off(day, calendar) for calendar in calendars))


def offs_of(day: date, calendars: Sequence[Calendar]) -> tuple[Off, ...]:
    """Each reason once: one that holds by every calendar "all of GB", or else by the calendar that has it."""
    names = {calendar.title: workdays.why_off(day, calendar) for calendar in calendars}
    found = [name for name in dict.fromkeys(names.values()) if name]
    return tuple(Off(name, _where(name, names)) for name in found)


def _where(name: str, names: dict[str, str | None]) -> str:
    if name == WEEKEND:
        return ""
    holding = [title for title, why in names.items() if why == name]
    return ALL_OF_GB if len(holding) == len(names) > 1 else " and ".join(holding)
