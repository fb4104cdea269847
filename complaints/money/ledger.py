"""The moves of a payment: approved by another person, paid, held while a supplier's payment is disputed, released, refused.

Each is one transaction under the locks of the complaint and the payment, spends one op_id, and is refused with a sentence in the
contract's order: 404, 403, version, state, 403, fields. A payment that was paid or refused never changes.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from complaints.case.services import body_of
from complaints.clocks import words
from complaints.clocks.paying import due_after_hold
from complaints.money import accruing, keeping, lawful, passing_on
from complaints.money.models import Payment
from complaints.money.moves import MOVES, OWN_PROPOSAL, PaymentMove, comes_through_us, not_fitting, refusal_of_role, refusal_of_state
from complaints.money.naming import plain
from complaints.money.proposing import IN_DISPUTE
from complaints.money.shapes import SHAPES, Approve, Hold, Pay, Received, Refuse, Release
from complaints.record.entries import Entry
from complaints.record.operations import Answer, Call, once, require
from complaints.record.parsing import parse
from complaints.record.refusals import Conflict, Forbidden, Unacceptable, Unknown
from complaints.record.services import last_link
from complaints.rules.sums import standards_tables
from workdays import london

NO_SUCH_MOVE = "There is no such move of a payment."


def move(payment_id: int, name: str, given: Mapping[str, Any], *, by: Any, now: datetime, reference: str | None = None) -> Answer:
    """One move of a payment, by its name in the contract. Answers its id, state and version. `reference`: of its complaint, where the
    address names one."""
    call = Call(given.get("op_id"), by, f"payments/{payment_id}/moves/{name}", given)

    def do() -> dict[str, Any]:
        payment = keeping.locked(payment_id, call, reference=reference)
        if name not in MOVES:
            raise Unknown(NO_SUCH_MOVE)
        permit(MOVES[name], payment, by, given.get("version"))
        require(call)
        keeping.need_version(given.get("version"), "payment")
        DO[name](payment, parse(SHAPES[name], body_of(given)), by=by, now=now)
        return keeping.answer_of(payment)
    return once(call, do, now=now)


def permit(chosen: PaymentMove, payment: Payment, by: Any, seen: object) -> None:
    """403 for a role that may never, 409 for version and state, 403 for one's own proposal, 422 where the move has no meaning for it."""
    if by.role not in chosen.who:
        raise Forbidden(refusal_of_role(chosen))
    keeping.check_version(payment, seen, "payment")
    if payment.state not in chosen.sources:
        raise Conflict(refusal_of_state(chosen, payment.state), code="stage")
    if chosen.name == "approve" and payment.proposed_by_id == by.pk:
        raise Forbidden(OWN_PROPOSAL)
    if sentence := not_fitting(chosen.name, payment):
        raise Unacceptable(sentence, code="not_fitting")


def _tell(payment: Payment, entries: list[Entry], *, by: Any, now: datetime, because: str, **more: Any) -> list:
    return keeping.tell(payment.complaint, entries, by=by, now=now, because=because, **more)


def _approve(payment: Payment, given: Approve, *, by: Any, now: datetime) -> None:
    below = lawful.below_law(payment, given.below_law_why, by=by, now=now)
    why = {"below_law_why": given.below_law_why, "below_law_by": by} if below else {}
    keeping.keep(payment, state="approved", approver=by, approved_at=now, **why)
    data = {"below_law": True, "law_gbp": plain(below)} if below else {}
    _tell(payment, [keeping.entry(payment, "approved", now, data, {"why": given.below_law_why} if below else None)], by=by, now=now,
          because="approved")


def _refuse(payment: Payment, given: Refuse, *, by: Any, now: datetime) -> None:
    accruing.fall([payment], now=now)
    keeping.keep(payment, state="refused", refused_why=given.reason, refused_at=now, held_on=None)
    _tell(payment, [keeping.entry(payment, "refused", now, {}, {"reason": given.reason})], by=by, now=now, because="the payment was refused")


def _hold(payment: Payment, given: Hold, *, by: Any, now: datetime) -> None:
    today = london.day_of(now)
    _days(payment, today, to_ofgem_on=given.to_ofgem_on)
    keeping.keep(payment, state="held", held_on=today, held_why=given.reason, to_ofgem_on=given.to_ofgem_on or payment.to_ofgem_on)
    entry = keeping.entry(payment, "held", now, {"held_on": today.isoformat(), "why": IN_DISPUTE, "to_ofgem_on": keeping.iso(given.to_ofgem_on)},
                          {"reason": given.reason})
    _tell(payment, [entry], by=by, now=now, because="in dispute")


def _release(payment: Payment, given: Release, *, by: Any, now: datetime) -> None:
    """Back to where it was; its clock goes on with the days that were left."""
    today = london.day_of(now)
    _days(payment, today, to_ofgem_on=given.to_ofgem_on, determined_on=given.determined_on)
    held_on, due_on = payment.held_on, payment.due_on
    if due_on:
        due_on = due_after_hold(due_on, held_on, today, keeping.calendar_of(payment))
    keeping.keep(
        payment, state="approved" if payment.approver_id else "proposed", held_on=None, due_on=due_on,
        to_ofgem_on=given.to_ofgem_on or payment.to_ofgem_on, determined_on=given.determined_on or payment.determined_on,
    )
    data = {"released_on": today.isoformat(), "held_on": keeping.iso(held_on), "due_on": keeping.iso(due_on),
            "determined_on": keeping.iso(given.determined_on)}
    _tell(payment, [keeping.entry(payment, "released", now, data)], by=by, now=now, because="the clock stood still while it was in dispute")


def _days(payment: Payment, today: date, **given: date | None) -> None:
    for name, day in given.items():
        if day is not None and not _earliest(payment) <= day <= today:
            raise Unacceptable.of(**{name: f"Give a day from {words.long_day(_earliest(payment))} to today."})


def _earliest(payment: Payment) -> date:
    """Nothing is paid or disputed before the failure; without one, before the complaint was received or the payment proposed."""
    if payment.failure_on:
        return payment.failure_on
    return london.day_of(payment.complaint.received_at if payment.complaint else payment.proposed_at)


def _received(payment: Payment, given: Received, *, by: Any, now: datetime) -> None:
    _days(payment, london.day_of(now), received_on=given.received_on)
    entries = _late_entries(payment, given.received_on, now)
    by_day = passing_on.pass_on_by(payment, given.received_on, now)
    keeping.keep(payment, received_on=given.received_on, pass_on_due_on=by_day)
    data = {"received_on": given.received_on.isoformat(), "pass_on_by": by_day.isoformat()}
    entries.append(keeping.entry(payment, "received", now, data))
    what = {f"standard_payment:{last_link(payment.complaint)[0] + len(entries)}": f"Pass on: {keeping.words_of_clock(payment)}"}
    passing_on.started(payment, _tell(payment, entries, by=by, now=now, because="the network’s money reached us", what=what))


def _late_entries(payment: Payment, on: date, now: datetime) -> list[Entry]:
    """What is owed once more where that day is late and no sweep has seen it yet; what is not, where a sweep came before the record of
    a day in time."""
    if payment.kind != "standard" or payment.due_on is None or payment.received_on:
        return []
    if on <= payment.due_on:
        return _taken_back(payment, now)
    if payment.late_since_on:
        return []
    finding = accruing.accrue(payment, standards_tables(), now=now, known=accruing.by_hand([payment]))
    if finding is None:
        return []
    finding.save()
    payment.late_finding = finding
    return [accruing.entry_of(payment, now=now)]


def _taken_back(payment: Payment, now: datetime) -> list[Entry]:
    extra = payment.late_extra_gbp
    accruing.take_back([payment], now=now)
    return [keeping.entry(payment, "late_extra_fell", now, {"late_extra_gbp": plain(extra), "due_on": keeping.iso(payment.due_on)})] if extra else []


def _pay(payment: Payment, given: Pay, *, by: Any, now: datetime) -> None:
    _days(payment, london.day_of(now), paid_on=given.paid_on, told_on=given.told_on)
    _by_the_method_asked(payment, given)
    _after_receipt(payment, given)
    entries = _late_entries(payment, given.paid_on, now)
    told = {"told_on": given.told_on, "told": given.told or "customer"} if given.told_on else {}
    keeping.keep(payment, state="paid", method=given.method, paid_on=given.paid_on, method_refused_why=given.method_refused_why, **told)
    said = {"why": given.method_refused_why} if given.method_refused_why else None
    entries.append(keeping.entry(payment, "paid", now, {"paid_on": given.paid_on.isoformat(), "method": given.method}, said))
    if told:
        entries.append(keeping.entry(payment, "told", now, {"told_on": given.told_on.isoformat(), "told": payment.told}))
    _tell(payment, entries, by=by, now=now, because="paid")
    passing_on.check(payment, by=by, now=now)


def _by_the_method_asked(payment: Payment, given: Pay) -> None:
    """The customer's way to be paid is taken unless it is unreasonable, and then it is said why."""
    asked = payment.method_asked.strip().casefold()
    if asked and asked != given.method.strip().casefold() and not given.method_refused_why:
        raise Unacceptable.of(method_refused_why=f"The customer asked to be paid by {payment.method_asked}. Say why that is unreasonable.")


def _after_receipt(payment: Payment, given: Pay) -> None:
    if not comes_through_us(payment):
        return
    if payment.received_on is None:
        raise Unacceptable.of(paid_on="Record first when the network’s money reached us: it is passed on, not paid by us.")
    if given.paid_on < payment.received_on:
        raise Unacceptable.of(paid_on=f"The network’s money reached us on {words.long_day(payment.received_on)}. Give a day from then on.")


DO = {"approve": _approve, "refuse": _refuse, "hold": _hold, "release": _release, "pay": _pay, "received": _received}
assert set(DO) == set(MOVES) == set(SHAPES)
