"""Sending a letter: what is checked first, by post at once, by email through the outbox.

The address is read again; one that changed since the approval makes the letter a draft. A letter goes once: whoever sends holds
its lock, and from then on it is no longer approved, or on its way.
"""

from datetime import date, datetime
from typing import Any

from complaints.case import stages
from complaints.case.models import Complaint
from complaints.letters import glyphs, keeping, paper, storing
from complaints.letters.addressing import destination_of
from complaints.letters.facts_of import Way
from complaints.letters.kinds import Kind, State
from complaints.letters.made import Made, make
from complaints.letters.models import Letter
from complaints.letters.moves import AFTER_THE_END, ENDED, NO_DEADLOCK
from complaints.letters.recording import record_sent
from complaints.letters.shapes import SendIn
from complaints.record.operations import Call, once
from complaints.record.refusals import Conflict, Refused, Unacceptable
from complaints.record.services import post
from workdays import london

CHANGED = "The address has changed since this letter was approved, so it is a draft again. Check it, and have it approved once more."
NOT_PRINTED = "The letter could not be printed. Nothing was sent; tell an administrator."
MAIL = "letter_mail"


class AddressChanged(Exception):
    """Raised under the lock; the letter is made a draft in a transaction of its own, because this one is taken back."""


def send(complaint: Complaint, letter: Letter, given: SendIn, *, by: Any, now: datetime) -> None:
    may_go(complaint, letter)
    on = sent_on_of(complaint, given, now)
    if letter.approver_id:
        _same_address(complaint, letter)
    made = make(letter, Way(on, given.method, letter.approved_at))
    check(made, given.method)
    sha256 = storing.store(printed(made, now))
    if given.method == "email":
        return _put_on_its_way(letter, made, by=by, now=now)
    letter.to_address = made.to.block
    record_sent(letter, "post", on, min(now, london.end_of_day(on)), sha256, made.texts, by=by, now=now)
    return None


def may_go(complaint: Complaint, letter: Letter) -> None:
    """409 where the stage does not take this letter any more, or not yet."""
    if complaint.stage in stages.ENDED and Kind(letter.kind) not in AFTER_THE_END:
        raise Conflict(ENDED, code="stage")
    if letter.kind == Kind.DEADLOCK and complaint.stage not in ("deadlock", "ombudsman"):
        raise Conflict(NO_DEADLOCK, code="stage")


def sent_on_of(complaint: Complaint, given: SendIn, now: datetime) -> date:
    """Today, or for a posted letter any day from the complaint's receipt on."""
    today = london.day_of(now)
    on = given.sent_on or today
    if given.method == "email" and on != today:
        raise Unacceptable.of(sent_on="A letter by email is dated the day it is handed over. Leave this empty.")
    if not london.day_of(complaint.received_at) <= on <= today:
        raise Unacceptable.of(sent_on="Give a day from the complaint’s receipt to today.")
    return on


def _same_address(complaint: Complaint, letter: Letter) -> None:
    if destination_of(complaint).block != letter.to_address:
        raise AddressChanged


def draft_again(letter_id: int, changed: AddressChanged, *, by: Any, now: datetime) -> Refused:
    """Makes a letter whose address changed a draft, and answers the refusal to raise."""
    def do() -> dict[str, Any]:
        complaint, letter = keeping.locked(letter_id, call)
        if letter.state == State.APPROVED:
            keeping.back_to_draft(letter, by=None, now=now, returned_why=CHANGED)
            keeping.told(letter, "returned", by=None, now=now, data={"because": "address_changed"})
        return keeping.answer_of(complaint, letter)

    call = Call(f"address-{letter_id}-{now.timestamp()}", by, f"letters/{letter_id}/address", {})
    once(call, do, now=now)
    return Conflict(CHANGED, code="address_changed")


def check(made: Made, method: str) -> None:
    """422 while an item is missing, a word to avoid stands in our fixed wording, or there is no address for this way."""
    if made.to.problem:
        raise Unacceptable(made.to.problem, code="no_addressee", fields={"method": [made.to.problem]})
    missing = [item.why for item in made.items if not item.met]
    if missing or not made.complete:
        missing = missing or ["A section that a person must write is empty."]
        raise Unacceptable(f"The letter is not complete. {missing[0]}", code="checklist", fields={"checklist": missing})
    refused = [f"“{found.word}” stands in our fixed wording. Tell a compliance officer." for found in made.avoid if found.refuses]
    if refused:
        raise Unacceptable(refused[0], code="words_to_avoid", fields={"words_to_avoid": refused})
    if method == "email" and not made.to.email:
        raise Unacceptable.of(method="There is no email address for this letter.")
    if method == "post" and not made.to.addressee.address_lines:
        raise Unacceptable.of(method="There is no postal address for this letter.")


def printed(made: Made, now: datetime) -> bytes:
    """The PDF. 422 naming characters that the fonts lack."""
    try:
        return paper.render(made.document, at=now)
    except paper.Unprintable as lacking:
        raise Unacceptable(glyphs.refusal(lacking.characters), code="unprintable") from None
    except paper.PrintingFailed:
        raise Unacceptable(NOT_PRINTED, code="not_printed") from None


def _put_on_its_way(letter: Letter, made: Made, *, by: Any, now: datetime) -> None:
    """In the outbox, once for this version of the letter; the hand-over tells what became of it."""
    keeping.keep(letter, by=by, now=now, whole=made.texts, state=State.APPROVED, method="email", sending_since=now, refused_why="",
                 to_address=made.to.block)
    keeping.told(letter, "sending", by=by, now=now)
    post(MAIL, f"{MAIL}:{letter.pk}:{letter.version}", {"letter": letter.pk, "version": letter.version}, now=now)
