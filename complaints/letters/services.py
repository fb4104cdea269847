"""What people do with letters: draft by hand, write, and every move of `moves`. The doors call these three and nothing else.

Each call is one transaction under the locks of the complaint and the letter, spends one op_id, and is refused with a sentence
in the contract's order: 404, 403, version, state, 403, fields.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from complaints.alerts.messages import tell
from complaints.case.models import Complaint
from complaints.case.services import body_of
from complaints.case.services import called as called_on_case
from complaints.letters import glyphs, keeping, recording, sending
from complaints.letters.addressing import destination_of
from complaints.letters.drafting import draft_of
from complaints.letters.kinds import Kind, State, spec
from complaints.letters.made import signer_of
from complaints.letters.models import Letter
from complaints.letters.moves import (
    HANDING_OVER,
    MOVES,
    OWN_LETTER,
    STATE_WORDS,
    LetterMove,
    may_edit,
    refusal_of_role,
    refusal_of_state,
    sources_of,
    who_of,
)
from complaints.letters.shapes import SHAPES, DraftIn, EditIn
from complaints.record.operations import Answer, Call, require
from complaints.record.parsing import Shape, parse
from complaints.record.refusals import Conflict, Forbidden, Unacceptable, Unknown


def draft(reference: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """Draft a letter of a kind by hand; answers 201. 409 `drafted` where its deadline has a draft already."""
    def do(complaint: Complaint, call: Call) -> dict[str, Any]:
        require(call)
        letter = draft_of(complaint, Kind(parse(DraftIn, body_of(given)).kind), by=by, now=now)
        return keeping.answer_of(complaint, letter)
    return called_on_case(reference, "letters", given, by, now, do, status=201)


def edit(letter_id: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """Write in free sections: `{op_id, version, sections: {name: text}}`. After an approval it is a draft again."""
    def do(complaint: Complaint, letter: Letter, call: Call) -> None:
        _may_still_change(letter, given, call)
        texts = _texts(letter, parse(EditIn, body_of(given)).sections)
        if texts != letter.texts:
            _written(letter, texts, by=by, now=now)
    return keeping.called(letter_id, "edit", given, by, now, do)


def _may_still_change(letter: Letter, given: Mapping[str, Any], call: Call) -> None:
    keeping.check_version(letter, given.get("version"))
    _not_on_its_way(letter)
    if not may_edit(State(letter.state)):
        raise Conflict(f"This letter is {STATE_WORDS[State(letter.state)]}: its words can’t be changed.", code="stage")
    _marks(given, call)


def _texts(letter: Letter, sections: Mapping[str, str]) -> dict[str, str]:
    """All that people wrote, with these sections new. 422 for a section that is fixed, unknown or not printable."""
    wrong: dict[str, list[str]] = {}
    for name, text in sections.items():
        section = spec(Kind(letter.kind), name)
        lacking = glyphs.lacking([text])
        if section is None:
            wrong[f"sections.{name}"] = ["A letter of this kind has no such section."]
        elif section.locked:
            wrong[f"sections.{name}"] = ["These words are fixed and can’t be changed."]
        elif lacking:
            wrong[f"sections.{name}"] = [glyphs.refusal(lacking)]
    if wrong:
        raise Unacceptable(next(iter(wrong.values()))[0], fields=wrong)
    return {**letter.texts, **sections}


def _written(letter: Letter, texts: dict[str, str], *, by: Any, now: datetime) -> None:
    before, names = letter.state, sorted(name for name in texts if texts[name] != letter.texts.get(name))
    if before == State.APPROVED:
        keeping.back_to_draft(letter, by=by, now=now, texts=texts, author=by, authors=[by.pk])
    else:
        keeping.keep(letter, by=by, now=now, texts=texts, author=by, authors=sorted({*letter.authors, by.pk}))
    keeping.told(letter, "edited", by=by, now=now, data={"sections": names, "was": before})


def take_wording(letter_id: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version}`: the fixed paragraphs as they are worded now, in place of those of the day it was begun. A draft again."""
    def do(complaint: Complaint, letter: Letter, call: Call) -> None:
        _may_still_change(letter, given, call)
        before = letter.state
        keeping.back_to_draft(letter, by=by, now=now, wording_at=now, author=by, authors=sorted({*letter.authors, by.pk}))
        keeping.told(letter, "edited", by=by, now=now, data={"sections": [], "wording": True, "was": before})
    return keeping.called(letter_id, "wording", given, by, now, do)


def move(letter_id: int, name: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """One move of a letter, by its name in the contract. Answers its id, state and version."""
    if name not in MOVES:
        raise Unknown("There is no such move of a letter.")
    chosen = MOVES[name]

    def do(complaint: Complaint, letter: Letter, call: Call) -> None:
        permit(chosen, letter, by, given.get("version"))
        _marks(given, call)
        DO[name](complaint, letter, parse(SHAPES[name], body_of(given)), by=by, now=now)
    try:
        return keeping.called(letter_id, f"moves/{name}", given, by, now, do)
    except sending.AddressChanged as changed:
        raise sending.draft_again(letter_id, changed, by=by, now=now) from None


def permit(chosen: LetterMove, letter: Letter, by: Any, seen: object) -> None:
    """403 for a role that may never, 409 for version and state, 403 for an author who would approve."""
    kind, state = Kind(letter.kind), State(letter.state)
    if by.role not in who_of(chosen, kind):
        raise Forbidden(refusal_of_role(chosen))
    keeping.check_version(letter, seen)
    _not_on_its_way(letter)
    if state not in sources_of(chosen, kind):
        raise Conflict(refusal_of_state(chosen, kind, state), code="stage")
    if chosen.name == "approve" and by.pk in letter.authors:
        raise Forbidden(OWN_LETTER)


def _not_on_its_way(letter: Letter) -> None:
    if letter.state == State.APPROVED and letter.sending_since:
        raise Conflict(HANDING_OVER, code="stage")


def _marks(given: Mapping[str, Any], call: Call) -> None:
    require(call)
    keeping.need_version(given.get("version"))


def _submit(complaint: Complaint, letter: Letter, given: Shape, *, by: Any, now: datetime) -> None:
    authors = sorted({*letter.authors, by.pk})
    keeping.keep(letter, by=by, now=now, state=State.SUBMITTED, submitted_by=by, author=letter.author or by, authors=authors, returned_why="")
    keeping.told(letter, "submitted", by=by, now=now)


def _approve(complaint: Complaint, letter: Letter, given: Shape, *, by: Any, now: datetime) -> None:
    to, signer = destination_of(complaint).block, signer_of(letter)
    keeping.keep(letter, by=by, now=now, state=State.APPROVED, approver=by, approved_at=now, signer=signer, to_address=to, refused_why="")
    keeping.told(letter, "approved", by=by, now=now)


def _return(complaint: Complaint, letter: Letter, given: Any, *, by: Any, now: datetime) -> None:
    keeping.back_to_draft(letter, by=by, now=now, returned_why=given.reason)
    event = keeping.told(letter, "returned", by=by, now=now, words={"reason": given.reason})
    for person in {letter.author, letter.submitted_by} - {None}:
        tell(person, complaint, "letter_returned", event=event, now=now)


DO = {
    "submit": _submit, "approve": _approve, "return": _return, "send": sending.send, "settle": recording.settle,
    "received": recording.received, "undelivered": recording.undelivered,
}
assert set(DO) == set(MOVES)
