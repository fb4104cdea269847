"""The complaints behind a number of the reports `complaints` and `stages`. Reads only.

A restricted complaint is counted for everybody and listed for those who may see it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

import workdays
from complaints.case.models import NATIONS, Complaint
from complaints.case.reading import hidden
from complaints.case.stages import CLOSED, OPEN, RESOLVED, Stage
from complaints.record.models import Event
from complaints.reports import complaints_report
from complaints.reports.cohort import WEEKS_8
from complaints.reports.complaints_report import OTHER, next_day_age
from complaints.reports.periods import Asked, Period
from complaints.reports.standing import MOVED_ON
from complaints.rules.services import all_calendars

Rows = QuerySet[Complaint]


@dataclass(frozen=True, slots=True)
class Cases:
    """`rows` are those that the person may see, newest first; `others` counts the rest."""

    rows: Rows
    others: int


def _received(asked: Asked) -> Rows:
    return complaints_report.received(asked.period, asked.as_of)


def _next_day(asked: Asked) -> Rows:
    return complaints_report.aged(_received(asked)).filter(by_next_day(asked.period))


def by_next_day(period: Period) -> Q:
    """Resolved by the end of the first working day after receipt: days with the same distance are asked together."""
    days: dict[tuple[str, int], list[date]] = {}
    calendars = all_calendars()
    for nation in NATIONS:
        for place in range(period.days):
            day = period.first + timedelta(days=place)
            days.setdefault((nation, next_day_age(day, calendars[workdays.calendar_for(nation)])), []).append(day)
    found = Q(pk__in=[])
    for (nation, age), alike in days.items():
        found |= Q(nation=nation, received_on__in=alike, age__lte=age)
    return found


WHAT: Mapping[str, Callable[[Asked], Rows]] = {
    "received": _received,
    "resolved": lambda asked: complaints_report.resolved(asked.period, asked.as_of),
    "set_aside": lambda asked: complaints_report.aside(asked.period, asked.as_of),
    "next_day": _next_day,
    "within_8_weeks": lambda asked: complaints_report.aged(_received(asked)).filter(age__lte=WEEKS_8),
    "open": lambda asked: _received(asked).filter(stood__in=[stage.value for stage in OPEN]),
    "ended": lambda asked: _received(asked).filter(stood=RESOLVED.value),
    "closed": lambda asked: _received(asked).filter(stood=CLOSED.value),
}


def behind(what: str, asked: Asked, *, by: Any, category: str = "", stage: str = "", at: str = "") -> Cases:
    """What counts as `what`; in a category; that was ever at `stage` (the ends: is there); that is `at` a stage."""
    rows = WHAT[what](asked)
    if category:
        rows = rows.filter(category=None) if category == OTHER else rows.filter(category__name=category)
    if at or stage in (RESOLVED, CLOSED):
        rows = rows.filter(stood=at or stage)
    elif stage and stage != Stage.IMMEDIATE:
        moves = Event.objects.filter(MOVED_ON, data__to=stage)
        rows = rows.filter(pk__in=(moves if asked.as_of is None else moves.filter(recorded_at__lte=asked.as_of)).values("complaint"))
    shut = hidden(by)
    return Cases(rows.exclude(pk__in=shut.values("pk")).order_by("-received_at", "-pk"), rows.filter(pk__in=shut.values("pk")).count())
