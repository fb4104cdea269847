"""One step of a complaint's life: what was on record, what happened now, and all that must be written for it. Pure.

The same function serves the services, the import and the load generator, so that all three write the same rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from complaints.clocks.changes import Change, Remembered, changes_of
from complaints.clocks.clock import Clock
from complaints.clocks.facts import DECIDING, Fact
from complaints.clocks.fold import clocks_of
from complaints.clocks.rows import next_due, waits_because, waits_for_us
from complaints.clocks.rules import Book
from complaints.record.entries import Entry

BY_HAND = {"deadline.started": "clock.set", "deadline.met": "clock.met", "deadline.undone": "clock.undone"}


@dataclass(frozen=True, slots=True)
class Step:
    """`entries`: the events to append, in order; `changes`: the deadline rows to write; `clocks`: all as they stand then."""

    entries: tuple[Entry, ...]
    changes: tuple[Change, ...]
    clocks: tuple[Clock, ...]
    facts: tuple[Fact, ...]

    def fallen(self) -> tuple[list[str], set[int]]:
        """Keys of the clocks that ended here, and the letters that met them: every other draft for them has fallen."""
        ended = [change for change in self.changes if change.what in ("cancelled", "met")]
        return [change.key for change in ended], {change.clock.met_by for change in ended if change.clock and change.clock.met_by}

    def standing(self) -> dict[str, object]:
        """The complaint's columns that follow from its clocks."""
        first = next_due(self.clocks)
        return {
            "next_due_on": first.due_on if first else None, "next_kind": first.kind.value if first else "",
            "awaiting_us": waits_for_us(self.clocks), "waits": "" if first else waits_because(self.clocks),
        }


def fact_of(kind: str, at, seq: int, data) -> Fact | None:
    """The fact that an event is; None for one that decides no clock. A clock that a person set or met is marked `by_hand`."""
    if kind in BY_HAND:
        return Fact(BY_HAND[kind], at, seq, data) if data.get("by_hand") else None
    return Fact(kind, at, seq, data) if kind in DECIDING else None


def step(facts: Sequence[Fact], known: Mapping[str, Remembered], entries: Sequence[Entry], book: Book, *, seq: int, because: str) -> Step:
    """What `entries`, happening behind event `seq`, add to the record."""
    new = [fact for place, entry in enumerate(entries, seq + 1) if (fact := fact_of(entry.kind, entry.at, place, entry.data))]
    all_facts = (*facts, *new)
    clocks = clocks_of(all_facts, book)
    at = entries[-1].at if entries else all_facts[-1].at
    changes = tuple(changes_of(known, clocks, because=because, at=at))
    told = [Entry(f"deadline.{change.what}", change.at, change.data) for change in changes
            if change.what != "restated" and not _told_already(change, entries)]
    return Step((*entries, *told), changes, clocks, all_facts)


def _told_already(change: Change, entries: Sequence[Entry]) -> bool:
    """A person's own event on a clock says it already: no second event for the same thing."""
    return any(
        entry.kind == f"deadline.{change.what}" and entry.data.get("by_hand") and entry.data.get("key") == change.key
        for entry in entries
    )
