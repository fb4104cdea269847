"""The three weeks on the sign-in page: which days count, and where five working days end. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta

import workdays
from complaints.clocks.words import long_day, tiny_day
from workdays.calendars import ENGLAND_AND_WALES, SCOTLAND

WEEKS = 3
COUNTED = 5  # working days that the sentence over the table counts
NUMBER_WORDS = {5: "Five"}
FOOT = "England and Wales. Dates here are worked out by the same rules as every deadline."


def almanac(calendars: Mapping[str, workdays.Calendar], today: date) -> dict[str, object]:
    """`{title, text, weeks: [[{top, bottom, off, limit}]], foot}` for the London day `today`. Raises OutsideCalendar."""
    calendar = calendars[ENGLAND_AND_WALES]
    works = "is" if workdays.is_working_day(today, calendar) else "is not"
    ends_on = workdays.add(today, COUNTED, calendar)
    monday = today - timedelta(days=today.weekday())
    days = [monday + timedelta(days=number) for number in range(7 * WEEKS)]
    cells = [_cell(day, today, ends_on, calendar) for day in days]
    return {
        "title": f"{long_day(today)} {works} a working day",
        "text": f"{NUMBER_WORDS[COUNTED]} working days from today end on {_day_and_month(ends_on)}.{_next_day_off(calendars, today)}",
        "weeks": [cells[start : start + 7] for start in range(0, len(cells), 7)],
        "foot": FOOT,
    }


def _cell(day: date, today: date, ends_on: date, calendar: workdays.Calendar) -> dict[str, object]:
    off = not workdays.is_working_day(day, calendar)
    top = f"{tiny_day(day)[:3]} {day.day}"
    return {"top": top, "bottom": _said_of(day, today, calendar), "off": off, "limit": day == ends_on}


def _said_of(day: date, today: date, calendar: workdays.Calendar) -> str:
    if day == today:
        return "Today"
    if not workdays.is_working_day(day, calendar):
        return "Bank holiday" if day in calendar.off else "Weekend"
    return str(workdays.between(today, day, calendar)) if day > today else ""


def _next_day_off(calendars: Mapping[str, workdays.Calendar], today: date) -> str:
    ours, theirs = calendars[ENGLAND_AND_WALES].off, calendars[SCOTLAND].off
    day = min((day for day in ours if day > today), default=None)
    if day is None:
        return ""
    where = "all of Great Britain" if day in theirs else "England and Wales"
    return f" Next day off: {_day_and_month(day)}, {ours[day]}, {where}."


def _day_and_month(day: date) -> str:
    return long_day(day).rsplit(" ", 1)[0]
