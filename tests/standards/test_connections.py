"""Electricity connections (seed lines 104 to 138): one table of limits and sums, and the same days asked of each of the 27 rows.

Counted from Mon 3 Jun 2024 in England: WD 5 is Mon 10 Jun, 7 Wed 12, 10 Mon 17, 15 Mon 24 Jun, 20 Mon 1 Jul, 25 Mon 8 Jul,
35 Mon 22 Jul, 45 Mon 5 Aug and, past 26 Aug, 65 Tue 3 Sep. The job is done on Mon 2 Dec 2024; 10 WD later is Mon 16 Dec.
"""
from decimal import Decimal

import pytest

from tests.standards.asking import Case, ask, differs, failed, kept, outside, unlike

# code: (last day, the working day after, sum for a working day)
QUOTES = {
    "ELC-QUOTE-LV-SINGLE-DEM": ("2024-06-10", "2024-06-11", "15.00"),
    "ELC-QUOTE-SMALL-DEM": ("2024-06-24", "2024-06-25", "15.00"),
    "ELC-QUOTE-LV-OTHER-DEM": ("2024-07-08", "2024-07-09", "65.00"),
    "ELC-QUOTE-LV-OTHER-GEN": ("2024-08-05", "2024-08-06", "65.00"),
    "ELC-QUOTE-HV-DEM": ("2024-07-22", "2024-07-23", "135.00"),
    "ELC-QUOTE-HV-GEN": ("2024-09-03", "2024-09-04", "135.00"),
    "ELC-QUOTE-EHV-DEM": ("2024-09-03", "2024-09-04", "200.00"),
    "ELC-QUOTE-EHV-GEN": ("2024-09-03", "2024-09-04", "200.00"),
}
CONTACTS = {
    "ELC-CONTACT-LV-SMALL": ("2024-06-12", "2024-06-13", "15.00"),
    "ELC-CONTACT-LV-OTHER": ("2024-06-12", "2024-06-13", "65.00"),
    "ELC-CONTACT-HV": ("2024-06-17", "2024-06-18", "135.00"),
    "ELC-CONTACT-EHV": ("2024-06-24", "2024-06-25", "200.00"),
}
# code: (the fact that says when the step was done, sum for a working day)
STEPS = {
    "ELC-COMPLETE-LV-SMALL": ("completed_on", "35.00"),
    "ELC-COMMENCE-LV-OTHER": ("commenced_on", "25.00"),
    "ELC-COMPLETE-LV-OTHER": ("completed_on", "135.00"),
    "ELC-ENERGISE-LV-OTHER": ("energised_on", "135.00"),
    "ELC-COMMENCE-HV": ("commenced_on", "25.00"),
    "ELC-COMPLETE-HV": ("completed_on", "200.00"),
    "ELC-ENERGISE-HV": ("energised_on", "200.00"),
    "ELC-COMMENCE-EHV": ("commenced_on", "25.00"),
    "ELC-COMPLETE-EHV": ("completed_on", "270.00"),
    "ELC-ENERGISE-EHV": ("energised_on", "270.00"),
}
BUDGETS = {"ELC-BUDGET-LT1MVA": ("999.99", "2024-06-17", "2024-06-18"), "ELC-BUDGET-GE1MVA": ("1000", "2024-07-01", "2024-07-02")}
ACCURACY = {"ELC-QAS-LV-SINGLE": "335.00", "ELC-QAS-SMALL": "670.00"}
JOB, DUE = "2024-12-02", "2024-12-16"


def step(code, done, agreed="2024-06-10", **more):
    """Agreed for Mon 10 June 2024."""
    needed = {"energisation_required": True} if "ENERGISE" in code else {}
    return {"agreed_on": agreed, STEPS[code][0]: done, "job_completed_on": JOB, **needed, **more}


def waited(code, done, start="2024-06-03", paid=None, **more):
    """A quotation or a first contact, from the information or the acceptance and the payment."""
    begun, money, end = (("info_complete_on", "fees_paid_on", "quote_issued_on") if code in QUOTES
                         else ("accepted_on", "paid_on", "contacted_on"))
    return {begun: start, money: paid, end: done, "job_completed_on": JOB, **more}


def times(rate, days):
    return str(Decimal(rate) * days)


@pytest.mark.parametrize("code", [*QUOTES, *CONTACTS])
def test_a_quotation_or_contact_is_in_time_on_the_last_day_and_pays_by_the_working_day_after(code):
    last, after, rate = (QUOTES | CONTACTS)[code]
    for kind in ("domestic", "small_business", "large_business"):
        assert not differs(Case("", code, waited(code, last, customer_type=kind), kept(last)))
        assert not differs(Case("", code, waited(code, after, customer_type=kind), failed(rate, last, DUE)))


@pytest.mark.parametrize("code", STEPS)
def test_a_step_is_done_on_the_day_agreed_or_pays_by_the_working_day(code):
    rate = STEPS[code][1]
    for kind in ("domestic", "small_business", "large_business"):
        assert not differs(Case("", code, step(code, "2024-06-10", customer_type=kind), kept("2024-06-10")))
        assert not differs(Case("", code, step(code, "2024-06-11", customer_type=kind), failed(rate, "2024-06-10", DUE)))


# Agreed for Mon 10 Jun: days late as they count, weekend work counting as the next working day.
LATE = [("2024-06-14", 4), ("2024-06-15", 5), ("2024-06-16", 5), ("2024-06-17", 5), ("2024-06-18", 6), ("2024-07-08", 20), ("2024-08-26", 55),
        ("2024-08-27", 55), ("2025-06-10", 253)]


@pytest.mark.parametrize(("done", "days"), LATE)
@pytest.mark.parametrize("code", STEPS)
def test_working_days_late_are_counted_to_the_day_of_the_work_without_a_maximum(code, done, days):
    assert ask(code, step(code, done))["amount_gbp"] == times(STEPS[code][1], days)


# From Wed 5 Jun, the later of the two: 5 WD is Wed 12 Jun, 15 WD Wed 26 Jun.
@pytest.mark.parametrize(("start", "paid"), [("2024-06-05", None), ("2024-06-03", "2024-06-05"), ("2024-06-05", "2024-06-03")])
@pytest.mark.parametrize(("code", "last"), [("ELC-QUOTE-LV-SINGLE-DEM", "2024-06-12"), ("ELC-CONTACT-EHV", "2024-06-26")])
def test_the_clock_starts_with_the_later_of_paper_and_payment(code, last, start, paid):
    assert ask(code, waited(code, last, start, paid))["deadline"] == last


# Fri 26 Jul 2024 + 7 WD: 29 Jul to 2 Aug (5), 5 and 6 Aug; Scotland has Mon 5 Aug off: 7 Aug.
@pytest.mark.parametrize(("nation", "last"), [("england", "2024-08-06"), ("wales", "2024-08-06"), ("scotland", "2024-08-07")])
def test_scotland_has_its_own_august_holiday(nation, last):
    assert ask("ELC-CONTACT-LV-SMALL", waited("ELC-CONTACT-LV-SMALL", last, "2024-07-26", nation=nation))["deadline"] == last


# Agreed for Thu 28 Nov 2024 and done on Tue 3 Dec: 29 Nov, 2, 3 Dec; Scotland keeps St Andrew's Day on Mon 2 Dec.
@pytest.mark.parametrize(("nation", "days"), [("england", 3), ("scotland", 2)])
def test_st_andrews_day_kept_on_a_monday_is_no_working_day(nation, days):
    assert ask("ELC-COMPLETE-HV", step("ELC-COMPLETE-HV", "2024-12-03", "2024-11-28", nation=nation))["amount_gbp"] == times("200.00", days)


def test_christmas_new_year_and_the_scottish_second_of_january():
    """Agreed Tue 24 Dec 2024, done Fri 3 Jan 2025: 27, 30, 31 Dec, 2, 3 Jan; one less in Scotland."""
    answers = [ask("ELC-COMMENCE-HV", step("ELC-COMMENCE-HV", "2025-01-03", "2024-12-24", nation=nation)) for nation in ("england", "scotland")]
    assert [answer["amount_gbp"] for answer in answers] == ["125.00", "100.00"]


@pytest.mark.parametrize("code", STEPS)
def test_a_varied_date_replaces_the_agreed_one(code):
    assert not differs(Case("", code, step(code, "2024-06-20", varied_to="2024-06-20"), kept("2024-06-20")))
    assert not differs(Case("", code, step(code, "2024-06-21", varied_to="2024-06-20"), failed(STEPS[code][1], "2024-06-20", DUE)))


@pytest.mark.parametrize("code", STEPS)
def test_a_step_not_done_yet_is_compared_with_the_moment_asked(code):
    assert not differs(Case("", code, step(code, None, as_of="2024-06-10T23:59"), kept("2024-06-10")))
    assert not differs(Case("", code, step(code, None, as_of="2024-06-11T00:00"), failed(STEPS[code][1], "2024-06-10", DUE)))


@pytest.mark.parametrize("code", [*QUOTES, *CONTACTS, *STEPS])
def test_the_payment_falls_due_when_the_job_is_done(code):
    late = "2024-11-29"
    facts = step(code, late) if code in STEPS else waited(code, late)
    assert ask(code, facts | {"job_completed_on": None})["payment_due_by"] is None
    assert ask(code, facts | {"job_completed_on": "2024-12-23"})["payment_due_by"] == "2025-01-09"  # 24, 27, 30, 31, 2, 3, 6 to 9


@pytest.mark.parametrize("code", [code for code in STEPS if "ENERGISE" in code])
def test_energising_that_is_not_wanted_cannot_be_late(code):
    assert not unlike(ask(code, step(code, None, energisation_required=False)), {"amount_gbp": "0.00", "payment_due_by": None})


def budget(code, done, kva=None, *, visit=False, fees=None, **more):
    return {"capacity_kva": kva or BUDGETS[code][0], "visit_required": visit, "info_complete_on": "2024-06-03", "fees_paid_on": fees,
            "provided_on": done, **more}


@pytest.mark.parametrize("code", BUDGETS)
def test_a_budget_estimate_pays_once(code):
    _, last, after = BUDGETS[code]
    due = {"ELC-BUDGET-LT1MVA": "2024-07-01", "ELC-BUDGET-GE1MVA": "2024-07-15"}[code]  # 10 WD after the failure
    assert not differs(Case("", code, budget(code, last), kept(last)))
    for done in (after, "2025-06-03", None):
        assert not differs(Case("", code, budget(code, done), failed("65.00", last, due)))


@pytest.mark.parametrize(("code", "kva", "applies"), [
    ("ELC-BUDGET-LT1MVA", "999.999", True), ("ELC-BUDGET-LT1MVA", "1000", False),
    ("ELC-BUDGET-GE1MVA", "999.999", False), ("ELC-BUDGET-GE1MVA", "1000", True)])
def test_one_mva_itself_is_in_the_group_of_twenty_days(code, kva, applies):
    assert ask(code, budget(code, None, kva))["applies"] is applies


@pytest.mark.parametrize("code", BUDGETS)
def test_an_estimate_that_needs_a_visit_is_none_of_these(code):
    assert not differs(Case("", code, budget(code, None, visit=True), outside()))


def test_the_estimate_waits_for_the_fee():
    assert ask("ELC-BUDGET-LT1MVA", budget("ELC-BUDGET-LT1MVA", None, fees="2024-06-05"))["deadline"] == "2024-06-19"


@pytest.mark.parametrize("code", ACCURACY)
def test_a_quotation_found_wrong_pays_a_fixed_sum_and_settles_the_difference(code):
    found = failed(ACCURACY[code], None, "2024-06-26", failure_on="2024-06-12")  # Wed 12 Jun + 10 WD
    assert not differs(Case("", code, {"found_inaccurate_on": "2024-06-12", "overpaid_gbp": "12.34"}, found | {"refund_gbp": "12.34"}))
    assert not differs(Case("", code, {"found_inaccurate_on": "2024-06-12", "undercharged_gbp": "5.00"}, found | {"customer_owes_gbp": "5.00"}))
    assert not differs(Case("", code, {"found_inaccurate_on": None}, kept()))


def notify(paid, of="ELC-BUDGET-LT1MVA", **more):
    return {"original_standard": of, "base_on": "2024-06-10", "paid_on": paid, **more}


@pytest.mark.parametrize("of", ["ELC-BUDGET-LT1MVA", "ELC-QAS-SMALL", "ELC-COMPLETE-EHV"])
def test_a_late_connection_payment_adds_65_once(of):
    """Mon 10 Jun + 10 WD = Mon 24 Jun."""
    code, last = "ELC-NOTIFY", "2024-06-24"
    assert not differs(Case("", code, notify("2024-06-24", of), kept(last)))
    for paid in ("2024-06-25", "2025-06-25", None):
        assert not differs(Case("", code, notify(paid, of), failed("65.00", last, None)))
    assert not differs(Case("", code, notify(None, of, as_of="2024-06-24T23:59"), kept(last)))


def failing(code):
    """Facts by which the row pays."""
    if code in STEPS:
        return step(code, None)
    if code in ACCURACY:
        return {"found_inaccurate_on": "2024-06-12"}
    if code in BUDGETS:
        return budget(code, None)
    return notify(None) if code == "ELC-NOTIFY" else waited(code, None)


ALL = [*QUOTES, *CONTACTS, *STEPS, *BUDGETS, *ACCURACY, "ELC-NOTIFY"]


@pytest.mark.parametrize("code", ALL)
@pytest.mark.parametrize("fact", ["icp_involved", "approved_equipment_no_change"])
def test_other_peoples_work_and_unchanged_connections_are_outside(code, fact):
    assert ask(code, failing(code) | {fact: False})["applies"]
    assert not differs(Case("", code, failing(code) | {fact: True}, outside()))


@pytest.mark.parametrize("code", ALL)
def test_a_meter_move_has_estimates_quotations_and_accuracy_only(code):
    applies = not (code in STEPS or code in CONTACTS)
    assert ask(code, failing(code) | {"meter_move_only": True})["applies"] is applies


def test_the_tables_hold_all_27_rows():
    assert len(ALL) == len(set(ALL)) == 27
