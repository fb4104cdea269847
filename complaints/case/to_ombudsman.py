"""What the moves around the Ombudsman write: going there, coming back, the decision, the customer's answer, compliance.

One function a move; each refuses with a sentence where something is missing. Nothing is saved here.
"""

from datetime import date, datetime, timedelta
from typing import Any

from complaints.case import move_shapes as shapes
from complaints.case.asked import Asked, Prepared, decision_of, last_of, standing_decision, within_its_life
from complaints.case.models import Decision
from complaints.case.stages import Stage
from complaints.clocks import words
from complaints.clocks.kinds import Kind
from complaints.clocks.rules import Rules
from complaints.evidence.models import StoredFile
from complaints.record.entries import Entry
from complaints.record.refusals import Conflict, Unacceptable
from workdays import london


def refer_to_ombudsman(asked: Asked, given: shapes.ReferToOmbudsman) -> Prepared:
    complaint = asked.complaint
    within_its_life(asked, referred_on=given.referred_on)
    if given.because == "deadlock" and complaint.stage != Stage.DEADLOCK:
        raise Unacceptable.of(because="This complaint is not at deadlock.")
    if complaint.stage in (Stage.RESOLVED, Stage.CLOSED) and given.because != "ombudsman_took_it":
        raise Unacceptable.of(because="An ended complaint goes to the Ombudsman only when the Ombudsman took it.")
    open_on = opens_on(london.day_of(asked.complaint.received_at), asked.complaint.rulebook, asked.book.rules)
    if given.because == "eight_weeks" and given.referred_on < open_on:
        raise Unacceptable.of(because=f"The 8 weeks end on {words.long_day(open_on)}. Before that the Ombudsman has to take it.")
    return Prepared(
        {"referred_on": given.referred_on.isoformat(), "because": given.because, "before": complaint.stage_before},
        {"ombudsman_reference": given.ombudsman_reference},
    )


def opens_on(received_on: date, rulebook: str, rules: Rules) -> date:
    """The day from which the Ombudsman is open to the customer (P6): the days of the 8-week rule, without its working day."""
    return received_on + timedelta(days=rules.pick(Kind.EIGHT_WEEK_LETTER, rulebook, received_on).amount)


def return_from_ombudsman(asked: Asked, given: shapes.ReturnFromOmbudsman) -> Prepared:
    within_its_life(asked, returned_on=given.returned_on)
    referred = last_of(asked.history, "moved.refer_to_ombudsman")
    before = referred.data.get("before", "") if referred else ""
    return Prepared({"returned_on": given.returned_on.isoformat()}, {"reason": given.reason}, sets={"stage_before": before})


def place_before(asked: Asked) -> str:
    """Where the complaint went to the Ombudsman from: where `return_from_ombudsman` leads, however it came back there."""
    referred = last_of(asked.history, "moved.refer_to_ombudsman")
    return referred.data["from"] if referred else Stage.DEADLOCK


def record_decision(asked: Asked, given: shapes.RecordDecision) -> Prepared:
    within_its_life(asked, decided_on=given.decided_on, customer_accepted_on=given.customer_accepted_on,
                    we_were_told_on=given.we_were_told_on)
    if given.on_review and standing_decision(asked.complaint) is None:
        raise Unacceptable.of(on_review="No decision of the Ombudsman is on record that a review could change.")
    accepted = given.customer_accepted_on is not None
    if accepted and given.customer_accepted_on < given.decided_on:
        raise Unacceptable.of(customer_accepted_on="The customer can't accept before the decision.")
    follow = [_known_already(asked.at, given)] if accepted else []
    required = [{"kind": item.kind, "text": item.text, "amount_gbp": str(item.amount_gbp) if item.amount_gbp is not None else None}
                for item in given.required]

    def beside(events: list) -> None:
        Decision.objects.create(
            complaint=asked.complaint, event=events[0], decided_on=given.decided_on, outcome=given.outcome, required=required,
            accepted=True if accepted else None, we_were_told_on=given.we_were_told_on,
        )
    data = {"decided_on": given.decided_on.isoformat(), "outcome": given.outcome, "required": [item["kind"] for item in required],
            **({"on_review": given.on_review} if given.on_review else {})}
    said = ({"required": required} if required else {}) | {"ombudsman_reference": given.ombudsman_reference}
    return Prepared(data, said, follow, beside=beside)


def _known_already(at: datetime, given: shapes.RecordDecision) -> Entry:
    """An acceptance that came with the decision: an event of its own, one step of the version."""
    data = _answer(given.customer_accepted_on, given.we_were_told_on, accepted=True)
    return Entry("moved.record_acceptance", at, data | {"from": "ombudsman", "to": "ombudsman", "with_the_decision": True})


def _answer(on: date, told_on: date, *, accepted: bool) -> dict[str, Any]:
    if told_on < on:
        raise Unacceptable.of(we_were_told_on="We can't be told before the customer answered.")
    return {"accepted": accepted, "on": on.isoformat(), "we_were_told_on": told_on.isoformat()}


def record_acceptance(asked: Asked, given: shapes.RecordAcceptance) -> Prepared:
    closed = asked.complaint.stage == Stage.CLOSED
    if closed and not Decision.objects.filter(complaint=asked.complaint).exists():
        raise Conflict("This complaint was closed without a decision of the Ombudsman, so there is none to accept.", code="stage")
    decision = decision_of(asked.complaint)
    if closed and not given.accepted:
        raise Unacceptable.of(accepted="A closed complaint goes back to the Ombudsman's decision only when the customer accepted it.")
    within_its_life(asked, on=given.on, we_were_told_on=given.we_were_told_on)
    if given.on < decision.decided_on:
        raise Unacceptable.of(on=f"The decision was made on {words.long_day(decision.decided_on)}; the answer came after it.")

    def beside(events: list) -> None:
        Decision.objects.filter(pk=decision.pk).update(accepted=given.accepted, we_were_told_on=given.we_were_told_on)
    sets = {"stage_before": place_before(asked)} if closed else {}
    return Prepared(_answer(given.on, given.we_were_told_on, accepted=given.accepted), sets=sets, beside=beside)


def confirm_compliance(asked: Asked, given: shapes.ConfirmCompliance) -> Prepared:
    decision = decision_of(asked.complaint)
    if not decision.accepted:
        raise Unacceptable.of(done="Nothing is owed until we are told that the customer accepted the decision.")
    _each_once(given, {item.index for item in given.done}, decision.required)
    _proofs(asked, given)
    for item in given.done:
        within_its_life(asked, done=item.done_on)
    done = {item.index: {"done_on": item.done_on.isoformat(), **({"proof": item.proof} if item.proof else {})} for item in given.done}

    def beside(events: list) -> None:
        decision.required = [item | done[place] for place, item in enumerate(decision.required)]
        decision.save(update_fields=["required"])
    return Prepared({"done": [{"index": place, **how} for place, how in sorted(done.items())]}, beside=beside)


def _proofs(asked: Asked, given: shapes.ConfirmCompliance) -> None:
    """Each file that is named as a proof is a file of this complaint."""
    named = {item.proof for item in given.done if item.proof}
    known = set(StoredFile.objects.filter(complaint=asked.complaint, pk__in=named).values_list("pk", flat=True)) if named else set()
    for place, item in enumerate(given.done):
        if item.proof and item.proof not in known:
            raise Unacceptable.of(**{f"done__{place}__proof": "There is no such file on this complaint."})


def _each_once(given: shapes.ConfirmCompliance, done: set[int], required: list[dict[str, Any]]) -> None:
    """One day for each thing required, counted from 0, and nothing else."""
    missing = [item["text"][:60] for place, item in enumerate(required) if place not in done]
    if missing:
        raise Unacceptable.of(done=f"Give the day each required thing was done; missing: {'; '.join(missing)}.")
    if len(given.done) != len(required):
        raise Unacceptable.of(done=f"The decision requires {len(required)} things: give each once.")


def close_after_decision(asked: Asked, given: shapes.CloseAfterDecision) -> Prepared:
    if asked.imported:
        return Prepared({"because": given.because})
    decision = standing_decision(asked.complaint)
    if decision is None and given.because != "ombudsman_closed":
        decision = decision_of(asked.complaint)
    if decision and decision.accepted:
        raise Unacceptable.of(because="The customer accepted the decision: what it requires has to be done.")
    if given.because == "not_upheld" and decision.outcome != "not_upheld":
        raise Unacceptable.of(because="The decision on record did uphold the complaint, at least in part.")
    return Prepared({"because": given.because})
