"""Findings, payments and offers as the JSON API tells them: the contract's Finding and Payment, with what users need beside."""

from datetime import date, datetime
from typing import Any, Literal

from django.db.models import QuerySet
from ninja import Schema
from pydantic import ConfigDict

from complaints.money.models import Finding as FindingRow
from complaints.money.models import Offer as OfferRow
from complaints.money.models import Payment as PaymentRow
from complaints.money.moves import moves_of
from complaints.money.naming import plain
from complaints.money.offers import state_of
from complaints.record.described import day, stamp


class Payment(Schema):
    """`pay_by` is the last day to pay; what is paid is `total_gbp`: the sum and what was added because it was late."""

    id: int
    complaint: str | None
    kind: str
    code: str | None
    amount_gbp: str
    late_extra_gbp: str
    late_extra_due_on: date | None
    total_gbp: str
    state: str
    version: int
    pay_by: date | None
    failure_on: date | None
    proposed_by: str | None
    approver: str | None
    route: str
    method: str | None
    method_asked: str | None
    method_refused_why: str | None
    told_on: date | None
    told: str | None
    paid_on: date | None
    held_on: date | None
    to_ofgem_on: date | None
    determined_on: date | None
    received_on: date | None
    pass_on_by: date | None
    why: str
    refused_why: str
    below_law_why: str
    finding: int | None
    incident: int | None
    moves: list[str]


class Instalment(Schema):
    amount_gbp: str
    why: str


class FindingTold(Schema):
    """What can't be decided from the facts is null, with a sentence in `needs_judgement`. Some standards add fields of their own."""

    code: str
    rulebook: Literal["documents", "law"]
    version: str
    applies: bool
    breached: bool | None
    amount_gbp: str | None
    deadline: str | None
    failure_on: date | None
    payment_due_by: date | None
    claim_window_end: date | None
    claim_ok: bool | None
    exempt: str | None
    late_extra_gbp: str | None
    instalments: list[Instalment]
    needs_judgement: list[str]
    explanation: list[str]


class Finding(FindingTold):
    """The finding of the contract as it was made, with where it is kept and the payments it proposed."""

    model_config = ConfigDict(extra="allow")

    id: int
    complaint: str
    facts: dict[str, Any]
    made_by: str | None
    made_at: datetime
    replaced_by: int | None
    fell_at: datetime | None
    payments: list[Payment]


class Offer(Schema):
    id: int
    complaint: str
    text: str
    amount_gbp: str | None
    made_on: date
    open_until: date | None
    if_ombudsman: str
    state: str
    version: int
    made_by: str | None
    answered_on: date | None


def payments() -> QuerySet[PaymentRow]:
    """With all that `payment` reads."""
    return PaymentRow.objects.select_related("complaint", "finding", "proposed_by", "approver")


def payment(row: PaymentRow, person: Any) -> dict[str, Any]:
    """`row` from `payments`; `moves` are those that this person may make now."""
    return {
        "id": row.pk, "complaint": row.complaint.reference if row.complaint else None, "kind": row.kind, "code": row.code or None,
        "amount_gbp": plain(row.amount_gbp), "late_extra_gbp": plain(row.late_extra_gbp), "late_extra_due_on": day(row.late_extra_due_on),
        "total_gbp": plain(row.amount_gbp + row.late_extra_gbp), "state": row.state, "version": row.version, "pay_by": day(row.due_on),
        "failure_on": day(row.failure_on), "proposed_by": _name(row.proposed_by), "approver": _name(row.approver), "route": row.route,
        "method": row.method or None, "method_asked": row.method_asked or None, "method_refused_why": row.method_refused_why or None,
        "told_on": day(row.told_on), "told": row.told or None, "paid_on": day(row.paid_on), "held_on": day(row.held_on),
        "to_ofgem_on": day(row.to_ofgem_on), "determined_on": day(row.determined_on), "received_on": day(row.received_on),
        "pass_on_by": day(row.pass_on_due_on), "why": row.why, "refused_why": row.refused_why, "below_law_why": row.below_law_why,
        "finding": row.finding_id, "incident": row.incident_id, "moves": moves_of(row, person),
    }


def _name(person: Any) -> str | None:
    return person.username if person else None


def findings() -> QuerySet[FindingRow]:
    """With all that `finding` reads."""
    return FindingRow.objects.select_related("complaint", "made_by", "payment__complaint", "payment__proposed_by", "payment__approver")


def finding(row: FindingRow, person: Any) -> dict[str, Any]:
    """`row` from `findings`."""
    own = getattr(row, "payment", None)
    return row.answer | {
        "id": row.pk, "complaint": row.complaint.reference, "facts": row.facts, "made_by": _name(row.made_by), "made_at": stamp(row.made_at),
        "replaced_by": row.replaced_by_id, "fell_at": stamp(row.fell_at), "payments": [payment(own, person)] if own else [],
    }


def offer(row: OfferRow, today: date) -> dict[str, Any]:
    """`row` with `complaint` and `made_by` loaded."""
    return {
        "id": row.pk, "complaint": row.complaint.reference, "text": row.text, "amount_gbp": plain(row.amount_gbp), "made_on": day(row.made_on),
        "open_until": day(row.closes_on), "if_ombudsman": row.if_ombudsman, "state": state_of(row, today), "version": row.version,
        "made_by": _name(row.made_by), "answered_on": day(row.answered_on),
    }
