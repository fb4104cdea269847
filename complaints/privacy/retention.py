"""How long a complaint is kept by how it ended: dated rows of `fixtures/retention.json`, and what is due for disposal. Reads only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from complaints.case.ended import ended_by
from complaints.case.models import Complaint
from complaints.case.reading import hidden
from complaints.case.stages import ENDED, MOVES
from complaints.privacy.models import BatchItem, Erased, Hold
from complaints.record.models import Event
from complaints.rules.services import fixture
from workdays import add_months, london

MOST = 500
# The moves that end a complaint; each has its rows.
ENDINGS = {"resolve": "Resolved", "confirm_compliance": "Decided and complied with", "close_after_decision": "Closed after a decision",
           "withdraw": "Withdrawn", "lapse": "Lapsed", "set_aside": "Set aside"}
assert set(ENDINGS) == {name for name, move in MOVES.items() if move.target in ENDED}


# What a list of what is due says; the rest of a row is read where it is wanted.
TOLD = ("reference", "stage_since")


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
    """What may be destroyed on that day, the longest ended first; held, erased and already proposed ones left out."""
    rows = _waiting_for_it(only) if seen_by is None else _waiting_for_it(only).exclude(pk__in=hidden(seen_by))
    parts = [rows] if only is not None else [_ended(rows, outcome, today) for outcome in ENDINGS]
    found = {one.complaint.pk: one for part in parts for one in islice(filter(None, (judged(row, today) for row in part)), most)}
    return sorted(found.values(), key=lambda one: (one.complaint.stage_since, one.complaint.pk))[:most]


def judged(complaint: Any, today: date) -> Due | None:
    """Whether its time is over; `complaint` with `ended_by`."""
    rule = rule_of((complaint.ended_by or "").removeprefix("moved."), today)
    ended_on = london.day_of(complaint.stage_since)
    return Due(complaint, rule, ended_on, rule.due_on(ended_on)) if rule and rule.due_on(ended_on) <= today else None


def _waiting_for_it(only: Iterable[int] | None) -> QuerySet[Complaint]:
    """Ended, not held, not erased, with `ended_by` (`complaints.case.ended`); without those of a batch that is not done, unless they are asked
    for by number."""
    rows = Complaint.objects.filter(stage__in=ENDED, erased=None).annotate(ended_by=ended_by())
    rows = rows.exclude(pk__in=Hold.objects.filter(lifted_at=None).values("complaint"))
    if only is not None:
        return rows.filter(pk__in=list(only))
    return rows.only(*TOLD).exclude(pk__in=BatchItem.objects.filter(state="waiting").exclude(batch__approved=False).values("complaint"))


def _ended(rows: QuerySet[Complaint], outcome: str, today: date) -> Iterator[Complaint]:
    """Those who may have ended by that move as long ago as it asks: the moves are read from their index, the oldest first, a chunk at a time,
    so that what is kept longer is not looked through."""
    rule = rule_of(outcome, today)
    if rule is None:
        return
    # A day more: the time of what ended on 29 February is over on the 28th. `judged` has the last word.
    before = london.end_of_day(add_months(today, -rule.months) + timedelta(days=1))
    moves = Event.objects.filter(~Exists(Erased.objects.filter(complaint=OuterRef("complaint"))), kind=f"moved.{outcome}", at__lte=before)
    moves, behind = moves.order_by("at", "complaint").values_list("complaint", "at"), Q()
    while chunk := list(moves.filter(behind)[:MOST]):
        yield from rows.filter(pk__in=[number for number, _ in chunk]).order_by("stage_since", "pk")
        number, at = chunk[-1]
        behind = Q(at__gt=at) | Q(at=at, complaint__gt=number)
