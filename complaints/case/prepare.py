"""What each move writes: its coded data, its words, the entries that follow it, and the rows beside them.

One function a move; each refuses with a sentence where something is missing. Nothing is saved here: `moving` does that under
the lock. Words go sealed, data decides dates. The moves around the Ombudsman are in `to_ombudsman`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from complaints.case import move_shapes as shapes
from complaints.case import to_ombudsman
from complaints.case.asked import Asked, Prepared, last_of, refuse_who_answered, refuse_who_is_away, within_its_life
from complaints.case.ended import closed_by_decision
from complaints.case.ending import RESOLVES
from complaints.case.models import Complaint, ComplaintLink, Contact, Decision, Resolution
from complaints.case.reading import loosely, visible
from complaints.case.stages import MOVES, Stage, refusal_after_decision
from complaints.clocks import words
from complaints.clocks.kinds import ASKS_WHY_LATE, Kind
from complaints.clocks.rows import is_missed
from complaints.clocks.windows import closing
from complaints.money.offers import with_deadlock
from complaints.record.entries import Entry
from complaints.record.refusals import Conflict, Unacceptable
from staff.absences import away_until
from staff.models import Person, Team


def escalate(asked: Asked, given: shapes.Escalate) -> Prepared:
    """To the senior manager named, else to the reviews' queue."""
    manager = _reviewer(asked, given.senior_manager) if given.senior_manager else None
    team = manager.team if manager and manager.team else Team.objects.in_use().filter(kind="senior_review").order_by("pk").first()
    sets: dict[str, Any] = {"owner": manager, "team": team or asked.complaint.team}
    return Prepared(
        {"asked_by_customer": given.asked_by_customer, "senior_manager": manager.pk if manager else None,
         "team": sets["team"].pk if sets["team"] else None},
        {"reason": given.reason}, sets=sets | _last_owner(asked.complaint),
    )


def _last_owner(complaint: Complaint) -> dict[str, Any]:
    return {"last_owner_id": complaint.owner_id} if complaint.owner_id else {}


def _reviewer(asked: Asked, username: str) -> Person:
    person = Person.objects.filter(username=username.lower(), is_active=True, role="senior_manager").first()
    if person is None:
        raise Unacceptable.of(senior_manager="There is no senior manager of that name at work.")
    refuse_who_is_away(person, on=asked.on, field="senior_manager")
    refuse_who_answered(asked.complaint, person, field="senior_manager")
    return person


def send_update(asked: Asked, given: shapes.SendUpdate) -> Prepared:
    contact = Entry(
        "contact", asked.at, {"direction": "outbound", "channel": given.channel, "reached": True, "update": True},
        {"summary": given.summary},
    )

    def beside(events: list) -> None:
        Contact.objects.create(
            complaint=asked.complaint, event=events[1], at=asked.at, direction="outbound", channel=given.channel, reached=True,
        )
    return Prepared(
        {"channel": given.channel}, {"summary": given.summary}, [contact],
        {"last_contact_at": asked.at, "last_contact_how": given.channel}, beside,
    )


def declare_deadlock(asked: Asked, given: shapes.DeclareDeadlock) -> Prepared:
    offer = given.offer
    if offer and offer.open_until and offer.open_until < asked.on:
        raise Unacceptable.of(offer__open_until="The offer can't end before the deadlock is declared.")
    data = {"offer": bool(offer)}
    if offer:
        until = offer.open_until.isoformat() if offer.open_until else None
        data |= {"offer_stays_open": offer.stays_open} | ({"offer_open_until": until} if until else {})
    said = {"customer_said": given.customer_said, "final_position": given.final_position, "handling": given.handling}
    what = {"offer_expires": offer.text} if offer else {}

    def beside(events: list) -> None:
        if offer:
            with_deadlock(asked.complaint, events[0], offer, by=asked.by)
    return Prepared(data, said | ({"offer": offer.text} if offer else {}), what=what, beside=beside)


def resolve(asked: Asked, given: shapes.Resolve) -> Prepared:
    complaint = asked.complaint
    if complaint.stage == Stage.SENIOR_REVIEW and not given.handling and not asked.imported:
        raise Unacceptable.of(handling="Say what the review found on how the complaint was handled.")
    _nothing_owed(asked)
    late = sorted(kind for kind in _missed(asked) if kind in ASKS_WHY_LATE)
    if late and not given.late_reason and not asked.imported:
        raise Unacceptable.of(late_reason="A deadline of this complaint was missed: say why it was late.")
    action = given.corrective_action
    within_its_life(asked, corrective_action__done_on=action.done_on, proposal_told_on=given.proposal_told_on)
    if action.due_on and action.due_on < asked.on:
        raise Unacceptable.of(corrective_action__due_on="The day it is due lies before the day of this move.")
    parts = {name: getattr(given, name).model_dump(mode="json") for name in ("explanation", "apology", "corrective_action")}
    data = {"agreed_by": given.agreed_by, "at_fault": given.at_fault, "late": late,
            "given": [name for name, part in parts.items() if part["given"]]}
    if given.proposal_told_on:
        data["proposal_told_on"] = given.proposal_told_on.isoformat()
    if outlives := action.given and not action.for_customer and action.due_on is not None:
        data["action_due_on"] = action.due_on.isoformat()
    said = {"basis": given.basis, "parts": parts, "handling": given.handling, "late_reason": given.late_reason,
             "why_reasonable": given.why_reasonable}

    def beside(events: list) -> None:
        Resolution.objects.create(
            complaint=complaint, event=events[0], agreed_by=given.agreed_by, at_fault=given.at_fault, basis=given.basis, parts=parts,
            handling=given.handling, late_reason=given.late_reason,
        )
    return Prepared(data, said, what={"corrective_action": action.text} if outlives else {}, beside=beside)


def _nothing_owed(asked: Asked) -> None:
    owed = [row for row in asked.history.known.values() if row.is_open and row.for_customer and row.kind == Kind.CORRECTIVE_ACTION]
    if owed:
        raise Unacceptable.of(corrective_action=f"Agreed, waiting for us: {owed[0].what or 'an action owed to this customer'} "
                                                "must be done before the complaint is resolved.")


def _missed(asked: Asked) -> set[str]:
    """Kinds with a row that ended after its day, or is open past its day at the moment of the move."""
    return {row.kind for row in asked.history.known.values() if is_missed(row, asked.at)}


def withdraw(asked: Asked, given: shapes.Withdraw) -> Prepared:
    return Prepared({}, {"customer_said": given.customer_said})


def set_aside(asked: Asked, given: shapes.SetAside) -> Prepared:
    within_its_life(asked, told_customer_on=given.told_customer_on)
    other = _other(asked, given.duplicate_of) if given.duplicate_of and given.reason == "duplicate" else None

    def beside(events: list) -> None:
        if other:
            ComplaintLink.objects.get_or_create(complaint=asked.complaint, other=other, defaults={"kind": "duplicate"})
    told_on = given.told_customer_on.isoformat() if given.told_customer_on else None  # what an import tells of may lack it
    data = {"reason": given.reason, "told_customer_on": told_on, "duplicate_of": other.pk if other else None}
    return Prepared(data, {"passed_to": given.passed_to} if given.passed_to else {}, beside=beside)


def _other(asked: Asked, reference: str) -> Complaint:
    other = visible(asked.by).filter(reference=loosely(reference)).first()
    if other is None or other.pk == asked.complaint.pk:
        raise Unacceptable.of(duplicate_of="There is no other complaint with this reference.")
    if other.received_at > asked.complaint.received_at:
        raise Unacceptable.of(duplicate_of="The earlier receipt stands: set aside the later of the two.")
    if closed_twice(asked.complaint, other):
        raise Unacceptable.of(duplicate_of="That complaint was itself set aside as the double of this one.")
    return other


def closed_twice(complaint: Complaint, other: Complaint) -> bool:
    """Whether the other was itself set aside as the double of this one."""
    return ComplaintLink.objects.filter(complaint=other, other=complaint, kind="duplicate").exists()


def lapse(asked: Asked, given: shapes.Lapse) -> Prepared:
    """The last window of either rulebook has passed (design, section 2)."""
    last = closing(asked.history.facts, asked.book).last
    if last is None or asked.on <= last:
        raise Unacceptable(still_open(last), code="too_early")
    return Prepared({"last_window": last.isoformat()})


def still_open(last: date | None) -> str:
    """Why the time for the Ombudsman has not passed: `last` is the last day by either rulebook, None where nothing ends it yet."""
    if last is None:
        return "No deadlock or 8-week letter has reached the customer, so by law their time for the Ombudsman has not begun to run out."
    return f"The customer may still go to the Ombudsman until {words.long_day(last)}."


def reopen(asked: Asked, given: shapes.Reopen) -> Prepared:
    """To the stage it was in, with its last owner still at work, else the team's."""
    complaint, resolved = asked.complaint, last_of(asked.history, *RESOLVES)
    complied = complaint.stage == Stage.RESOLVED and resolved is not None and resolved.kind == "moved.confirm_compliance"
    if closed_by_decision(complaint):
        raise Conflict(refusal_after_decision(), code="stage")

    def beside(events: list) -> None:
        if complied:
            _undo_done(complaint)
    owner = next((person for person in (complaint.owner, complaint.last_owner) if person and _at_work(person, asked)), None)
    sets: dict[str, Any] = {"owner": owner}
    if complaint.stage_before == Stage.OMBUDSMAN:
        sets["stage_before"] = to_ombudsman.place_before(asked)
    return Prepared({"owner": owner.pk if owner else None}, {"customer_said": given.customer_said}, sets=sets, beside=beside)


def _at_work(person: Person, asked: Asked) -> bool:
    return person.is_active and away_until(person, asked.on) is None


def _undo_done(complaint: Complaint) -> None:
    decision = Decision.objects.filter(complaint=complaint).order_by("-pk").first()
    if decision:
        decision.required = [{**item, "done_on": None, "proof": None} for item in decision.required]
        decision.save(update_fields=["required"])


PREPARE: Mapping[str, Callable[[Asked, Any], Prepared]] = {
    "escalate": escalate, "send_update": send_update, "declare_deadlock": declare_deadlock, "resolve": resolve,
    "withdraw": withdraw, "set_aside": set_aside, "lapse": lapse, "reopen": reopen,
    "refer_to_ombudsman": to_ombudsman.refer_to_ombudsman, "return_from_ombudsman": to_ombudsman.return_from_ombudsman,
    "record_decision": to_ombudsman.record_decision, "record_acceptance": to_ombudsman.record_acceptance,
    "confirm_compliance": to_ombudsman.confirm_compliance, "close_after_decision": to_ombudsman.close_after_decision,
}
assert set(PREPARE) == set(MOVES)
