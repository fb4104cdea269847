"""The report `stages`: of the complaints received in a period, how many ever reached each stage and how long they stayed. Figures only.

A stay begins with the move into a stage and ends with the next move to another; the first stage begins with the receipt. Stays that
have not ended have no length yet and are left out of the median.
"""

from collections import Counter
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, QuerySet, Window
from django.db.models.functions import Lead, RowNumber

from complaints.case.kept import ASIDE, STAGES
from complaints.case.stages import CLOSED, DEADLOCK, ENDED, IMMEDIATE, OMBUDSMAN, RESOLVED, SENIOR_REVIEW, Stage
from complaints.record.models import Event
from complaints.reports import recorded, rule_versions, shares
from complaints.reports.cohort import SET_ASIDE
from complaints.reports.complaints_report import counted, received
from complaints.reports.days import DaysBetween, london_day
from complaints.reports.periods import Period
from complaints.reports.standing import MOVED_ON, reached

ORDER = (IMMEDIATE, SENIOR_REVIEW, DEADLOCK, OMBUDSMAN, RESOLVED, CLOSED)
DEFINITIONS = {
    "stage": "The stages in the order of the procedure, then the two ends.",
    "reached": "Complaints received in the period that were ever there; of the ends those that are there now. The ends add up with those "
               "still open to all received.",
    "share_percent": "Of those received, in per cent, two decimals, half up.",
    "set_aside": SET_ASIDE,
    "here": "Of those received, the ones that are there now. They add up to all received.",
    "ended_stays": "Stays that ended, each time a complaint was there.",
    "median_days": "The median of the whole days from the day of arrival to the day of leaving, of the stays that ended; of the ends from "
                   "receipt to the move there. No figure where none ended.",
}
assert set(ORDER) == set(Stage)


def figures(period: Period, *, as_of: datetime | None) -> dict[str, Any]:
    """`{rows, totals, versions}`; always one row a stage."""
    here, aside = _here(period, as_of)
    whole, (reached, stays) = here.total(), _counted(period, as_of)
    reached |= {IMMEDIATE: whole, **{stage: here[stage] for stage in ENDED}}
    return {
        "rows": [{"stage": stage.value, **_told(reached.get(stage, 0), here[stage], whole, stays.get(stage, Counter()))} for stage in ORDER],
        "totals": {"received": whole, "still_open": whole - sum(here[stage] for stage in ENDED),
                   "set_aside": aside}, "versions": rule_versions.told(rule_versions.of_procedure()),
    }


def _told(reached: int, here: int, whole: int, stays: Counter[int]) -> dict[str, Any]:
    share = shares.share(reached, whole)
    return {"reached": reached, "share_percent": share, "here": here, "ended_stays": stays.total(), "median_days": median(stays)}


def median(stays: Counter[int]) -> str | None:
    """"5.0" of how many lasted how long; the mean of the two in the middle."""
    if not stays:
        return None
    half, days, passed = (stays.total() - 1) / 2, sorted(stays), 0
    middle = []
    for day in days:
        middle += [day] * sum(passed <= place < passed + stays[day] for place in {int(half), int(half + 0.5)})
        passed += stays[day]
    return f"{Decimal(sum(middle)) / len(middle):.1f}"


def _here(period: Period, as_of: datetime | None) -> tuple[Counter[str], int]:
    """How many stand at each stage, and how many were set aside."""
    found: Counter[str] = Counter()
    for group in counted(period, as_of):
        found["aside" if group.how == ASIDE else RESOLVED if group.how > ASIDE else STAGES[group.how]] += group.number
    return found, found.pop("aside", 0)


# Of each move: what it reached, how many days after receipt, how many until the next, and whether it is the complaint's first. Summed in one
# statement: how many complaints reached a stage; the lengths of the stays that moves began, of the ends from receipt; those of the first stage.
SUMS = """WITH moves AS ({moves})
    SELECT 'reached', reaching, 0, COUNT(DISTINCT complaint_id) FROM moves GROUP BY reaching
    UNION ALL SELECT 'stay', reaching, stay, COUNT(*) FROM moves WHERE reaching NOT IN {ended} AND stay IS NOT NULL GROUP BY 2, 3
    UNION ALL SELECT 'stay', reaching, age, COUNT(*) FROM moves WHERE reaching IN {ended} GROUP BY 2, 3
    UNION ALL SELECT 'stay', 'immediate', age, COUNT(*) FROM moves WHERE place = 1 GROUP BY 3"""


def _counted(period: Period, as_of: datetime | None) -> tuple[dict[str, int], dict[str, Counter[int]]]:
    """How many reached each stage, and how many stays there were of how many days; groups, never rows."""
    try:
        moves, values = _moves(period, as_of).query.sql_with_params()
    except EmptyResultSet:
        return {}, {}
    reached: dict[str, int] = {}
    stays: dict[str, Counter[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(SUMS.format(moves=moves, ended=f"('{RESOLVED.value}', '{CLOSED.value}')"), values)
        for what, stage, days, number in cursor.fetchall():
            if what == "reached":
                reached[stage] = number
            else:
                stays.setdefault(stage, Counter())[days] += number
    return reached, stays


def _moves(period: Period, as_of: datetime | None) -> QuerySet[Event]:
    """The moves from one stage to another of the complaints received in the period, as far as recorded."""
    beside = {"partition_by": "complaint", "order_by": "seq"}
    moves = Event.objects.filter(MOVED_ON, complaint__in=received(period, as_of).values("pk"))
    moves = moves if as_of is None else moves.filter(recorded_at__lte=as_of)
    received_on = F("complaint__received_on") if as_of is None else london_day(recorded.was_received_at(as_of, of="complaint"))
    return moves.order_by().annotate(
        reaching=reached(), left_at=Window(Lead("at"), **beside), place=Window(RowNumber(), **beside),
    ).annotate(
        stay=DaysBetween(london_day("left_at"), london_day("at")), age=DaysBetween(london_day("at"), received_on),
    ).values("complaint_id", "reaching", "stay", "age", "place")
