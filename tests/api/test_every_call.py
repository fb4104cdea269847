"""Rules that hold for every call there is, walked through the OpenAPI document: a new call is held to them by being there."""

import re
from functools import cache
from typing import Any

import pytest

from complaints.alerts.models import Alert
from complaints.case.models import Complaint, DataRequest, SupplyReport
from complaints.clocks.models import Deadline
from complaints.evidence.models import StoredFile
from complaints.letters.models import Letter
from complaints.money.models import Finding, Offer, Payment
from complaints.record.models import Access, Event, Operation
from tests.api.callers import Caller, is_error
from tests.factories import contact, customer, make_complaint, make_person, op

pytestmark = pytest.mark.once
WITHOUT_TOKEN = {"/health"}


@cache
def calls() -> list[tuple[str, str]]:
    """(method, path) of every call, as the document names them."""
    from config.api import api

    paths = api.get_openapi_schema(path_prefix="")["paths"]
    return sorted((method.upper(), path) for path, methods in paths.items() for method in methods if path not in WITHOUT_TOKEN)


def fill(path: str, **real: Any) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: str(real.get(found[1], 1)), path)


def send(caller: Caller, method: str, path: str):
    if method == "GET":
        return caller.get(path)
    if path.endswith("/files"):
        return caller.send(method, path, b"--b--\r\n", "multipart/form-data; boundary=b")
    return caller.send(method, path, "{}")


@pytest.fixture
def whole(agent, manager):
    """A complaint on which something of every kind hangs, and the numbers of it all."""
    complaint = make_complaint("deadlock", by=agent.person)
    letter = agent.post(f"/complaints/{complaint.reference}/letters", {"op_id": op(), "kind": "acknowledgement"}).json()
    review = make_complaint("senior_review")
    manager.post(f"/complaints/{review.reference}/contacts", contact(review.stage_since, direction="inbound", not_satisfied=True))
    report = agent.post("/supply-reports", {"op_id": op(), "customer": customer(), "reported_at": "2026-05-11T08:00:00Z",
                                            "channel": "telephone", "description": "Dark."}).json()
    request = agent.post("/data-requests", {"op_id": op(), "received_on": "2026-05-11", "person": {"name": "Ann"}}).json()
    payment = agent.post(f"/complaints/{complaint.reference}/payments",
                         {"op_id": op(), "kind": "goodwill", "amount_gbp": "25.00", "why": "They waited."}).json()
    offer = agent.post(f"/complaints/{complaint.reference}/offers",
                       {"op_id": op(), "text": "A refund.", "made_on": "2026-05-11", "if_ombudsman": "stays"}).json()
    return {"complaint": complaint, "reference": complaint.reference, "move": "escalate", "clock": complaint.deadlines.first().pk,
            "letter": letter["id"], "alert": Alert.objects.get().pk, "report": report["id"], "data_request": request["id"],
            "code": "EL-R5", "payment": payment["id"], "offer": offer["id"]}


@pytest.mark.parametrize(("method", "path"), calls())
def test_without_a_token_nothing_is_answered(nobody, method, path):
    assert is_error(send(nobody, method, fill(path)), 401)


@pytest.mark.parametrize(("method", "path"), [found for found in calls() if found[0] != "GET"])
def test_what_is_not_json_is_refused_first(nobody, method, path):
    assert is_error(nobody.send(method, fill(path), "{not json"), 400)


@pytest.mark.parametrize(("method", "path"), [found for found in calls() if "{reference}" in found[1]])
def test_a_restricted_complaint_is_unknown_to_every_call(agent, whole, method, path):
    Complaint.objects.filter(pk=whole["complaint"].pk).update(restricted=True)
    response = send(agent, method, fill(path, **whole))
    assert is_error(response, 404, "not_found")
    assert Access.objects.filter(person=agent.person, complaint=whole["complaint"], refused=True).exists()


MOVES_OF = {"/letters": "submit", "/payments/": "approve", "/offers/": "accept"}


def rows() -> tuple:
    counted = (Finding, Payment, Offer, Complaint, Event, Deadline, Letter, Alert, SupplyReport, DataRequest, Operation, StoredFile)
    return *(model.objects.count() for model in counted), *Complaint.objects.order_by("pk").values_list("version", "stage")


@pytest.mark.parametrize(("method", "path"), [found for found in calls() if found[0] == "GET"])
@pytest.mark.parametrize("role", ["agent", "senior_manager", "compliance_officer", "administrator"])
def test_reading_changes_nothing(whole, method, path, role):
    caller, before = Caller(make_person(role)), rows()
    for _ in range(2):
        assert send(caller, method, fill(path, **whole)).status_code < 500
    assert rows() == before


@pytest.mark.parametrize(("method", "path"), [found for found in calls() if found[0] != "GET"])
def test_an_empty_body_changes_nothing(agent, whole, method, path):
    before, move = rows(), next((move for place, move in MOVES_OF.items() if place in path), "escalate")
    response = send(agent, method, fill(path, **whole | {"move": move}))
    assert response.status_code in (403, 409, 422) and is_error(response, response.status_code)
    assert rows() == before
