"""Recording what became of a letter: sent, settled, received, come back. Each lets the clocks follow through `case.carrying`."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import workdays
from complaints.case.carrying import book_of, carry
from complaints.case.models import Complaint
from complaints.case.move_shapes import SendUpdate
from complaints.case.moving import make as make_move
from complaints.case.stages import MOVES as CASE_MOVES
from complaints.clocks.services import history_of
from complaints.letters import keeping, storing
from complaints.letters.kinds import Kind, State
from complaints.letters.models import Letter, LetterVersion
from complaints.letters.shapes import ReceivedIn, SettleIn, UndeliveredIn
from complaints.letters.superseding import fell_if_ended
from complaints.money.noticing import notice_sent
from complaints.record.entries import Entry
from complaints.record.refusals import Conflict, Unacceptable
from complaints.record.services import append
from workdays import OutsideCalendar, london

HOW = {"post": "letter", "email": "email"}
LONGEST_SUMMARY = 5_000
NOT_SENT = "A person found out that it was not sent."
CAME_BACK = "The return of this letter is on record already."


def record_sent(
    letter: Letter, method: str, on: date, at: datetime, sha256: str, texts: Mapping[str, str], *, by: Any, now: datetime,
) -> None:
    """The letter has gone: its PDF and words stand for ever, clocks are met and windows start. An update letter is the move."""
    complaint, known_by = letter.complaint, letter.approved_at or letter.sending_since or now
    keeping.keep(
        letter, by=by, now=now, whole=texts, state=State.SENT, method=method, sent_on=on, sent_at=at, sha256=sha256,
        pdf_path=storing.path_of(sha256), sending_since=None, refused_why="", received_on=deemed_receipt(complaint, on, method),
        received_how="deemed",
    )
    if letter.kind == Kind.UPDATE and complaint.stage == "senior_review":
        _update_sent(complaint, letter, method, at, texts, by=by, now=now)
    if letter.kind == Kind.PAYMENT_NOTICE:
        notice_sent(complaint, on, known_by, letter.pk, by=by, now=now)
    data = {"sent_on": on.isoformat(), "method": method}
    _carried(complaint, keeping.entry(letter, "sent", at, data), by=by, now=now, because="letter sent", sets=_last_contact(complaint, at, method))


def deemed_receipt(complaint: Complaint, on: date, method: str) -> date:
    """Email: the day it was sent. Post: working days after posting, as the company set (design, section 3)."""
    if method == "email":
        return on
    book = book_of(complaint)
    try:
        return workdays.add(on, book.post_working_days, book.calendars[workdays.calendar_for(complaint.nation)])
    except OutsideCalendar as error:
        raise Unacceptable.of(sent_on=str(error)) from None


def _update_sent(complaint: Complaint, letter: Letter, method: str, at: datetime, texts: Mapping[str, str], *, by: Any, now: datetime) -> None:
    """Sending an update letter is `send_update`: the same events, the same clocks (design, section 3)."""
    summary = "\n\n".join(texts[name] for name in ("position", "next_steps") if texts.get(name))[:LONGEST_SUMMARY]
    last = history_of(complaint).last_move_at
    given = SendUpdate(summary=summary, channel=HOW[method], at=max(at, last) if last else at)
    make_move(complaint, CASE_MOVES["send_update"], given, by=by, now=now, extra={"letter": letter.pk})


def _last_contact(complaint: Complaint, at: datetime, method: str) -> dict[str, Any]:
    later = complaint.last_contact_at is None or at >= complaint.last_contact_at
    return {"last_contact_at": at, "last_contact_how": HOW[method]} if later else {}


def _carried(complaint: Complaint, entry: Entry, *, by: Any, now: datetime, because: str, sets: Mapping[str, Any] | None = None) -> None:
    try:
        carry(complaint, history_of(complaint), [entry], by=by, now=now, because=because, sets=sets, touch=False)
    except OutsideCalendar as error:
        raise Unacceptable(str(error)) from None


def settle(complaint: Complaint, letter: Letter, given: SettleIn, *, by: Any, now: datetime) -> None:
    """Somebody found out whether an uncertain letter went. Sent is dated the hand-over; else it is approved still."""
    at, words = letter.sending_since or now, {"how": given.how_known}
    if not given.was_sent:
        keeping.keep(letter, by=by, now=now, state=State.APPROVED, sending_since=None, method="", refused_why=NOT_SENT, sha256="",
                     pdf_path="")
        keeping.told(letter, "settled", by=by, now=now, data={"was_sent": False}, words=words)
        append(complaint, fell_if_ended(complaint, letter, at=now), by=None, now=now)
        return
    keeping.told(letter, "settled", by=by, now=now, data={"was_sent": True}, words=words)
    record_sent(letter, "email", london.day_of(at), at, letter.sha256, words_on_the_way(letter), by=by, now=now)


def words_on_the_way(letter: Letter) -> dict[str, str]:
    """Every section as it was handed over: the words of the version that was put on its way."""
    whole = LetterVersion.objects.filter(letter=letter, state=State.APPROVED).order_by("-version").first()
    return dict(whole.texts)


def received(complaint: Complaint, letter: Letter, given: ReceivedIn, *, by: Any, now: datetime) -> None:
    """The day on which the customer had it: the window runs from there."""
    _not_back(letter)
    _between(letter, now, received_on=given.received_on)
    keeping.keep(letter, by=by, now=now, received_on=given.received_on, received_how="recorded", whole=_last_words(letter))
    data = {"received_on": given.received_on.isoformat()}
    _carried(complaint, keeping.entry(letter, "received", now, data), by=by, now=now, because="receipt of the letter recorded")


def undelivered(complaint: Complaint, letter: Letter, given: UndeliveredIn, *, by: Any, now: datetime) -> None:
    """It came back or bounced: the window it started is cancelled and its clocks are open again."""
    _not_back(letter)
    _between(letter, now, on=given.on)
    keeping.keep(letter, by=by, now=now, undelivered_on=given.on, received_on=None, received_how="", whole=_last_words(letter))
    words = {"why": given.why, "how": given.how_known}
    entry = keeping.entry(letter, "undelivered", max(letter.sent_at, min(now, london.end_of_day(given.on))), {"on": given.on.isoformat()}, words)
    _carried(complaint, entry, by=by, now=now, because="the letter came back")


def _last_words(letter: Letter) -> dict[str, str]:
    return dict(LetterVersion.objects.filter(letter=letter).order_by("-version").values_list("texts", flat=True).first() or {})


def _not_back(letter: Letter) -> None:
    if letter.undelivered_on:
        raise Conflict(CAME_BACK, code="stage")


def _between(letter: Letter, now: datetime, **days: date) -> None:
    for name, day in days.items():
        if not letter.sent_on <= day <= london.day_of(now):
            raise Unacceptable.of(**{name: "Give a day from the day it was sent to today."})
