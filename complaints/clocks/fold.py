"""From the facts of one complaint to all of its clocks: the one idempotent function, run at every move and at any repair.

Pure: no Django, no database, no `now`. Each kind of fact has one handler: receipt, contacts and reviews here, ends in `ends`,
letters in `lettered`, payments and offers in `paying`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import workdays
from complaints.clocks import counting, ends, lettered, paying
from complaints.clocks.clock import Clock
from complaints.clocks.facts import DECIDING, Fact, basis_of, in_order, without_undone
from complaints.clocks.folding import Folding
from complaints.clocks.kinds import DEADLOCK_LETTERS, REVIEWS, WRITTEN, Kind
from complaints.clocks.rules import Book
from workdays import london


def clocks_of(facts: Iterable[Fact], book: Book) -> tuple[Clock, ...]:
    """All clocks that these facts start, met or cancelled as the facts say, in the order they were started."""
    return tuple(folded(facts, book).clocks.values())


def folded(facts: Iterable[Fact], book: Book) -> Folding:
    """The state once every fact is read: clocks, letters, stage."""
    deciding = without_undone(fact for fact in facts if fact.kind in DECIDING)
    basis = basis_of(deciding)
    calendar = book.calendars[workdays.calendar_for(basis.nation)]
    folding = Folding(book, basis, calendar, london.day_of(basis.received_at))
    for fact in in_order(deciding):
        HANDLERS[fact.kind](folding, fact)
        if fact.kind.startswith("moved."):
            folding.moved_at = fact.at
    return folding


def _logged(f: Folding, fact: Fact) -> None:
    at = f.basis.received_at
    first = f.start(Kind.FIRST_RESPONSE, at, "complaint received", fact)
    first.target_on = _same_day(f)
    f.start(Kind.EIGHT_WEEK_LETTER, at, "complaint received", fact)
    f.start(Kind.OMBUDSMAN_FROM_COMPLAINT, at, "complaint received", fact)
    if f.basis.licence == "gas_transporter":
        f.start(Kind.TRANSPORTER_REPLY, at, "complaint received", fact)


def _same_day(f: Folding) -> date | None:
    """Received on a working day before the company's same-day hour, an answer on that day is the target (P1)."""
    if f.book.same_day_until is None or not f.basis.time_known or not workdays.is_working_day(f.begun_on, f.calendar):
        return None
    local = f.basis.received_at.astimezone(london.LONDON).time()
    return f.begun_on if local < f.book.same_day_until else None


def _contact(f: Folding, fact: Fact) -> None:
    """What the contact of an update means, the move that wrote it says."""
    data = fact.data
    if data.get("update"):
        return
    if answers(data):
        f.answers.append(fact.at)
        f.meet({Kind.FIRST_RESPONSE}, fact.at, "contact with the customer")
    if data.get("promised_due_on"):
        f.start_given(Kind.PROMISE, fact.at, date.fromisoformat(data["promised_due_on"]), "promised to the customer", fact)
    if data["direction"] == "inbound" or not data.get("reached"):
        return
    if data.get("substantive_reply"):
        f.meet({Kind.TRANSPORTER_REPLY}, fact.at, "substantive reply")
    elif data.get("holding_reply") and data["channel"] in WRITTEN:
        _longer_transporter_reply(f, fact)


def answers(contact: Mapping[str, Any]) -> bool:
    """A contact back: outbound that reached them, or inbound with advice after the log's own call (design, section 3)."""
    if contact.get("own_call"):
        return False
    return bool(contact.get("reached")) if contact["direction"] == "outbound" else bool(contact.get("advice"))


def _longer_transporter_reply(f: Folding, fact: Fact) -> None:
    """20 working days where a visit or a third party is needed and the written reply went within the first 10 (A54)."""
    for clock in f.open({Kind.TRANSPORTER_REPLY}):
        rule = f.book.rules.pick(clock.kind, f.basis.rulebook, f.begun_on, "visit_or_third_party")
        if rule and fact.at <= clock.due_at and clock.rule != rule:
            told = counting.count(rule, london.day_of(clock.started_at), f.calendar)
            clock.rule, clock.variant_why = rule, str(fact.data["holding_reply"])
            clock.due_on, clock.provisional = told.due_on, told.provisional


def _escalated(f: Folding, fact: Fact) -> None:
    f.stage = "senior_review"
    f.start(Kind.SENIOR_REVIEW, fact.at, "customer asked for a senior manager", fact)


def _updated(f: Folding, fact: Fact) -> None:
    """Told by a letter, it holds as long as the letter does not come back."""
    letter = fact.data.get("letter")
    if letter is None:
        f.answers.append(fact.at)
    f.meet({*REVIEWS, Kind.FIRST_RESPONSE}, fact.at, "update sent", by_letter=letter)
    f.start(Kind.NEXT_UPDATE, fact.at, "update sent", fact, letter=letter)


def _deadlocked(f: Folding, fact: Fact) -> None:
    f.stage = "deadlock"
    f.meet(REVIEWS, fact.at, "deadlock declared")
    f.start(Kind.DEADLOCK_LETTER, fact.at, "customer said they are not satisfied", fact)
    f.start(Kind.DEADLOCK_NOTICE, fact.at, "customer said they are not satisfied", fact)
    lettered.sent_before(f, DEADLOCK_LETTERS, "deadlock")
    if fact.data.get("offer_open_until"):
        f.start_given(Kind.OFFER_EXPIRES, fact.at, date.fromisoformat(fact.data["offer_open_until"]), "offer made", fact)


def _set_by_person(f: Folding, fact: Fact) -> None:
    data = fact.data
    due_on, more = date.fromisoformat(data["due_on"]), {"for_customer": bool(data.get("for_customer"))}
    f.start_given(Kind(data["clock_kind"]), fact.at, due_on, "set by a person", fact, **more)


def _met_by_person(f: Folding, fact: Fact) -> None:
    clock = f.clocks.get(fact.data["key"])
    if clock is not None:
        clock.meet(fact.at, "recorded as done")


def _undone(f: Folding, fact: Fact) -> None:
    """What was taken back is left out before the fold begins."""


def _edited(f: Folding, fact: Fact) -> None:
    """Corrections are read by `basis_of` before the fold begins."""


HANDLERS: dict[str, Callable[[Folding, Fact], None]] = {
    "logged": _logged, "contact": _contact, "edited": _edited,
    "letter.sent": lettered.sent, "letter.received": lettered.received, "letter.undelivered": lettered.undelivered,
    "clock.set": _set_by_person, "clock.met": _met_by_person, "clock.undone": _undone,
    "moved.escalate": _escalated, "moved.send_update": _updated, "moved.declare_deadlock": _deadlocked,
    "moved.refer_to_ombudsman": ends.referred, "moved.return_from_ombudsman": ends.returned, "moved.record_decision": ends.decided,
    "moved.record_acceptance": ends.accepted, "moved.confirm_compliance": ends.complied, "moved.resolve": ends.resolved,
    "moved.withdraw": ends.closed, "moved.set_aside": ends.closed, "moved.lapse": ends.closed, "moved.close_after_decision": ends.closed,
    "moved.reopen": ends.reopened,
    "payment.proposed": paying.proposed, "payment.due": paying.due, "payment.received": paying.received, "payment.held": paying.held,
    "payment.released": paying.released, "payment.paid": paying.paid, "payment.refused": paying.refused,
    "offer.made": paying.offered, "offer.accepted": paying.answered, "offer.refused": paying.answered, "offer.lapsed": paying.lapsed,
}
assert set(HANDLERS) == DECIDING
