"""Findings, payments and offers made through the services, for tests of the ledger. No assertion lives here."""

from datetime import datetime, timedelta
from typing import Any

from complaints.case.models import Complaint
from complaints.money import findings, ledger, offers, proposing
from complaints.money.models import Finding, Offer, Payment
from staff.models import Person
from tests.factories import AN_HOUR, MONDAY, make_complaint, make_person, op

DAY = timedelta(days=1)
NOW = MONDAY + AN_HOUR
# A visit on Friday 8 May 2026 to which nobody came: £40.00 by the law, £30.00 by the documents, to be paid by Friday 22 May.
MISSED_VISIT = {"slot_start": "2026-05-08T10:00", "slot_end": "2026-05-08T14:00", "attended_at": None}
# Off for 26 hours on 8 and 9 May; the distributor pays by Friday 22 May (10 working days from Friday 8 May 22:00, the limit's day).
OUTAGE = {"aware_at": "2026-05-08T10:00", "restored_at": "2026-05-09T12:00", "weather": "normal", "premises_affected": 40}


def a_case(**fields: Any) -> Complaint:
    return make_complaint(**({"licence": "supplier"} | fields))


def record(complaint: Complaint, code: str = "SUP-APPT-MISSED", *, by: Person | None = None, now: datetime = NOW, **more: Any) -> Finding:
    """A finding on the case, by the law unless said; `facts` those of a missed visit unless said."""
    body = {"op_id": op(), "code": code, "facts": MISSED_VISIT, "rulebook": "law", **more}
    answer = findings.record_finding(complaint.reference, body, by=by or make_person(), now=now)
    return Finding.objects.get(pk=answer.ids["finding"])


def a_payment(state: str = "proposed", *, code: str = "SUP-APPT-MISSED", now: datetime = NOW, **more: Any) -> Payment:
    """A payment of a standard, walked to that state an hour a move by people who may."""
    payment = record(more.pop("complaint", None) or a_case(), code, now=now, **more).payment
    for name in WALKS[state]:
        payment = do(payment, name, now=now + AN_HOUR)
    return fresh(payment)


WALKS = {"proposed": (), "approved": ("approve",), "held": ("hold",), "paid": ("approve", "pay"), "refused": ("refuse",)}
BODIES = {
    "approve": {}, "refuse": {"reason": "The customer was told in time."}, "hold": {"reason": "The customer says nobody rang."}, "release": {},
    "pay": {"method": "bank transfer", "paid_on": "2026-05-11"}, "received": {"received_on": "2026-05-11"},
}


def body(payment: Payment, name: str, **fields: Any) -> dict[str, Any]:
    return {"op_id": op(), "version": payment.version, **BODIES[name], **fields}


def do(payment: Payment, name: str, *, by: Person | None = None, now: datetime = NOW, **fields: Any) -> Payment:
    """Make the move; without `by` a new compliance officer does it, who may make every one."""
    ledger.move(payment.pk, name, body(payment, name, **fields), by=by or make_person("compliance_officer"), now=now)
    return fresh(payment)


def fresh(payment: Payment) -> Payment:
    return Payment.objects.select_related("complaint", "finding", "late_finding").get(pk=payment.pk)


def goodwill(complaint: Complaint, *, by: Person | None = None, **fields: Any) -> Payment:
    given = {"op_id": op(), "kind": "goodwill", "amount_gbp": "25.00", "why": "They waited in twice.", **fields}
    answer = proposing.propose_payment(complaint.reference, given, by=by or make_person(), now=NOW)
    return Payment.objects.get(pk=answer.ids["payment"])


def an_offer(complaint: Complaint, **fields: Any) -> Offer:
    given = {"text": "50 pounds and a new meter.", "made_on": "2026-05-11", "open_until": "2026-05-29", "if_ombudsman": "stays"}
    answer = offers.make_offer(complaint.reference, {"op_id": op()} | given | fields, by=make_person(), now=NOW)
    return Offer.objects.get(pk=answer.ids["offer"])


def through_us(**more: Any) -> Payment:
    """A network's payment that comes to the customer through us, the supplier."""
    return a_payment(code="EL-R5", facts=OUTAGE, rulebook="documents", route="via_supplier", **more)
