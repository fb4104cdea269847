"""What sent, received and returned letters do to the clocks, and the window that a letter opens. Pure; part of the fold."""

from datetime import date

import workdays
from complaints.clocks import counting
from complaints.clocks.facts import Fact
from complaints.clocks.folding import Folding, Letter, noon
from complaints.clocks.kinds import DEADLOCK_LETTERS, LETTER_OF, ONLY_AT, REVIEWS, WINDOWS, Kind

FIRST_RESPONSE_MEANS = ("resolution", "update")
OPENS_A_WINDOW = ("deadlock", "eight_week")
UNRESOLVED = ("immediate", "senior_review", "deadlock")


def sent(f: Folding, fact: Fact) -> None:
    kind, at = fact.data["letter_kind"], fact.at
    sent_on = date.fromisoformat(fact.data["sent_on"])
    letter = Letter(fact.data["letter"], kind, at, deemed_receipt(sent_on, fact.data["method"], f), "deemed")
    f.letters[letter.id] = letter
    if kind in FIRST_RESPONSE_MEANS:
        f.meet({Kind.FIRST_RESPONSE}, at, "letter sent", by_letter=letter.id)
    f.meet({clock for clock, asked in LETTER_OF.items() if asked == kind}, at, "letter sent", by_letter=letter.id)
    if kind == "deadlock":
        f.meet({Kind.EIGHT_WEEK_LETTER}, at, "deadlock letter sent", by_letter=letter.id)
    open_window(f, fact)


def deemed_receipt(sent_on: date, method: str, f: Folding) -> date:
    """Email: the day it was sent. Post: working days after posting, as the company set (design, section 3)."""
    return sent_on if method == "email" else workdays.add(sent_on, f.book.post_working_days, f.calendar)


def sent_before(f: Folding, kinds: frozenset[Kind], kind: str) -> None:
    """A letter entered with a day before its clock began has met it: what is asked for has been sent."""
    used = {clock.met_by for clock in f.clocks.values() if clock.kind in kinds}
    for letter in f.letters.values():
        if letter.kind == kind and not letter.lost and letter.id not in used:
            f.meet(kinds, letter.sent_at, "letter sent", by_letter=letter.id)


def first_standing(f: Folding) -> Letter | None:
    """The first deadlock or 8-week letter that did not come back."""
    return next((letter for letter in f.letters.values() if letter.kind in OPENS_A_WINDOW and not letter.lost), None)


def open_window(f: Folding, fact: Fact) -> None:
    """The window runs from receipt of the first deadlock or 8-week letter that was not lost, while it is unresolved."""
    first = first_standing(f)
    if first is None or f.stage not in UNRESOLVED:
        return
    if any(clock.letter == first.id for clock in f.open({Kind.OMBUDSMAN_FROM_LETTER})):
        return
    f.start(Kind.OMBUDSMAN_FROM_LETTER, noon(first.received_on), f"letter received ({first.how})", fact, letter=first.id)


def received(f: Folding, fact: Fact) -> None:
    letter = f.letters.get(fact.data["letter"])
    if letter is None:
        return
    letter.received_on, letter.how = date.fromisoformat(fact.data["received_on"]), "recorded"
    for clock in f.clocks.values():
        if clock.letter == letter.id and clock.kind in WINDOWS:
            clock.started_at, clock.started_because = noon(letter.received_on), "letter received (recorded)"
            clock.due_on = counting.count(clock.rule, letter.received_on, f.calendar).due_on
            clock.other = f.other_book(clock)


def undelivered(f: Folding, fact: Fact) -> None:
    """A letter that came back cancels the window it started and opens its clocks again from their old start."""
    letter = f.letters.get(fact.data["letter"])
    if letter is None or letter.lost:
        return
    letter.lost = True
    clocks = list(f.clocks.values())
    for clock in clocks:
        if clock.letter == letter.id:
            clock.cancel(fact.at, "the letter came back")
    for clock in clocks:
        if clock.met_by == letter.id:
            _asked_for_again(f, clock, fact)
    open_window(f, fact)


def _asked_for_again(f: Folding, clock, fact: Fact) -> None:
    because = "the letter came back"
    if f.stage == "closed" and clock.kind not in DEADLOCK_LETTERS:
        return
    if clock.kind == Kind.FIRST_RESPONSE:
        fresh = f.again(clock, because, fact)
        answered = min((at for at in f.answers if at >= clock.met_at), default=None)
        if answered:
            fresh.meet(answered, "contact with the customer")
    elif clock.kind == Kind.EIGHT_WEEK_LETTER:
        if f.stage in UNRESOLVED and first_standing(f) is None:
            f.again(clock, because, fact)
    elif clock.kind in REVIEWS:
        if f.stage == "senior_review" and not f.open(REVIEWS):
            f.again(clock, because, fact)
    elif f.stage in ONLY_AT.get(clock.kind, {"resolved"}):
        f.again(clock, because, fact)
    else:
        clock.stopped = clock.kind in DEADLOCK_LETTERS
