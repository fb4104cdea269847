"""Figures of many complaints are worked out at most once a minute where a page shows several reports at once. Reads only.

What is kept is the same for every reader: reports count what a person may not see. Of few complaints they are worked out each time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db import connection

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
    days = f"{asked.period.first}:{asked.period.last}:{asked.as_of.timestamp() if asked.as_of else ''}"
    key = f"figures:{connection.settings_dict['NAME']}:{name}:{days}:{london.day_of(now)}"
    kept = cache.get(key)
    if kept and timedelta(0) <= now - kept.at < OLD:
        return kept
    found = work_out()
    if many(found) <= MANY:
        return Kept(found)
    fresh = Kept(found, now)
    cache.set(key, fresh, OLD.total_seconds())
    return fresh
