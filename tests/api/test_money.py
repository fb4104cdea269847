"""The money's calls as the contract has them: findings, payments and their moves, offers; shapes, order of checks, replays."""

import pytest

from complaints.money.models import Finding, Payment
from tests.api.callers import Caller, is_error
from tests.factories import make_complaint, make_person, op

pytestmark = pytest.mark.django_db
FACTS = {"slot_start": "2026-05-08T10:00", "slot_end": "2026-05-08T14:00", "attended_at": None}
FINDING = ("code", "rulebook", "version", "applies", "breached", "amount_gbp", "deadline", "failure_on", "payment_due_by", "claim_window_end",
           "claim_ok", "exempt", "late_extra_gbp", "instalments", "needs_judgement", "explanation")
PAYMENT = ("id", "complaint", "kind", "code", "amount_gbp", "late_extra_gbp", "state", "version", "pay_by", "proposed_by", "approver", "route",
           "method", "method_asked", "method_refused_why", "told_on", "told", "paid_on", "finding")


@pytest.fixture
def case():
    return make_complaint(licence="supplier")


@pytest.fixture
def officer():
    return Caller(make_person("compliance_officer"))


def finding(caller, case, **more):
    body = {"op_id": op(), "code": "SUP-APPT-MISSED", "facts": FACTS, "rulebook": "law", **more}
    return caller.post(f"/complaints/{case.reference}/findings", body)


def move(caller, payment, name, **fields):
    body = {"op_id": op(), "version": payment["version"], **fields}
    return caller.post(f"/complaints/{payment['complaint']}/payments/{payment['id']}/moves/{name}", body)


def test_a_finding_has_the_names_of_the_contract_and_the_payment_it_proposes(agent, case):
    response = finding(agent, case)
    told = response.json()
    assert response.status_code == 201 and set(FINDING) <= set(told)
    assert (told["amount_gbp"], told["failure_on"], told["payment_due_by"]) == ("40.00", "2026-05-08", "2026-05-22")
    [payment] = told["payments"]
    assert set(PAYMENT) <= set(payment) and payment["finding"] == told["id"]
    assert (payment["state"], payment["pay_by"], payment["approver"]) == ("proposed", "2026-05-22", None)
    assert payment["proposed_by"] == agent.person.username


def test_findings_are_listed_oldest_first(agent, case):
    finding(agent, case, rulebook="documents")
    finding(agent, case)
    first, second = agent.get(f"/complaints/{case.reference}/findings").json()["items"]
    assert first["replaced_by"] == second["id"] and first["payments"][0]["state"] == "refused"


def test_a_payment_walks_to_paid_and_raises_its_own_version(agent, manager, case):
    payment = finding(agent, case).json()["payments"][0]
    approved = move(manager, payment, "approve").json()
    assert (approved["state"], approved["version"], approved["approver"]) == ("approved", 2, manager.person.username)
    paid = move(agent, approved, "pay", method="cheque", paid_on="2026-05-11").json()
    assert (paid["state"], paid["paid_on"], paid["method"], paid["moves"]) == ("paid", "2026-05-11", "cheque", [])
    assert is_error(move(manager, paid, "refuse", reason="Late."), 409, "stage")


def test_checks_come_in_the_order_of_the_contract(agent, manager, case):
    payment = finding(manager, case).json()["payments"][0]
    path = f"/complaints/{case.reference}/payments/{payment['id']}/moves/approve"
    assert is_error(agent.post(path, {}), 403)
    assert is_error(manager.post(path, {"version": 9}), 409, "stale_version")
    assert is_error(manager.post(path, {"version": 1}), 403), "one's own proposal"
    other = Caller(make_person("senior_manager"))
    assert is_error(other.post(path, {"version": 1}), 422) and is_error(other.post(path, {"version": 1, "op_id": op(), "odd": 1}), 422)
    assert is_error(other.post(path.replace("approve", "dance"), {}), 404)
    assert is_error(other.post(path.replace(case.reference, make_complaint().reference), {}), 404)


def test_a_repeated_call_replays_its_first_answer(agent, manager, case):
    payment = finding(agent, case, op_id="mine").json()["payments"][0]
    body = {"op_id": "theirs", "version": 1}
    path = f"/complaints/{case.reference}/payments/{payment['id']}/moves/approve"
    first = manager.post(path, body).json()
    move(agent, first, "pay", method="cheque", paid_on="2026-05-11")
    again = manager.post(path, body)
    assert again.status_code == 200 and (again.json()["state"], again.json()["version"]) == ("approved", 2)
    assert finding(agent, case, op_id="mine").status_code == 201 and Finding.objects.count() == 1
    assert is_error(finding(agent, case, op_id="mine", code="SUP-FINAL-BILL"), 409, "op_id_reused")


@pytest.mark.parametrize(("more", "status", "field"), [
    ({"facts": {}}, 422, "slot_start"), ({"code": "X"}, 422, "code"), ({"facts": None}, 422, "facts"), ({"op_id": None}, 422, "op_id"),
    ({"facts": FACTS | {"exemptions": [{"code": "EX-SUP-NO-ACCESS", "all_reasonable_steps": True}]}}, 422, "exemptions.0.evidence"),
    ({"facts": FACTS | {"slot_start": "2026-02-31T10:00"}}, 422, "slot_start"), ({"route": "via_supplier"}, 422, "route"),
])
def test_a_wrong_fact_is_named(agent, case, more, status, field):
    response = finding(agent, case, **more)
    assert is_error(response, status) and field in response.json()["fields"] and not Payment.objects.exists()


def test_other_money_is_proposed_and_listed(agent, case):
    path = f"/complaints/{case.reference}/payments"
    made = agent.post(path, {"op_id": op(), "kind": "refund", "amount_gbp": "12.30", "why": "Billed twice."})
    assert made.status_code == 201 and (made.json()["amount_gbp"], made.json()["kind"], made.json()["code"]) == ("12.30", "refund", None)
    assert [item["id"] for item in agent.get(path).json()["items"]] == [made.json()["id"]]


def test_a_supplier_payment_is_held_and_released(agent, officer, case):
    payment = finding(agent, case).json()["payments"][0]
    held = move(officer, payment, "hold", reason="They say they were out.", to_ofgem_on="2026-05-11").json()
    assert (held["state"], held["to_ofgem_on"], held["held_on"]) == ("held", "2026-05-11", "2026-05-11")
    deadline = agent.get(f"/complaints/{case.reference}/deadlines").json()["items"][-1]
    assert (deadline["state"], deadline["words"]) == ("held", "Clock stopped since 11 May (in dispute)")
    assert move(officer, held, "release", determined_on="2026-05-11").json()["state"] == "proposed"


def test_an_offer_is_made_and_accepted(agent, case):
    path = f"/complaints/{case.reference}/offers"
    made = agent.post(path, {"op_id": op(), "text": "50 pounds.", "amount_gbp": "50.00", "made_on": "2026-05-11", "open_until": "2026-05-29",
                             "if_ombudsman": "stays"}).json()
    assert (made["state"], made["open_until"], made["amount_gbp"]) == ("open", "2026-05-29", "50.00")
    done = agent.post(f"{path}/{made['id']}/moves/accept", {"op_id": op(), "version": made["version"]})
    assert done.status_code == 200 and done.json()["state"] == "accepted"
    assert agent.get(path).json()["items"][0]["answered_on"] == "2026-05-11"
