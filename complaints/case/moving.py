"""The moves of the procedure: one service for all of them, in the order of checks that the contract gives.

Lock, version, stage, role at this stage, fields; then one transaction with state, events, clocks, drafts and outbox.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

import workdays
from complaints.case.asked import Asked, Prepared
from complaints.case.carrying import book_of, carry
from complaints.case.ended import closed_by_decision
from complaints.case.ending import end_of
from complaints.case.late_entries import is_late
from complaints.case.models import Complaint
from complaints.case.move_shapes import SHAPES, MoveShape
from complaints.case.prepare import PREPARE, still_open
from complaints.case.reading import check_moment, check_version, need_version
from complaints.case.services import body_of, called
from complaints.case.stages import MOVES, Move, Stage, refusal_after_decision, refusal_of_role, refusal_of_stage
from complaints.clocks.kinds import Kind
from complaints.clocks.services import History, history_of
from complaints.clocks.windows import closing
from complaints.record.entries import Entry
from complaints.record.operations import Answer, Call, require
from complaints.record.parsing import parse
from complaints.record.refusals import Conflict, Forbidden, Unknown
from complaints.rules import services as rules
from workdays import london

NEW_PLACE = frozenset(move.name for move in MOVES.values() if move.target is not None)


def move(reference: str, name: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """Make the move; answers ids, version and stage. Refused with Unknown, Forbidden, Conflict or Unacceptable."""
    if name not in MOVES:
        raise Unknown("There is no such move.")

    def do(complaint: Complaint, call: Call) -> dict:
        permit(MOVES[name], complaint, by, given.get("version"))
        require(call)
        need_version(given.get("version"))
        make(complaint, MOVES[name], parse(SHAPES[name], body_of(given)), by=by, now=now)
        return {"complaint": complaint.pk, "version": complaint.version, "stage": complaint.stage}
    return called(reference, f"moves/{name}", given, by, now, do)


def permit(move: Move, complaint: Complaint, by: Any, seen: object) -> None:
    """403 for a role that may never, 409 for version or stage, 403 for a role that may not at this stage."""
    if not move.may_ever(by.role):
        raise Forbidden(refusal_of_role(move))
    check_version(complaint, seen)
    stage = Stage(complaint.stage)
    if stage not in move.sources:
        raise Conflict(refusal_of_stage(move, stage), code="stage")
    if not move.may_at(by.role, stage, owns=complaint.owner_id == by.pk):
        raise Forbidden(refusal_of_role(move, stage))


NOT_NOW = {
    "record_acceptance": "No decision of the Ombudsman is on record, so the customer has nothing to answer yet.",
    "confirm_compliance": "The customer has not accepted a decision of the Ombudsman, so there is nothing to confirm yet.",
    "close_after_decision": "The customer accepted the decision: what it requires has to be done.",
}


def make(complaint: Complaint, move: Move, given: MoveShape, *, by: Any, now: datetime, extra: Mapping[str, Any] | None = None) -> None:
    """The move itself, on a locked complaint whose caller was permitted. `extra` adds coded data (a letter's id)."""
    history, book = history_of(complaint), book_of(complaint)
    at = given.at or now
    check_moment(at, now=now, not_before=max(complaint.received_at, history.last_move_at or complaint.received_at))
    prepared = PREPARE[move.name](Asked(complaint, history, book, by, at), given)
    before = complaint.stage
    getattr(complaint, move.name)()
    entry = Entry(f"moved.{move.name}", at, _data(move, prepared, complaint, before, at, now, extra), _words(prepared, given))
    events = carry(
        complaint, history, [entry, *prepared.follow], by=by, now=now, because=move.done.lower(),
        sets={**_place(move, complaint, before, at, history), **prepared.sets},
        what={f"{kind}:{history.seq + 1}": words for kind, words in prepared.what.items()},
    )
    prepared.beside(events)


def _data(move: Move, prepared: Prepared, complaint: Complaint, before: str, at: datetime, now: datetime, extra) -> dict[str, Any]:
    data = {**prepared.data, **(extra or {}), "from": before, "to": complaint.stage}
    return data | ({"late_entry": True} if _late_entry(complaint, at, now) else {})


def _late_entry(complaint: Complaint, at: datetime, now: datetime) -> bool:
    calendar = book_of(complaint).calendars[workdays.calendar_for(complaint.nation)]
    return is_late(london.day_of(at), london.day_of(now), calendar)


def _words(prepared: Prepared, given: MoveShape) -> dict[str, Any]:
    words = {name: value for name, value in prepared.words.items() if value not in ("", None)}
    return words | ({"why_late_entry": given.why_late_entry} if given.why_late_entry else {})


def _place(move: Move, complaint: Complaint, before: str, at: datetime, history: History) -> dict[str, Any]:
    """Where it stands now, where it came from and how it ended; a move that stays changes nothing of that."""
    if move.name not in NEW_PLACE or complaint.stage == before:
        return {}
    return {"stage_since": at, "stage_before": before, **end_of(complaint.stage, f"moved.{move.name}", history.facts)}


def moves_of(complaint: Complaint, person: Any, *, today: date | None = None) -> list[str]:
    """The moves that this person may make now, in the order of the procedure; `today` leaves `lapse` out before its day."""
    stage = Stage(complaint.stage)
    allowed = [move.name for move in MOVES.values()
               if stage in move.sources and move.may_at(person.role, stage, owns=complaint.owner_id == person.pk)]
    never = not_now(complaint, allowed, today)
    return [name for name in allowed if name not in never]


def not_now(complaint: Complaint, allowed: Collection[str], today: date | None) -> set[str]:
    """Moves that the stage allows and this complaint's record does not. Asks the database only at the rare stages."""
    never: set[str] = set()
    if complaint.stage in (Stage.OMBUDSMAN, Stage.CLOSED):
        decision = max(complaint.decisions.all(), key=lambda found: found.pk, default=None) if _may_be_decided(complaint) else None
        if decision is None:
            never |= {"record_acceptance"}
        if not (decision and decision.accepted):
            never |= {"confirm_compliance"}
        elif complaint.stage == Stage.OMBUDSMAN:
            never |= {"close_after_decision"}
    if "reopen" in allowed and _may_be_decided(complaint) and closed_by_decision(complaint):
        never |= {"reopen"}
    if "lapse" in allowed and today is not None and not _windows_passed(complaint, today):
        never |= {"lapse"}
    return never


def refusal_of_now(complaint: Complaint, name: str, today: date) -> str:
    """Why a move that the stage allows can't be made on this complaint now; "" where it can."""
    if name not in not_now(complaint, [name], today):
        return ""
    if name == "lapse":
        return still_open(closing(history_of(complaint).facts, book_of(complaint)).last)
    return refusal_after_decision() if name == "reopen" else NOT_NOW[name]


def _may_be_decided(complaint: Complaint) -> bool:
    return Stage.OMBUDSMAN in (complaint.stage, complaint.stage_before)


def _windows_passed(complaint: Complaint, today: date) -> bool:
    """Asks the record only where the shortest of the windows, from the receipt, is over."""
    received_on = london.day_of(complaint.received_at)
    first = rules.shipped_clock_rules().pick(Kind.OMBUDSMAN_FROM_COMPLAINT, "documents", received_on)
    if today <= workdays.add_months(received_on, first.amount):
        return False
    last = closing(history_of(complaint).facts, book_of(complaint)).last
    return last is not None and today > last
