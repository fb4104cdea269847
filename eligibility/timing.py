"""When the Ombudsman is open to a complainant: from which day, until when, by which rulebook. Pure.

Being late is never a flat no: past every window it needs judgement, with the four things the scheme weighs (Q11).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import workdays
from eligibility.asked import Asked, Letter

OPENS_AFTER = timedelta(days=56)
CHANGED_ON = date(2015, 10, 1)
FROM_COMPLAINT, FROM_LETTER, SINCE_2015, SITE_SAID = 9, 7, 12, 6
BOOK_WORDS = {"documents": "the company’s own documents", "law": "the law"}
IN_TIME, TOO_EARLY, NEEDS_JUDGEMENT = "in_time", "too_early", "needs_judgement"
FACTORS: Mapping[str, str] = {
    "signposting_insufficient": "whether the supplier said enough about the Ombudsman", "effort_unanswered": "how much effort went unanswered",
    "promises_without_progress": "whether a speedy answer was promised and nothing came", "other_reason": "another reason, such as illness",
}
NO_LETTER = "No deadlock or 8-week letter is on file after day 56: our own suspected breach, never the customer’s lateness."


@dataclass(frozen=True, slots=True)
class Window:
    """`closes_on` None: without an end."""

    name: str
    opens_on: date
    closes_on: date | None

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "from": self.opens_on.isoformat(), "to": self.closes_on.isoformat() if self.closes_on else None}

    def holds(self, day: date) -> bool:
        return self.closes_on is None or day <= self.closes_on


@dataclass(frozen=True, slots=True)
class Timing:
    verdict: str
    opens_on: date
    windows: tuple[Window, ...]
    why: tuple[str, ...]
    settle: tuple[str, ...] = ()

    @property
    def closes_on(self) -> date | None:
        ends = [window.closes_on for window in self.windows]
        return None if not ends or None in ends else max(ends)

    def as_json(self) -> dict[str, Any]:
        return {"verdict": self.verdict, "opens_on": self.opens_on.isoformat(), "closes_on": self.closes_on.isoformat() if self.closes_on else None,
                "windows": [window.as_json() for window in self.windows], "why": " ".join(self.why)}


def timing(asked: Asked) -> Timing:
    """By the rulebook asked for; the other's later window is named where this one's have passed."""
    on = asked.referred_on or asked.decision_on
    opens_on, windows = opening(asked), windows_of(asked, asked.rulebook)
    if on < opens_on:
        return Timing(TOO_EARLY, opens_on, windows, (f"The Ombudsman opens on {spoken(opens_on)}: day 56, or sooner with a deadlock letter.",))
    notes = () if asked.letters else (NO_LETTER,)
    if any(window.holds(on) for window in windows):
        return Timing(IN_TIME, opens_on, windows, (*_within(windows, on), *notes, *_six_or_seven(asked, on)))
    return _past(asked, on, opens_on, windows, notes)


def opening(asked: Asked) -> date:
    """The day a deadlock letter was sent, or day 56, whichever is earlier."""
    day_56 = asked.complaint_began_on + OPENS_AFTER
    sent = [letter.sent_on for letter in asked.letters if letter.kind == "deadlock"]
    return min([day_56, *sent])


def windows_of(asked: Asked, book: str) -> tuple[Window, ...]:
    """The windows of one rulebook; they run from receipt of the first letter."""
    first = first_letter(asked)
    begun = asked.complaint_began_on
    if book == "law" and begun >= CHANGED_ON:
        if first is None:
            return (Window("12 months from the letter, which is not on file", begun, None),)
        return (Window("12 months from the letter", first.received_on, workdays.add_months(first.received_on, SINCE_2015)),)
    from_complaint = Window("9 months from the complaint", begun, workdays.add_months(begun, FROM_COMPLAINT))
    if first is None:
        return (from_complaint,)
    return from_complaint, Window("7 months from the letter", first.received_on, workdays.add_months(first.received_on, FROM_LETTER))


def first_letter(asked: Asked) -> Letter | None:
    return min(asked.letters, key=lambda letter: letter.received_on, default=None)


def _within(windows: tuple[Window, ...], on: date) -> tuple[str, ...]:
    return tuple(f"In time: {window.name}" + (f", until {spoken(window.closes_on)}." if window.closes_on else ", without an end.")
                 for window in windows if window.holds(on))


def _six_or_seven(asked: Asked, on: date) -> tuple[str, ...]:
    """For complaints begun before 1 October 2015 the scheme's own site said six months (Q12)."""
    first = first_letter(asked)
    if first is None or asked.complaint_began_on >= CHANGED_ON or on <= workdays.add_months(first.received_on, SITE_SAID):
        return ()
    return ("The scheme’s site said six months from the letter for complaints begun before 1 October 2015; the document says seven.",)


def _past(asked: Asked, on: date, opens_on: date, windows: tuple[Window, ...], notes: tuple[str, ...]) -> Timing:
    other = next(book for book in BOOK_WORDS if book != asked.rulebook)
    later = tuple(f"By {BOOK_WORDS[other]} it is in time: {window.name}" + (f", until {spoken(window.closes_on)}." if window.closes_on else ".")
                  for window in windows_of(asked, other) if window.holds(on))
    given = tuple(f"Told: {words}." for name, words in FACTORS.items() if asked.discretion.get(name))
    why = "Every window has passed. Being late is no refusal: the Ombudsman weighs " + "; ".join(FACTORS.values()) + "."
    asks = tuple(words for name, words in FACTORS.items() if name not in asked.discretion)
    return Timing(NEEDS_JUDGEMENT, opens_on, windows, (why, *later, *given, *notes), asks)


def spoken(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
