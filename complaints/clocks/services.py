"""Reads a complaint's facts from its events and writes its deadline rows. The only writer of rows but for the sweep's tiers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import workdays
from complaints.clocks.changes import Change
from complaints.clocks.facts import Fact, basis_of
from complaints.clocks.models import Deadline
from complaints.clocks.rows import alert_of, explanation_of, values_of
from complaints.clocks.rules import Book
from complaints.clocks.steps import Step, fact_of, step
from complaints.record.entries import Entry
from complaints.record.models import Event
from workdays import Calendar


@dataclass(frozen=True, slots=True)
class History:
    """What is on record: the deciding facts, the last event's place and hash, and the rows as remembered."""

    facts: tuple[Fact, ...]
    seq: int
    hash: str
    known: dict[str, Deadline]
    last_move_at: Any


def history_of(complaint: Any) -> History:
    """Two queries, whatever the length of the record."""
    rows = list(Event.objects.filter(complaint=complaint).order_by("seq").values_list("kind", "at", "seq", "data", "hash"))
    facts = tuple(fact for kind, at, seq, data, _ in rows if (fact := fact_of(kind, at, seq, data)))
    moves = [at for kind, at, *_ in rows if kind.startswith("moved.")]
    known = {row.key: row for row in Deadline.objects.filter(complaint=complaint)}
    return History(facts, rows[-1][2], rows[-1][4], known, moves[-1] if moves else None)


def worked_out(history: History, entries: Sequence[Entry], book: Book, *, because: str) -> Step:
    """What the entries add to this record; with no entries, what a repair would write (nothing, the second time)."""
    return step(history.facts, history.known, entries, book, seq=history.seq, because=because)


def calendar_of(facts: Iterable[Fact], book: Book) -> Calendar:
    return book.calendars[workdays.calendar_for(basis_of(facts).nation)]


def write(
    complaint: Any, changes: Iterable[Change], known: dict[str, Deadline], calendar: Calendar, what: dict[str, str] | None = None,
) -> None:
    """Save what changed: new rows in one statement, each changed row on its own."""
    changed: dict[str, list[Change]] = {}
    for change in changes:
        changed.setdefault(change.clock.key, []).append(change)
    fresh = [key for key in changed if key not in known]
    Deadline.objects.bulk_create(
        Deadline(complaint=complaint, what=(what or {}).get(key, ""), **values_of(changed[key][0].clock, calendar)) for key in fresh
    )
    for key in changed.keys() - set(fresh):
        _save(known[key], changed[key], calendar)


def _save(row: Deadline, changes: list[Change], calendar: Calendar) -> None:
    clock = changes[0].clock
    moved = [change for change in changes if change.what == "moved"]
    if moved:
        by = [{"from": change.data["from"], "to": change.data["due_on"], "because": change.data["because"]} for change in moved]
        row.explanation = explanation_of(clock, calendar, (*row.explanation.get("moved_by", ()), *by))
        row.due_on, row.started_at = clock.due_on, clock.started_at
        row.rule_name, row.rule_version, row.rulebook = clock.rule.name, clock.rule.version, clock.rule.book
        row.calendar, row.calendar_version = calendar.name, calendar.version
    row.met_at, row.cancelled_at = clock.met_at, clock.cancelled_at
    if moved or not clock.is_open:
        for name, value in alert_of(clock, calendar, after=None).items():
            setattr(row, name, value)
    row.save()
