"""Facts of made-up complaints for tests of the fold, and the tables it is handed. No database."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from complaints.clocks.clock import Clock
from complaints.clocks.facts import Fact
from complaints.clocks.fold import clocks_of
from complaints.clocks.rules import Book, rules_of
from workdays import calendars, london

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
BOOK = Book(rules_of(json.loads((FIXTURES / "clock_rules.json").read_text())), calendars.shipped(), 2, time(15))
HOUR = timedelta(hours=1)


def at(day: str, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of a London day."""
    return london.moment(date.fromisoformat(day), time(hour, minute))


class Life:
    """One complaint, fact after fact. Each method answers the life itself."""

    def __init__(self, received: str, hour: int = 10, *, nation: str = "england", licence: str = "electricity_distributor",
                 rulebook: str = "documents", **basis: Any) -> None:
        self.facts: list[Fact] = []
        self.now = at(received, hour)
        self.fact("logged", received, hour, received_at=self.now.isoformat(), channel="telephone", nation=nation, licence=licence,
                  rulebook=rulebook, **basis)

    def fact(self, kind: str, day: str, hour: int = 10, **data: Any) -> "Life":
        self.facts.append(Fact(kind, at(day, hour), len(self.facts) + 1, data))
        return self

    def move(self, name: str, day: str, hour: int = 11, **data: Any) -> "Life":
        return self.fact(f"moved.{name}", day, hour, **data)

    def contact(self, day: str, hour: int = 12, **data: Any) -> "Life":
        told = {"direction": "outbound", "channel": "telephone", "reached": True, **data}
        return self.fact("contact", day, hour, **told)

    def letter(self, kind: str, day: str, *, number: int = 1, method: str = "email", hour: int = 15) -> "Life":
        return self.fact("letter.sent", day, hour, letter=number, letter_kind=kind, sent_on=day, method=method)

    def deadlock(self, day: str, **data: Any) -> "Life":
        return self.move("escalate", day, 10).move("declare_deadlock", day, 11, **data)

    def clocks(self) -> tuple[Clock, ...]:
        return clocks_of(self.facts, BOOK)

    def of(self, kind: str) -> list[Clock]:
        return [clock for clock in self.clocks() if clock.kind == kind]

    def one(self, kind: str) -> Clock:
        """The only clock of that kind, or the only one still open."""
        found = self.of(kind)
        still = [clock for clock in found if clock.is_open]
        return still[0] if len(found) > 1 and len(still) == 1 else _only(found)


def _only(found: list[Clock]) -> Clock:
    assert len(found) == 1, found
    return found[0]


def ended(clock: Clock) -> str:
    """open, met or cancelled."""
    return "met" if clock.met_at else "cancelled" if clock.cancelled_at else "open"
