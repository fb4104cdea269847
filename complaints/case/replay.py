"""What the events of one complaint say when they are read up to a moment: stage, owner, dates, letters, version. Pure.

A date is read from the events that told it (`deadline.*`), so it stands as it was told then, whatever calendar holds now.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from complaints.case.stages import MOVES
from complaints.record.verifying import raises_version


class Told(Protocol):
    """An event: `data` coded, `at` when it happened."""

    seq: int
    at: datetime
    kind: str
    data: Mapping[str, Any]


@dataclass
class DateThen:
    """A deadline as its events told it. `moved`: what moved it, as the row's explanation keeps it."""

    key: str
    kind: str
    due_on: date
    original_due_on: date
    started_at: datetime
    met_at: datetime | None = None
    cancelled_at: datetime | None = None
    moved: list[dict[str, str]] = field(default_factory=list)


@dataclass
class LetterThen:
    """A letter of the record: where it was in its course, and the events of its sending."""

    number: int
    kind: str
    state: str = "draft"
    sent_on: date | None = None
    method: str = ""
    received_on: date | None = None
    came_back: bool = False
    imported: bool = False


@dataclass
class Stood:
    """The complaint as its events tell it. `stage_since` None: nothing has moved it since its receipt."""

    stage: str = "immediate"
    stage_since: datetime | None = None
    version: int = 0
    owner_id: int | None = None
    team_id: int | None = None
    restricted: bool = False
    dates: dict[str, DateThen] = field(default_factory=dict)
    letters: dict[int, LetterThen] = field(default_factory=dict)


def stood(events: Iterable[Told]) -> Stood:
    """Where the record stood after these events, oldest first."""
    found = Stood()
    for event in events:
        found.version += event.kind == "logged" or raises_version(event.kind, dict(event.data))
        part, _, what = event.kind.partition(".")
        PARTS.get(part, _nothing)(found, event, what)
    return found


def _nothing(found: Stood, event: Told, what: str) -> None:
    """Contacts, notes, files, alerts and money change nothing here."""


def _logged(found: Stood, event: Told, what: str) -> None:
    found.owner_id, found.team_id = event.data.get("owner"), event.data.get("team")


def _assigned(found: Stood, event: Told, what: str) -> None:
    found.owner_id, found.team_id = event.data.get("owner"), event.data.get("team")


def _edited(found: Stood, event: Told, what: str) -> None:
    found.restricted = bool(event.data.get("restricted", found.restricted))


def _moved(found: Stood, event: Told, what: str) -> None:
    """An escalation and a reopening also say whose it is from then on."""
    before, found.stage = found.stage, event.data.get("to", found.stage)
    if MOVES[what].target is not None and found.stage != before:
        found.stage_since = event.at
    if what == "escalate":
        found.owner_id, found.team_id = event.data.get("senior_manager"), event.data.get("team", found.team_id)
    if what == "reopen":
        found.owner_id = event.data.get("owner")


def _deadline(found: Stood, event: Told, what: str) -> None:
    if what == "undone":  # the event behind it tells how the date stands then
        return
    data, then = event.data, found.dates.get(event.data["key"])
    due_on = date.fromisoformat(data["due_on"])
    if what == "started":
        started_at = datetime.fromisoformat(data["started_at"]) if "started_at" in data else event.at
        first = then.original_due_on if then else due_on
        found.dates[data["key"]] = DateThen(data["key"], data["clock_kind"], due_on, first, started_at, moved=then.moved if then else [])
    elif then and what == "moved":
        then.due_on = due_on
        then.moved.append({"from": data["from"], "to": data["due_on"], "because": data["because"]})
    elif then and what == "met":
        then.met_at, then.cancelled_at = datetime.fromisoformat(data["met_at"]), None
    elif then:
        then.met_at, then.cancelled_at = None, event.at


STATE_AFTER = {
    "draft": "draft", "drafted": "draft", "submitted": "submitted", "approved": "approved", "returned": "draft", "sending": "approved",
    "sent": "sent", "uncertain": "uncertain", "refused": "approved", "superseded": "superseded",
}


def _letter(found: Stood, event: Told, what: str) -> None:
    data = event.data
    number = data["letter"]
    then = found.letters.setdefault(number, LetterThen(number, data["letter_kind"], imported=bool(data.get("imported"))))
    then.state = STATE_AFTER.get(what, then.state)
    if what == "edited" and (data.get("wording") or data.get("was") == "approved"):
        then.state = "draft"
    if what == "settled" and not data.get("was_sent"):
        then.state = "approved"
    if what == "sent":
        then.sent_on, then.method = date.fromisoformat(data["sent_on"]), data.get("method", "")
    if what == "received":
        then.received_on = date.fromisoformat(data["received_on"])
    then.came_back = then.came_back or what == "undelivered"


PARTS = {"logged": _logged, "assigned": _assigned, "edited": _edited, "moved": _moved, "deadline": _deadline, "letter": _letter}
