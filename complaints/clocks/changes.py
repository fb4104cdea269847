"""From what the rows remember and what the fold says to what must be written, each change with its event. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from complaints.clocks.clock import Clock
from complaints.clocks.recounting import CHANGED, COUNTED

NO_LONGER = "corrected: no longer asked for"


class Remembered(Protocol):
    """What a stored row tells about its clock."""

    kind: str
    due_on: date
    started_at: datetime
    met_at: datetime | None
    cancelled_at: datetime | None
    held_on: date | None
    rule_name: str
    rule_version: str
    rulebook: str
    calendar: str


@dataclass(frozen=True, slots=True)
class Change:
    """`what` in started, moved, met, cancelled, or restated: the row is written anew and no event tells it. `data` is the
    event's; `clock` is None where a correction left nothing to ask for. `by_calendar`: only the bank holidays are others."""

    what: str
    key: str
    clock: Clock | None
    at: datetime
    data: dict[str, Any] = field(default_factory=dict)
    by_calendar: bool = False


def changes_of(known: Mapping[str, Remembered], clocks: Iterable[Clock], *, because: str, at: datetime) -> list[Change]:
    """Every difference, in the order of the clocks. Nothing for a clock that stands as it is remembered."""
    clocks = list(clocks)
    found = [change for clock in clocks for change in _of_one(known.get(clock.key), clock, because, at)]
    keys = {clock.key for clock in clocks}
    return found + [_gone(key, row, at) for key, row in known.items() if key not in keys and not (row.met_at or row.cancelled_at)]


def _of_one(row: Remembered | None, clock: Clock, because: str, at: datetime) -> Iterable[Change]:
    named = {"key": clock.key, "clock_kind": clock.kind.value, "due_on": clock.due_on.isoformat()}
    if row is None or _opened_again(row, clock):
        rule = {"rulebook": clock.rule.book, "rule_version": clock.rule.version, "started_at": clock.started_at.isoformat()}
        yield Change("started", clock.key, clock, min(clock.started_at, at) if row is None else at, named | rule)
    elif row.due_on != clock.due_on:
        yield from _moved(row, clock, because, at, named | {"from": row.due_on.isoformat()})
    elif _restated(row, clock):
        yield Change("restated", clock.key, clock, at)
    if clock.met_at and (row is None or row.met_at != clock.met_at):
        yield Change("met", clock.key, clock, clock.met_at, named | {"met_at": clock.met_at.isoformat(), "late": clock.was_late})
    if clock.cancelled_at and (row is None or row.cancelled_at != clock.cancelled_at):
        yield Change("cancelled", clock.key, clock, clock.cancelled_at, named | {"because": clock.ended_because})


def _moved(row: Remembered, clock: Clock, because: str, at: datetime, data: dict[str, Any]) -> Iterable[Change]:
    """Where only bank holidays changed, one that ended before keeps the day it was judged by."""
    if not _same_count(row, clock):
        yield Change("moved", clock.key, clock, at, data | {"because": because}, by_calendar=clock.by_calendar)
    elif not (row.met_at or row.cancelled_at):
        yield Change("moved", clock.key, clock, at, data | {"because": CHANGED}, by_calendar=True)


def _same_count(row: Remembered, clock: Clock) -> bool:
    """The same start, rule and calendar: only bank holidays that changed since make another day."""
    return clock.rule.unit in COUNTED and not _restated(row, clock)


def _opened_again(row: Remembered, clock: Clock) -> bool:
    """Ended as it is remembered, open as the facts now are (a correction took back what had ended it)."""
    return clock.is_open and bool(row.met_at or row.cancelled_at)


def _restated(row: Remembered, clock: Clock) -> bool:
    """The same day by another count: another start, another row of the rules or another calendar; or a stop that began or is over."""
    counted = (clock.rule.name, clock.rule.version, clock.rule.book, clock.calendar)
    as_remembered = (row.rule_name, row.rule_version, row.rulebook, row.calendar)
    return row.started_at != clock.started_at or row.held_on != clock.held_on or as_remembered != counted


def _gone(key: str, row: Remembered, at: datetime) -> Change:
    data = {"key": key, "clock_kind": row.kind, "due_on": row.due_on.isoformat(), "because": NO_LONGER}
    return Change("cancelled", key, None, at, data)
