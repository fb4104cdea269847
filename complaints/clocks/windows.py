"""Until when a customer may go to the Ombudsman, by the rulebook in force and by whichever of the two gives longer. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from complaints.clocks import counting
from complaints.clocks.facts import Fact
from complaints.clocks.fold import folded
from complaints.clocks.folding import Folding
from complaints.clocks.kinds import Kind
from complaints.clocks.lettered import first_standing
from complaints.clocks.rules import BOOKS, Book


@dataclass(frozen=True, slots=True)
class Closing:
    """`own`: the last day by the complaint's rulebook; `last`: by either. None: nothing ends it yet (the law, before a letter)."""

    own: date | None
    last: date | None


def closing(facts: Iterable[Fact], book: Book) -> Closing:
    """A customer is never called late where either rulebook says in time (design, sections 2 and 3; readings Q11)."""
    f = folded(facts, book)
    ends = {name: _closes_on(f, name) for name in BOOKS}
    known = [day for day in ends.values() if day is not None]
    return Closing(ends[f.basis.rulebook], max(known) if len(known) == len(BOOKS) else None)


def _closes_on(f: Folding, name: str) -> date | None:
    """The later of the book's two windows; None where no window of the book runs."""
    letter = first_standing(f)
    starts = {Kind.OMBUDSMAN_FROM_COMPLAINT: f.begun_on, Kind.OMBUDSMAN_FROM_LETTER: letter.received_on if letter else None}
    days = [
        counting.count(rule, start, f.calendar).due_on for kind, start in starts.items()
        if start and (rule := f.book.rules.pick(kind, name, f.begun_on))
    ]
    return max(days, default=None)
