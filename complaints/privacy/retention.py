"""How long a complaint is kept by how it ended: dated rows of `fixtures/retention.json`, and what is due for disposal. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from complaints.case.models import Complaint
from complaints.case.reading import hidden
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


def due(today: date, *, most: int = MOST, only: Iterable[int] | None = None, seen_by: Any = None) -> list[Due]:
    """What may be destroyed on that day, the longest ended first; held, erased and already proposed ones left out.

    Each way of ending is asked for by its own moves, the oldest first, so that what is kept longer is not looked through.
    """
    rows = _waiting_for_it(only) if seen_by is None else _waiting_for_it(only).exclude(pk__in=hidden(seen_by))
    found = {row.pk: told for outcome in ENDINGS for row in _ended(rows, outcome, today)[:most] if (told := judged(row, today))}
    return sorted(found.values(), key=lambda one: (one.complaint.stage_since, one.complaint.pk))[:most]


def judged(complaint: Any, today: date) -> Due | None:
    """Whether its time is over; `complaint` from `with_ending`."""
    rule = rule_of((complaint.ended_by or "").removeprefix("moved."), today)
    ended_on = london.day_of(complaint.stage_since)
    return Due(complaint, rule, ended_on, rule.due_on(ended_on)) if rule and rule.due_on(ended_on) <= today else None


def with_ending(rows: QuerySet[Complaint]) -> QuerySet[Complaint]:
    """With `ended_by`, the kind of the last move."""
    last = Event.objects.filter(complaint=OuterRef("pk"), kind__startswith="moved.").order_by("-seq").values("kind")[:1]
    return rows.annotate(ended_by=Subquery(last))


def _waiting_for_it(only: Iterable[int] | None) -> QuerySet[Complaint]:
    """Ended, not held, not erased; without those of a batch that is not done, unless they are asked for by number."""
    rows = Complaint.objects.filter(stage__in=ENDED, erased=None).exclude(pk__in=Hold.objects.filter(lifted_at=None).values("complaint"))
    if only is not None:
        return rows.filter(pk__in=list(only))
    waiting = BatchItem.objects.filter(state="waiting").exclude(batch__approved=False).values("complaint")
    return rows.exclude(pk__in=waiting)


def _ended(rows: QuerySet[Complaint], outcome: str, today: date) -> QuerySet[Complaint]:
    """Those whose last move, at the moment since when they stand so, was this one, as long ago as it asks; read from the index of the moves."""
    rule = rule_of(outcome, today)
    if rule is None:
        return Complaint.objects.none()
    # A day more: the time of what ended on 29 February is over on the 28th. `judged` has the last word.
    before = london.end_of_day(add_months(today, -rule.months) + timedelta(days=1))
    ended = rows.filter(events__kind=f"moved.{outcome}", events__at=F("stage_since"), events__at__lte=before)
    return with_ending(ended).filter(ended_by=f"moved.{outcome}").order_by("events__at", "pk")
