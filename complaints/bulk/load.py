"""How much each person has to do: open complaints by urgency, in one grouped query over what has a date. Reads only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from complaints.case.listing import in_states
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
    rows = visible(person).filter(next_due_on__isnull=False, owner__isnull=False)
    rows = rows.filter(stage=stage) if stage else rows
    counted = rows.order_by().values("owner_id").annotate(
        overdue=Count("pk", filter=in_states(["overdue"], today)), soon=Count("pk", filter=in_states(["due_today", "due_soon"], today)),
        total=Count("pk"),
    )
    return {row["owner_id"]: Load(row["overdue"], row["soon"], row["total"] - row["overdue"] - row["soon"]) for row in counted}
