"""The contract's order: 400, 401, replay, 404, 403 never, 409, 403 at this stage, 422. Each call wrong in two ways at once."""

from datetime import UTC, datetime, timedelta

import pytest

from complaints.record.operations import empty_old
from tests.api.callers import Caller, is_error
from tests.factories import fresh, given, make_complaint, make_person, op

pytestmark = pytest.mark.once
ESCALATE = {"reason": "Not satisfied.", "asked_by_customer": True}


def moves(complaint, move="escalate"):
    return f"/complaints/{complaint.reference}/moves/{move}"


@pytest.mark.parametrize("raw", [b"", b"{", b"nonsense", b"[1]", b"\xff\xfe{}", b'{"a":1,"a":2}', b'{"a":NaN}', b'{"a":1e999}', b"7",
                                 b'"text"', b"null", b"[" * 100_000, b'{"a":' * 30 + b"1" + b"}" * 30, b'{"a":' + b"9" * 5000 + b"}"])
def test_what_is_not_a_json_object_is_400_even_without_a_token(nobody, complaint, raw):
    assert is_error(nobody.post(moves(complaint), raw), 400)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", "Basic abc", "Bearer " + "x" * 5000, "bearer \u00e9"])
def test_without_a_good_token_it_is_401_even_for_what_is_unknown(nobody, db, header):
    nobody.headers = {"Authorization": header} if header else {}
    response = nobody.post("/complaints/LM-26-99999-X/moves/escalate", {})
    assert is_error(response, 401, "not_signed_in") and response["WWW-Authenticate"] == "Bearer"


def test_a_person_who_left_is_nobody(agent):
    agent.person.is_active = False
    agent.person.save()
    assert is_error(agent.get("/months/add", start="2026-01-31", months=1), 401)


def test_a_one_time_password_must_be_changed_first(agent):
    agent.person.must_change_password = True
    agent.person.save()
    assert is_error(agent.get("/months/add", start="2026-01-31", months=1), 401, "password_change_due")


def test_a_replay_answers_the_first_status_version_and_stage_whatever_came_after(agent, manager, complaint):
    body = {"op_id": op(), "version": 1, **ESCALATE}
    first = agent.post(moves(complaint), body)
    withdrawn = manager.post(moves(complaint, "withdraw"), {"op_id": op(), "version": 2, "customer_said": "Leave it."})
    again = agent.post(moves(complaint), body)
    assert (first.status_code, withdrawn.status_code, again.status_code) == (200, 200, 200)
    assert [again.json()[name] for name in ("reference", "version", "stage")] == [complaint.reference, 2, "senior_review"]
    assert fresh(complaint).stage == "closed"


def test_a_replayed_log_answers_201_and_the_same_complaint(agent):
    body = given()
    first, again = agent.post("/complaints", body), agent.post("/complaints", body)
    assert again.status_code == 201 and again.json() == first.json()


def test_an_op_id_with_another_body_call_or_person_is_409_before_404(agent, complaint):
    body = {"op_id": op(), "version": 1, **ESCALATE}
    agent.post(moves(complaint), body)
    other = Caller(make_person())
    assert is_error(agent.post(moves(complaint), body | {"reason": "Another."}), 409, "op_id_reused")
    assert is_error(agent.post("/complaints/LM-26-99999-X/moves/escalate", body), 409, "op_id_reused")
    assert is_error(other.post(moves(complaint), body), 409, "op_id_reused")


def test_404_comes_before_403(agent):
    assert is_error(agent.post("/complaints/LM-26-99999-X/moves/declare_deadlock", {"version": 9}), 404)


def test_403_never_comes_before_409(agent, complaint):
    assert is_error(agent.post(moves(complaint, "declare_deadlock"), {"version": 9}), 403)


def test_409_version_comes_before_409_stage(manager, complaint):
    assert is_error(manager.post(moves(complaint, "declare_deadlock"), {"version": 9}), 409, "stale_version")
    assert is_error(manager.post(moves(complaint, "declare_deadlock"), {"version": 1}), 409, "stage")


def test_409_comes_before_403_at_this_stage(agent):
    complaint = make_complaint("senior_review")
    assert is_error(agent.post(moves(complaint, "resolve"), {"version": 1}), 409, "stale_version")
    assert is_error(agent.post(moves(complaint, "resolve"), {"version": 2}), 403)


def test_403_comes_before_422(agent):
    complaint = make_complaint("senior_review")
    response = agent.post(moves(complaint, "resolve"), {"op_id": op(), "version": 2, "colour": "red"})
    assert is_error(response, 403)


def test_a_missing_op_id_or_version_is_422_naming_it(agent, complaint):
    assert "op_id" in agent.post(moves(complaint), {"version": 1, **ESCALATE}).json()["fields"]
    assert "version" in agent.post(moves(complaint), {"op_id": op(), **ESCALATE}).json()["fields"]


@pytest.mark.parametrize("op_id", [7, None, "", "a b", "x" * 65, "\ud800", ["a"], {"a": 1}])
def test_an_op_id_of_the_wrong_shape_is_422(agent, complaint, op_id):
    response = agent.post(moves(complaint), {"op_id": op_id, "version": 1, **ESCALATE})
    assert is_error(response, 422) and "op_id" in response.json()["fields"]


@pytest.mark.parametrize("version", ["1", True, 1.0, [1], 2**63, -1, 0])
def test_a_version_of_the_wrong_kind_never_passes(agent, complaint, version):
    response = agent.post(moves(complaint), {"op_id": op(), "version": version, **ESCALATE})
    assert response.status_code in (409, 422) and fresh(complaint).stage == "immediate"


def test_a_refused_call_does_not_spend_its_op_id(agent, complaint):
    body = {"op_id": op(), "version": 1}
    assert is_error(agent.post(moves(complaint), body), 422)
    assert agent.post(moves(complaint), body | ESCALATE).status_code == 200


@pytest.mark.parametrize("role", ["compliance_officer"])
def test_a_role_that_never_assigns_is_403_before_a_stale_version(as_role, complaint, role):
    response = as_role(role).post(f"/complaints/{complaint.reference}/assign", {"op_id": op(), "version": 9, "owner": "x"})
    assert is_error(response, 403)


def test_a_clock_that_is_not_on_this_complaint_is_404_before_its_version(agent, complaint):
    for clock in ("999999", "0", "x", "9" * 30, "%00", "-1"):
        assert is_error(agent.post(f"/complaints/{complaint.reference}/clocks/{clock}/met", {"op_id": op(), "version": 9}), 404)


def test_an_answer_emptied_after_30_days_leaves_its_op_id_spent(agent, complaint, noon):
    body = {"op_id": op(), "version": 1, **ESCALATE}
    assert agent.post(moves(complaint), body).status_code == 200
    noon.shift(timedelta(days=31))
    assert empty_old(now=datetime.now(tz=UTC)) >= 1
    assert is_error(agent.post(moves(complaint), body), 409, "op_id_reused") and fresh(complaint).version == 2
