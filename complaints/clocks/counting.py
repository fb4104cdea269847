"""From a start day and a rule to a due day, with the days counted and skipped. Pure; answers are cached by rule, day and calendar.

The day of the event is day 0. Months end on the corresponding date; a shorter month ends on its last day.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import workdays
from complaints.clocks.rules import Rule
from workdays import Calendar


@dataclass(frozen=True, slots=True)
class Count:
    """`due_on`, the days that were counted (or the ends of the weeks or months), and (day, why) for each skipped."""

    due_on: date
    counted: tuple[date, ...] = ()
    skipped: tuple[tuple[date, str], ...] = ()
    provisional: bool = False


@lru_cache(maxsize=200_000)
def count(rule: Rule, start: date, calendar: Calendar) -> Count:
    """The count of a rule from its start. A `given` rule has no count of its own: its day is a fact."""
    return _COUNTS[rule.unit](rule.amount, start, calendar)


def _working_days(amount: int, start: date, calendar: Calendar) -> Count:
    told = workdays.explain(start, amount, calendar)
    return Count(told.date, tuple(told.counted), tuple(told.skipped), told.provisional)


def _days(amount: int, start: date, calendar: Calendar) -> Count:
    end = start + timedelta(days=amount)
    return Count(end, tuple(start + timedelta(days=n) for n in range(7, amount + 1, 7)), (), end > calendar.published_until)


def _days_then_working_day(amount: int, start: date, calendar: Calendar) -> Count:
    weeks = _days(amount, start, calendar)
    return _then_working_day(weeks, calendar)


def _then_working_day(span: Count, calendar: Calendar) -> Count:
    """The first working day strictly after the span (P5), whatever day the span ends on."""
    told = workdays.explain(span.due_on, 1, calendar)
    return Count(told.date, span.counted, tuple(told.skipped), told.provisional)


def _months(amount: int, start: date, calendar: Calendar) -> Count:
    ends = tuple(workdays.add_months(start, n) for n in range(1, amount + 1))
    return Count(ends[-1], ends, (), ends[-1] > calendar.published_until)


def _month_then_working_day(amount: int, start: date, calendar: Calendar) -> Count:
    """The corresponding date, or the next working day where that is none (a request for personal data)."""
    end = workdays.add_months(start, amount)
    if workdays.is_working_day(end, calendar):
        return Count(end, (end,), (), end > calendar.published_until)
    told = workdays.explain(end, 1, calendar)
    return Count(told.date, (end,), ((end, workdays.why_off(end, calendar)), *told.skipped), told.provisional)


@lru_cache(maxsize=20_000)
def ran(start: date, due_on: date, stops: tuple[tuple[date, date], ...], calendar: Calendar) -> Count:
    """The working days that lead to a day worked out elsewhere, and the days off between; a stop (from, until) counts for neither."""
    span = [date.fromordinal(n) for n in range(start.toordinal() + 1, due_on.toordinal() + 1)]
    days = [(day, workdays.why_off(day, calendar)) for day in span if not any(first <= day < last for first, last in stops)]
    off = tuple((day, why) for day, why in days if why)
    return Count(due_on, tuple(day for day, why in days if not why), off, due_on > calendar.published_until)


_COUNTS = {
    "working_days": _working_days, "days": _days, "days_then_working_day": _days_then_working_day, "months": _months,
    "month_then_working_day": _month_then_working_day,
}


@lru_cache(maxsize=200_000)
def ahead_of(rule: Rule, due_on: date, started_on: date, calendar: Calendar) -> date | None:
    """The day of the alert ahead of `due_on`: never before the start, None where the rule has none."""
    ahead = rule.ahead_for(started_on)
    if not ahead:
        return None
    day = workdays.add_months(due_on, -1) if ahead == "1 month" else workdays.subtract(due_on, int(ahead), calendar)
    day = max(day, started_on)
    return day if day < due_on else None
