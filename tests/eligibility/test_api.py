"""`POST /eligibility/assess`: the contract's shape, what is refused at which field, and keeping it on a case."""

import pytest

from complaints.entitlement.models import Assessment
from complaints.evidence.models import StoredFile
from tests.api.callers import Caller
from tests.factories import MONDAY, make_complaint, make_person, op

pytestmark = pytest.mark.django_db
FUEL = {"fuel": "electricity", "supply_start": "2025-11-11", "complained_about": True, "annual_projection_kwh": "90000"}
BODY = {"decision_on": "2026-05-11", "complaint_began_on": "2026-05-11", "fuels": [FUEL]}
PATH, MICRO = "/eligibility/assess", "Micro business, since 19 December 2024"


@pytest.fixture
def caller():
    return Caller(make_person())


def assess(caller, **fields):
    return caller.post(PATH, {**BODY, **fields})


def test_the_answer_has_the_contracts_shape_and_stores_nothing(caller):
    told = assess(caller).json()
    assert set(told) == {"verdict", "size", "timing", "would_settle", "explanation", "rules"}
    assert told["verdict"] == "likely_eligible" and told["timing"]["verdict"] == "too_early"
    assert told["size"]["criteria"][0] == {
        "name": "electricity", "met": True, "value": "90000", "threshold": "100000", "operator": "<=", "rule": MICRO,
        "why": "90,000 kWh, the projected year: within the limit of not more than 100,000 kWh (Micro business, since 19 December 2024)."}
    assert told["timing"]["windows"] == [{"name": "Ombudsman, 9 months from the complaint", "from": "2026-05-11", "to": "2027-02-11"}]
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(("letter", "runs_from"), [
    ({"method": "email", "sent_on": "2026-05-08"}, "2026-05-08"), ({"method": "post", "sent_on": "2026-05-08"}, "2026-05-12"),
    ({"method": "post", "sent_on": "2026-05-08", "received_on": "2026-05-20"}, "2026-05-20"),
])
def test_receipt_is_recorded_or_deemed(caller, letter, runs_from):
    told = assess(caller, decision_on="2026-06-01", complaint_began_on="2026-03-02", letters=[{"kind": "eight_week", **letter}]).json()
    assert told["timing"]["windows"][1]["from"] == runs_from


@pytest.mark.parametrize(("fields", "at"), [
    ({"decision_on": None}, "decision_on"), ({"complaint_began_on": "11 May"}, "complaint_began_on"), ({"decision_on": "2026-02-30"}, "decision_on"),
    ({"decision_on": "2026-05-10"}, "decision_on"), ({"rulebook": "both"}, "rulebook"), ({"surprise": 1}, "surprise"),
    ({"fuels": [FUEL, FUEL]}, "fuels"), ({"fuels": [{**FUEL, "fuel": "coal"}]}, "fuels.0.fuel"),
    ({"fuels": [{**FUEL, "complained_about": "yes"}]}, "fuels.0.complained_about"),
    ({"fuels": [{**FUEL, "annual_projection_kwh": True}]}, "fuels.0.annual_projection_kwh"),
    ({"fuels": [{**FUEL, "annual_projection_kwh": "-1"}]}, "fuels.0.annual_projection_kwh"),
    ({"fuels": [{**FUEL, "annual_projection_kwh": 1e300}]}, "fuels.0.annual_projection_kwh"),
    ({"fuels": [{**FUEL, "readings": [{"from": "2026-01-02", "to": "2026-01-02", "kwh": 1}]}]}, "fuels.0.readings.0.to"),
    ({"organisation": {"turnover": [{"year_end": "2026-03-31", "amount": "1", "currency": "USD"}]}}, "organisation.turnover.0.currency"),
    ({"organisation": {"turnover": [{"year_end": "2026-03-31", "amount": "1", "currency": "EUR", "eur_rate": "0"}]}},
     "organisation.turnover.0.eur_rate"),
    ({"letters": [{"kind": "update", "method": "post", "sent_on": "2026-05-11"}]}, "letters.0.kind"),
    ({"letters": [{"kind": "deadlock", "method": "post", "sent_on": "2026-05-11", "received_on": "2026-05-10"}]}, "letters.0.received_on"),
    ({"account_holder_compliant": "true"}, "account_holder_compliant"), ({"discretion": {"effort_unanswered": 1}}, "discretion.effort_unanswered"),
])
def test_what_is_wrong_is_named_at_its_field(caller, fields, at):
    answer = assess(caller, **fields)
    assert answer.status_code == 422 and at in answer.json()["fields"]


def test_numbers_may_be_numbers_or_text_and_old_supplies_are_taken(caller):
    read = [{"from": "1985-04-01", "to": "2026-05-01", "kwh": 1.5}]
    old = {"fuel": "gas", "supply_start": "1985-04-01", "complained_about": True, "readings": read}
    own = {"began_on": "1832-01-01", "employees": [{"on": "2026-01-01", "full_time_equivalent": 3.5}]}
    told = assess(caller, fuels=[old], organisation=own).json()
    assert [one["met"] for one in told["size"]["criteria"][:2]] == [True, True]


@pytest.mark.parametrize(("fields", "criterion"), [
    ({}, False), ({"account_holder_compliant": None}, True), ({"account_holder_is_bill_payer": True}, True)])
def test_a_group_is_claimed_once_either_field_is_given(caller, fields, criterion):
    assert ("group" in {one["name"] for one in assess(caller, **fields).json()["size"]["criteria"]}) is criterion


def test_the_rulebook_is_the_companys_unless_said(caller):
    assert len(assess(caller).json()["timing"]["windows"]) == 1
    assert assess(caller, rulebook="law").json()["timing"]["windows"][0]["to"] is None


def kept(caller, complaint, **fields):
    return assess(caller, complaint=complaint.reference, **{"op_id": op(), **fields})


def test_with_a_complaint_it_is_kept_with_its_event(caller):
    complaint = make_complaint()
    version = complaint.version
    answer = kept(caller, complaint)
    row = Assessment.objects.get()
    assert answer.status_code == 200 and answer.json()["kept"] == {"complaint": complaint.reference, "version": 1}
    assert row.asked == BODY and row.answer["verdict"] == "likely_eligible" and row.made_by == caller.person
    event = complaint.events.get(kind="assessed")
    assert event.data == {"what": "eligibility", "version": 1, "verdict": "likely_eligible", "rulebook": "documents"}
    complaint.refresh_from_db()
    assert complaint.version == version


def test_a_later_one_supersedes_and_overwrites_nothing(caller):
    complaint = make_complaint()
    kept(caller, complaint)
    first = Assessment.objects.values("asked", "answer", "made_at", "verdict").get()
    kept(caller, complaint, fuels=[{**FUEL, "annual_projection_kwh": "900000"}])
    one, two = Assessment.objects.order_by("version")
    assert (one.superseded_by, two.superseded_by, two.version) == (two, None, 2)
    assert Assessment.objects.values("asked", "answer", "made_at", "verdict").get(pk=one.pk) == first


def test_the_same_op_id_replays_and_keeps_one(caller):
    complaint, op_id = make_complaint(), op()
    assert kept(caller, complaint, op_id=op_id).json() == kept(caller, complaint, op_id=op_id).json()
    assert Assessment.objects.count() == 1
    assert kept(caller, complaint, op_id=op_id, customer_type="domestic").json()["code"] == "op_id_reused"


@pytest.mark.parametrize("op_id", [None, "", "a b", 7])
def test_on_a_case_an_op_id_is_required(caller, op_id):
    answer = kept(caller, make_complaint(), op_id=op_id)
    assert answer.status_code == 422 and "op_id" in answer.json()["fields"] and not Assessment.objects.exists()


@pytest.mark.parametrize("reference", ["LM-26-99999-X", "", 5, ["x"], {"a": 1}])
def test_an_unknown_case_is_404_before_anything_is_read(caller, reference):
    assert caller.post(PATH, {"complaint": reference, "decision_on": "nonsense"}).status_code == 404


def test_a_restricted_case_is_unknown_to_others(caller):
    complaint = make_complaint()
    type(complaint).objects.filter(pk=complaint.pk).update(restricted=True)
    assert kept(caller, complaint).status_code == 404
    assert kept(Caller(make_person("compliance_officer")), complaint).status_code == 200


def test_a_case_is_assessed_by_its_own_rulebook(caller):
    complaint = make_complaint()
    type(complaint).objects.filter(pk=complaint.pk).update(rulebook="law")
    assert kept(caller, complaint).json()["timing"]["windows"][0]["to"] is None


def test_the_first_attempt_of_the_case_is_used_in_the_explanation(caller):
    complaint = make_complaint(first_attempted_at="2026-05-07T10:00:00+01:00")
    assert "first tried to reach us on 7 May 2026" in kept(caller, complaint).json()["timing"]["why"]


EVIDENCE = {"answer": "electricity", "kind": "meter_data", "note": "Half-hourly data.", "stated": "90,000 kWh", "on_record": "120,000 kWh"}


def test_each_answer_keeps_its_evidence_and_both_values(caller):
    complaint = make_complaint()
    file = StoredFile.objects.create(complaint=complaint, name="meter.csv", size=1, sha256="0" * 64, media_type="text/csv", path="00/0", at=MONDAY)
    assert kept(caller, complaint, evidence=[{**EVIDENCE, "file": file.pk}]).status_code == 200
    row = Assessment.objects.get().evidence.get()
    assert (row.kind, row.file, row.stated, row.on_record) == ("meter_data", file, "90,000 kWh", "120,000 kWh")


def test_a_file_of_another_case_is_no_evidence(caller):
    complaint, other = make_complaint(), make_complaint()
    file = StoredFile.objects.create(complaint=other, name="meter.csv", size=1, sha256="0" * 64, media_type="text/csv", path="00/0", at=MONDAY)
    answer = kept(caller, complaint, evidence=[{**EVIDENCE, "file": file.pk}])
    assert answer.status_code == 422 and "evidence.0.file" in answer.json()["fields"] and not Assessment.objects.exists()


def test_without_a_token_nothing_is_told():
    assert Caller(None).post(PATH, BODY).status_code == 401
