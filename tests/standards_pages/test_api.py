"""Calls on the standards: the contract's answers and refusals. Nothing is stored by any."""

import pytest
import time_machine

import standards
from complaints.record.models import Event, Operation
from tests.api.callers import is_error

# What it proves is the same on both databases: it runs once.
pytestmark = pytest.mark.once

FINDING = {"code", "rulebook", "version", "applies", "breached", "amount_gbp", "deadline", "failure_on", "payment_due_by", "claim_window_end",
           "claim_ok", "exempt", "late_extra_gbp", "instalments", "needs_judgement", "explanation"}
CUT = {"customer_type": "domestic", "nation": "england", "aware_at": "2024-06-10T08:00", "restored_at": "2024-06-11T21:30", "weather": "normal",
       "premises_affected": 200}


def assess(caller, code="EL-R5", facts=CUT, **beside):
    return caller.post(f"/standards/{code}/assess", {"facts": facts, **beside})


def test_the_list_has_all_72_with_their_terms(agent):
    told = agent.get("/standards").json()
    assert told["next"] is None and [item["code"] for item in told["items"]] == [standard.code for standard in standards.CATALOGUE]
    assert all({"code", "title", "regime", "terms"} <= set(item) and item["terms"] for item in told["items"])


@pytest.mark.parametrize("code", [*standards.BY_CODE])
def test_one_standard_has_terms_facts_versions_and_sources(agent, code):
    told = agent.get(f"/standards/{code}").json()
    assert told["facts"] and told["terms"] and {version["rulebook"] for version in told["versions"]} == {"documents", "law"}
    assert all(version["source"] and version["terms"] for version in told["versions"])


def test_a_choice_names_its_answers_and_a_list_its_items(agent):
    facts = {fact["name"]: fact for fact in agent.get("/standards/EL-R10").json()["facts"]}
    assert {"value": "wales", "label": "Wales"} in facts["nation"]["options"]
    assert [item["name"] for item in facts["interruptions"]["items"]] == ["start", "end", "cause", "already_paid"]


def test_a_lost_standard_is_said_not_to_be_computable(agent):
    assert [item["code"] for item in agent.get("/standards").json()["items"] if not item["computable"]] == ["GAS-GS10"]


def test_a_finding_has_the_fields_of_the_contract(agent):
    told = assess(agent).json()
    assert set(told) >= FINDING and told["amount_gbp"] == "145.00" and told["deadline"] == "2024-06-10T20:00+01:00"
    assert sum(float(part["amount_gbp"]) for part in told["instalments"]) == 145 and told["rulebook"] == "documents"


def test_nothing_is_kept(agent):
    before = Event.objects.count(), Operation.objects.count()
    assess(agent)
    agent.post("/standards/classify", {"facts": {"weather": "severe"}})
    assert (Event.objects.count(), Operation.objects.count()) == before


@pytest.mark.parametrize("place", [{"as_of": "2024-06-11T09:00"}, {"facts": CUT | {"restored_at": None, "as_of": "2024-06-11T09:00"}}])
def test_as_of_may_stand_beside_the_facts_or_among_them(agent, place):
    told = assess(agent, **{"facts": CUT | {"restored_at": None}, **place}).json()
    assert told["amount_gbp"] == "110.00" and told["provisional"] is True


def test_without_as_of_it_is_worked_out_as_of_now(agent):
    facts = CUT | {"aware_at": "2026-05-11T08:00", "restored_at": None}
    with time_machine.travel("2026-05-11T11:02Z", tick=False):
        assert assess(agent, facts=facts).json()["breached"] is False


def test_the_three_meter_standards_are_assessed_together(agent):
    facts = {"customer_type": "domestic", "nation": "england", "contacted_on": "2024-06-03", "assessed_on": None, "explained_on": None,
             "visit_offered_on": None, "emailed_on": None, "supply_lost": False}
    assert assess(agent, "SUP-METER", facts).json()["amount_gbp"] == "60.00"


def test_the_law_has_the_row_of_the_day_of_the_failure(agent):
    facts = {"customer_type": "domestic", "nation": "england", "slot_start": "2025-03-03T08:00", "slot_end": "2025-03-03T12:00", "attended_at": None}
    told = [assess(agent, "SUP-APPT-MISSED", facts, rulebook=book).json() for book in standards.BOOKS]
    assert [one["amount_gbp"] for one in told] == ["30.00", "40.00"] and "the law" in told[0]["explanation"][-1].lower()


def test_a_date_without_a_rule_is_refused_by_name(agent):
    response = assess(agent, facts=CUT | {"aware_at": "2025-06-10T08:00", "restored_at": None}, rulebook="law")
    assert is_error(response, 422, "no_rule_in_force") and "Nothing is guessed" in response.json()["error"]


def test_to_refuse_is_to_answer_200_with_the_reason_first(agent):
    facts = {"customer_type": "small_business", "nation": "england", "interrupted_at": "2024-06-03T08:00", "restored_at": None,
             "annual_consumption_kwh": "73201"}
    told = assess(agent, "GAS-GS1", facts).json()
    assert (told["breached"], told["amount_gbp"], told["computable"]) == (None, None, False) and "73,200" in told["needs_judgement"][0]


@pytest.mark.parametrize(("facts", "field"), [
    ({"aware_at": None}, "aware_at"), ({"aware_at": "yesterday"}, "aware_at"), ({"premises_affected": "many"}, "premises_affected"),
    ({"customer_type": "cat"}, "customer_type"), ({"colour": "red"}, "colour"), ({"premises_affected": 10**400}, "premises_affected"),
    ({"exemptions": [{"code": "EX-NONE"}]}, "exemptions.0.code"), ({"exemptions": {"code": "x"}}, "exemptions"), ({"weather": True}, "weather"),
])
def test_a_missing_or_malformed_fact_is_named(agent, facts, field):
    response = assess(agent, facts={name: value for name, value in (CUT | facts).items() if value is not None})
    assert is_error(response, 422, "fields") and field in response.json()["fields"]


@pytest.mark.parametrize("body", [{}, {"facts": []}, {"facts": None}, {"facts": CUT, "rulebook": "moon"}, {"facts": CUT, "as_of": 5},
                                  {"facts": CUT, "as_of": "soon"}, {"facts": CUT, "op_id": "x"}, {"facts": "NaN"}])
def test_a_body_of_another_shape_is_refused(agent, body):
    assert is_error(agent.post("/standards/EL-R5/assess", body), 422, "fields")


@pytest.mark.parametrize("code", ["NOPE", "el-r5", "%F0%9F%8E%81", "EL-R5%00", "classify"])
def test_a_code_that_is_none_is_unknown_before_the_body_is_looked_at(agent, code):
    assert is_error(agent.post(f"/standards/{code}/assess", {}), 404, "not_found")


def test_a_code_that_is_none_has_no_page_of_terms(agent):
    assert is_error(agent.get("/standards/NOPE"), 404, "not_found")


@pytest.mark.parametrize(("facts", "told"), [
    ({"weather": "normal", "premises_affected": 5000}, {"outage_standard": "EL-R6"}),
    ({"event_type": "lightning", "fault_multiple": "8"}, {"weather_category": 1}),
    ({"event_type": "other", "fault_multiple": 7}, {"weather_category": None}),
    ({"demand": True, "sseg_units": 2}, {"elc_kind": "GEN"}), ({"of": "GAS-GS11"}, {"routes": ["direct"]}), ({}, {}),
])
def test_what_the_facts_decide_is_answered(agent, facts, told):
    assert agent.post("/standards/classify", {"facts": facts}).json() == told


@pytest.mark.parametrize("facts", [{"of": "NOPE"}, {"of": 5}, {"fault_multiple": "x"}, {"premises_affected": -1}, [], {"nothing": 1}])
def test_what_can_not_be_classified_is_named(agent, facts):
    assert is_error(agent.post("/standards/classify", {"facts": facts}), 422, "fields")


@pytest.mark.parametrize("path", ["/standards", "/standards/EL-R5"])
def test_reading_asks_for_a_token(nobody, path):
    assert is_error(nobody.get(path), 401)
