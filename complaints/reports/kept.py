"""Figures of many complaints are worked out at most once a minute for the pages of reports. Reads only; calls and files ask anew.

What is kept is the same for every reader: reports count what a person may not see. Of few complaints they are worked out each time.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db import connection

from complaints.case.models import Complaint
from complaints.reports import reading, trends
from complaints.reports.periods import Asked
from workdays import london

OLD = timedelta(seconds=60)
MANY = 10_000


@dataclass(frozen=True, slots=True)
class Kept:
    """`at`: when they were worked out; None for just now."""

    figures: Any
    at: datetime | None = None


def figures(name: str, asked: Asked, work_out: Callable[[], Any], *, many: Callable[[Any], int], now: datetime) -> Kept:
    """What `work_out` answers, or answered within the last minute; `many` says of how many complaints it is."""
    if kept := at_hand(name, asked, now=now):
        return kept
    found = work_out()
    if many(found) <= MANY:
        return Kept(found)
    fresh = Kept(found, now)
    cache.set(_key(name, asked, now), fresh, OLD.total_seconds())
    return fresh


def at_hand(name: str, asked: Asked, *, now: datetime) -> Kept | None:
    """What was answered within the last minute."""
    kept = cache.get(_key(name, asked, now))
    return kept if kept and timedelta(0) <= now - kept.at < OLD else None


def _key(name: str, asked: Asked, now: datetime) -> str:
    days = f"{asked.period.first}:{asked.period.last}:{asked.as_of.timestamp() if asked.as_of else ''}"
    return f"figures:{connection.settings_dict['NAME']}:{name}:{days}:{london.day_of(now)}"


def answer(report: reading.Report, asked: Asked, *, now: datetime) -> dict[str, Any]:
    """The report for its page; it says itself from when it is (`as_of`)."""
    def work_out() -> dict[str, Any]:
        return reading.answer_of(report, asked, now=now)

    return figures(f"{report.name}:{asked.accounts}", asked, work_out, many=lambda found: complaints(), now=now).figures


def complaints() -> int:
    """The highest number of a complaint, which is nearly how many there are."""
    return Complaint.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def months(asked: Asked, *, now: datetime) -> list[trends.Month]:
    """The trends up to the month of the period's last day, or of today where that has not come."""
    until = min(asked.period.last, london.day_of(asked.as_of or now))
    return figures("trends", asked, lambda: trends.months(until, as_of=asked.as_of, now=now),
                   many=lambda found: sum(month.cohort.received for month in found), now=now).figures


def moment_of(answer: Mapping[str, Any]) -> datetime:
    """From when its figures are."""
    return datetime.fromisoformat(answer["as_of"])
