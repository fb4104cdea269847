"""What each move writes: its coded data, its words, the entries that follow it, and the rows beside them.

One function a move; each refuses with a sentence where something is missing. Nothing is saved here: `services` does that
under the lock. Words go sealed, data decides dates.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from complaints.case import move_shapes as shapes
from complaints.case.models import Complaint, ComplaintLink, Contact, Decision, Resolution
from complaints.case.stages import MOVES, Stage
from complaints.clocks.kinds import ASKS_WHY_LATE, WINDOWS, Kind
from complaints.clocks.services import History
from complaints.record.entries import Entry
from complaints.record.refusals import Unacceptable
from staff.models import Person
from workdays import london

DAYS_BEFORE_OMBUDSMAN = 56


@dataclass(frozen=True)
class Asked:
    """A move as asked for: on which complaint, with which record, by whom, at what moment."""

    complaint: Complaint
    history: History
    by: Any
    at: datetime
    opens_after_days: int = DAYS_BEFORE_OMBUDSMAN

    @property
    def on(self):
        return london.day_of(self.at)


@dataclass
class Prepared:
    """`sets`: columns of the complaint; `beside(events)`: rows that hang on the events just written, first the move's own."""

    data: dict[str, Any] = field(default_factory=dict)
    words: dict[str, Any] = field(default_factory=dict)
    follow: list[Entry] = field(default_factory=list)
    sets: dict[str, Any] = field(default_factory=dict)
    beside: Callable[[list], None] = lambda events: None


def escalate(asked: Asked, given: shapes.Escalate) -> Prepared:
    manager = _reviewer(asked, given.senior_manager) if given.senior_manager else None
    return Prepared(
        {"asked_by_customer": given.asked_by_customer, "senior_manager": manager.pk if manager else None},
        {"reason": given.reason},
        sets={"last_owner_id": asked.complaint.owner_id, "owner": manager} | ({} if manager else {"team": _reviews_team()}),
    )


def _reviewer(asked: Asked, username: str) -> Person:
    person = Person.objects.filter(username=username.lower(), is_active=True, role="senior_manager").first()
    if person is None:
        raise Unacceptable.of(senior_manager="There is no senior manager of that name at work.")
    refuse_who_answered(asked.complaint, person, field="senior_manager")
    return person


def refuse_who_answered(complaint: Complaint, person: Person, *, field: str) -> None:
    """The reviewer is not the person who answered before (design, section 2)."""
    if Contact.objects.filter(complaint=complaint, direction="outbound", reached=True, event__by=person).exists():
        raise Unacceptable.of(**{field: f"{person.full_name} answered this customer before; somebody else reviews it."})


def _reviews_team():
    from staff.models import Team

    return Team.objects.filter(kind="senior_review").first()


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
    words = {"customer_said": given.customer_said, "final_position": given.final_position, "handling": given.handling}
    return Prepared(data, words | ({"offer": offer.text} if offer else {}))


def refer_to_ombudsman(asked: Asked, given: shapes.ReferToOmbudsman) -> Prepared:
    complaint = asked.complaint
    received_on = london.day_of(complaint.received_at)
    if not received_on <= given.referred_on <= asked.on:
        raise Unacceptable.of(referred_on="Give a day from the complaint's receipt to the day of this move.")
    if given.because == "deadlock" and complaint.stage != Stage.DEADLOCK:
        raise Unacceptable.of(because="This complaint is not at deadlock.")
    ended = complaint.stage in (Stage.RESOLVED, Stage.CLOSED)
    if ended and given.because != "ombudsman_took_it":
        raise Unacceptable.of(because="An ended complaint goes to the Ombudsman only when the Ombudsman took it.")
    opens_on = received_on + timedelta(days=asked.opens_after_days)
    if given.because == "eight_weeks" and given.referred_on < opens_on:
        raise Unacceptable.of(because=f"The 8 weeks end on {opens_on:%-d %B %Y}. Before that the Ombudsman has to take it.")
    return Prepared(
        {"referred_on": given.referred_on.isoformat(), "because": given.because, "before": complaint.stage_before},
        {"ombudsman_reference": given.ombudsman_reference},
    )


def return_from_ombudsman(asked: Asked, given: shapes.ReturnFromOmbudsman) -> Prepared:
    referred = _last(asked.history, "moved.refer_to_ombudsman")
    before = referred.data.get("before", "") if referred else ""
    _not_after(asked, returned_on=given.returned_on)
    return Prepared(
        {"returned_on": given.returned_on.isoformat(), "to": asked.complaint.stage_before}, {"reason": given.reason},
        sets={"stage_before": before},
    )


def record_decision(asked: Asked, given: shapes.RecordDecision) -> Prepared:
    _not_after(asked, decided_on=given.decided_on, we_were_told_on=given.we_were_told_on)
    required = [{"kind": item.kind, "text": item.text, "amount_gbp": str(item.amount_gbp) if item.amount_gbp is not None else None}
                for item in given.required]
    if given.outcome in ("upheld", "partly_upheld", "settled") and not required:
        raise Unacceptable.of(required="Give each thing that is required of us.")
    accepted = given.customer_accepted_on is not None
    follow = [_acceptance(asked.at, True, given.customer_accepted_on, given.we_were_told_on)] if accepted else []

    def beside(events: list) -> None:
        Decision.objects.create(
            complaint=asked.complaint, event=events[0], decided_on=given.decided_on, outcome=given.outcome, required=required,
            accepted=True if accepted else None, we_were_told_on=given.we_were_told_on,
        )
    return Prepared(
        {"decided_on": given.decided_on.isoformat(), "outcome": given.outcome, "required": [item["kind"] for item in required]},
        {"required": required}, follow, beside=beside,
    )


def _acceptance(at: datetime, accepted: bool, on, told_on) -> Entry:
    return Entry("moved.record_acceptance", at, {"accepted": accepted, "on": on.isoformat(), "we_were_told_on": told_on.isoformat()})


def record_acceptance(asked: Asked, given: shapes.RecordAcceptance) -> Prepared:
    decision = _decision(asked)
    if asked.complaint.stage == Stage.CLOSED and not given.accepted:
        raise Unacceptable.of(accepted="A closed complaint goes back to the Ombudsman's decision only when the customer accepted it.")
    _not_after(asked, on=given.on, we_were_told_on=given.we_were_told_on)
    if given.we_were_told_on < given.on:
        raise Unacceptable.of(we_were_told_on="We can't be told before the customer answered.")

    def beside(events: list) -> None:
        Decision.objects.filter(pk=decision.pk).update(accepted=given.accepted, we_were_told_on=given.we_were_told_on)
    entry = _acceptance(asked.at, given.accepted, given.on, given.we_were_told_on)
    return Prepared(dict(entry.data), beside=beside)


def confirm_compliance(asked: Asked, given: shapes.ConfirmCompliance) -> Prepared:
    decision = _decision(asked)
    if not decision.accepted:
        raise Unacceptable.of(done="Nothing is owed until we are told that the customer accepted the decision.")
    done = {item.index: item.done_on for item in given.done}
    missing = [str(place + 1) for place in range(len(decision.required)) if place not in done]
    if missing or len(done) != len(decision.required):
        which = ", ".join(missing) or "none, but there are too many"
        raise Unacceptable.of(done=f"Give the day each required thing was done; missing: {which}.")
    for day in done.values():
        _not_after(asked, done=day)

    def beside(events: list) -> None:
        decision.required = [item | {"done_on": done[place].isoformat()} for place, item in enumerate(decision.required)]
        decision.save(update_fields=["required"])
    return Prepared({"done": [{"index": place, "done_on": day.isoformat()} for place, day in sorted(done.items())]}, beside=beside)


def close_after_decision(asked: Asked, given: shapes.CloseAfterDecision) -> Prepared:
    if given.because != "ombudsman_closed":
        decision = _decision(asked)
        if decision.accepted:
            raise Unacceptable.of(because="The customer accepted the decision: what it requires has to be done.")
        if given.because == "not_upheld" and decision.outcome != "not_upheld":
            raise Unacceptable.of(because="The decision on record did uphold the complaint, at least in part.")
    return Prepared({"because": given.because})


def resolve(asked: Asked, given: shapes.Resolve) -> Prepared:
    complaint = asked.complaint
    if complaint.stage == Stage.SENIOR_REVIEW and not given.handling:
        raise Unacceptable.of(handling="Say what the review found on how the complaint was handled.")
    _nothing_owed(asked)
    late = sorted(kind for kind in _missed(asked) if kind in ASKS_WHY_LATE)
    if late and not given.late_reason:
        raise Unacceptable.of(late_reason="A deadline of this complaint was missed: say why it was late.")
    action = given.corrective_action
    _not_after(asked, corrective_action__done_on=action.done_on, proposal_told_on=given.proposal_told_on)
    parts = {name: getattr(given, name).model_dump(mode="json") for name in ("explanation", "apology", "corrective_action")}
    data = {"agreed_by": given.agreed_by, "at_fault": given.at_fault, "late": late,
            "given": [name for name, part in parts.items() if part["given"]]}
    if action.given and not action.for_customer and action.due_on:
        data["action_due_on"] = action.due_on.isoformat()
    words = {"basis": given.basis, "parts": parts, "handling": given.handling, "late_reason": given.late_reason,
             "why_reasonable": given.why_reasonable}

    def beside(events: list) -> None:
        Resolution.objects.create(
            complaint=complaint, event=events[0], agreed_by=given.agreed_by, at_fault=given.at_fault, basis=given.basis, parts=parts,
            handling=given.handling, late_reason=given.late_reason,
        )
    return Prepared(data, words, beside=beside)


def _nothing_owed(asked: Asked) -> None:
    owed = [row for row in asked.history.known.values() if row.is_open and row.for_customer and row.kind == Kind.CORRECTIVE_ACTION]
    if owed:
        raise Unacceptable.of(corrective_action=f"Agreed, waiting for us: {owed[0].what or 'an action owed to this customer'} "
                                                "must be done before the complaint is resolved.")


def _missed(asked: Asked) -> set[str]:
    """Kinds with a row that was met late, or is open past its day at the moment of the move."""
    rows = asked.history.known.values()
    return {row.kind for row in rows if row.cancelled_at is None and london.day_of(row.met_at or asked.at) > row.due_on}


def withdraw(asked: Asked, given: shapes.Withdraw) -> Prepared:
    return Prepared({}, {"customer_said": given.customer_said})


def set_aside(asked: Asked, given: shapes.SetAside) -> Prepared:
    _not_after(asked, told_customer_on=given.told_customer_on)
    other = _other(asked, given.duplicate_of) if given.reason == "duplicate" else None

    def beside(events: list) -> None:
        if other:
            ComplaintLink.objects.get_or_create(complaint=asked.complaint, other=other, defaults={"kind": "duplicate"})
    data = {"reason": given.reason, "told_customer_on": given.told_customer_on.isoformat(), "duplicate_of": other.pk if other else None}
    return Prepared(data, {"passed_to": given.passed_to} if given.passed_to else {}, beside=beside)


def _other(asked: Asked, reference: str) -> Complaint:
    other = Complaint.objects.filter(reference=reference.strip().upper(), restricted=False).first()
    if other is None or other.pk == asked.complaint.pk:
        raise Unacceptable.of(duplicate_of="There is no other complaint with this reference.")
    if other.received_at > asked.complaint.received_at:
        raise Unacceptable.of(duplicate_of="The earlier receipt stands: set aside the later of the two.")
    return other


def lapse(asked: Asked, given: shapes.Lapse) -> Prepared:
    """The last window of either rulebook has passed (design, section 2)."""
    windows = [row for row in asked.history.known.values() if row.kind in WINDOWS and row.is_open]
    last = max((max(row.due_on.isoformat(), (row.explanation.get("other") or {}).get("due_on") or "") for row in windows), default=None)
    if last is None:
        raise Unacceptable("No time limit for the Ombudsman is running, so none has passed.", code="too_early")
    if asked.on.isoformat() <= last:
        raise Unacceptable(f"The customer may still go to the Ombudsman until {last}.", code="too_early")
    return Prepared({"last_window": last})


def reopen(asked: Asked, given: shapes.Reopen) -> Prepared:
    ended = _last(asked.history, "moved.close_after_decision", "moved.withdraw", "moved.set_aside", "moved.lapse", "moved.resolve",
                  "moved.confirm_compliance")
    if ended and ended.kind == "moved.close_after_decision":
        raise Unacceptable("The Ombudsman's decision closed this complaint. If the customer accepted it after all, record their answer; "
                           "anything new is a new complaint.", code="stage")

    def beside(events: list) -> None:
        if ended and ended.kind == "moved.confirm_compliance":
            _undo_done(asked.complaint)
    owner = asked.complaint.owner or asked.complaint.last_owner
    owner = owner if owner and owner.is_active else None
    return Prepared({"to": asked.complaint.stage_before}, {"customer_said": given.customer_said}, sets={"owner": owner}, beside=beside)


def _undo_done(complaint: Complaint) -> None:
    decision = Decision.objects.filter(complaint=complaint).order_by("-pk").first()
    if decision:
        decision.required = [{**item, "done_on": None} for item in decision.required]
        decision.save(update_fields=["required"])


def _last(history: History, *kinds: str):
    return next((fact for fact in reversed(history.facts) if fact.kind in kinds), None)


def _decision(asked: Asked) -> Decision:
    found = Decision.objects.filter(complaint=asked.complaint).order_by("-pk").first()
    if found is None:
        raise Unacceptable("No decision of the Ombudsman is on record yet.", code="no_decision")
    return found


def _not_after(asked: Asked, **days: Any) -> None:
    """None of these days lies after the move, nor before the complaint was received."""
    received_on = london.day_of(asked.complaint.received_at)
    for name, day in days.items():
        if day is not None and not received_on <= day <= asked.on:
            raise Unacceptable.of(**{name: "Give a day from the complaint's receipt to the day of this move."})


PREPARE: Mapping[str, Callable[[Asked, Any], Prepared]] = {
    "escalate": escalate, "send_update": send_update, "declare_deadlock": declare_deadlock, "refer_to_ombudsman": refer_to_ombudsman,
    "return_from_ombudsman": return_from_ombudsman, "record_decision": record_decision, "record_acceptance": record_acceptance,
    "confirm_compliance": confirm_compliance, "close_after_decision": close_after_decision, "resolve": resolve, "withdraw": withdraw,
    "set_aside": set_aside, "lapse": lapse, "reopen": reopen,
}
assert set(PREPARE) == set(MOVES)
