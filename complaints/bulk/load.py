"""How much each person has to do: open complaints by urgency, in one grouped query over what has a date. Reads only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from complaints.case.listing import in_states
from complaints.case.models import Complaint
from complaints.case.reading import may_see


@dataclass(frozen=True)
class Load:
    overdue: int = 0
    soon: int = 0
    later: int = 0

    @property
    def total(self) -> int:
        return self.overdue + self.soon + self.later


def load_of_owners(person: Any, today: date, *, stage: str = "") -> Mapping[int | None, Load]:
    """By owner, None for what nobody has yet, of the complaints that this person may see; `stage` narrows. Soon: today and the next two
    working days."""
    counted = _dated(person, stage).values("owner_id").annotate(**_counts(today))
    return {row["owner_id"]: _load(row) for row in counted}


def _dated(person: Any, stage: str) -> QuerySet[Complaint]:
    rows = Complaint.objects.filter(may_see(person), next_due_on__isnull=False).order_by()
    return rows.filter(stage=stage) if stage else rows


def _counts(today: date) -> dict[str, Count]:
    return {"overdue": Count("pk", filter=in_states(["overdue"], today)), "soon": Count("pk", filter=in_states(["due_today", "due_soon"], today)),
            "total": Count("pk")}


def _load(row: Mapping[str, int]) -> Load:
    return Load(row["overdue"], row["soon"], row["total"] - row["overdue"] - row["soon"])
