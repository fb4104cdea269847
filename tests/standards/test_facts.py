"""Facts that are missing or cannot be read are named, each; what the standard does not ask for is let be."""
import pytest

import standards
from tests.standards.asking import AS_OF, NOBODY, ask
from tests.standards.breaches import EVERY

CODES = tuple(EVERY)


def refused(code, facts):
    """The names complained of, each with a sentence."""
    with pytest.raises(standards.FactsWrong) as wrong:
        standards.read_facts(standards.find(code), facts)
    assert all(sentence.endswith(".") for said in wrong.value.fields.values() for sentence in said)
    return {name.split(".")[0] for name in wrong.value.fields}


def needed(code):
    return {fact.name for fact in standards.find(code).facts if fact.required}


@pytest.mark.parametrize("code", CODES)
def test_each_missing_fact_is_named(code):
    whole = NOBODY | EVERY[code]
    assert needed(code) <= set(whole)
    for name in needed(code):
        assert refused(code, {key: value for key, value in whole.items() if key != name}) == {name}
    assert refused(code, {}) == needed(code)


@pytest.mark.parametrize("code", CODES)
def test_null_is_an_answer_only_where_the_fact_may_be_unknown(code):
    for fact in standards.find(code).facts:
        if fact.required and not fact.nullable:
            assert refused(code, NOBODY | EVERY[code] | {fact.name: None}) == {fact.name}
        elif fact.nullable:
            standards.read_facts(standards.find(code), NOBODY | EVERY[code] | {fact.name: None})


WRONG = {
    "day": ["yesterday", "2024-02-30", "2024-13-01", "03/06/2024", 5, True, [], {}, "2024-06-03T10:00", "", "0000-00-00", "99999-01-01"],
    "moment": ["noon", "2024-06-03T25:00", 5, True, [], "", "2024-06-31T10:00"],
    "yes": ["yes", "maybe", 2, [], {}, ""],
    "whole": ["many", "1.5", 1.5, -1, True, [], "", "NaN", "1e400"],
    "number": ["many", "NaN", "Infinity", "-Infinity", True, [], {}, "", "1e400"],
    "money": ["many", "NaN", "Infinity", "-1.00", True, [], {}, "", "£", "1e400"],
    "choice": ["somebody", "", 5, True, [], {}],
    "list": ["none", 5, True, {}],
}
KINDS = [(code, fact.name, fact.kind) for code in CODES for fact in standards.find(code).facts if fact.kind in WRONG]


def test_every_kind_of_fact_is_tried():
    assert {kind for _, _, kind in KINDS} == set(WRONG)


@pytest.mark.parametrize("code", CODES)
def test_a_malformed_fact_is_named(code):
    for _, name, kind in (row for row in KINDS if row[0] == code):
        for value in WRONG[kind]:
            assert refused(code, NOBODY | EVERY[code] | {name: value}) == {name}, (name, value)


@pytest.mark.parametrize("interruptions", [[5], [{}], [None], ["2024"], [{"start": "2024-01-01T00:00"}],
                                           [{"start": "x", "end": "2024-01-01T04:00", "cause": "network_fault", "already_paid": False}],
                                           [{"start": "2024-01-01T00:00", "end": "2024-01-01T04:00", "cause": "wind", "already_paid": False}],
                                           [{"start": "2024-01-01T04:00", "end": "2024-01-01T00:00", "cause": "network_fault",
                                             "already_paid": False}]])
def test_a_malformed_interruption_is_named(interruptions):
    assert refused("EL-R10", NOBODY | EVERY["EL-R10"] | {"interruptions": interruptions}) == {"interruptions"}


@pytest.mark.parametrize("exemptions", [[5], [{}], [None], [{"code": 5}], [{"code": "EX-EL-THIRD-PARTY", "all_reasonable_steps": "yes"}]])
def test_a_malformed_exemption_is_named(exemptions):
    assert refused("EL-R5", NOBODY | EVERY["EL-R5"] | {"exemptions": exemptions}) == {"exemptions"}


def test_facts_that_only_other_standards_ask_for_are_let_be_and_unknown_ones_named():
    counted = {"handled_in_time": 9, "total": 10}
    assert ask("LC-D10-2F", counted | {"restored_at": "of no matter"})["target_met"]
    assert refused("LC-D10-2F", counted | {"shoe_size": "9"}) == {"shoe_size"}


def test_the_day_of_asking_may_stand_among_the_facts():
    asked = EVERY["SUP-FINAL-BILL"] | {"as_of": "2024-05-02T12:00"}
    assert (ask("SUP-FINAL-BILL", asked)["breached"], ask("SUP-FINAL-BILL", EVERY["SUP-FINAL-BILL"])["breached"]) == (False, True)
    assert asked["as_of"] < AS_OF


@pytest.mark.parametrize(("written", "meant"), [("2024-06-10T20:00", False), ("2024-06-10T20:00+01:00", False), ("2024-06-10T19:00Z", False),
                                                ("2024-06-10T20:00Z", True), ("2024-06-10T20:01", True)])
def test_a_time_without_an_offset_is_london_time(written, meant):
    facts = EVERY["EL-R5"] | {"aware_at": "2024-06-10T08:00", "restored_at": written}
    assert ask("EL-R5", facts)["breached"] is meant


BACKWARDS = [("GAS-GS1", "restored_at", "2023-06-11T08:01"), ("GAS-GS3", "facilities_provided_at", "2024-06-10T08:59"),
             ("GAS-GS3", "supply_restored_at", "2024-06-10T08:59"), ("SUP-RECONNECT", "reconnected_at", "2024-06-10T09:59"),
             ("EL-R11", "attended_at", "2024-06-11T09:59"), ("GAS-GS14", "substantive_response_on", "2024-06-02"),
             ("GAS-GS14", "initial_written_response_on", "2024-06-02"), ("SUP-METER-ASSESS", "assessed_on", "2024-06-02")]


@pytest.mark.parametrize(("code", "name", "value"), BACKWARDS)
def test_what_was_done_before_it_began_is_named_and_never_in_time(code, name, value):
    assert refused(code, NOBODY | EVERY[code] | {name: value}) == {name}


def test_supply_may_be_back_before_the_distributor_knew():
    assert ask("EL-R5", EVERY["EL-R5"] | {"restored_at": "2024-06-10T07:00"})["breached"] is False


def test_more_handled_in_time_than_there_were_is_refused():
    with pytest.raises(standards.FactsWrong):
        ask("LC-D10-2F", {"handled_in_time": 11, "total": 10})


@pytest.mark.parametrize("hours", ["0", "8760.5", "999999999"])
def test_hours_that_no_regulations_prescribe_are_refused(hours):
    assert refused("EL-R7", NOBODY | EVERY["EL-R7"] | {"prescribed_hours": hours}) == {"prescribed_hours"}
