"""The steps of a connection: their standards by category, kind and flow; what each waits for; phases; the dates that can be given."""

import pytest

from complaints.money.steps import CATEGORY_WORDS, Connection, dates_of, kind_words, steps_of


def electricity(category="LV-OTHER", kind="DEM", dates=(), phases=None, **facts):
    return Connection("electricity", "domestic", "england",
                      {"elc_category": category, "elc_kind": kind, "dates": dict(dates), "phases": phases or {}, **facts}, 275)


def gas(flow="120", dates=(), **facts):
    return Connection("gas", "domestic", "scotland", {"rate_of_flow_kwh": flow, "dates": dict(dates), **facts}, 275)


def codes(job):
    return [step.code for step in steps_of(job)]


@pytest.mark.parametrize(("category", "kind", "expected"), [
    ("LV-SINGLE", "DEM", ["ELC-QUOTE-LV-SINGLE-DEM", "ELC-CONTACT-LV-SMALL", "ELC-COMPLETE-LV-SMALL"]),
    ("SMALL", "DEM", ["ELC-QUOTE-SMALL-DEM", "ELC-CONTACT-LV-SMALL", "ELC-COMPLETE-LV-SMALL"]),
    ("LV-OTHER", "GEN", ["ELC-QUOTE-LV-OTHER-GEN", "ELC-CONTACT-LV-OTHER", "ELC-COMMENCE-LV-OTHER", "ELC-COMPLETE-LV-OTHER",
                         "ELC-ENERGISE-LV-OTHER"]),
    ("HV", "DEM", ["ELC-QUOTE-HV-DEM", "ELC-CONTACT-HV", "ELC-COMMENCE-HV", "ELC-COMPLETE-HV", "ELC-ENERGISE-HV"]),
    ("EHV", "GEN", ["ELC-QUOTE-EHV-GEN", "ELC-CONTACT-EHV", "ELC-COMMENCE-EHV", "ELC-COMPLETE-EHV", "ELC-ENERGISE-EHV"]),
])
def test_each_category_has_its_own_standards(category, kind, expected):
    assert codes(electricity(category, kind)) == expected


def test_energising_is_a_step_only_where_it_is_part_of_the_job():
    assert "ELC-ENERGISE-HV" not in codes(electricity("HV", energisation_required=False))


@pytest.mark.parametrize(("flow", "quotation", "expected"), [
    ("275", "standard", ["GAS-GS4", "GAS-GS9"]), ("275", "other", ["GAS-GS5", "GAS-GS9"]), ("275.01", "standard", ["GAS-GS6", "GAS-GS10"]),
])
def test_gas_goes_by_the_rate_of_flow_275_itself_is_below(flow, quotation, expected):
    assert codes(gas(flow, quotation=quotation))[:2] == expected


def test_gas_is_completed_by_its_own_standard_once_the_contract_sum_is_known():
    waiting, started = steps_of(gas())[-1], steps_of(gas(contract_sum_gbp="900.00", dates={"complete_agreed_on": "2026-05-11"}))[-1]
    assert (waiting.code, waiting.started, waiting.waits_for) == ("GAS-GS11", False, "Sum of the contract")
    assert started.facts["contract_sum_gbp"] == "900.00" and started.facts["agreed_on"] == "2026-05-11"


def test_a_step_waits_for_its_first_missing_date():
    quotation, contact, complete = steps_of(electricity("LV-SINGLE", fee_payable=True, dates={"info_complete_on": "2026-05-01"}))
    assert [step.waits_for for step in (quotation, contact, complete)] == [
        "Fee for the quotation paid", "Acceptance received", "Completion agreed for"]


def test_without_a_fee_the_quotation_starts_with_the_information_alone():
    quotation = steps_of(electricity("LV-SINGLE", dates={"info_complete_on": "2026-05-01"}))[0]
    assert quotation.started and quotation.facts["fees_paid_on"] is None and quotation.facts["quote_issued_on"] is None


def test_each_phase_with_an_agreed_day_is_a_step_of_its_own():
    job = electricity(dates={"complete_agreed_on": "2026-05-01"}, phases={"Road": {"complete_agreed_on": "2026-06-01", "completed_on": "2026-06-03"}})
    found = [step for step in steps_of(job) if step.code == "ELC-COMPLETE-LV-OTHER"]
    assert [(step.key, step.title, step.done_on) for step in found] == [
        ("complete", "Complete the work", None), ("complete:Road", "Complete the work, Road", "2026-06-03")]


def test_the_dates_asked_for_are_those_of_the_job():
    small, big = dates_of(electricity("SMALL")), dates_of(electricity("HV"))
    assert "commenced_on" not in small and "found_inaccurate_on" in small and "requested_on" not in small
    assert "commenced_on" in big and "found_inaccurate_on" not in big
    assert "dates_offered_on" in dates_of(gas()) and "contacted_on" not in dates_of(gas())


def test_a_quotation_that_was_found_wrong_and_a_land_enquiry_are_steps_when_they_happen():
    assert "ELC-QAS-SMALL" in codes(electricity("SMALL", dates={"found_inaccurate_on": "2026-05-01"}))
    dates = {"requested_on": "2026-05-01", "found_inaccurate_on": "2026-05-20", "land_requested_on": "2026-04-20"}
    assert {"GAS-GS7", "GAS-GS8"} <= set(codes(gas(dates=dates)))


def test_what_the_connection_is_is_said_in_words():
    assert kind_words(electricity("SMALL")) == "Small project, demand" and kind_words(gas()) == "Gas, 120 kWh an hour"
    assert set(CATEGORY_WORDS) == {"LV-SINGLE", "SMALL", "LV-OTHER", "HV", "EHV"}
