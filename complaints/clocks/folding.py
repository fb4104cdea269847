"""The state of a fold while facts are read, and how a clock is started, met, stopped and started again. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from complaints.clocks import counting
from complaints.clocks.clock import Clock
from complaints.clocks.facts import Basis, Fact
from complaints.clocks.kinds import STARTS_AGAIN, WINDOWS, Kind
from complaints.clocks.rules import BOOKS, Book
from workdays import Calendar, london


def noon(day: date) -> datetime:
    """A day without a time is kept as its midday in London."""
    return london.moment(day, time(12))


@dataclass
class Letter:
    """A letter that was sent; `lost` once it came back."""

    id: int
    kind: str
    sent_at: datetime
    received_on: date
    how: str
    lost: bool = False


@dataclass
class Folding:
    """The state while facts are read: the stage as it stood, the clocks so far, the letters sent, the last move's moment,
    and the moments at which the customer was answered otherwise than by letter."""

    book: Book
    basis: Basis
    calendar: Calendar
    begun_on: date
    stage: str = "immediate"
    clocks: dict[str, Clock] = field(default_factory=dict)
    letters: dict[int, Letter] = field(default_factory=dict)
    answers: list[datetime] = field(default_factory=list)
    moved_at: datetime | None = None

    def open(self, kinds: Iterable[Kind]) -> list[Clock]:
        wanted = set(kinds)
        return [clock for clock in self.clocks.values() if clock.is_open and clock.kind in wanted]

    def meet(self, kinds: Iterable[Kind], at: datetime, because: str, *, by_letter: int | None = None) -> None:
        for clock in self.open(kinds):
            clock.meet(at, because, by_letter=by_letter)

    def cancel(self, kinds: Iterable[Kind], at: datetime, because: str) -> None:
        for clock in self.open(kinds):
            clock.cancel(at, because)

    def stop(self, kinds: Iterable[Kind], at: datetime, because: str, *, met: bool = False) -> None:
        """As an end does: met or cancelled, and remembered for the day on which the complaint is open again."""
        for clock in self.open(kinds):
            clock.meet(at, because) if met else clock.cancel(at, because)
            clock.stopped = clock.kind in STARTS_AGAIN

    def start(self, kind: Kind, at: datetime, because: str, fact: Fact, *, variant: str = "", **more: Any) -> Clock | None:
        """Start a counted clock; None where the rulebook in force has no row for it."""
        rule = self.book.rules.pick(kind, self.basis.rulebook, self.begun_on, variant)
        if rule is None:
            return None
        told = counting.count(rule, london.day_of(at), self.calendar)
        clock = self._begin(Clock(f"{kind}:{fact.seq}", kind, rule, at, because, told.due_on, provisional=told.provisional, **more), fact)
        clock.other = self.other_book(clock)
        return clock

    def start_given(self, kind: Kind, at: datetime, due_on: date, because: str, fact: Fact, **more: Any) -> Clock:
        """Start a clock whose day a person gave."""
        rule = self.book.rules.pick(kind, self.basis.rulebook, self.begun_on)
        return self._begin(Clock(f"{kind}:{fact.seq}", kind, rule, at, because, due_on, **more), fact)

    def other_book(self, clock: Clock) -> dict[str, Any] | None:
        """The other rulebook's last day of a window, kept in the explanation (design, section 1)."""
        if clock.kind not in WINDOWS:
            return None
        book = next(name for name in BOOKS if name != self.basis.rulebook)
        rule = self.book.rules.pick(clock.kind, book, self.begun_on)
        due_on = counting.count(rule, london.day_of(clock.started_at), self.calendar).due_on if rule else None
        return {"rulebook": book, "due_on": due_on.isoformat() if due_on else None, "name": rule.name if rule else ""}

    def again(self, clock: Clock, because: str, fact: Fact, *, due_on: date | None = None) -> Clock:
        """A new row from the old start. Its key names the fact that asks for it again and the one it first began with: a fact
        recorded late renames nothing, and two clocks of a kind stay two however often they go on."""
        clock.stopped = False
        return self._begin(Clock(
            f"{clock.kind}:{fact.seq}.{clock.first_seq}", clock.kind, clock.rule, clock.started_at, because, due_on or clock.due_on,
            for_customer=clock.for_customer, letter=clock.letter, provisional=clock.provisional, variant_why=clock.variant_why,
            other=clock.other, again_of=clock.key, first_seq=clock.first_seq,
        ), fact)

    def _begin(self, clock: Clock, fact: Fact) -> Clock:
        clock.source_seq, clock.first_seq, clock.calendar = fact.seq, clock.first_seq or fact.seq, self.calendar.name
        self.clocks[clock.key] = clock
        return clock
