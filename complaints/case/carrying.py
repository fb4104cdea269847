"""Carrying a change out under the lock: events, deadline rows, superseded drafts, the complaint's own columns.

The one place through which every service of the case writes. The caller holds the lock and the transaction.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from complaints.alerts import raising
from complaints.case.models import Complaint
from complaints.clocks import services as clocks
from complaints.clocks.rules import Book
from complaints.clocks.services import History
from complaints.letters.superseding import supersede
from complaints.record.entries import Entry
from complaints.record.models import Event
from complaints.record.services import append
from complaints.rules.services import book as rules_book
from workdays import london


def book_of(complaint: Complaint) -> Book:
    """The rules in force on the day the complaint was received: they are its for life. Read once for each locked row."""
    day, book = vars(complaint).get("_book", (None, None))
    if day != (received_on := london.day_of(complaint.received_at)):
        book = rules_book(received_on)
        vars(complaint)["_book"] = (received_on, book)
    return book


def carry(
    complaint: Complaint, history: History, entries: Sequence[Entry], *, by: Any, now: datetime, because: str,
    sets: Mapping[str, Any] | None = None, what: Mapping[str, str] | None = None, touch: bool = True,
) -> list[Event]:
    """Append the entries and all that follows from them. `touch` raises the version; `what` names new clocks in words."""
    book = book_of(complaint)
    step = clocks.worked_out(history, entries, book, because=because)
    clocks.write(complaint, step.changes, history.known, clocks.calendar_of(step.facts, book), dict(what or {}))
    keys, sent = step.fallen()
    fallen = supersede(complaint, keys, at=now, but=sent)
    events = append(complaint, [*step.entries, *fallen], by=by, now=now, last=(history.seq, history.hash))
    for name, value in {**step.standing(), **(sets or {})}.items():
        setattr(complaint, name, value)
    if touch:
        complaint.version += 1
    complaint.save()
    if {"owner", "owner_id"} & set(sets or {}):
        raising.hand_on(complaint)
    return events
