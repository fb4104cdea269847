"""A complaint that is to be written in bulk, with all that a service would have written for it. Pure: values in, values out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from complaints.case.receipt import Received
from complaints.clocks.clock import Clock
from complaints.clocks.rows import TIERS, explanation_of, tier_days
from complaints.clocks.rules import Book
from complaints.clocks.steps import Step, step
from complaints.record.entries import Entry
from workdays import Calendar, london


class Told(NamedTuple):
    """Entries that were recorded together: by whom and when."""

    entries: tuple[Entry, ...]
    by_id: int | None
    now: datetime


class Beside(NamedTuple):
    """A row that hangs on an event: `name` of its table, the event's seq, its columns."""

    name: str
    seq: int
    columns: dict[str, Any]


@dataclass(slots=True)
class Life:
    """Columns of customer and complaint, the record in order, the deadline rows, and the import key where there is one."""

    prefix: str
    year: int
    customer: dict[str, Any]
    complaint: dict[str, Any]
    told: list[Told]
    deadlines: list[dict[str, Any]]
    key: str = ""
    content: str = ""
    beside: list[Beside] = field(default_factory=list)

    @property
    def events(self) -> int:
        return sum(len(told.entries) for told in self.told)


def begun(rows: Received, *, prefix: str, by_id: int | None, now: datetime, settled: bool, key: str = "", content: str = "") -> Life:
    """The life of a complaint that has only been logged. `settled`: tiers crossed before `now` raise no alert."""
    deadlines = [columns_of(clock, rows.calendar, now if settled else None) for clock in rows.step.clocks]
    told = [Told(rows.step.entries, by_id, now)]
    return Life(prefix, london.day_of(now).year, rows.customer, rows.complaint, told, deadlines, key, content)


class Steps:
    """A memo of `step` for receipts: what follows from one moment, nation, licence and so on follows from it again.

    A step reads an entry's data and never its words, so the words are put back beside what was worked out.
    """

    def __init__(self, most: int = 2_000):
        self.most, self.known = most, {}

    def __call__(self, facts: Any, known: Any, entries: Sequence[Entry], book: Book, *, seq: int, because: str) -> Step:
        first = entries[0]
        key = (id(book), first.at, *first.data.items())
        found = self.known.get(key)
        if found is None or found[0] is not book:
            if len(self.known) >= self.most:
                self.known.clear()
            found = self.known[key] = (book, step(facts, known, entries, book, seq=seq, because=because))
        done = found[1]
        return Step((first, *done.entries[1:]), done.changes, done.clocks, done.facts)


def columns_of(clock: Clock, calendar: Calendar, settled: datetime | None) -> dict[str, Any]:
    """The columns that `clocks.rows.values_of` gives, the explanation as JSON text. Held to it by a test."""
    return {
        "key": clock.key, "kind": clock.kind.value, "started_at": clock.started_at, "due_on": clock.due_on,
        "original_due_on": clock.due_on, "met_at": clock.met_at, "cancelled_at": clock.cancelled_at, "met_late": clock.was_late,
        "rule_name": clock.rule.name, "rulebook": clock.rule.book, "rule_version": clock.rule.version,
        "calendar": calendar.name, "calendar_version": calendar.version, "for_customer": clock.for_customer,
        "explanation": explanation_text(clock, calendar), **alert_columns(clock, calendar, settled),
    }


def alert_columns(clock: Clock, calendar: Calendar, settled: datetime | None) -> dict[str, Any]:
    """As `clocks.rows.alert_of`; with `settled`, the first tier not yet crossed at that moment, if there is one."""
    return _alert(clock, _alike(clock, calendar).tiers, settled)


def _alert(clock: Clock, tiers: dict[str, date | None], settled: datetime | None) -> dict[str, Any]:
    for tier in TIERS if clock.is_open else ():
        at = london.start_of_day(tiers[tier]) if tiers[tier] else None
        if at and (settled is None or at > settled):
            return {"ahead_on": tiers["ahead"], "next_tier": tier, "alert_at": at}
    return {"ahead_on": tiers["ahead"], "next_tier": "", "alert_at": None}


def explanation_text(clock: Clock, calendar: Calendar) -> str:
    """`clocks.rows.explanation_of` as JSON text."""
    alike = _alike(clock, calendar)
    at, what = clock.started_at.isoformat(), _quoted(clock.started_because)
    return f'{{"start": {{"on": "{alike.start_on}", "at": "{at}", "what": {what}, "event": {clock.source_seq}}}, {alike.told}'


_quoted = lru_cache(maxsize=1_000)(json.dumps)


class Alike(NamedTuple):
    """What clocks share that count alike: the day they start, the rest of their explanation as JSON, the days of their tiers."""

    start_on: str
    told: str
    tiers: dict[str, date | None]


def _alike(clock: Clock, calendar: Calendar) -> Alike:
    start_on = london.day_of(clock.started_at)
    key = (clock.rule, start_on, clock.due_on, calendar, clock.variant_why, clock.target_on, str(clock.other))
    found = _ALIKE.get(key)
    if found is None:
        if len(_ALIKE) > MOST_ALIKE:
            _ALIKE.clear()
        explained = explanation_of(clock, calendar)
        del explained["start"]
        found = _ALIKE[key] = Alike(start_on.isoformat(), json.dumps(explained)[1:], tier_days(clock, calendar))
    return found


_ALIKE: dict[tuple, Alike] = {}
MOST_ALIKE = 20_000
