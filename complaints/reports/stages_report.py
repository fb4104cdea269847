"""The report `stages`: of the complaints received in a period, how many ever reached each stage and how long they stayed. Figures only.

A stay begins with the move into a stage and ends with the next move to another; the first stage begins with the receipt. Stays that
have not ended have no length yet and are left out of the median.
"""

from collections import Counter
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from complaints.case.stages import CLOSED, DEADLOCK, IMMEDIATE, OMBUDSMAN, RESOLVED, SENIOR_REVIEW, Stage
from complaints.record.models import Event
from complaints.reports import shares
from complaints.reports.complaints_report import received
from complaints.reports.days import DaysBetween, london_day
from complaints.reports.periods import Period
from complaints.reports.standing import MOVED_ON, reached

ORDER = (IMMEDIATE, SENIOR_REVIEW, DEADLOCK, OMBUDSMAN, RESOLVED, CLOSED)
ENDED = (RESOLVED, CLOSED)
DEFINITIONS = {
    "stage": "The stages in the order of the procedure, then the two ends.",
    "reached": "Complaints received in the period that were ever there; of the ends those that are there now. The ends add up with those "
               "still open to all received.",
    "share_percent": "Of those received, in per cent, two decimals, half up.",
    "here": "Of those received, the ones that are there now. They add up to all received.",
    "ended_stays": "Stays that ended, each time a complaint was there.",
    "median_days": "The median of the whole days from the day of arrival to the day of leaving, of the stays that ended; of the ends from "
                   "receipt to the move there. No figure where none ended.",
}
assert set(ORDER) == set(Stage)


def figures(period: Period, *, as_of: datetime | None) -> dict[str, Any]:
    """`{rows, totals, versions}`; always one row a stage."""
    rows = received(period, as_of)
    whole, here = rows.count(), _here(rows)
    reached, stays = _reached(rows, as_of), _later_stays(rows, as_of)
    stays[IMMEDIATE] = stays.get(IMMEDIATE, Counter()) + _first_stays(rows, as_of)
    reached |= {IMMEDIATE: whole, **{stage: here[stage] for stage in ENDED}}
    return {
        "rows": [{"stage": stage.value, **_told(reached.get(stage, 0), here[stage], whole, stays.get(stage, Counter()))} for stage in ORDER],
        "totals": {"received": whole, "still_open": whole - sum(here[stage] for stage in ENDED)}, "versions": [],
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


def _here(rows: QuerySet) -> Counter[str]:
    return Counter(dict(rows.order_by().values_list("stood").annotate(number=Count("pk"))))


def _moves(rows: QuerySet, as_of: datetime | None) -> QuerySet[Event]:
    """The moves from one stage to another of those complaints, with the stage they reached."""
    moves = Event.objects.filter(MOVED_ON, complaint__in=rows.values("pk")).annotate(reaching=reached())
    return moves if as_of is None else moves.filter(recorded_at__lte=as_of)


def _reached(rows: QuerySet, as_of: datetime | None) -> dict[str, int]:
    grouped = _moves(rows, as_of).order_by().values_list("reaching").annotate(number=Count("complaint", distinct=True))
    return dict(grouped)


def _next(as_of: datetime | None, **behind: Any) -> Subquery:
    """When the complaint next moved on."""
    later = Event.objects.filter(MOVED_ON, **behind)
    recorded = later if as_of is None else later.filter(recorded_at__lte=as_of)
    return Subquery(recorded.order_by("seq").values("at")[:1])


def _first_stays(rows: QuerySet, as_of: datetime | None) -> Counter[int]:
    """How many left the first stage after how many days."""
    left = rows.annotate(left_at=_next(as_of, complaint=OuterRef("pk"))).exclude(left_at=None)
    return _lengths(left, "received_at")[""]


def _later_stays(rows: QuerySet, as_of: datetime | None) -> dict[str, Counter[int]]:
    """The same by stage of those that moves began. Of the ends it is the time from receipt to the move there."""
    moves = _moves(rows, as_of)
    ahead = moves.exclude(reaching__in=[stage.value for stage in ENDED]).annotate(
        left_at=_next(as_of, complaint=OuterRef("complaint"), seq__gt=OuterRef("seq"))).exclude(left_at=None)
    ends = moves.filter(reaching__in=[stage.value for stage in ENDED]).annotate(left_at=F("at"))
    return _lengths(ahead, "at", "reaching") | _lengths(ends, "complaint__received_at", "reaching")


def _lengths(rows: QuerySet, began: str, by: str = "") -> dict[str, Counter[int]]:
    """Groups of equal length, never rows."""
    length = DaysBetween(london_day("left_at"), london_day(began))
    columns = (by, "length") if by else ("length",)
    found: dict[str, Counter[int]] = {} if by else {"": Counter()}
    for *stage, days, number in rows.annotate(length=length).order_by().values_list(*columns).annotate(number=Count("pk")):
        found.setdefault(stage[0] if by else "", Counter())[days] += number
    return found


