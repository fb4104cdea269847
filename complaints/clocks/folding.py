"""The state of a fold while facts are read, and how a clock is started, met, stopped and started again. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from complaints.clocks import counting
from complaints.clocks.clock import Clock
from complaints.clocks.facts import Basis, Fact
from complaints.clocks.kinds import WINDOWS, Kind
from complaints.clocks.rules import BOOKS, Book
from workdays import Calendar, london


def noon(day: date) -> datetime:
    """A day without a time is kept as its midday in London."""
    return london.moment(day, time(12))


@dataclass
class Letter:
    id: int
    kind: str
    sent_at: datetime
    received_on: date
    how: str
    lost: bool = False


@dataclass
class Folding:
    """The state while facts are read: the stage as it stood, the clocks so far, the letters sent."""

    book: Book
    basis: Basis
    calendar: Calendar
    begun_on: date
    stage: str = "immediate"
    clocks: dict[str, Clock] = field(default_factory=dict)
    letters: dict[int, Letter] = field(default_factory=dict)
    ended: list[Clock] = field(default_factory=list)

    def open(self, kinds: Iterable[Kind]) -> list[Clock]:
        wanted = set(kinds)
        return [clock for clock in self.clocks.values() if clock.is_open and clock.kind in wanted]

    def meet(self, kinds: Iterable[Kind], at: datetime, because: str) -> None:
        for clock in self.open(kinds):
            clock.meet(at, because)

    def cancel(self, kinds: Iterable[Kind], at: datetime, because: str) -> None:
        for clock in self.open(kinds):
            clock.cancel(at, because)

    def key(self, kind: Kind, fact: Fact) -> str:
        """Named by the event that started it, so that a call recorded late renames nothing."""
        key = f"{kind}:{fact.seq}"
        while key in self.clocks:
            key += "+"
        return key

    def start(self, kind: Kind, at: datetime, because: str, fact: Fact, *, variant: str = "", **more: Any) -> Clock | None:
        """Start a counted clock; None where the rulebook in force has no row for it."""
        rule = self.book.rules.pick(kind, self.basis.rulebook, self.begun_on, variant)
        if rule is None:
            return None
        told = counting.count(rule, london.day_of(at), self.calendar)
        clock = Clock(self.key(kind, fact), kind, rule, at, because, told.due_on, source_seq=fact.seq, provisional=told.provisional, **more)
        clock.other = self.other_book(clock)
        self.clocks[clock.key] = clock
        return clock

    def start_given(self, kind: Kind, at: datetime, due_on: date, because: str, fact: Fact, **more: Any) -> None:
        rule = self.book.rules.pick(kind, self.basis.rulebook, self.begun_on)
        clock = Clock(self.key(kind, fact), kind, rule, at, because, due_on, source_seq=fact.seq, **more)
        self.clocks[clock.key] = clock

    def other_book(self, clock: Clock) -> dict[str, Any] | None:
        """The other rulebook's last day of a window, kept in the explanation (design, section 1)."""
        if clock.kind not in WINDOWS:
            return None
        book = next(name for name in BOOKS if name != self.basis.rulebook)
        rule = self.book.rules.pick(clock.kind, book, self.begun_on)
        due_on = counting.count(rule, london.day_of(clock.started_at), self.calendar).due_on if rule else None
        return {"rulebook": book, "due_on": due_on.isoformat() if due_on else None, "name": rule.name if rule else ""}

    def again(self, clock: Clock, at: datetime, because: str, fact: Fact, *, due_on: date | None = None) -> None:
        """A new row from the old start for a clock that an end had stopped."""
        fresh = Clock(
            self.key(clock.kind, fact), clock.kind, clock.rule, clock.started_at, because, due_on or clock.due_on,
            for_customer=clock.for_customer, letter=clock.letter, source_seq=fact.seq, provisional=clock.provisional, other=clock.other,
        )
        self.clocks[fresh.key] = fresh
