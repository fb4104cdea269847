"""The complaints behind a number of the reports `complaints` and `stages`. Reads only.

A restricted complaint is counted for everybody and listed for those who may see it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from complaints.case.models import Category, Complaint
from complaints.case.reading import hidden
from complaints.case.stages import CLOSED, OPEN, RESOLVED, Stage
from complaints.record.models import Event
from complaints.reports import complaints_report, recorded
from complaints.reports.cohort import BY_NEXT_WORKING_DAY, WITHIN_8_WEEKS
from complaints.reports.complaints_report import OTHER
from complaints.reports.periods import Asked
from complaints.reports.standing import ASIDE, MOVED_ON

Rows = QuerySet[Complaint]


@dataclass(frozen=True, slots=True)
class Cases:
    """`rows` are those that the person may see, newest first; `others` counts the rest."""

    rows: Rows
    others: int


def _received(asked: Asked) -> Rows:
    return complaints_report.received(asked.period, asked.as_of)


WHAT: Mapping[str, Callable[[Asked], Rows]] = {
    "received": _received,
    "resolved": lambda asked: recorded.with_facts(complaints_report.resolved(asked.period, asked.as_of), asked.as_of, ("category",)),
    "set_aside": lambda asked: complaints_report.came(asked.period, asked.as_of).filter(ASIDE),
    "next_day": lambda asked: _received(asked).filter(BY_NEXT_WORKING_DAY),
    "within_8_weeks": lambda asked: _received(asked).filter(WITHIN_8_WEEKS),
    "open": lambda asked: _received(asked).filter(stood__in=[stage.value for stage in OPEN]),
    "ended": lambda asked: _received(asked).filter(stood=RESOLVED.value),
    "closed": lambda asked: _received(asked).filter(stood=CLOSED.value),
}


def behind(what: str, asked: Asked, *, by: Any, category: str = "", stage: str = "", at: str = "") -> Cases:
    """What counts as `what`; in a category; that was ever at `stage` (the ends: is there); that is `at` a stage."""
    rows = WHAT[what](asked)
    if category:
        rows = _about(rows, category, asked.as_of)
    if at or stage in (RESOLVED, CLOSED):
        rows = rows.filter(stood=at or stage)
    elif stage and stage != Stage.IMMEDIATE:
        moves = Event.objects.filter(MOVED_ON, data__to=stage)
        rows = rows.filter(pk__in=(moves if asked.as_of is None else moves.filter(recorded_at__lte=asked.as_of)).values("complaint"))
    shut = hidden(by)
    return Cases(rows.exclude(pk__in=shut.values("pk")).order_by("-received_at", "-pk"), rows.filter(pk__in=shut.values("pk")).count())


def _about(rows: Rows, name: str, as_of: datetime | None) -> Rows:
    """In the categories of that name, as the report names them."""
    column = "category" if as_of is None else "was_category"
    if name == OTHER:
        return rows.filter(**{column: None if as_of is None else ""})
    return rows.filter(**{f"{column}__in": Category.objects.filter(name=name).values("pk" if as_of is None else "code")})
