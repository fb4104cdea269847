"""Locking a letter for one change, and keeping what changed: its row, its version and its event. Every change goes through here.

The complaint is locked before its letter, everywhere. A letter leaves the complaint's version alone.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from complaints.case.models import Complaint
from complaints.case.reading import locked as locked_complaint
from complaints.letters.kinds import State
from complaints.letters.models import Letter, LetterVersion
from complaints.record.entries import Entry
from complaints.record.models import Event
from complaints.record.operations import Answer, Call, once, recheck
from complaints.record.refusals import Conflict, Unacceptable, Unknown
from complaints.record.services import append

NO_SUCH = "There is no letter with this number that you may see."
Do = Callable[[Complaint, Letter, Call], None]


def called(letter_id: int, what: str, given: Mapping[str, Any], by: Any, now: datetime, do: Do) -> Answer:
    """One change of one letter: both locks, then `do`, once for each op_id. Answers ids, state and version."""
    call = Call(given.get("op_id"), by, f"letters/{letter_id}/{what}", given)

    def carried() -> dict[str, Any]:
        complaint, letter = locked(letter_id, call)
        do(complaint, letter, call)
        return answer_of(complaint, letter)
    return once(call, carried, now=now)


def answer_of(complaint: Complaint, letter: Letter) -> dict[str, Any]:
    return {"letter": letter.pk, "complaint": complaint.pk, "state": letter.state, "version": letter.version}


def locked(letter_id: int, call: Call) -> tuple[Complaint, Letter]:
    """The complaint and then its letter, under their row locks. Unknown where this person may not see the complaint."""
    reference = Letter.objects.filter(pk=letter_id).values_list("complaint__reference", flat=True).first()
    if reference is None:
        recheck(call)
        raise Unknown(NO_SUCH)
    try:
        complaint = locked_complaint(reference, call)
    except Unknown:
        raise Unknown(NO_SUCH) from None
    return complaint, locked_letter(letter_id, complaint)


def locked_letter(letter_id: int, complaint: Complaint) -> Letter:
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter_id)
    letter.complaint = complaint
    return letter


def check_version(letter: Letter, seen: object) -> None:
    """409 where somebody changed it since; a version that was not given is asked for with the other fields."""
    if type(seen) is int and seen != letter.version:
        raise Conflict("Somebody changed this letter while you had it open.", code="stale_version")


def need_version(seen: object) -> None:
    if type(seen) is not int:
        raise Unacceptable.of(version="Give the version of the letter that you saw.")


def keep(letter: Letter, *, by: Any, now: datetime, whole: Mapping[str, str] | None = None, **changes: Any) -> None:
    """Save the changes as the letter's next version. `whole`: the words of every section, where the letter goes as it stands."""
    for name, value in changes.items():
        setattr(letter, name, value)
    letter.version += 1
    letter.save()
    kept = dict(letter.texts if whole is None else whole)
    LetterVersion.objects.create(letter=letter, version=letter.version, texts=kept, state=letter.state, by=by, at=now)


def entry(letter: Letter, what: str, at: datetime, data: Mapping[str, Any] | None = None, words: Mapping[str, Any] | None = None) -> Entry:
    """The event of one step: which letter and which version; words of people go sealed."""
    return Entry(f"letter.{what}", at, {"letter": letter.pk, "letter_kind": letter.kind, "version": letter.version, **(data or {})}, words)


def told(letter: Letter, what: str, *, by: Any, now: datetime, data: Mapping[str, Any] | None = None,
         words: Mapping[str, Any] | None = None) -> Event:
    """Append the event of a step that decides no clock."""
    return append(letter.complaint, [entry(letter, what, now, data, words)], by=by, now=now)[0]


def back_to_draft(letter: Letter, *, by: Any, now: datetime, **changes: Any) -> None:
    """A draft again: nobody has approved it and nothing is on its way."""
    none = {"approver": None, "approved_at": None, "signer": None, "sending_since": None, "method": ""}
    keep(letter, by=by, now=now, state=State.DRAFT, **(none | changes))
