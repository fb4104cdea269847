"""Keeping a finding on a case, and the payment it proposes: one for each failure."""

from datetime import date
from decimal import Decimal

import pytest

from complaints.clocks.described import state_of
from complaints.money.findings import record_finding
from complaints.money.models import Finding, Payment
from complaints.record.models import Event
from complaints.record.refusals import Conflict, Refused, Unacceptable
from complaints.record.services import words_of
from complaints.record.verifying import verify
from tests.factories import make_person
from tests.money.cases import MISSED_VISIT, NOW, OUTAGE, a_case, do, fresh, record, through_us

pytestmark = pytest.mark.django_db
NO_ACCESS = {"code": "EX-SUP-NO-ACCESS", "all_reasonable_steps": True, "evidence": "The crew’s photograph of the locked gate."}
METER = {"contacted_on": "2026-04-27", "assessed_on": None, "explained_on": None, "visit_offered_on": None, "emailed_on": None, "supply_lost": False}


def refused(complaint, code="SUP-APPT-MISSED", **more) -> Refused:
    with pytest.raises(Refused) as caught:
        record(complaint, code, **more)
    return caught.value


def test_a_finding_proposes_what_is_owed():
    payment = record(a_case()).payment
    assert (payment.state, payment.amount_gbp, payment.due_on, payment.route) == ("proposed", Decimal("40.00"), date(2026, 5, 22), "direct")
    assert payment.failure_on == date(2026, 5, 8) and payment.proposed_by is not None


def test_what_the_case_knows_need_not_be_given():
    finding = record(a_case(customer_type="micro_business", nation="wales"))
    assert finding.facts["customer_type"] == "small_business" and finding.facts["nation"] == "wales"


def test_what_nobody_knows_is_asked_for():
    assert "customer_type" in refused(a_case(customer_type="unknown")).fields


def test_a_finding_and_its_payment_are_told_and_start_the_clock():
    complaint = a_case()
    payment = record(complaint).payment
    kinds = list(Event.objects.filter(complaint=complaint).order_by("seq").values_list("kind", flat=True))[-3:]
    assert kinds == ["assessed", "payment.proposed", "deadline.started"]
    row = complaint.deadlines.get(kind="standard_payment")
    assert (row.due_on, row.what, row.key) == (payment.due_on, "Missed visit, £40.00", f"standard_payment:{payment.source_seq}")
    assert payment.finding.event.kind == "assessed" and verify().broken is None


def test_the_version_of_the_complaint_is_left_alone():
    complaint = a_case()
    record(complaint)
    complaint.refresh_from_db()
    assert complaint.version == 1


@pytest.mark.parametrize("facts", [
    MISSED_VISIT | {"attended_at": "2026-05-08T11:00"}, MISSED_VISIT | {"exemptions": [NO_ACCESS]},
])
def test_nothing_is_proposed_where_nothing_is_owed(facts):
    finding = record(a_case(), facts=facts)
    assert not hasattr(finding, "payment") and not Payment.objects.exists()


def test_an_unclaimed_claim_standard_proposes_nothing_and_says_what_would_be_owed():
    facts = {"notified_for": None, "notice_given_on": None, "interrupted_on": "2026-05-06", "claim_made_at": None, "claim_out_of_hours": None}
    finding = record(a_case(licence="electricity_distributor"), "EL-R12", facts=facts, rulebook="documents")
    assert finding.answer["potential_gbp"] == "30.00" and not hasattr(finding, "payment")


def test_an_exemption_is_kept_with_its_reason_sealed():
    finding = record(a_case(), facts=MISSED_VISIT | {"exemptions": [NO_ACCESS]})
    assert finding.exempt == "EX-SUP-NO-ACCESS" and "evidence" not in str(finding.facts)
    assert "photograph" in words_of(finding.event)["evidence"] and "photograph" not in str(finding.event.data)


@pytest.mark.parametrize("evidence", [{}, {"evidence": ""}, {"evidence": "  "}])
def test_an_exemption_without_its_evidence_is_refused(evidence):
    claimed = {"code": "EX-SUP-NO-ACCESS", "all_reasonable_steps": True} | evidence
    assert "exemptions.0.evidence" in refused(a_case(), facts=MISSED_VISIT | {"exemptions": [claimed]}).fields


def test_without_proof_of_all_reasonable_steps_the_payment_stands():
    claimed = NO_ACCESS | {"all_reasonable_steps": False}
    assert record(a_case(), facts=MISSED_VISIT | {"exemptions": [claimed]}).payment.amount_gbp == 40


def test_a_genuine_dispute_proposes_the_payment_on_hold():
    complaint = a_case()
    claimed = {"code": "EX-SUP-GENUINE-DISPUTE", "evidence": "The customer says the visit was for Friday."}
    payment = record(complaint, facts=MISSED_VISIT | {"exemptions": [claimed]}).payment
    row = complaint.deadlines.get(kind="standard_payment")
    assert (payment.state, payment.held_on, payment.due_on) == ("held", date(2026, 5, 11), date(2026, 5, 22))
    assert state_of(row, date(2026, 6, 20)) == "held" and row.alert_at is None


@pytest.mark.parametrize(("given", "field"), [
    ({"code": "NONE"}, "code"), ({"facts": {}}, "slot_start"), ({"facts": MISSED_VISIT | {"odd": 1}}, "odd"), ({"rulebook": "mine"}, "rulebook"),
    ({"route": "via_supplier"}, "route"), ({"facts": []}, "facts"), ({"surprise": 1}, "surprise"),
])
def test_a_wrong_field_is_named(given, field):
    assert field in refused(a_case(), **given).fields
    assert not Finding.objects.exists()


def test_a_date_without_a_rule_is_refused_by_name():
    facts = {"slot_start": "2012-05-08T10:00", "slot_end": "2012-05-08T14:00", "attended_at": None}
    assert refused(a_case(), facts=facts).code == "no_rule_in_force"


def test_a_later_finding_on_the_same_failure_replaces_the_earlier():
    complaint = a_case()
    first = record(complaint, rulebook="documents")
    second = record(complaint)
    old = fresh(first.payment)
    assert (old.state, old.refused_why) == ("refused", "worked out anew") and Finding.objects.get(pk=first.pk).replaced_by == second
    assert second.payment.amount_gbp == 40
    assert [row.is_open for row in complaint.deadlines.filter(kind="standard_payment")] == [False, True]


def test_two_missed_visits_are_two_payments():
    complaint = a_case()
    other = {"slot_start": "2026-05-07T10:00", "slot_end": "2026-05-07T14:00", "attended_at": None}
    for facts in (MISSED_VISIT, other):
        record(complaint, facts=facts)
    assert Payment.objects.filter(state="proposed").count() == 2


@pytest.mark.parametrize("walk", [["approve"], ["hold"], ["approve", "pay"]])
def test_a_failure_that_was_decided_is_not_worked_out_anew(walk):
    complaint = a_case()
    payment = record(complaint).payment
    for name in walk:
        payment = do(payment, name)
    told = refused(complaint, facts=MISSED_VISIT | {"exemptions": [NO_ACCESS]})
    assert isinstance(told, Conflict) and told.code == "decided" and "One payment is made for each failure" in told.sentence


def test_a_refused_payment_stands_in_nobodys_way():
    complaint = a_case()
    do(record(complaint).payment, "refuse")
    assert record(complaint).payment.state == "proposed"


def test_regulations_5_6_and_7_of_one_outage_exclude_each_other():
    complaint = a_case(licence="electricity_distributor")
    first = record(complaint, "EL-R5", facts=OUTAGE, rulebook="documents").payment
    second = record(complaint, "EL-R6", facts=OUTAGE | {"premises_affected": 6000, "restored_at": "2026-05-10T12:00"}, rulebook="documents")
    assert fresh(first).state == "refused" and Finding.objects.get(code="EL-R5").replaced_by == second


def test_the_bundle_of_the_meter_is_one_payment_of_both_sums():
    complaint = a_case()
    finding = record(complaint, "SUP-METER", facts=METER, rulebook="documents")
    assert finding.payment.amount_gbp == 60 and len(finding.answer["instalments"]) == 2
    facts = {"contacted_on": "2026-04-27", "assessed_on": None, "supply_lost": False}
    single = record(complaint, "SUP-METER-ASSESS", facts=facts, rulebook="documents")
    assert fresh(finding.payment).state == "refused" and single.payment.amount_gbp == 30


JOB = {"agreed_on": "2026-04-01", "completed_on": "2026-04-08", "varied_to": None}


def test_a_day_that_becomes_known_starts_the_clock_of_an_approved_payment():
    complaint = a_case(licence="electricity_distributor")
    payment = record(complaint, "ELC-COMPLETE-HV", facts=JOB | {"job_completed_on": None}, rulebook="documents").payment
    assert payment.due_on is None and not complaint.deadlines.filter(kind="standard_payment").exists()
    payment = do(payment, "approve")
    record(complaint, "ELC-COMPLETE-HV", facts=JOB | {"job_completed_on": "2026-05-08"}, rulebook="documents")
    payment, row = fresh(payment), complaint.deadlines.get(kind="standard_payment")
    assert (payment.state, payment.due_on, row.due_on) == ("approved", date(2026, 5, 22), date(2026, 5, 22))
    assert do(payment, "pay").state == "paid" and complaint.deadlines.get(kind="standard_payment").met_at


def test_a_networks_payment_may_come_through_the_supplier():
    assert through_us().route == "via_supplier"


def test_a_call_repeated_is_answered_as_before():
    complaint, person = a_case(), make_person()
    body = {"op_id": "once", "code": "SUP-APPT-MISSED", "facts": MISSED_VISIT, "rulebook": "law"}
    first, second = (record_finding(complaint.reference, body, by=person, now=NOW) for _ in range(2))
    assert first.ids == second.ids and second.replayed and Payment.objects.count() == 1
    with pytest.raises(Unacceptable):
        record_finding(complaint.reference, body | {"op_id": None}, by=person, now=NOW)
