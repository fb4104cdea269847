"""Calls on the money of a complaint: findings, payments and their moves, offers. Each calls one service."""

from typing import Any

from django.http import HttpResponse
from ninja import Router, Schema

from complaints.case.opening import on_case, opened
from complaints.case.reading import visible
from complaints.money import described, findings, keeping, ledger, offers, proposing
from complaints.money.described import Finding, Offer, Payment
from complaints.money.models import Offer as OfferRow
from complaints.money.shapes import OFFER_SHAPES, SHAPES, FindingIn, OfferIn, PaymentIn
from complaints.record.calling import Asked, answer, call, number, replayable
from complaints.record.documented import READS, WRITES, any_of, gives, query, takes
from complaints.record.operations import Answer
from complaints.record.paging import PageQuery, page
from workdays import london

router = Router(tags=["money"])


class Findings(Schema):
    items: list[Finding]
    next: str | None


class Payments(Schema):
    items: list[Payment]
    next: str | None


class Offers(Schema):
    items: list[Offer]
    next: str | None


def may_see(asked: Asked, done: Answer) -> bool:
    """Whoever may no longer see the complaint is told the numbers of a replay and no more."""
    return visible(asked.person).filter(pk=replayable(done.ids, "complaint")).exists()


def marks(done: Answer) -> dict[str, Any]:
    """The version and state of the first answer."""
    return {name: done.ids[name] for name in ("version", "state") if name in done.ids}


@router.post("/complaints/{reference}/findings", response=gives(Finding, status=201, refuses=WRITES), openapi_extra=takes(FindingIn))
@call
@on_case
def record_finding(asked: Asked, reference: str) -> HttpResponse:
    """Assess a guaranteed standard on the case and keep the finding with the payment it proposes."""
    done = findings.record_finding(reference, asked.given, by=asked.person, now=asked.now)
    key = replayable(done.ids, "finding")
    body = described.finding(described.findings().get(pk=key), asked.person) if may_see(asked, done) else {"id": key}
    return answer(body, done.status)


@router.get("/complaints/{reference}/findings", response=gives(Findings, refuses=READS), openapi_extra=query(PageQuery))
@call
@on_case
def list_findings(asked: Asked, reference: str) -> HttpResponse:
    """Its findings, oldest first; `replaced_by` names a later one on the same failure."""
    complaint = opened(asked, reference, "findings")
    rows = described.findings().filter(complaint=complaint)
    return answer(page(asked.request, rows, lambda row: described.finding(row, asked.person)))


def payment_told(asked: Asked, done: Answer) -> HttpResponse:
    key = replayable(done.ids, "payment")
    body = described.payment(described.payments().get(pk=key), asked.person) if may_see(asked, done) else {"id": key}
    return answer({**body, **marks(done)}, done.status)


@router.post("/complaints/{reference}/payments", response=gives(Payment, status=201, refuses=WRITES), openapi_extra=takes(PaymentIn))
@call
@on_case
def propose_payment(asked: Asked, reference: str) -> HttpResponse:
    """Propose goodwill, a refund, a loss or an award. It never lessens what a standard owes."""
    return payment_told(asked, proposing.propose_payment(reference, asked.given, by=asked.person, now=asked.now))


@router.get("/complaints/{reference}/payments", response=gives(Payments, refuses=READS), openapi_extra=query(PageQuery))
@call
@on_case
def list_payments(asked: Asked, reference: str) -> HttpResponse:
    """Its payments, oldest first."""
    complaint = opened(asked, reference, "payments")
    rows = described.payments().filter(complaint=complaint)
    return answer(page(asked.request, rows, lambda row: described.payment(row, asked.person)))


@router.post("/complaints/{reference}/payments/{payment}/moves/{move}", response=gives(Payment, refuses=WRITES), openapi_extra=any_of(SHAPES))
@call
@on_case
def move_payment(asked: Asked, reference: str, payment: str, move: str) -> HttpResponse:
    """Approve, refuse, hold, release, pay; received: a network's money that comes through us."""
    done = ledger.move(number(payment, keeping.NO_SUCH), move, asked.given, by=asked.person, now=asked.now, reference=reference)
    return payment_told(asked, done)


def offer_told(asked: Asked, done: Answer) -> HttpResponse:
    key = replayable(done.ids, "offer")
    row = OfferRow.objects.select_related("complaint", "made_by").get(pk=key)
    body = described.offer(row, london.day_of(asked.now)) if may_see(asked, done) else {"id": key}
    return answer({**body, **marks(done)}, done.status)


@router.post("/complaints/{reference}/offers", response=gives(Offer, status=201, refuses=WRITES), openapi_extra=takes(OfferIn))
@call
@on_case
def make_offer(asked: Asked, reference: str) -> HttpResponse:
    """An offer to settle the complaint, with the last day on which it can be accepted."""
    return offer_told(asked, offers.make_offer(reference, asked.given, by=asked.person, now=asked.now))


@router.get("/complaints/{reference}/offers", response=gives(Offers, refuses=READS), openapi_extra=query(PageQuery))
@call
@on_case
def list_offers(asked: Asked, reference: str) -> HttpResponse:
    """Its offers, oldest first, those made with a deadlock among them."""
    complaint, today = opened(asked, reference, "offers"), london.day_of(asked.now)
    rows = OfferRow.objects.select_related("complaint", "made_by").filter(complaint=complaint)
    return answer(page(asked.request, rows, lambda row: described.offer(row, today)))


@router.post("/complaints/{reference}/offers/{offer}/moves/{move}", response=gives(Offer, refuses=WRITES), openapi_extra=any_of(OFFER_SHAPES))
@call
@on_case
def move_offer(asked: Asked, reference: str, offer: str, move: str) -> HttpResponse:
    """Accept or refuse: the customer's answer."""
    done = offers.move(reference, number(offer, offers.NO_SUCH), move, asked.given, by=asked.person, now=asked.now)
    return offer_told(asked, done)
