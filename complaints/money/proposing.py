"""Proposing a payment: its row, its events and the name of its clock. The caller holds the lock and writes the events."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from complaints.case.models import Complaint
from complaints.case.services import body_of, called
from complaints.money import keeping
from complaints.money.models import Finding, Payment
from complaints.money.shapes import PaymentIn
from complaints.record.entries import Entry
from complaints.record.operations import Answer, Call, require
from complaints.record.parsing import parse
from complaints.record.services import last_link
from workdays import london

IN_DISPUTE = "in dispute"


@dataclass(frozen=True)
class Proposal:
    """What is to be paid and why. `started_on` is where the time to pay counts from; `on_hold`: a dispute suspends it from the first."""

    kind: str
    amount_gbp: Decimal
    code: str = ""
    why: str = ""
    finding: Finding | None = None
    due_on: date | None = None
    failure_on: date | None = None
    started_on: date | None = None
    route: str = "direct"
    method_asked: str = ""
    on_hold: bool = False


@dataclass
class Proposed:
    """The row, the events to append, and what the clock that they start is called, by its key."""

    payment: Payment
    entries: list[Entry] = field(default_factory=list)
    what: Mapping[str, str] = field(default_factory=dict)


def propose(proposal: Proposal | None, complaint: Complaint | None, *, by: Any, now: datetime, behind: int = 0) -> Proposed | None:
    """Save the row; `behind` is how many events are appended before its own. None for no proposal."""
    if proposal is None:
        return None
    today = london.day_of(now)
    payment = Payment.objects.create(
        complaint=complaint, finding=proposal.finding, job=proposal.finding.job if proposal.finding else None, kind=proposal.kind,
        code=proposal.code, why=proposal.why,
        amount_gbp=proposal.amount_gbp, due_on=proposal.due_on, failure_on=proposal.failure_on, route=proposal.route,
        method_asked=proposal.method_asked, proposed_by=by, proposed_at=now, state="held" if proposal.on_hold else "proposed",
        held_on=today if proposal.on_hold else None, held_why=IN_DISPUTE if proposal.on_hold else "",
        source_seq=last_link(complaint)[0] + behind + 1 if proposal.due_on and complaint else 0,
    )
    proposed = Proposed(payment, [_entry(payment, proposal, now)])
    if proposal.due_on:
        proposed.what = {keeping.clock_key(payment): keeping.words_of_clock(payment)}
    if proposal.on_hold:
        proposed.entries.append(keeping.entry(payment, "held", now, {"held_on": today.isoformat(), "why": IN_DISPUTE}))
    return proposed


def _entry(payment: Payment, proposal: Proposal, now: datetime) -> Entry:
    data = {"due_on": keeping.iso(proposal.due_on), "started_on": keeping.iso(proposal.started_on), "route": payment.route,
            "finding": payment.finding_id}
    return keeping.entry(payment, "proposed", now, data, {"why": proposal.why} if proposal.why else None)


def propose_payment(reference: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`POST …/payments`: goodwill, a refund, a loss or an award; answers 201. It never lessens what a standard owes."""
    def do(complaint: Complaint, call: Call) -> dict[str, Any]:
        require(call)
        asked = parse(PaymentIn, body_of(given))
        proposal = Proposal(asked.kind, asked.amount_gbp, why=asked.why, method_asked=asked.method_asked)
        made = propose(proposal, complaint, by=by, now=now)
        keeping.tell(complaint, made.entries, by=by, now=now, because="proposed")
        return keeping.answer_of(made.payment)
    return called(reference, "payments", given, by, now, do, status=201)
