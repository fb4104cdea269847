"""How long a complaint is kept by how it ended: dated rows of `fixtures/retention.json`, and what is due for disposal. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from complaints.case.models import Complaint
from complaints.case.stages import ENDED, MOVES
from complaints.privacy.models import BatchItem, Hold
from complaints.record.models import Event
from complaints.rules.services import fixture
from workdays import add_months, london

MOST = 500
# The moves that end a complaint; each has its rows.
ENDINGS = {"resolve": "Resolved", "confirm_compliance": "Decided and complied with", "close_after_decision": "Closed after a decision",
           "withdraw": "Withdrawn", "lapse": "Lapsed", "set_aside": "Set aside"}
assert set(ENDINGS) == {name for name, move in MOVES.items() if move.target in ENDED}


@dataclass(frozen=True, slots=True)
class Rule:
    """From `valid_from` on a complaint that ended so is kept for `months` after the day it ended."""

    outcome: str
    months: int
    valid_from: date
    source: str
    verified: bool

    def due_on(self, ended_on: date) -> date:
        """The first day on which it is kept no longer."""
        return add_months(ended_on, self.months)


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Newest first. Refuses to load where an ending has none."""
    found = [Rule(row["outcome"], row["months"], date.fromisoformat(row["valid_from"]), row["source"], row["verified"])
             for row in fixture("retention")["outcomes"]]
    if {rule.outcome for rule in found} != set(ENDINGS):
        raise RuntimeError("fixtures/retention.json must have a row for each way in which a complaint ends")
    return tuple(sorted(found, key=lambda rule: rule.valid_from, reverse=True))


def rule_of(outcome: str, today: date) -> Rule | None:
    """The newest row in force; None for a complaint that has not ended by a move known here."""
    return next((rule for rule in rules() if rule.outcome == outcome and rule.valid_from <= today), None)


@dataclass(frozen=True, slots=True)
class Due:
    """A complaint whose time is over."""

    complaint: Complaint
    rule: Rule
    ended_on: date
    due_on: date


def due(today: date, *, most: int = MOST, only: Iterable[int] | None = None) -> list[Due]:
    """What may be destroyed on that day, the longest ended first; held, erased and already proposed ones left out."""
    out: list[Due] = []
    for row in _ended(today, only):
        if found := judged(row, today):
            out.append(found)
        if len(out) == most:
            break
    return out


def judged(complaint: Any, today: date) -> Due | None:
    """Whether its time is over; `complaint` from `with_ending`."""
    rule = rule_of((complaint.ended_by or "").removeprefix("moved."), today)
    ended_on = london.day_of(complaint.stage_since)
    return Due(complaint, rule, ended_on, rule.due_on(ended_on)) if rule and rule.due_on(ended_on) <= today else None


def with_ending(rows: QuerySet[Complaint]) -> QuerySet[Complaint]:
    """With `ended_by`, the kind of the last move."""
    last = Event.objects.filter(complaint=OuterRef("pk"), kind__startswith="moved.").order_by("-seq").values("kind")[:1]
    return rows.annotate(ended_by=Subquery(last))


def _ended(today: date, only: Iterable[int] | None) -> Iterable[Any]:
    shortest = min(rule.months for rule in rules())
    before = london.end_of_day(add_months(today, -shortest))
    rows = Complaint.objects.filter(stage__in=ENDED, stage_since__lte=before, erased=None)
    rows = rows.exclude(pk__in=Hold.objects.filter(lifted_at=None).values("complaint"))
    if only is not None:
        return with_ending(rows.filter(pk__in=list(only))).order_by("stage_since", "pk")
    waiting = BatchItem.objects.filter(state="waiting").exclude(batch__approved=False).values("complaint")
    return with_ending(rows.exclude(pk__in=waiting)).order_by("stage_since", "pk").iterator(chunk_size=MOST)
