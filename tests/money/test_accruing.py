"""What paying late costs once more: added by itself, once, whoever sweeps; and our own clock for passing a network's money on."""

from datetime import date
from decimal import Decimal

import pytest

from complaints.alerts.models import Alert
from complaints.alerts.sweep import sweep
from complaints.money import accruing, passing_on
from complaints.money.models import Finding, Incident, IncidentCustomer, Payment
from complaints.record.models import Event
from complaints.record.refusals import Refused
from complaints.record.verifying import verify
from tests.factories import MONDAY, make_person
from tests.money.cases import DAY, NOW, OUTAGE, a_case, a_payment, do, fresh, goodwill, record, through_us

pytestmark = pytest.mark.django_db
ON_DAY, AFTER = MONDAY + 11 * DAY, MONDAY + 12 * DAY  # Friday 22 May is the last day to pay; Saturday is late
JOB = {"agreed_on": "2026-04-01", "completed_on": "2026-04-08", "varied_to": None, "job_completed_on": "2026-05-08"}
GAS = {"interrupted_at": "2026-05-05T10:00", "restored_at": "2026-05-08T12:00", "annual_consumption_kwh": None}


def test_on_the_last_day_nothing_is_added():
    payment = a_payment("approved")
    sweep(now=ON_DAY)
    assert fresh(payment).late_extra_gbp == 0 and fresh(payment).late_since_on is None


@pytest.mark.parametrize("state", ["proposed", "approved"])
def test_the_day_after_a_supplier_owes_once_more_with_a_day_of_its_own(state):
    payment = a_payment(state)
    sweep(now=AFTER)
    late = fresh(payment)
    assert (late.late_extra_gbp, late.late_extra_due_on, late.late_since_on) == (Decimal("40.00"), date(2026, 6, 8), date(2026, 5, 23))
    assert (late.late_finding.code, late.late_finding.amount_gbp, late.late_finding.counted_on) == ("SUP-GS-PAYMENT-LATE", 40, date(2026, 5, 22))
    event = Event.objects.get(complaint=payment.complaint, kind="payment.late_extra")
    assert event.data["late_extra_gbp"] == "40.00" and event.by is None


def test_what_is_late_by_law_costs_what_the_law_says_on_the_day_that_passed():
    """Failed on 20 December 2024 for £30; its last day to pay, 8 January 2025, lies after the rise to £40."""
    facts = {"slot_start": "2024-12-20T10:00", "slot_end": "2024-12-20T14:00", "attended_at": None}
    payment = a_payment("approved", facts=facts)
    accruing.accrue_due(now=NOW)
    assert (payment.amount_gbp, payment.due_on) == (Decimal("30.00"), date(2025, 1, 8))
    assert fresh(payment).late_extra_gbp == Decimal("40.00")


@pytest.mark.parametrize(("code", "facts", "extra", "amount"), [
    ("EL-R5", OUTAGE, "EL-R19", "30.00"), ("ELC-COMPLETE-HV", JOB, "ELC-NOTIFY", "65.00"), ("GAS-GS1", GAS, "GAS-GS12", "20.00"),
])
def test_each_network_owes_its_own_sum_without_a_day(code, facts, extra, amount):
    payment = a_payment("proposed", code=code, facts=facts, rulebook="documents", complaint=a_case(licence="electricity_distributor"))
    accruing.accrue_due(now=MONDAY + 60 * DAY)
    late = fresh(payment)
    assert (late.late_extra_gbp, late.late_finding.code, late.late_extra_due_on) == (Decimal(amount), extra, None)


def test_severe_weather_has_no_day_and_costs_nothing_more():
    facts = {"event_type": "other", "fault_multiple": "9", "very_large_event": False, "prescribed_hours": None, "aware_at": "2026-05-08T10:00",
             "restored_at": "2026-05-10T12:00"}
    payment = a_payment(code="EL-R7", facts=facts, rulebook="documents", complaint=a_case(licence="electricity_distributor"))
    accruing.accrue_due(now=MONDAY + 90 * DAY)
    assert payment.due_on is None and fresh(payment).late_extra_gbp == 0


def test_many_sweeps_add_it_once():
    payments = [a_payment("approved") for _ in range(3)]
    for days in (12, 12, 13, 40):
        sweep(now=MONDAY + days * DAY)
    assert {fresh(payment).late_extra_gbp for payment in payments} == {Decimal("40.00")}
    assert Finding.objects.filter(code="SUP-GS-PAYMENT-LATE").count() == Event.objects.filter(kind="payment.late_extra").count() == 3
    assert verify().broken is None


def test_batches_leave_nothing_out():
    for _ in range(5):
        a_payment()
    assert accruing.accrue_due(now=AFTER, limit=2) == 5 and accruing.accrue_due(now=AFTER, limit=2) == 0


@pytest.mark.parametrize("state", ["held", "paid", "refused"])
def test_what_is_held_or_has_ended_costs_nothing_more(state):
    payment = a_payment(state)
    sweep(now=MONDAY + 60 * DAY)
    assert fresh(payment).late_extra_gbp == 0
    if state == "held":
        assert not Alert.objects.filter(deadline__kind="standard_payment").exists()


def test_goodwill_is_never_late():
    payment = goodwill(a_case())
    sweep(now=MONDAY + 400 * DAY)
    assert fresh(payment).late_extra_gbp == 0


def test_paid_late_before_any_sweep_adds_it_too():
    payment = do(a_payment("approved"), "pay", now=AFTER + 3 * DAY, paid_on="2026-05-26")
    assert payment.late_extra_gbp == 40 and payment.late_finding.code == "SUP-GS-PAYMENT-LATE" and payment.state == "paid"
    sweep(now=AFTER + 4 * DAY)
    assert Finding.objects.filter(code="SUP-GS-PAYMENT-LATE").count() == 1


def test_paid_in_time_and_recorded_late_costs_nothing_where_no_sweep_came_between():
    payment = do(a_payment("approved"), "pay", now=AFTER + 3 * DAY, paid_on="2026-05-22")
    assert payment.late_extra_gbp == 0
    assert payment.complaint.deadlines.get(kind="standard_payment").met_at.date() == date(2026, 5, 22)


def test_refused_after_all_it_was_not_paid_late():
    payment = a_payment("approved")
    sweep(now=AFTER)
    do(payment := fresh(payment), "refuse")
    assert not Finding.objects.get(code="SUP-GS-PAYMENT-LATE").is_counted


def test_paid_in_time_and_recorded_after_a_sweep_costs_nothing_more():
    payment = a_payment("approved")
    sweep(now=AFTER)
    payment = do(fresh(payment), "pay", now=AFTER + 3 * DAY, paid_on="2026-05-22")
    assert (payment.late_extra_gbp, payment.late_extra_due_on, payment.late_finding.is_counted) == (0, None, False)
    told = Event.objects.get(complaint=payment.complaint, kind="payment.late_extra_fell")
    assert told.data["late_extra_gbp"] == "40.00" and verify().broken is None


def test_worked_out_anew_it_is_late_once():
    complaint = a_case()
    record(complaint, rulebook="documents")
    sweep(now=AFTER)
    record(complaint, now=AFTER)
    sweep(now=AFTER + DAY)
    assert [found.is_counted for found in Finding.objects.filter(code="SUP-GS-PAYMENT-LATE").order_by("pk")] == [False, True]
    assert [payment.late_extra_gbp for payment in Payment.objects.order_by("pk")] == [30, 40]


def late_by_hand(complaint, **more):
    facts = {"original_failure_on": "2026-05-08", "paid_on": None}
    return record(complaint, "SUP-GS-PAYMENT-LATE", facts=facts, now=AFTER, **more)


def test_lateness_that_a_person_recorded_is_not_added_again():
    complaint = a_case()
    payment = record(complaint).payment
    own = late_by_hand(complaint).payment
    sweep(now=AFTER)
    assert own.amount_gbp == 40 and fresh(payment).late_extra_gbp == 0 and fresh(payment).late_since_on


METER = {"contacted_on": "2026-04-30", "assessed_on": None, "supply_lost": False}


def test_two_payments_of_one_day_are_each_late_and_one_of_them_by_hand():
    complaint = a_case()
    first, second = record(complaint).payment, record(complaint, "SUP-METER-ASSESS", facts=METER).payment
    assert first.due_on == second.due_on
    late_by_hand(complaint)
    sweep(now=AFTER)
    assert sorted(fresh(payment).late_extra_gbp for payment in (first, second)) == [0, 40]


def test_two_payments_of_one_day_are_each_late_whoever_notices_which():
    complaint = a_case()
    first, second = record(complaint).payment, record(complaint, "SUP-METER-ASSESS", facts=METER).payment
    do(do(first, "approve"), "pay", now=AFTER, paid_on="2026-05-23")
    sweep(now=AFTER)
    assert [fresh(payment).late_extra_gbp for payment in (first, second)] == [40, 40]


def test_lateness_that_was_added_is_not_recorded_again_by_hand():
    complaint = a_case()
    record(complaint)
    sweep(now=AFTER)
    with pytest.raises(Refused) as caught:
        late_by_hand(complaint)
    assert caught.value.code == "decided" and "It is owed once." in caught.value.sentence


def an_incident(customers: int) -> Incident:
    person = make_person()
    incident = Incident.objects.create(name="Storm", kind="storm", code="EL-R5", rulebook="documents", nation="england", made_by=person, made_at=NOW)
    version = record(a_case(licence="electricity_distributor"), "EL-R5", facts=OUTAGE, rulebook="documents").version
    rows = IncidentCustomer.objects.bulk_create(
        IncidentCustomer(incident=incident, line=n, account=f"A{n}", customer_type="domestic", code="EL-R5", version=version, applies=True)
        for n in range(customers))
    Payment.objects.bulk_create(
        Payment(incident=incident, incident_customer=row, kind="standard", code="EL-R5", amount_gbp=75, due_on=date(2026, 5, 22), proposed_at=NOW)
        for row in rows)
    return incident


def test_many_late_payments_read_the_rows_of_the_rules_once(django_assert_max_num_queries):
    an_incident(60)
    with django_assert_max_num_queries(30):
        accruing.accrue_due(now=AFTER)


def test_the_lateness_of_an_incidents_refused_payment_falls():
    payment = an_incident(1).payments.get()
    accruing.accrue_due(now=AFTER)
    do(fresh(payment), "refuse")
    assert not fresh(payment).late_finding.is_counted


def test_an_incident_is_told_by_one_event_for_all_its_customers():
    incident = an_incident(30)
    sweep(now=AFTER)
    sweep(now=AFTER)
    rows = Payment.objects.filter(incident=incident)
    assert {row.late_extra_gbp for row in rows} == {Decimal("30.00")} and rows.exclude(late_finding=None).count() == 30
    event = Event.objects.get(complaint=None, kind="payment.late_extra")
    assert (event.data["payments"], event.data["late_extra_gbp"], event.data["incident"]) == (30, "900.00", incident.pk)
    assert verify().broken is None


# Passing a network's money on


def received(**fields):
    return do(do(through_us(), "approve", below_law_why="The documents are followed."), "received", **fields)


def test_the_networks_clock_is_met_when_its_money_reaches_us_and_ours_starts():
    payment = received()
    network, ours = payment.complaint.deadlines.filter(kind="standard_payment").order_by("pk")
    assert network.met_at and ours.due_on == payment.pass_on_due_on == date(2026, 5, 26)
    assert ours.what.startswith("Pass on: Regulation 5")


def test_what_has_not_reached_us_is_not_passed_on():
    payment = do(through_us(), "approve", below_law_why="The documents are followed.")
    with pytest.raises(Refused) as caught:
        do(payment, "pay")
    assert "Record first when the network’s money reached us" in caught.value.sentence


def test_it_reaches_us_once():
    with pytest.raises(Refused) as caught:
        do(received(), "received")
    assert "on record already" in caught.value.sentence


def test_what_has_reached_us_is_the_customers_and_not_refused():
    with pytest.raises(Refused) as caught:
        do(received(), "refuse")
    assert "pass it on" in caught.value.sentence


def test_only_a_networks_payment_through_us_is_received():
    with pytest.raises(Refused) as caught:
        do(a_payment(), "received")
    assert "Only a network’s payment that comes through us" in caught.value.sentence


def test_passed_on_in_time_costs_nothing():
    payment = do(received(), "pay", now=MONDAY + 14 * DAY, paid_on="2026-05-22")
    assert payment.state == "paid" and payment.late_extra_gbp == 0 and payment.pass_on_finding is None


def test_passed_on_late_is_our_own_failure_with_a_payment_of_its_own():
    payment = do(received(), "pay", now=MONDAY + 20 * DAY, paid_on="2026-05-29")
    own = payment.pass_on_finding.payment
    assert (own.code, own.amount_gbp, own.state, payment.amount_gbp) == ("SUP-DNO-PASS-ON", Decimal("30.00"), "proposed", Decimal("110.00"))
    assert payment.late_extra_gbp == 0, "the network paid in time"


def test_not_passed_on_is_noted_by_the_sweep_once_and_the_money_is_still_owed():
    payment = received()
    for days in (16, 17, 30):
        sweep(now=MONDAY + days * DAY)
    assert Finding.objects.filter(code="SUP-DNO-PASS-ON", breached=True).count() == 1
    assert fresh(payment).state == "approved" and fresh(payment).amount_gbp == 110
    paid = do(fresh(payment), "pay", now=MONDAY + 31 * DAY, paid_on="2026-06-10")
    assert Payment.objects.filter(code="SUP-DNO-PASS-ON").count() == 1 and paid.state == "paid"


def test_what_reached_us_in_time_and_is_recorded_after_a_sweep_was_not_late():
    payment = do(through_us(), "approve", below_law_why="The documents are followed.")
    sweep(now=AFTER)
    payment = do(fresh(payment), "received", now=AFTER, received_on="2026-05-22")
    assert payment.late_extra_gbp == 0 and not payment.late_finding.is_counted


def test_passing_on_late_is_recorded_by_hand_or_by_itself_never_twice():
    payment = received()
    facts = {"received_on": "2026-05-11", "passed_on_on": None}
    own = record(payment.complaint, "SUP-DNO-PASS-ON", facts=facts, rulebook="documents", now=MONDAY + 20 * DAY)
    sweep(now=MONDAY + 21 * DAY)
    assert fresh(payment).pass_on_finding == own and Finding.objects.filter(code="SUP-DNO-PASS-ON").count() == 1


def test_what_reaches_us_late_the_network_paid_late():
    payment = received(now=MONDAY + 20 * DAY, received_on="2026-05-28")
    assert (payment.late_extra_gbp, payment.late_finding.code) == (Decimal("30.00"), "EL-R19")


def test_a_person_may_be_named_or_the_desk():
    payment = received()
    passing_on.check_due(now=MONDAY + 30 * DAY)
    assert fresh(payment).pass_on_finding.made_by is None
