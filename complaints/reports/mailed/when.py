"""When a report by mail falls due, and of which days it tells. Pure: days and a calendar in, days out."""

from datetime import date, datetime, time, timedelta
from typing import Literal, get_args

from complaints.reports.periods import ONE_DAY, Period, quarter_of
from workdays import Calendar, OutsideCalendar, add_months, is_working_day, london

Every = Literal["weekly", "monthly", "quarterly"]
PeriodRule = Literal["last_week", "last_month", "last_quarter", "last_12_months"]
EVERY, RULES = get_args(Every), get_args(PeriodRule)
AT = time(7)
MONTHS = {"monthly": 1, "quarterly": 3}


def next_due(every: str, weekday: int | None, *, on_or_after: date, calendar: Calendar) -> date:
    """The first day on or after that one: that weekday, or the first working day of a month or quarter."""
    if every == "weekly":
        return on_or_after + timedelta(days=((weekday or 0) - on_or_after.weekday()) % 7)
    first = on_or_after.replace(day=1) if every == "monthly" else quarter_of(on_or_after).first
    while (due := first_working_day(first, calendar)) < on_or_after:
        first = add_months(first, MONTHS[every])
    return due


def first_working_day(day: date, calendar: Calendar) -> date:
    while not _is_working(day, calendar):
        day += ONE_DAY
    return day


def _is_working(day: date, calendar: Calendar) -> bool:
    """Beyond the calendar every day but Saturday and Sunday counts."""
    try:
        return is_working_day(day, calendar)
    except OutsideCalendar:
        return day.weekday() < 5


def moment_of(day: date) -> datetime:
    """07:00 London: when the run of that day falls due."""
    return london.moment(day, AT)


def period_of(rule: str, due_on: date) -> Period:
    """The whole week, month, quarter or 12 months that ended before the week, month or quarter of that day."""
    month = due_on.replace(day=1)
    if rule == "last_week":
        monday = due_on - timedelta(days=due_on.weekday())
        return Period(monday - timedelta(days=7), monday - ONE_DAY)
    if rule == "last_quarter":
        return quarter_of(quarter_of(due_on).first - ONE_DAY)
    return Period(add_months(month, -1 if rule == "last_month" else -12), month - ONE_DAY)
