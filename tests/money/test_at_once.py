"""Two people on one payment at once, two sweeps at once: what happens happens once."""

from datetime import timedelta
from decimal import Decimal

from complaints.money import accruing, ledger, offers
from complaints.money.findings import record_finding
from complaints.money.models import Finding, Offer, Payment
from complaints.record.models import Event
from complaints.record.operations import Answer
from complaints.record.refusals import Conflict
from complaints.record.verifying import verify
from tests.factories import MONDAY, make_person, op
from tests.money.cases import MISSED_VISIT, NOW, a_case, a_payment, an_offer, body, do
from tests.record.test_operations import at_once

AFTER = MONDAY + timedelta(days=12)


def move(payment, name, person, **fields):
    given = body(payment, name, **fields)
    return lambda: ledger.move(payment.pk, name, given, by=person, now=NOW)


def test_of_six_people_who_approve_at_once_one_does(real_db):
    payment, people = a_payment(), [make_person("senior_manager") for _ in range(6)]
    told = at_once([move(payment, "approve", person) for person in people])
    assert sum(isinstance(outcome, Answer) for outcome in told) == 1, told
    assert {outcome.code for outcome in told if isinstance(outcome, Conflict)} == {"stale_version"}
    assert Event.objects.filter(kind="payment.approved").count() == 1 and Payment.objects.get().version == 2 and verify().broken is None


def test_approved_and_refused_at_once_it_is_one_of_both(real_db):
    payment, people = a_payment(), [make_person("compliance_officer") for _ in range(4)]
    told = at_once([move(payment, name, person) for name, person in zip(["approve", "refuse", "hold", "approve"], people, strict=True)])
    assert sum(isinstance(outcome, Answer) for outcome in told) == 1
    assert Event.objects.filter(kind__in=["payment.approved", "payment.refused", "payment.held"]).count() == 1 and verify().broken is None


def test_the_same_failure_recorded_by_four_at_once_proposes_one_payment(real_db):
    complaint, people = a_case(), [make_person() for _ in range(4)]
    bodies = [{"op_id": op(), "code": "SUP-APPT-MISSED", "facts": MISSED_VISIT, "rulebook": "law"} for _ in people]
    told = at_once([lambda given=given, person=person: record_finding(complaint.reference, given, by=person, now=NOW)
                    for given, person in zip(bodies, people, strict=True)])
    assert all(isinstance(outcome, Answer) for outcome in told), told
    assert Payment.objects.filter(state="proposed").count() == Finding.objects.filter(replaced_by=None).count() == 1
    assert Payment.objects.count() == 4 and verify().broken is None


def test_sweeps_at_once_add_what_is_late_once(real_db):
    payments = [do(a_payment(), "approve") for _ in range(6)]
    told = at_once([lambda: accruing.accrue_due(now=AFTER) for _ in range(4)])
    accruing.accrue_due(now=AFTER)
    assert not [outcome for outcome in told if isinstance(outcome, Exception)], told
    assert set(Payment.objects.values_list("late_extra_gbp", flat=True)) == {Decimal("40.00")}
    assert Event.objects.filter(kind="payment.late_extra").count() == len(payments) and verify().broken is None


def test_paid_late_while_it_is_swept_it_costs_more_once(real_db):
    payment = do(a_payment(), "approve")
    given = body(payment, "pay", paid_on="2026-05-23")
    at_once([lambda: ledger.move(payment.pk, "pay", given, by=make_person(), now=AFTER), *[lambda: accruing.accrue_due(now=AFTER)] * 3])
    assert Finding.objects.filter(code="SUP-GS-PAYMENT-LATE").count() == 1 and verify().broken is None
    assert Payment.objects.get().late_extra_gbp == 40


def test_an_offer_runs_out_once(real_db):
    offer = an_offer(a_case())
    at_once([lambda: offers.lapse_due(now=MONDAY + timedelta(days=19)) for _ in range(4)])
    offers.lapse_due(now=MONDAY + timedelta(days=19))
    assert Offer.objects.get(pk=offer.pk).state == "lapsed" and Event.objects.filter(kind="offer.lapsed").count() == 1
