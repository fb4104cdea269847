"""From what a person or a command gave to a change of the bank holidays, checked whole. Reads only."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from complaints.record.parsing import Day, Line, Shape, Words, parse
from complaints.record.refusals import Unacceptable
from complaints.rules.holidays import Asked
from complaints.rules.merging import Altered
from workdays import Calendar
from workdays.calendars import NAMES

Name = Annotated[Line, Field(max_length=120)]
Reason = Annotated[Words, Field(max_length=300)]


class DayIn(Shape):
    """A day that is proclaimed a bank holiday, in one or more calendars."""

    calendars: tuple[str, ...]
    day: Day
    name: Name
    source: Line


class WithdrawalIn(Shape):
    calendar: str
    day: Day
    reason: Reason


class SourceIn(Shape):
    source: Line


def source_of(typed: Any) -> str:
    """Where a list comes from. Raises Unacceptable."""
    return parse(SourceIn, {"source": typed or ""}).source


def added(given: Mapping[str, Any], calendars: Mapping[str, Calendar]) -> Asked:
    """`{calendars, day, name, source}`. Raises Unacceptable."""
    asked = parse(DayIn, given)
    if not asked.calendars or set(asked.calendars) - set(NAMES):
        raise Unacceptable.of(calendars="Choose where it is a bank holiday.")
    for name in asked.calendars:
        _check(asked.day, calendars[name])
        if known := calendars[name].off.get(asked.day):
            raise Unacceptable.of(day=f"That day is a bank holiday in {calendars[name].title} already: {known}.")
    if asked.day.weekday() >= 5:
        raise Unacceptable.of(day="That day falls on a weekend, which is no working day as it is.")
    return Asked(tuple(Altered(name, asked.day, asked.name) for name in dict.fromkeys(asked.calendars)), asked.source)


def withdrawn(given: Mapping[str, Any], calendars: Mapping[str, Calendar]) -> Asked:
    """`{calendar, day, reason}`; a day that was withdrawn before asks for nothing. Raises Unacceptable."""
    asked = parse(WithdrawalIn, given)
    if asked.calendar not in NAMES:
        raise Unacceptable.of(calendar=f"There is no calendar of that name; there are {', '.join(NAMES)}.")
    calendar = calendars[asked.calendar]
    _check(asked.day, calendar)
    if asked.day in calendar.withdrawn:
        return Asked((), "", reason=asked.reason)
    if asked.day not in calendar.off:
        raise Unacceptable.of(day=f"{asked.day} is no bank holiday in {calendar.title}.")
    return Asked((Altered(asked.calendar, asked.day, calendar.off[asked.day], withdrawn=True),), "", reason=asked.reason)


def _check(day: date, calendar: Calendar) -> None:
    if not calendar.first <= day <= calendar.last:
        raise Unacceptable.of(day=f"Give a day from {calendar.first} to {calendar.last}, for which bank holidays are laid down.")
