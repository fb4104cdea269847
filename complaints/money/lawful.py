"""A standard payment is not approved below the law's own sum: what the other rulebook owes on that day, where its row is checked."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from complaints.case.stages import COMPLIANCE
from complaints.money.assessing import finding_of
from complaints.money.models import Payment
from complaints.money.naming import pounds
from complaints.record.refusals import Forbidden, Refused, Unacceptable


def law_sum(payment: Payment, *, now: datetime) -> Decimal | None:
    """What the law owes for the facts of the payment's finding; None where it was worked out by the law, or no checked row covers it.
    For a customer of an incident it was worked out with the rest."""
    if payment.incident_customer:
        return payment.incident_customer.law_gbp
    finding = payment.finding
    if finding is None or finding.rulebook == "law":
        return None
    as_of = None if finding.facts.get("as_of") else finding.made_at.isoformat()
    try:
        other = finding_of(finding.code, finding.facts, now=now, rulebook=finding.rulebook, as_of=as_of).other
    except Refused:
        return None
    return other.amount if other is not None and other.rulebook == "law" else None


def below_law(payment: Payment, why: str, *, by: Any, now: datetime) -> Decimal | None:
    """The law's sum where this payment stays below it and a compliance officer said why; None where it does not. Raises otherwise."""
    owed = law_sum(payment, now=now)
    if owed is None or payment.amount_gbp >= owed:
        return None
    told = f"The law owes {pounds(owed)} here, and this payment is {pounds(payment.amount_gbp)}."
    if by.role != COMPLIANCE:
        raise Forbidden(f"{told} Only a compliance officer approves less, with a written reason.")
    if not why:
        raise Unacceptable.of(below_law_why=f"{told} Say why less is paid.")
    return owed
