"""When the Ombudsman is open to a complainant: from which day, until when, by which rulebook. Pure.

Being late is never a flat no: past every window it needs judgement, with the four things the scheme weighs (Q11).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import workdays
from eligibility.asked import Asked, Letter
from eligibility.tables import BOOK_WORDS, FROM_COMPLAINT, FROM_LETTER, Tables, WindowRow
from eligibility.values import spoken

SITE_SAID = 6
IN_TIME, TOO_EARLY, NEEDS_JUDGEMENT = "in_time", "too_early", "needs_judgement"
FACTORS: Mapping[str, str] = {
    "signposting_insufficient": "whether the supplier said enough about the Ombudsman", "effort_unanswered": "how much effort went unanswered",
    "promises_without_progress": "whether a speedy answer was promised and nothing came", "other_reason": "another reason, such as illness",
}
TOLD: Mapping[str, str] = {
    "signposting_insufficient": "too little was said about the Ombudsman", "effort_unanswered": "the customer’s effort went unanswered",
    "promises_without_progress": "a speedy answer was promised and little or nothing came",
}
NO_LETTER = "No deadlock or 8-week letter is on file after day {days}: our own suspected breach, never the customer’s lateness."
SIX = "The scheme’s site said six months from the letter for complaints begun before 1 October 2015; the document says seven."


@dataclass(frozen=True, slots=True)
class Window:
    """One window of one rulebook. `closes_on` None: without an end, since it runs from a letter that is not on file."""

    row: WindowRow
    runs_on: date
    closes_on: date | None

    def as_json(self) -> dict[str, Any]:
        return {"name": self.row.name, "from": self.runs_on.isoformat(), "to": self.closes_on.isoformat() if self.closes_on else None}

    def holds(self, day: date) -> bool:
        return self.closes_on is None or day <= self.closes_on

    def words(self) -> str:
        return f"{self.row.name}, " + (f"until {spoken(self.closes_on)}" if self.closes_on else "without an end while no letter is on file")


@dataclass(frozen=True, slots=True)
class Timing:
    """`windows` are those of the rulebook asked for, `others` the other's; `why` and `settle` in sentences. `in_time_by`: past every
    window of the rulebook asked for, the other one where it says in time; "" elsewhere."""

    verdict: str
    opens_on: date
    windows: tuple[Window, ...]
    others: tuple[Window, ...]
    why: tuple[str, ...]
    settle: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    in_time_by: str = ""

    @property
    def closes_on(self) -> date | None:
        return last_day(self.windows)

    def as_json(self) -> dict[str, Any]:
        return {"verdict": self.verdict, "opens_on": self.opens_on.isoformat(), "closes_on": self.closes_on.isoformat() if self.closes_on else None,
                "windows": [window.as_json() for window in self.windows], "why": " ".join(self.why), "in_time_by": self.in_time_by or None}


def last_day(windows: Iterable[Window]) -> date | None:
    """The latest end; None where one has none."""
    ends = [window.closes_on for window in windows]
    return None if None in ends else max(ends, default=None)


def timing(asked: Asked, tables: Tables) -> Timing:
    """By the rulebook asked for; the other's later window is named where this one's have passed."""
    on = asked.referred_on or asked.decision_on
    other = next(book for book in BOOK_WORDS if book != asked.rulebook)
    opens_on = opening(asked, tables)
    windows, others = windows_of(asked, tables, asked.rulebook), windows_of(asked, tables, other)
    if on < opens_on:
        why = f"The Ombudsman opens on {spoken(opens_on)}: day {tables.opens_after}, or sooner with a deadlock letter."
        return Timing(TOO_EARLY, opens_on, windows, others, (why, *_attempted(asked)))
    notes = (*_attempted(asked), *_letter(asked, tables, on))
    within = tuple(f"In time: {window.words()}." for window in windows if window.holds(on))
    if within:
        six = _six_or_seven(asked, tables, on)
        return Timing(IN_TIME, opens_on, windows, others, (*within, *notes, *six), readings=("Q12",) if six else ())
    return Timing(NEEDS_JUDGEMENT, opens_on, windows, others, (*_past(asked, on, windows, others), *notes),
                  tuple(words for name, words in FACTORS.items() if name not in asked.discretion),
                  in_time_by=other if any(window.holds(on) for window in others) else "")


def opening(asked: Asked, tables: Tables) -> date:
    """The day a deadlock letter was sent, or day 56, whichever is earlier."""
    return min([day_56(asked, tables), *(letter.sent_on for letter in asked.letters if letter.kind == "deadlock")])


def day_56(asked: Asked, tables: Tables) -> date:
    return asked.complaint_began_on + timedelta(days=tables.opens_after)


def windows_of(asked: Asked, tables: Tables, book: str) -> tuple[Window, ...]:
    """The windows of one rulebook. A window from the letter that is not on file ends nothing, where the book has no other."""
    begun, first = asked.complaint_began_on, first_letter(asked)
    from_complaint, from_letter = (tables.window(start, book, begun) for start in (FROM_COMPLAINT, FROM_LETTER))
    found = [Window(from_complaint, begun, workdays.add_months(begun, from_complaint.months))] if from_complaint else []
    if from_letter and first:
        found.append(Window(from_letter, first.received_on, workdays.add_months(first.received_on, from_letter.months)))
    elif from_letter and not found:
        found.append(Window(from_letter, begun, None))
    return tuple(found)


def first_letter(asked: Asked) -> Letter | None:
    """The one sent first: the windows run from its receipt."""
    return min(asked.letters, key=lambda letter: (letter.sent_on, letter.received_on), default=None)


def _letter(asked: Asked, tables: Tables, on: date) -> tuple[str, ...]:
    """When the first letter came and how that is known; or that none did, once day 56 is over."""
    first = first_letter(asked)
    if first:
        return (f"The first letter was received on {spoken(first.received_on)} ({first.how}).",)
    return (NO_LETTER.format(days=tables.opens_after),) if asked.letter_wanted and on > day_56(asked, tables) else ()


def _attempted(asked: Asked) -> tuple[str, ...]:
    """A first attempt before the complaint, recorded apart: shown, and left to the Ombudsman."""
    if asked.first_attempted_on is None or asked.first_attempted_on >= asked.complaint_began_on:
        return ()
    return (f"The customer first tried to reach us on {spoken(asked.first_attempted_on)}; the days are counted from the complaint on "
            f"{spoken(asked.complaint_began_on)}, and the Ombudsman may open sooner to who could not get through.",)


def _six_or_seven(asked: Asked, tables: Tables, on: date) -> tuple[str, ...]:
    """While the law's months from the letter were the document's, the scheme's own site said six (Q12)."""
    first = first_letter(asked)
    months = {row.months for book in BOOK_WORDS if (row := tables.window(FROM_LETTER, book, asked.complaint_began_on))}
    if first is None or len(months) > 1:
        return ()
    six, said = (workdays.add_months(first.received_on, length) for length in (SITE_SAID, *months))
    return (SIX,) if six < on <= said else ()


def _past(asked: Asked, on: date, windows: tuple[Window, ...], others: tuple[Window, ...]) -> tuple[str, ...]:
    """What the Ombudsman weighs, what of it was told, and any later window of the other rulebook."""
    ended, book = last_day(windows), BOOK_WORDS[next(name for name in BOOK_WORDS if name != asked.rulebook)]
    later = (window for window in others if window.closes_on is None or window.closes_on > ended)
    named = tuple(f"By {book} it {'is in time' if window.holds(on) else 'has passed too'}: {window.words()}." for window in later)
    given = tuple(f"Told: {words}." for name, words in TOLD.items() if asked.discretion.get(name))
    reason = asked.discretion.get("other_reason")
    why = f"The last window ended on {spoken(ended)}. Being late is no refusal: the Ombudsman weighs {'; '.join(FACTORS.values())}."
    return (why, *named, *given, *((f"Told: {reason}",) if reason else ()))
