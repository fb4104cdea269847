"""Corrections, supply reports, data requests and alerts by the API."""

import pytest

from complaints.alerts.models import Alert
from complaints.case.models import Complaint, DataRequest
from tests.api.callers import is_error
from tests.factories import contact, customer, fresh, make_complaint, op

REPORT = {"reported_at": "2026-05-11T08:00:00+01:00", "channel": "telephone", "description": "No power since six."}
REQUEST = {"received_on": "2026-05-11", "person": {"name": "Ann Harper"}}


def correct(caller, complaint, **body):
    return caller.patch(f"/complaints/{complaint.reference}", {"op_id": op(), "version": 1, "reason": "Asked again.", **body})


def test_a_correction_works_the_clocks_out_anew(agent, complaint):
    response = correct(agent, complaint, fields={"received_at": "2026-05-08T10:00:00+01:00", "customer": {"phone": "07700 900999"}})
    told = response.json()
    assert response.status_code == 200 and told["version"] == 2 and told["customer"]["phone"] == "07700 900999"
    first = next(row for row in told["deadlines"] if row["kind"] == "first_response")
    assert (first["due_on"], first["original_due_on"]) == ("2026-05-11", "2026-05-12") and first["explanation"]["moved_by"]


@pytest.mark.parametrize(("body", "status", "field"), [
    ({"fields": {}}, 422, "fields"), ({"fields": {"stage": "resolved"}}, 422, "stage"), ({"fields": {"customer.mpan": "1"}}, 422, "customer.mpan"),
    ({"fields": {"received_at": "2026-05-12T10:00:00Z"}}, 403, None), ({}, 422, "fields"), ({"fields": {"version": 9}}, 422, "version"),
    ({"fields": {"customer": {"name": ""}}}, 422, "customer.name"), ({"fields": "x"}, 422, "fields"), ({"version": 2, "fields": {}}, 409, None),
    ({"fields": {"": 1}}, 422, "body"), ({"fields": {"a.b.c": 1}}, 422, None), ({"fields": {"category": []}}, 422, "category"),
    ({"fields": {"premises": None}}, None, None), ({"fields": {"customer": None}}, 422, None), ({"fields": {"channel.x": 1}}, 422, None),
])
def test_a_correction_that_cannot_be_changes_nothing(agent, complaint, body, status, field):
    response = correct(agent, complaint, **body)
    assert status is None or is_error(response, status)
    assert field is None or field in response.json()["fields"]
    assert response.status_code < 500 and fresh(complaint).customer.name == "Ann Harper"


def report(caller, **fields):
    return caller.post("/supply-reports", {"op_id": op(), "customer": customer(), **REPORT, **fields})


def test_a_report_of_lost_supply_is_no_complaint(agent):
    response = report(agent)
    told = response.json()
    assert response.status_code == 201 and told["complaint"] is None and Complaint.objects.count() == 0
    assert told["customer"]["name"] == "Ann Harper" and told["logged_by"] == agent.person.username


def test_a_report_becomes_a_complaint_once_at_the_moment_it_was_said(agent):
    number = report(agent).json()["id"]
    body = {"op_id": op(), "at": "2026-05-11T09:30:00+01:00", "description": "Nobody rings back."}
    first, again = (agent.post(f"/supply-reports/{number}/becomes-complaint", body) for _ in range(2))
    assert first.status_code == again.status_code == 201 and again.json() == first.json()
    assert first.json()["received_at"] == "2026-05-11T08:30:00+00:00"
    assert is_error(agent.post(f"/supply-reports/{number}/becomes-complaint", body | {"op_id": op()}), 409, "stage")


@pytest.mark.parametrize(("changes", "field"), [({"reported_at": "2027-01-01T00:00:00Z"}, "reported_at"), ({"channel": "drum"}, "channel"),
                                                ({"customer": None}, "customer"), ({"description": " "}, "description")])
def test_a_report_that_cannot_be_names_its_field(agent, changes, field):
    response = report(agent, **changes)
    assert is_error(response, 422) and field in response.json()["fields"]


def test_a_data_request_runs_a_month_and_compliance_answers_it(agent, compliance):
    response = agent.post("/data-requests", {"op_id": op(), **REQUEST})
    told = response.json()
    assert response.status_code == 201 and told["deadline"]["due_on"] == "2026-06-11" and told["deadline"]["kind"] == "data_request"
    body = {"op_id": op(), "at": "2026-05-11T11:00:00Z", "how": "By post."}
    path = f"/data-requests/{told['id']}/answered"
    assert is_error(agent.post(path, body), 403)
    first, again = (compliance.post(path, body) for _ in range(2))
    assert first.json()["deadline"]["state"] == "met" and again.json() == first.json()
    assert is_error(compliance.post(path, body | {"op_id": op()}), 409, "stage")


@pytest.mark.parametrize(("changes", "field"), [
    ({"received_on": "2026-05-12"}, "received_on"), ({"received_on": "2000-01-01"}, "received_on"), ({"person": {}}, "person.name"),
    ({"person": {"name": "A", "shoe_size": 9}}, "person.shoe_size"), ({"received_on": "2026-02-31"}, "received_on"),
])
def test_a_data_request_that_cannot_be_names_its_field(agent, changes, field):
    response = agent.post("/data-requests", {"op_id": op(), **REQUEST, **changes})
    assert is_error(response, 422) and field in response.json()["fields"] and DataRequest.objects.count() == 0


@pytest.mark.parametrize("path", ["/data-requests/{}/answered", "/supply-reports/{}/becomes-complaint", "/alerts/{}/acknowledge"])
@pytest.mark.parametrize("number", ["999999", "x", "9" * 40, "-1", "%00", "0"])
def test_what_is_not_there_is_404(compliance, path, number):
    assert is_error(compliance.post(path.format(number), {"op_id": op()}), 404)


@pytest.fixture
def alert(manager):
    """Raised because a customer in senior review is not satisfied."""
    complaint = make_complaint("senior_review")
    manager.post(f"/complaints/{complaint.reference}/contacts", contact(complaint.stage_since, direction="inbound", not_satisfied=True))
    return Alert.objects.get()


def test_an_alert_is_acknowledged_once(agent, manager, alert):
    body = {"op_id": op()}
    first, again = (manager.post(f"/alerts/{alert.pk}/acknowledge", body) for _ in range(2))
    assert first.status_code == 200 and first.json()["acknowledged_by"] == manager.person.username and again.json() == first.json()
    other = agent.post(f"/alerts/{alert.pk}/acknowledge", {"op_id": op()})
    assert other.json()["acknowledged_by"] == manager.person.username


def test_acknowledging_asks_for_an_op_id(manager, alert):
    assert "op_id" in manager.post(f"/alerts/{alert.pk}/acknowledge", {}).json()["fields"]
