"""How much each person has to do: open complaints by urgency, in one grouped query over what has a date. Reads only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from complaints.case.listing import in_states
from complaints.case.models import Complaint
from complaints.case.reading import visible


@dataclass(frozen=True)
class Load:
    overdue: int = 0
    soon: int = 0
    later: int = 0

    @property
    def total(self) -> int:
        return self.overdue + self.soon + self.later


def load_of_owners(person: Any, today: date, *, stage: str = "") -> Mapping[int, Load]:
    """By owner, of the complaints that this person may see; `stage` narrows. Soon: today and the next two working days."""
    counted = _dated(person, stage).filter(owner__isnull=False).values("owner_id").annotate(**_counts(today))
    return {row["owner_id"]: _load(row) for row in counted}


def without_owner(person: Any, today: date, *, stage: str = "") -> Load:
    """What nobody has yet."""
    return _load(_dated(person, stage).filter(owner=None).aggregate(**_counts(today)))


def _dated(person: Any, stage: str) -> QuerySet[Complaint]:
    rows = visible(person).filter(next_due_on__isnull=False).order_by()
    return rows.filter(stage=stage) if stage else rows


def _counts(today: date) -> dict[str, Count]:
    return {"overdue": Count("pk", filter=in_states(["overdue"], today)), "soon": Count("pk", filter=in_states(["due_today", "due_soon"], today)),
            "total": Count("pk")}


def _load(row: Mapping[str, int]) -> Load:
    return Load(row["overdue"], row["soon"], row["total"] - row["overdue"] - row["soon"])
