"""Connections: classed by the standards, followed by their dates, what is owed worked out each time; told in the chain it belongs to."""

from datetime import timedelta
from decimal import Decimal

import pytest

from complaints.case import told
from complaints.case.services import restrict
from complaints.money import connections
from complaints.money.ledger import move
from complaints.money.models import ConnectionJob, Finding, Payment
from complaints.money.owed import in_all, next_due, worked_out
from complaints.record.models import Event
from complaints.record.refusals import Conflict, Unacceptable, Unknown
from complaints.record.verifying import verify
from tests.factories import MONDAY, fresh, make_complaint, make_person, op

NOW = MONDAY + timedelta(days=60)
SINGLE = {"label": "4 Mill Lane", "fuel": "electricity", "customer_type": "domestic", "nation": "england", "works": "lv",
          "premises": "single_premises", "units": 1, "phases": 1}
GAS = {"label": "Unit 3", "fuel": "gas", "customer_type": "small_business", "nation": "scotland", "rate_of_flow_kwh": "120"}


@pytest.fixture
def agent(db):
    return make_person()


def begin(agent, now=NOW, **fields):
    answer = connections.begin({"op_id": op(), **SINGLE, **fields}, by=agent, now=now)
    return ConnectionJob.objects.get(pk=answer.ids["job"])


def dated(job, agent, name, on, now=NOW, **more):
    job.refresh_from_db()
    given = {"op_id": op(), "version": job.version, "name": name, **({"on": on} if on else {}), **more}
    connections.record_date(job.pk, given, by=agent, now=now)
    job.refresh_from_db()
    return job


def worked(job, now=NOW):
    return {one.step.key: one for one in worked_out(connections.connection_of(job), now=now)}


@pytest.mark.parametrize(("facts", "category", "kind"), [
    ({}, "LV-SINGLE", "DEM"), ({"phases": 3}, "SMALL", "DEM"), ({"premises": "domestic_development", "units": 12}, "LV-OTHER", "DEM"),
    ({"works": "hv", "generation": "large"}, "HV", "GEN"), ({"works": "ehv", "generation": "one_small"}, "EHV", "DEM"),
    ({"lv_extension": True, "generation": "several_small"}, "LV-OTHER", "GEN"),
])
def test_what_it_is_classes_it(agent, facts, category, kind):
    job = begin(agent, **facts)
    assert (job.facts["elc_category"], job.facts["elc_kind"]) == (category, kind)


def test_a_late_quotation_owes_for_each_working_day_and_no_more_once_it_is_issued(agent):
    job = dated(begin(agent), agent, "info_complete_on", "2026-05-11")
    running = worked(job, MONDAY + timedelta(days=9))["quotation"]
    assert (running.due_on.isoformat(), running.owed, running.is_running) == ("2026-05-18", Decimal("30.00"), True)
    job = dated(job, agent, "quote_issued_on", "2026-05-21")
    done = worked(job)["quotation"]
    assert (done.owed, done.is_running) == (Decimal("45.00"), False)


def test_the_sums_of_all_steps_add_up_and_the_next_step_is_the_one_due_first(agent):
    job = begin(agent, sum_payable=False)
    for name, on in (("info_complete_on", "2026-05-11"), ("quote_issued_on", "2026-05-20"), ("accepted_on", "2026-05-21"),
                     ("contacted_on", "2026-06-03"), ("complete_agreed_on", "2026-08-03")):
        dated(job, agent, name, on)
    found = worked_out(connections.connection_of(job), now=NOW)
    assert in_all(found) == Decimal("45.00") and next_due(found).step.key == "complete"


def test_a_varied_day_replaces_the_agreed_one(agent):
    job = begin(agent)
    dated(job, agent, "complete_agreed_on", "2026-06-01")
    assert worked(job)["complete"].is_running
    dated(job, agent, "complete_varied_to", "2026-08-03")
    assert worked(job)["complete"].due_on.isoformat() == "2026-08-03" and not worked(job)["complete"].owed


def test_a_phase_has_its_own_day_and_its_own_sum(agent):
    job = begin(agent, works="hv")
    dated(job, agent, "complete_agreed_on", "2026-06-01", phase="Road")
    dated(job, agent, "completed_on", "2026-06-03", phase="Road")
    assert worked(job)["complete:Road"].owed == Decimal("400.00") and "complete" not in worked(job)


def test_gas_over_275_is_refused_by_name_where_the_documents_have_no_row(agent):
    job = begin(agent, **GAS | {"rate_of_flow_kwh": "300"})
    dated(job, agent, "accepted_on", "2026-05-11")
    one = worked(job)["dates"]
    assert one.owed == 0 and (one.refusal or one.finding.needs_judgement)


def test_the_sum_of_a_contract_starts_the_last_gas_step(agent):
    job = begin(agent, **GAS)
    dated(job, agent, "contract_sum_gbp", None, amount_gbp="900.00")
    dated(job, agent, "complete_agreed_on", "2026-06-01")
    dated(job, agent, "completed_on", "2026-06-03")
    assert worked(job)["complete"].owed == Decimal("40.00")


@pytest.mark.parametrize(("fields", "field"), [
    ({"works": None}, "works"), ({"premises": None}, "premises"), ({"label": ""}, "label"), ({"fuel": "coal"}, "fuel"),
    (GAS | {"rate_of_flow_kwh": None}, "rate_of_flow_kwh"), ({"complaint": "LM-26-99999-Z"}, "complaint"), ({"units": 0}, "units"),
    ({"nation": "ireland"}, "nation"), ({"strange": "x"}, "strange"), ({"label": "x" * 121}, "label"),
])
def test_a_connection_that_lacks_something_is_refused_at_its_field(agent, fields, field):
    with pytest.raises(Unacceptable) as refused:
        begin(agent, **fields)
    assert field in refused.value.fields and not ConnectionJob.objects.exists()


@pytest.mark.parametrize(("name", "on", "more", "field"), [
    ("commenced_on", "2026-05-11", {}, "name"), ("nonsense", "2026-05-11", {}, "name"), ("info_complete_on", "2026-09-01", {}, "on"),
    ("info_complete_on", None, {}, "on"), ("info_complete_on", "2026-05-11", {"phase": "Road"}, "phase"),
    ("complete_varied_to", "2026-05-11", {}, "name"), ("info_complete_on", "31/05/2026", {}, "on"),
])
def test_a_day_that_cannot_be_is_refused_at_its_field(agent, name, on, more, field):
    job = begin(agent)
    with pytest.raises(Unacceptable) as refused:
        dated(job, agent, name, on, **more)
    assert field in refused.value.fields and job.facts["dates"] == {}


def test_a_day_that_stands_is_changed_or_taken_back_only_with_a_reason(agent):
    job = dated(begin(agent), agent, "info_complete_on", "2026-05-11")
    with pytest.raises(Unacceptable, match="say why"):
        dated(job, agent, "info_complete_on", "2026-05-12")
    dated(job, agent, "info_complete_on", "2026-05-12", reason="The form came a day later.")
    dated(job, agent, "info_complete_on", None, reason="Another job.")
    said = [told.summary(event.kind, event.data) for event in Event.objects.filter(kind="connection.dated").order_by("seq")]
    assert job.facts["dates"] == {} and said == [
        "recorded of the connection: all information given Mon 11 May 2026",
        "recorded of the connection: all information given Tue 12 May 2026, not Mon 11 May 2026",
        "took back a day of the connection: all information given Tue 12 May 2026"]


def test_a_stale_version_is_a_conflict_and_the_same_call_again_is_replayed(agent):
    job = begin(agent)
    given = {"op_id": op(), "version": 1, "name": "info_complete_on", "on": "2026-05-11"}
    first = connections.record_date(job.pk, given, by=agent, now=NOW)
    again = connections.record_date(job.pk, given, by=agent, now=NOW)
    assert again.replayed and again.ids == first.ids
    with pytest.raises(Conflict) as refused:
        connections.record_date(job.pk, given | {"op_id": op()}, by=agent, now=NOW)
    assert refused.value.code == "stale_version"


def test_a_job_on_a_complaint_is_told_there_and_leaves_its_version_alone(agent):
    complaint = make_complaint()
    job = begin(agent, complaint=complaint.reference)
    dated(job, agent, "info_complete_on", "2026-05-11")
    kinds = list(Event.objects.filter(complaint=complaint, kind__startswith="connection").values_list("kind", flat=True))
    assert kinds == ["connection.created", "connection.dated"] and fresh(complaint).version == complaint.version
    assert not Event.objects.filter(complaint=None).exists() and verify().broken is None


def test_any_other_job_is_told_in_the_chain_of_the_desk(agent):
    dated(begin(agent), agent, "info_complete_on", "2026-05-11")
    assert list(Event.objects.filter(complaint=None).values_list("kind", flat=True)) == ["connection.created", "connection.dated"]
    assert verify().broken is None


def test_a_job_on_a_restricted_complaint_is_unknown_to_others(agent):
    complaint, officer = make_complaint(), make_person("compliance_officer")
    job = begin(agent, complaint=complaint.reference)
    restrict(complaint.reference, {"op_id": op(), "version": complaint.version, "people": [officer.username], "reason": "x"}, by=officer, now=NOW)
    assert connections.job_for(job.pk, officer) == job and not connections.jobs_for(agent).exists()
    with pytest.raises(Unknown):
        connections.job_for(job.pk, agent)


def late(agent, **fields):
    """A job whose quotation came three working days late."""
    job = dated(begin(agent, **fields), agent, "info_complete_on", "2026-05-11")
    return dated(job, agent, "quote_issued_on", "2026-05-21")


def owed(job, agent, now=NOW):
    job.refresh_from_db()
    return connections.record_owed(job.pk, {"op_id": op(), "version": job.version}, by=agent, now=now)


@pytest.mark.parametrize("on_complaint", [True, False])
def test_what_is_owed_becomes_a_finding_and_a_payment_that_another_person_approves(agent, on_complaint):
    complaint = make_complaint() if on_complaint else None
    job = late(agent, complaint=complaint.reference if complaint else "")
    owed(job, agent)
    finding, payment = Finding.objects.get(), Payment.objects.get()
    assert (finding.job, finding.complaint, payment.job, payment.complaint) == (job, complaint, job, complaint)
    assert (payment.amount_gbp, payment.state, payment.due_on) == (Decimal("45.00"), "proposed", None)
    move(payment.pk, "approve", {"op_id": op(), "version": payment.version}, by=make_person("senior_manager"), now=NOW)
    assert Payment.objects.get().state == "approved" and verify().broken is None


def test_what_is_recorded_is_not_recorded_twice(agent):
    job = late(agent)
    owed(job, agent)
    with pytest.raises(Unacceptable, match="Nothing is owed"):
        owed(job, agent)
    assert Payment.objects.count() == 1


def test_a_corrected_day_replaces_the_finding_and_its_proposed_payment(agent):
    job = late(agent)
    owed(job, agent)
    dated(job, agent, "quote_issued_on", "2026-05-22", reason="Sent a day later.")
    owed(job, agent)
    assert [str(row.amount_gbp) for row in Payment.objects.exclude(state="refused")] == ["60.00"]
    assert Finding.objects.filter(replaced_by=None).count() == 1


def test_the_completion_of_the_job_gives_an_approved_payment_its_day(agent):
    job = late(agent)
    owed(job, agent)
    payment = Payment.objects.get()
    move(payment.pk, "approve", {"op_id": op(), "version": payment.version}, by=make_person("senior_manager"), now=NOW)
    dated(job, agent, "job_completed_on", "2026-07-01")
    owed(job, agent)
    payment = Payment.objects.get()
    assert (payment.state, payment.due_on.isoformat()) == ("approved", "2026-07-15") and verify().broken is None


def test_a_step_that_is_still_late_is_recorded_only_once_it_is_done(agent):
    job = dated(begin(agent), agent, "info_complete_on", "2026-05-11")
    with pytest.raises(Unacceptable, match="still late"):
        owed(job, agent)
    assert not Finding.objects.exists()


def test_each_failure_has_its_own_payment(agent):
    job = begin(agent, works="hv")
    for phase in ("", "Road"):
        dated(job, agent, "complete_agreed_on", "2026-06-01", phase=phase)
        dated(job, agent, "completed_on", "2026-06-03", phase=phase)
    owed(job, agent)
    assert [row.amount_gbp for row in Payment.objects.all()] == [Decimal("400.00")] * 2


def test_a_failure_that_was_decided_holds_no_other_up(agent):
    job = late(agent)
    owed(job, agent)
    payment = Payment.objects.get()
    move(payment.pk, "approve", {"op_id": op(), "version": payment.version}, by=make_person("senior_manager"), now=NOW)
    dated(job, agent, "quote_issued_on", "2026-05-22", reason="Sent a day later.")
    with pytest.raises(Conflict, match="is approved"):
        owed(job, agent)
    dated(job, agent, "complete_agreed_on", "2026-06-01")
    dated(job, agent, "completed_on", "2026-06-03")
    owed(job, agent)
    assert list(Payment.objects.order_by("pk").values_list("code", flat=True)) == [payment.code, "ELC-COMPLETE-LV-SMALL"]


def test_recording_what_is_owed_needs_the_version_that_was_seen(agent):
    job = late(agent)
    with pytest.raises(Conflict):
        connections.record_owed(job.pk, {"op_id": op(), "version": 1}, by=agent, now=NOW)
    with pytest.raises(Unacceptable):
        connections.record_owed(job.pk, {"op_id": op()}, by=agent, now=NOW)
