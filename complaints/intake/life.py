"""A complaint that is to be written in bulk, with all that a service would have written for it. Pure: values in, values out."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from complaints.case.receipt import Received
from complaints.clocks.clock import Clock
from complaints.clocks.rows import TIERS, explanation_of, tier_days
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


def columns_of(clock: Clock, calendar: Calendar, settled: datetime | None) -> dict[str, Any]:
    """The columns that `clocks.rows.values_of` gives, the explanation as JSON text. Held to it by a test."""
    return {
        "key": clock.key, "kind": clock.kind.value, "started_at": clock.started_at, "due_on": clock.due_on,
        "original_due_on": clock.due_on, "met_at": clock.met_at, "cancelled_at": clock.cancelled_at,
        "rule_name": clock.rule.name, "rulebook": clock.rule.book, "rule_version": clock.rule.version,
        "calendar": calendar.name, "calendar_version": calendar.version, "for_customer": clock.for_customer,
        "explanation": explanation_text(clock, calendar), **alert_columns(clock, calendar, settled),
    }


def alert_columns(clock: Clock, calendar: Calendar, settled: datetime | None) -> dict[str, Any]:
    """As `clocks.rows.alert_of`; with `settled`, the first tier not yet crossed at that moment, if there is one."""
    days = tier_days(clock, calendar)
    found: dict[str, Any] = {"next_tier": "", "alert_at": None, "ahead_on": days["ahead"]}
    for tier in TIERS if clock.is_open else ():
        at = london.start_of_day(days[tier]) if days[tier] else None
        if at and (settled is None or at > settled):
            return found | {"next_tier": tier, "alert_at": at}
    return found


def explanation_text(clock: Clock, calendar: Calendar) -> str:
    """`clocks.rows.explanation_of` as JSON text: the start is the clock's own, the rest is shared by all that count alike."""
    start_on = london.day_of(clock.started_at)
    alike = (clock.rule, start_on, clock.due_on, calendar, clock.variant_why, clock.target_on, str(clock.other))
    shared = _SHARED.get(alike)
    if shared is None:
        if len(_SHARED) > MOST_SHARED:
            _SHARED.clear()
        explained = explanation_of(clock, calendar)
        del explained["start"]
        shared = _SHARED[alike] = json.dumps(explained)[1:]
    start = {"on": start_on.isoformat(), "at": clock.started_at.isoformat(), "what": clock.started_because, "event": clock.source_seq}
    return f'{{"start": {json.dumps(start)}, {shared}'


_SHARED: dict[tuple, str] = {}
MOST_SHARED = 20_000
