"""From the facts of one complaint to all of its clocks: the one idempotent function, run at every move and at any repair.

Pure: no Django, no database, no `now`. Each fact kind has one handler; what an end does to clocks that are still open is
design.md section 3 ("What an end does"), whose sets stand in `kinds`.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import workdays
from complaints.clocks import counting
from complaints.clocks.clock import Clock
from complaints.clocks.facts import DECIDING, Fact, basis_of, in_order
from complaints.clocks.folding import Folding, Letter, noon
from complaints.clocks.kinds import (
    CANCELLED_BY_RESOLVING,
    DEADLOCK_LETTERS,
    MET_BY_RESOLVING,
    OUTLIVES_CLOSING,
    REVIEWS,
    WINDOWS,
    Kind,
)
from complaints.clocks.rules import Book
from workdays import london

FIRST_RESPONSE_MEANS = {"resolution", "update"}


def clocks_of(facts: Iterable[Fact], book: Book) -> tuple[Clock, ...]:
    """All clocks that these facts start, met or cancelled as the facts say, in the order they were started."""
    deciding = [fact for fact in facts if fact.kind in DECIDING]
    basis = basis_of(deciding)
    calendar = book.calendars[workdays.calendar_for(basis.nation)]
    folding = Folding(book, basis, calendar, london.day_of(basis.received_at))
    for fact in in_order(deciding):
        HANDLERS[fact.kind](folding, fact)
    return tuple(folding.clocks.values())


def _logged(f: Folding, fact: Fact) -> None:
    at = f.basis.received_at
    f.start(Kind.FIRST_RESPONSE, at, "complaint received", fact)
    f.start(Kind.EIGHT_WEEK_LETTER, at, "complaint received", fact)
    f.start(Kind.OMBUDSMAN_FROM_COMPLAINT, at, "complaint received", fact)
    if f.basis.licence == "gas_transporter":
        f.start(Kind.TRANSPORTER_REPLY, at, "complaint received", fact)


def _contact(f: Folding, fact: Fact) -> None:
    data = fact.data
    if answers(data):
        f.meet({Kind.FIRST_RESPONSE}, fact.at, "contact with the customer")
    if data.get("promised_due_on"):
        f.start_given(Kind.PROMISE, fact.at, date.fromisoformat(data["promised_due_on"]), "promised to the customer", fact)
    if data.get("substantive_reply"):
        f.meet({Kind.TRANSPORTER_REPLY}, fact.at, "substantive reply")
    elif data.get("holding_reply") and data["channel"] in ("letter", "email", "web"):
        _longer_transporter_reply(f, fact)


def answers(contact: Any) -> bool:
    """A contact back: outbound that reached them, or inbound with advice after the log's own call (design, section 3)."""
    if contact.get("own_call"):
        return False
    return bool(contact.get("reached")) if contact["direction"] == "outbound" else bool(contact.get("advice"))


def _longer_transporter_reply(f: Folding, fact: Fact) -> None:
    """20 working days where a visit or a third party is needed and the written reply went within the first 10 (A54)."""
    for clock in f.open({Kind.TRANSPORTER_REPLY}):
        rule = f.book.rules.pick(clock.kind, f.basis.rulebook, f.begun_on, "visit_or_third_party")
        if rule and fact.at <= clock.due_at and clock.rule != rule:
            clock.rule, clock.variant_why = rule, str(fact.data["holding_reply"])
            clock.due_on = counting.count(rule, london.day_of(clock.started_at), f.calendar).due_on


def _escalated(f: Folding, fact: Fact) -> None:
    f.stage = "senior_review"
    f.start(Kind.SENIOR_REVIEW, fact.at, "customer asked for a senior manager", fact)


def _updated(f: Folding, fact: Fact) -> None:
    f.meet({*REVIEWS, Kind.FIRST_RESPONSE}, fact.at, "update sent")
    f.start(Kind.NEXT_UPDATE, fact.at, "update sent", fact)


def _deadlocked(f: Folding, fact: Fact) -> None:
    f.stage = "deadlock"
    f.meet(REVIEWS, fact.at, "deadlock declared")
    f.start(Kind.DEADLOCK_LETTER, fact.at, "customer said they are not satisfied", fact)
    f.start(Kind.DEADLOCK_NOTICE, fact.at, "customer said they are not satisfied", fact)
    if fact.data.get("offer_open_until"):
        f.start_given(Kind.OFFER_EXPIRES, fact.at, date.fromisoformat(fact.data["offer_open_until"]), "offer made", fact)


def _referred(f: Folding, fact: Fact) -> None:
    f.stage = "ombudsman"
    _remember(f, WINDOWS | REVIEWS | {Kind.EIGHT_WEEK_LETTER})
    f.meet(WINDOWS, fact.at, "customer went to the Ombudsman")
    f.cancel({Kind.EIGHT_WEEK_LETTER, *REVIEWS}, fact.at, "customer went to the Ombudsman")


def _returned(f: Folding, fact: Fact) -> None:
    f.stage = fact.data["to"]
    _restart(f, fact, "the Ombudsman did not take it")


def _decided(f: Folding, fact: Fact) -> None:
    """A decision alone starts nothing: we comply when we are told that the customer accepted (P13)."""


def _accepted(f: Folding, fact: Fact) -> None:
    f.stage = "ombudsman"
    f.cancel({Kind.OMBUDSMAN_COMPLIANCE}, fact.at, "a later answer of the customer")
    if fact.data["accepted"]:
        told = noon(date.fromisoformat(fact.data["we_were_told_on"]))
        f.start(Kind.OMBUDSMAN_COMPLIANCE, told, "we were told that the customer accepted", fact)


def _complied(f: Folding, fact: Fact) -> None:
    _remember(f, {Kind.OMBUDSMAN_COMPLIANCE})
    f.meet({Kind.OMBUDSMAN_COMPLIANCE}, fact.at, "each required thing was done")
    _resolved(f, fact)
    f.start(Kind.CONFIRMATION_LETTER, fact.at, "each required thing was done", fact)


def _resolved(f: Folding, fact: Fact) -> None:
    _remember(f, {Kind.EIGHT_WEEK_LETTER} | REVIEWS | CANCELLED_BY_RESOLVING)
    f.stage = "resolved"
    f.meet(MET_BY_RESOLVING, fact.at, "resolved")
    f.cancel(CANCELLED_BY_RESOLVING, fact.at, "resolved")
    if fact.data.get("action_due_on"):
        f.start_given(Kind.CORRECTIVE_ACTION, fact.at, date.fromisoformat(fact.data["action_due_on"]), "action promised", fact)


def _closed(f: Folding, fact: Fact) -> None:
    _remember(f, set(Kind) - OUTLIVES_CLOSING - {Kind.FIRST_RESPONSE})
    f.stage = "closed"
    f.cancel(set(Kind) - OUTLIVES_CLOSING, fact.at, CLOSED_BECAUSE[fact.kind])


CLOSED_BECAUSE = {
    "moved.withdraw": "withdrawn", "moved.set_aside": "set aside", "moved.lapse": "time for the Ombudsman has passed",
    "moved.close_after_decision": "closed after the Ombudsman's decision",
}


def _reopened(f: Folding, fact: Fact) -> None:
    f.stage = fact.data["to"]
    f.cancel({Kind.CONFIRMATION_LETTER}, fact.at, "reopened")
    _restart(f, fact, "reopened")


def _remember(f: Folding, kinds: Iterable[Kind]) -> None:
    """What an end is about to stop, so that reopening can start it again."""
    f.ended = f.open(kinds)


def _restart(f: Folding, fact: Fact, because: str) -> None:
    written = any(letter.kind in ("deadlock", "eight_week") and not letter.lost for letter in f.letters.values())
    for clock in f.ended:
        if clock.kind in REVIEWS or (clock.kind == Kind.EIGHT_WEEK_LETTER and written):
            continue
        f.again(clock, fact.at, because, fact, due_on=_reopened_due(f, clock, fact))
    f.ended = []
    if f.stage == "senior_review":
        f.start(Kind.SENIOR_REVIEW, fact.at, because, fact)


def _reopened_due(f: Folding, clock: Clock, fact: Fact) -> date | None:
    """Reopened after day 56, the 8-week letter is due on the first working day after the reopening."""
    if clock.kind != Kind.EIGHT_WEEK_LETTER:
        return None
    opens_on = london.day_of(clock.started_at).toordinal() + clock.rule.amount
    reopened_on = london.day_of(fact.at)
    return workdays.add(reopened_on, 1, f.calendar) if reopened_on.toordinal() > opens_on else None


def _letter_sent(f: Folding, fact: Fact) -> None:
    kind, at = fact.data["letter_kind"], fact.at
    sent_on = date.fromisoformat(fact.data["sent_on"])
    letter = Letter(fact.data["letter"], kind, at, deemed_receipt(sent_on, fact.data["method"], f), "deemed")
    f.letters[letter.id] = letter
    if kind in FIRST_RESPONSE_MEANS:
        f.meet({Kind.FIRST_RESPONSE}, at, "letter sent")
    if kind == "deadlock":
        f.meet(DEADLOCK_LETTERS, at, "letter sent")
    if kind == "compliance_confirmation":
        f.meet({Kind.CONFIRMATION_LETTER}, at, "letter sent")
    if kind in ("deadlock", "eight_week"):
        f.meet({Kind.EIGHT_WEEK_LETTER}, at, "deadlock letter sent" if kind == "deadlock" else "letter sent")
        _window(f, fact)


def deemed_receipt(sent_on: date, method: str, f: Folding) -> date:
    """Email: the day it was sent. Post: working days after posting, as the company set (design, section 3)."""
    return sent_on if method == "email" else workdays.add(sent_on, f.book.post_working_days, f.calendar)


def _window(f: Folding, fact: Fact) -> None:
    """The window runs from receipt of the first deadlock or 8-week letter that was not lost."""
    standing = [letter for letter in f.letters.values() if letter.kind in ("deadlock", "eight_week") and not letter.lost]
    running = f.open({Kind.OMBUDSMAN_FROM_LETTER})
    if not standing or any(clock.letter == standing[0].id for clock in running):
        return
    if f.stage in ("resolved", "closed", "ombudsman"):
        return
    first = standing[0]
    why = f"letter received ({first.how})"
    f.start(Kind.OMBUDSMAN_FROM_LETTER, noon(first.received_on), why, fact, letter=first.id)


def _letter_received(f: Folding, fact: Fact) -> None:
    letter = f.letters.get(fact.data["letter"])
    if letter is None:
        return
    letter.received_on, letter.how = date.fromisoformat(fact.data["received_on"]), "recorded"
    for clock in f.clocks.values():
        if clock.letter == letter.id and clock.kind == Kind.OMBUDSMAN_FROM_LETTER:
            clock.started_at, clock.started_because = noon(letter.received_on), "letter received (recorded)"
            clock.due_on = counting.count(clock.rule, letter.received_on, f.calendar).due_on
            clock.other = f.other_book(clock)


def _letter_undelivered(f: Folding, fact: Fact) -> None:
    """A letter that came back cancels the window it started and opens its clocks again from their old start."""
    letter = f.letters.get(fact.data["letter"])
    if letter is None or letter.lost:
        return
    letter.lost = True
    for clock in list(f.clocks.values()):
        if clock.letter == letter.id:
            clock.cancel(fact.at, "the letter came back")
        elif clock.met_at == letter.sent_at and clock.ended_because.endswith("letter sent"):
            f.again(clock, fact.at, "the letter came back", fact)
    _window(f, fact)


def _set_by_person(f: Folding, fact: Fact) -> None:
    data = fact.data
    kind = Kind(data["clock_kind"])
    more = {"for_customer": bool(data.get("for_customer"))}
    f.start_given(kind, fact.at, date.fromisoformat(data["due_on"]), "set by a person", fact, **more)


def _met_by_person(f: Folding, fact: Fact) -> None:
    clock = f.clocks.get(fact.data["key"])
    if clock is not None:
        clock.meet(fact.at, "recorded as done")


def _edited(f: Folding, fact: Fact) -> None:
    """Corrections are read by `basis_of` before the fold begins."""


HANDLERS: dict[str, Callable[[Folding, Fact], None]] = {
    "logged": _logged, "contact": _contact, "edited": _edited,
    "letter.sent": _letter_sent, "letter.received": _letter_received, "letter.undelivered": _letter_undelivered,
    "clock.set": _set_by_person, "clock.met": _met_by_person,
    "moved.escalate": _escalated, "moved.send_update": _updated, "moved.declare_deadlock": _deadlocked,
    "moved.refer_to_ombudsman": _referred, "moved.return_from_ombudsman": _returned, "moved.record_decision": _decided,
    "moved.record_acceptance": _accepted, "moved.confirm_compliance": _complied, "moved.resolve": _resolved,
    "moved.withdraw": _closed, "moved.set_aside": _closed, "moved.lapse": _closed, "moved.close_after_decision": _closed,
    "moved.reopen": _reopened,
}
assert set(HANDLERS) == DECIDING
