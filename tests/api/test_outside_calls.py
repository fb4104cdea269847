"""What no call answers is JSON too: unknown addresses, methods, sizes, faults; health and the OpenAPI document."""

import json

import pytest
from django.urls import get_resolver

from config import api as config_api
from tests.api.callers import is_error


@pytest.mark.parametrize("path", ["/", "/nothing", "/complaints/", "/standard", "/complaints/X/payments", "/reports/colours", "/%00", "/a//b"])
def test_an_unknown_address_is_json_404(agent, path):
    assert is_error(agent.get(path), 404, "not_found")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "HEAD", "QUERY"])
def test_a_method_that_is_not_taken_is_json_405_and_names_those_that_are(agent, method):
    response = agent.send(method, "/complaints", "{}")
    assert response.status_code == 405 and response["Allow"] == "GET, POST"
    assert method == "HEAD" or is_error(response, 405, "method_not_allowed")


def test_a_method_in_a_header_is_not_believed(agent, complaint):
    agent.headers |= {"X-HTTP-Method-Override": "DELETE"}
    assert agent.get(f"/complaints/{complaint.reference}").json()["reference"] == complaint.reference


def test_a_method_in_a_query_is_a_name_that_the_call_does_not_know(agent, complaint):
    response = agent.get(f"/complaints/{complaint.reference}", _method="DELETE")
    assert response.status_code == 422 and list(response.json()["fields"]) == ["_method"]
    assert agent.get(f"/complaints/{complaint.reference}").status_code == 200


def test_a_body_that_is_too_large_is_json_413(agent):
    assert is_error(agent.post("/complaints", b'{"a": "' + b"x" * 3_000_000 + b'"}'), 413, "too_large")


def test_a_body_said_to_be_larger_than_the_desk_takes_is_413_unread(agent):
    response = agent.client.post("/api/v1/complaints", "{}", content_type="application/json", headers=agent.headers, CONTENT_LENGTH="99999999999")
    assert is_error(response, 413, "too_large")


def test_a_fault_of_ours_is_json_500_without_its_text(agent, monkeypatch):
    monkeypatch.setattr("complaints.clocks.api.workdays.add_months", lambda *_: 1 / 0)
    response = agent.get("/months/add", start="2026-01-31", months=1)
    assert is_error(response, 500, "internal_error") and b"division" not in response.content


def test_health_asks_for_no_token_and_names_its_fields(nobody):
    response = nobody.get("/health")
    told = response.json()
    assert told.keys() == {"ok", "database", "broker", "last_sweep_at", "sweep_age_s", "holidays_until"}
    assert response.status_code == (200 if told["ok"] else 503)


def test_a_stale_sweep_makes_health_503(nobody):
    assert nobody.get("/health").status_code == 503 and nobody.get("/health").json()["last_sweep_at"] is None


def test_answers_are_kept_by_no_browser(agent, complaint):
    assert "no-store" in agent.get(f"/complaints/{complaint.reference}")["Cache-Control"]


@pytest.fixture
def document(nobody):
    return nobody.get("/openapi.json").json()


def test_the_document_is_openapi_3_1_and_names_every_address(document):
    routes = {f"/api/v1/{pattern.pattern}" for part in get_resolver().url_patterns if str(part.pattern) == "api/v1/"
              for pattern in part.url_patterns}
    told = {path.replace("{", "<").replace("}", ">") for path in document["paths"]}
    assert document["openapi"].startswith("3.1") and routes - told == {"/api/v1/", "/api/v1/openapi.json"} and told <= routes


def test_every_reference_of_the_document_leads_somewhere(document):
    schemas, text = document["components"]["schemas"], json.dumps(document)
    named = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert named <= schemas.keys() and "$defs" not in text


def test_every_call_but_health_asks_for_a_token(document):
    assert document["security"] == [{"Token": []}] and document["components"]["securitySchemes"]["Token"]["scheme"] == "bearer"
    open_to_all = [path for path, methods in document["paths"].items() for told in methods.values() if told.get("security") == []]
    assert open_to_all == ["/api/v1/health"]


CALCULATIONS = ("/api/v1/standards/classify", "/api/v1/standards/{code}/assess")
# A calculation that is kept where a case is named.
EITHER = ("/api/v1/eligibility/assess",)


def test_every_call_that_writes_takes_an_op_id_and_a_calculation_none(document):
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            if path in CALCULATIONS:
                assert method == "post" and "op_id" not in str(told["requestBody"])
            elif method in ("post", "patch"):
                (media,) = told["requestBody"]["content"].values()
                if path in EITHER:
                    assert {"op_id", "complaint"} <= set(media["schema"]["properties"]) - set(media["schema"]["required"])
                    continue
                assert all("op_id" in shape["required"] for shape in media["schema"].get("anyOf", [media["schema"]])), path


def test_the_document_is_made_once():
    assert config_api.document() is config_api.document()
