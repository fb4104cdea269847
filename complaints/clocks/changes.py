"""From what the rows remember and what the fold says to what must be written, each change with its event. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from complaints.clocks.clock import Clock


class Remembered(Protocol):
    """What a stored row tells about its clock."""

    due_on: date
    met_at: datetime | None
    cancelled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Change:
    """`what` in started, moved, met, cancelled; `data` is the event's."""

    what: str
    clock: Clock
    at: datetime
    data: dict[str, Any]


def changes_of(known: Mapping[str, Remembered], clocks: Iterable[Clock], *, because: str, at: datetime) -> list[Change]:
    """Every difference, in the order of the clocks. Nothing for a clock that stands as it is remembered."""
    return [change for clock in clocks for change in _of_one(known.get(clock.key), clock, because, at)]


def _of_one(row: Remembered | None, clock: Clock, because: str, at: datetime) -> Iterable[Change]:
    named = {"key": clock.key, "clock_kind": clock.kind.value, "due_on": clock.due_on.isoformat()}
    if row is None:
        rule = {"rulebook": clock.rule.book, "rule_version": clock.rule.version, "started_at": clock.started_at.isoformat()}
        yield Change("started", clock, clock.started_at, named | rule)
    elif row.due_on != clock.due_on:
        yield Change("moved", clock, at, named | {"from": row.due_on.isoformat(), "because": because})
    if clock.met_at and (row is None or row.met_at != clock.met_at):
        yield Change("met", clock, clock.met_at, named | {"met_at": clock.met_at.isoformat(), "late": clock.was_late})
    if clock.cancelled_at and (row is None or row.cancelled_at != clock.cancelled_at):
        yield Change("cancelled", clock, clock.cancelled_at, named | {"because": clock.ended_because})
