"""Until when a customer may go to the Ombudsman, by the rulebook in force and by whichever of the two gives longer. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from complaints.clocks import counting
from complaints.clocks.clock import Clock
from complaints.clocks.facts import Fact
from complaints.clocks.fold import folded
from complaints.clocks.folding import Folding, Letter
from complaints.clocks.kinds import WINDOWS, Kind
from complaints.clocks.lettered import first_standing
from complaints.clocks.rules import BOOKS, Book, Rule
from workdays import london


@dataclass(frozen=True, slots=True)
class Closing:
    """`own`: the last day by the complaint's rulebook; `last`: by either. None: nothing ends it yet (the law, before a letter)."""

    own: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Window:
    """One window that runs: by which row, from when, to its last day."""

    rule: Rule
    starts_on: date
    closes_on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """From when the Ombudsman is open and until when, as it stands. `day_56`: without a deadlock letter. `deadlock_on`: the day one
    was sent. `letter`: the first deadlock or 8-week letter that did not come back. `unresolved`: it was neither ended nor with the
    Ombudsman at the end of day 56, as far as is known. `windows`: of each rulebook those that run."""

    rulebook: str
    begun_on: date
    day_56: date
    deadlock_on: date | None
    letter: Letter | None
    unresolved: bool
    windows: dict[str, tuple[Window, ...]]

    @property
    def opens_on(self) -> date:
        return min(self.day_56, self.deadlock_on or self.day_56)

    def last_day(self, book: str) -> date | None:
        """The later of the book's windows; None where none runs: nothing ends it yet."""
        return max((window.closes_on for window in self.windows[book]), default=None)


def standing(facts: Iterable[Fact], book: Book) -> Standing:
    """When the customer may go to the Ombudsman, by both rulebooks."""
    f = folded(facts, book)
    deadlock = [london.day_of(letter.sent_at) for letter in f.letters.values() if letter.kind == "deadlock" and not letter.lost]
    weeks = book.rules.pick(Kind.EIGHT_WEEK_LETTER, f.basis.rulebook, f.begun_on)
    day_56 = f.begun_on + timedelta(days=weeks.amount)
    return Standing(
        f.basis.rulebook, f.begun_on, day_56, min(deadlock, default=None), first_standing(f), _unresolved(f, day_56),
        {name: _windows(f, name) for name in BOOKS},
    )


def running(facts: Iterable[Fact], book: Book) -> tuple[Clock, ...]:
    """The windows that are open by these facts: neither met nor cancelled, passed or not."""
    return tuple(folded(facts, book).open(WINDOWS))


def closing(facts: Iterable[Fact], book: Book) -> Closing:
    """A customer is never called late where either rulebook says in time (design, sections 2 and 3; readings Q11)."""
    found = standing(facts, book)
    known = [day for name in BOOKS if (day := found.last_day(name)) is not None]
    return Closing(found.last_day(found.rulebook), max(known) if len(known) == len(BOOKS) else None)


def _unresolved(f: Folding, day: date) -> bool:
    """The letter's own clock still ran when that day was over: nobody ended the complaint or took it to the Ombudsman by then."""
    clocks = (clock for clock in f.clocks.values() if clock.kind == Kind.EIGHT_WEEK_LETTER)
    return any(all(ended is None or london.day_of(ended) > day for ended in (clock.met_at, clock.cancelled_at)) for clock in clocks)


def _windows(f: Folding, name: str) -> tuple[Window, ...]:
    letter = first_standing(f)
    starts = {Kind.OMBUDSMAN_FROM_COMPLAINT: f.begun_on, Kind.OMBUDSMAN_FROM_LETTER: letter.received_on if letter else None}
    return tuple(
        Window(rule, start, counting.count(rule, start, f.calendar).due_on) for kind, start in starts.items()
        if start and (rule := f.book.rules.pick(kind, name, f.begun_on))
    )
