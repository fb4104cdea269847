"""Which standard, category or route the facts point to (seed lines 71 to 80, 95, 102, 112 to 117, 138, 213; reading A43)."""
import pytest

import standards
from tests.standards.asking import TABLES


def told(**facts):
    return standards.classify(facts, TABLES)


def homes(units, *, phases=1, extended=False, **more):
    return {"premises": "domestic_development", "units": units, "phases": phases, "lv_extension": extended, "hv_works": False, "ehv_works": False,
            "whole_current": True, **more}


def one(phases, *, extended=False, **more):
    return homes(1, phases=phases, extended=extended, **{"premises": "single_premises", **more})


CATEGORIES = [
    ("one home", homes(1), "LV-SINGLE"),
    ("one home with an extension", homes(1, extended=True), "SMALL"),
    ("one home of three phases", homes(1, phases=3), "SMALL"),
    ("two homes", homes(2), "SMALL"),
    ("four homes", homes(4), "SMALL"),
    ("four homes with an extension", homes(4, extended=True), "SMALL"),
    ("five homes", homes(5), "LV-OTHER"),
    ("five homes with an extension", homes(5, extended=True), "LV-OTHER"),
    ("four homes, no whole-current metering", homes(4, whole_current=False), "LV-OTHER"),
    ("a shop of one phase", one(1), "LV-SINGLE"),
    ("a shop of two phases", one(2), "SMALL"),
    ("a shop of three phases", one(3), "SMALL"),
    ("a shop of three phases, no whole-current metering", one(3, whole_current=False), "LV-OTHER"),
    ("a shop with an extension", one(1, extended=True), "LV-OTHER"),
    ("a shop of three phases with an extension", one(3, extended=True), "LV-OTHER"),
    ("one service without whole-current metering", homes(1, whole_current=False), "LV-SINGLE"),
    ("a shop of one phase without whole-current metering", one(1, whole_current=False), "LV-SINGLE"),
    ("high-voltage work", one(1, hv_works=True), "HV"),
    ("extra-high-voltage work", homes(1, ehv_works=True), "EHV"),
    ("both", one(1, hv_works=True, ehv_works=True), "EHV"),
]


@pytest.mark.parametrize(("facts", "category"), [pytest.param(*row, id=name) for name, *row in CATEGORIES])
def test_a_connection_has_one_category(facts, category):
    assert told(**facts)["elc_category"] == category


MISSING = [
    ("a shop whose phases are not known", one(None)),
    ("a shop whose extension is not known", one(1, extended=None)),
    ("homes of unknown number", homes(None)),
    ("one home whose extension is not known", homes(1, extended=None)),
    ("two homes whose metering is not known", homes(2, whole_current=None)),
    ("premises and nothing else", {"premises": "single_premises"}),
    ("high-voltage work not known", homes(1, hv_works=None)),
]


@pytest.mark.parametrize("facts", [pytest.param(facts, id=name) for name, facts in MISSING])
def test_a_category_that_cannot_be_told_is_null(facts):
    assert told(**facts)["elc_category"] is None


KINDS = [
    ("demand alone", {"demand": True}, "DEM"),
    ("demand and one small generator", {"demand": True, "sseg_units": 1}, "DEM"),
    ("demand and several", {"demand": True, "sseg_units": 2}, "GEN"),
    ("large-scale generation", {"demand": True, "g59": True}, "GEN"),
    ("one small generator without demand", {"demand": False, "sseg_units": 1}, None),
]


@pytest.mark.parametrize(("facts", "kind"), [pytest.param(*row, id=name) for name, *row in KINDS])
def test_generation_has_times_of_its_own(facts, kind):
    assert told(**facts)["elc_kind"] == kind


OUTAGES = [("normal", 1, "EL-R5"), ("normal", 4999, "EL-R5"), ("normal", 5000, "EL-R6"), ("severe", 1, "EL-R7"), ("severe", 9000, "EL-R7")]


@pytest.mark.parametrize(("weather", "premises", "code"), OUTAGES)
def test_an_outage_is_under_one_standard_only(weather, premises, code):
    assert told(weather=weather, premises_affected=premises)["outage_standard"] == code


@pytest.mark.parametrize(("premises", "code"), [(1, "EL-R5"), (4999, "EL-R5"), (5000, "EL-R6")])
def test_weather_with_too_few_faults_is_not_severe(premises, code):
    """Seed line 78: below 8 times the normal faults is no category."""
    answer = told(weather="severe", event_type="other", fault_multiple="7.99", very_large_event=False, premises_affected=premises)
    assert (answer["weather_category"], answer["outage_standard"]) == (None, code)


def test_what_cannot_be_told_is_not_answered():
    assert "outage_standard" not in told(weather="normal")
    assert "outage_standard" not in told(premises_affected=9000)
    assert told() == {}


STORMS = [("lightning", "7.99", False, None), ("lightning", "8", False, 1), ("lightning", "13", False, 1), ("lightning", "99", False, 1),
          ("other", "7.99", False, None), ("other", "8", False, 1), ("other", "12.99", False, 1), ("other", "13", False, 2),
          ("other", "99", False, 2),
          ("other", "8", True, 3), ("lightning", "1", True, 3)]


@pytest.mark.parametrize(("event", "multiple", "huge", "category"), STORMS)
def test_severe_weather_has_three_categories(event, multiple, huge, category):
    assert told(event_type=event, fault_multiple=multiple, very_large_event=huge)["weather_category"] == category


ROUTES = [*[(f"GAS-GS{number}", {"direct"}) for number in range(4, 12)],
          *[(f"GAS-GS{number}", {"direct", "via_supplier"}) for number in (1, 2, 3, 12, 13, 14)],
          ("EL-R5", {"direct", "via_supplier"}), ("EL-R19", {"direct", "via_supplier"}),
          ("ELC-NOTIFY", {"electronic", "credit_to_connection_invoice"}), ("LC-D10-2F", set())]


@pytest.mark.parametrize(("code", "routes"), ROUTES)
def test_the_way_of_a_payment(code, routes):
    assert set(told(of=code)["routes"]) == routes


@pytest.mark.parametrize(("name", "value"), [("of", "EL-R9"), ("phases", "two"), ("weather", "windy"), ("demand", "yes"), ("shoe_size", 9)])
def test_what_cannot_be_read_is_named(name, value):
    with pytest.raises(standards.FactsWrong) as wrong:
        told(**{name: value})
    assert set(wrong.value.fields) == {name}
