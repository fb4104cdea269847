"""How far from a day something of the calendar lies, as the database can work it out for many rows at once. No report of its own.

Most days of a week are alike; the few near bank holidays are named. So a statement grows with the holidays of a period, not with rows.
"""

import json
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import F, Func, IntegerField

import workdays
from complaints.reports.periods import Period
from complaints.rules.services import all_calendars
from workdays import Calendar, OutsideCalendar

UNKNOWN = -1
# The calendars of Great Britain by the letter under which a day is looked up: who is not in Scotland has the other.
LETTERS = {"s": "scotland", "e": "england-and-wales"}
Measure = Callable[[date, Calendar], int]


@lru_cache(maxsize=16)
def after_working_days(count: int, later: int = 0) -> Measure:
    """How many days after a day the `count`-th working day lies that is more than `later` days after it."""
    return lambda day, calendar: (workdays.add(day + timedelta(days=later), count, calendar) - day).days


def working(day: date, calendar: Calendar) -> int:
    """1 for a working day, else 0."""
    return int(workdays.is_working_day(day, calendar))


class ByCalendar(Func):
    """Of a day and a nation: looked up among the odd days, else what its day of the week mostly has. Each is named but once or twice,
    because both may be long expressions themselves."""

    output_field = IntegerField()
    arity = 2

    def __init__(self, day: Any, nation: Any, *, odd: str = "{}", usual: tuple[int, ...] = (), **extra: Any):
        super().__init__(day, nation, **extra)
        self.odd, self.usual = odd, usual

    def _parts(self, compiler: Any) -> tuple[str, str, list[Any], str]:
        (day, day_params), (nation, nation_params) = (compiler.compile(source) for source in self.source_expressions)
        letter = f"CASE {nation} WHEN 'scotland' THEN 's' ELSE 'e' END"
        of_week = " ".join(f"WHEN {place} THEN {int(value)}" for place, value in enumerate(self.usual))
        return day, letter, [*nation_params, *day_params, *day_params], f"{of_week} ELSE {UNKNOWN} END"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        day, letter, params, of_week = self._parts(compiler)
        looked_up = f"json_extract(%s, '$.\"' || {letter} || {day} || '\"')"
        return f"COALESCE({looked_up}, CASE CAST(strftime('%%w', {day}) AS INTEGER) {of_week})", [self.odd, *params]

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        day, letter, params, of_week = self._parts(compiler)
        looked_up = f"(%s::jsonb ->> ({letter} || CAST({day} AS text)))::integer"
        return f"COALESCE({looked_up}, CASE EXTRACT(DOW FROM {day})::integer {of_week})", [self.odd, *params]


def by_calendar(measure: Measure, period: Period, *, day: str, nation: str) -> ByCalendar:
    """The measure of the day in column `day` by the calendar of the nation in column `nation`; UNKNOWN outside what is laid down.

    Every day of the rows lies in the period.
    """
    odd, usual = _laid_down(measure, tuple((letter, all_calendars()[name]) for letter, name in LETTERS.items()), period)
    return ByCalendar(F(day), F(nation), odd=odd, usual=usual)


@lru_cache(maxsize=64)
def _laid_down(measure: Measure, calendars: tuple[tuple[str, Calendar], ...], period: Period) -> tuple[str, tuple[int, ...]]:
    """The odd days as JSON, and the usual value of each day of the week, Sunday first."""
    measured = {(letter, day): value for letter, calendar in calendars for day, value in _measured(measure, calendar, period)}
    usual = tuple(_most(value for (_, day), value in measured.items() if day.isoweekday() % 7 == place) for place in range(7))
    odd = {f"{letter}{day}": value for (letter, day), value in measured.items() if usual[day.isoweekday() % 7] != value}
    return json.dumps(odd), usual


def _most(values: Any) -> int:
    common = Counter(values).most_common(1)
    return common[0][0] if common else UNKNOWN


def _measured(measure: Measure, calendar: Calendar, period: Period) -> list[tuple[date, int]]:
    """Each day of the period."""
    return [(day, _one(measure, day, calendar)) for day in (period.first + timedelta(days=place) for place in range(period.days))]


def _one(measure: Measure, day: date, calendar: Calendar) -> int:
    try:
        return measure(day, calendar)
    except OutsideCalendar:
        return UNKNOWN
