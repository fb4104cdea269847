"""Reads a complaint's facts from its events and writes its deadline rows. The only writer of rows but for the sweep's tiers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import workdays
from complaints.clocks.changes import Change
from complaints.clocks.clock import Clock
from complaints.clocks.facts import Fact, basis_of
from complaints.clocks.models import Deadline
from complaints.clocks.recounting import alerted
from complaints.clocks.rows import alert_of, explanation_of, held_of, values_of
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
    """Save what changed: new rows in one statement, each changed row on its own. `what` names new clocks in words."""
    changed: dict[str, list[Change]] = {}
    for change in changes:
        changed.setdefault(change.key, []).append(change)
    fresh = [told[0].clock for key, told in changed.items() if key not in known]
    Deadline.objects.bulk_create(
        Deadline(complaint=complaint, what=_what(clock, what or {}, known), **values_of(clock, calendar)) for clock in fresh if clock
    )
    for key in changed.keys() & known.keys():
        _save(known[key], changed[key], calendar)


def _what(clock: Clock, what: dict[str, str], known: dict[str, Deadline]) -> str:
    """The words of a new clock; one that goes on from an old start keeps those of the old."""
    if clock.key in what:
        return what[clock.key]
    return known[clock.again_of].what if clock.again_of in known else ""


def _save(row: Deadline, changes: list[Change], calendar: Calendar) -> None:
    """The sweep's own columns are left alone unless the day is counted anew or the clock ended."""
    clock, whats = changes[0].clock, {change.what for change in changes}
    if clock is None:
        written = {"cancelled_at": changes[0].at, "met_late": False, "next_tier": "", "alert_at": None}
    else:
        anew = whats & {"started", "moved", "restated"}
        written = {"met_at": clock.met_at, "cancelled_at": clock.cancelled_at, "met_late": clock.was_late}
        if anew:
            written |= _stated(row, clock, changes, calendar)
        if anew or not clock.is_open:
            moved_by_calendar = any(change.by_calendar for change in changes)
            written |= alert_of(clock, calendar, after=alerted(row.next_tier) if moved_by_calendar else None)
    for name, value in written.items():
        setattr(row, name, value)
    row.save(update_fields=list(written))


def _stated(row: Deadline, clock: Clock, changes: list[Change], calendar: Calendar) -> dict[str, Any]:
    """The day as it is counted now, with all that ever moved it."""
    moved = [{"from": change.data["from"], "to": change.data["due_on"], "because": change.data["because"]}
             for change in changes if change.what == "moved"]
    values = values_of(clock, calendar)
    kept = ("started_at", "due_on", "rule_name", "rulebook", "rule_version", "calendar", "calendar_version")
    explanation = explanation_of(clock, calendar, (*row.explanation.get("moved_by", ()), *moved))
    return {name: values[name] for name in kept} | held_of(clock) | {"explanation": explanation}
