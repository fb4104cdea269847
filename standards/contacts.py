"""Whom to ring at an electricity distributor: dated rows with their source. Pure; rows come in as plain dicts.

The notice prints 22 rows for 20 areas. Rows 3 and 15, and 4 and 16, name the same area with other hours and another number; both
stay, each with a note, since nothing in the notice says which is right.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Contact:
    """One row: telephone numbers and hours in words, "" where the notice gives none."""

    row: int
    company: str
    area: str
    connections: str
    connections_hours: str
    relations: str
    relations_hours: str
    note: str
    valid_from: date | None
    valid_until: date | None
    source: str
    verified: bool

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_until is None or day <= self.valid_until)


WORDS = ("row", "company", "area", "connections", "connections_hours", "relations", "relations_hours", "note")


def contacts_of(data: Mapping[str, Any], on: date) -> tuple[Contact, ...]:
    """The rows of `fixtures/distributor_contacts.json` that hold on that day, in the order of the notice."""
    rows = (Contact(*(row[name] for name in WORDS), _day(row["from"]), _day(row["until"]), data["source"], data["verified"])
            for row in data["rows"])
    return tuple(row for row in rows if row.holds_on(on))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
