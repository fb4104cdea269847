"""Asked of every row that pays: the late extra, what an answer tells, and who is not covered."""
import pytest

import standards
from tests.standards.asking import ask, finding
from tests.standards.breaches import CONNECTIONS, DISTRIBUTION, EVERY, GAS, PAYING, SUPPLIER

LAST = ("SUP-GS-PAYMENT-LATE", "EL-R19", "ELC-NOTIFY", "GAS-GS12")
# Seed lines 43, 95, 138 and 212; severe weather has no day by which it must be paid (81, 95), so nothing can be late by itself.
EXTRAS = [(SUPPLIER, "SUP-GS-PAYMENT-LATE", "30.00"), (DISTRIBUTION, "EL-R19", "30.00"), (CONNECTIONS, "ELC-NOTIFY", "65.00"),
          (GAS, "GAS-GS12", "20.00")]
EXTRA = {code: (under, amount) for rows, under, amount in EXTRAS for code in rows if code not in (*LAST, "EL-R7")}


@pytest.mark.parametrize("code", EXTRA)
def test_paid_late_a_payment_costs_an_extra_once(code):
    under, amount = EXTRA[code]
    assert ask(code, EVERY[code])["late_extra_gbp"] == amount
    assert finding(code, EVERY[code]).late_extra_code == under


@pytest.mark.parametrize("code", (*LAST, "EL-R7"))
def test_an_extra_has_no_extra_and_severe_weather_none_by_itself(code):
    assert ask(code, EVERY[code])["late_extra_gbp"] is None
    assert not finding(code, EVERY[code]).late_extra_code


@pytest.mark.parametrize("code", PAYING)
def test_what_is_not_owed_has_no_extra(code):
    waived = {"customer_type": "domestic", "exemptions": [{"code": name, "all_reasonable_steps": True} for name in
                                                          standards.find(code).exemptions if "DISPUTE" not in name and "DETAILS" not in name]}
    answer = ask(code, EVERY[code] | waived)
    assert (answer["amount_gbp"], answer["late_extra_gbp"], answer["payment_due_by"], answer["instalments"]) == ("0.00", None, None, [])


@pytest.mark.parametrize("code", PAYING)
def test_the_explanation_names_the_sum_the_day_and_the_rule(code):
    answer = ask(code, EVERY[code])
    told = " ".join(answer["explanation"])
    assert f"£{PAYING[code][1]}" in told
    assert standards.find(code).source.split(",")[0] in told
    assert answer["version"] in told
    assert not [word for word in ("seed", code) if word in told]


HOMES = ("SUP-ET-AGREED", "SUP-ET-RESOLVE", "SUP-ET-OUTCOME", "SUP-ET-RETURN", "SUP-FINAL-BILL", "SUP-CREDIT-REFUND", "SUP-SWITCH-15WD", "GAS-GS3")
SMALL = tuple(code for code in SUPPLIER if code not in (*HOMES, "SUP-DNO-PASS-ON"))  # seed line 18


def covered(code):
    if code in HOMES:
        return {"domestic"}
    return {"domestic", "small_business"} | (set() if code in SMALL else {"large_business"})


@pytest.mark.parametrize("code", PAYING)
def test_whom_a_standard_covers(code):
    more = {"annual_consumption_kwh": "100"} if code == "GAS-GS1" else {}
    classes = ("domestic", "small_business", "large_business")
    answers = {kind: ask(code, EVERY[code] | more | {"customer_type": kind}) for kind in classes}
    assert {kind for kind, answer in answers.items() if answer["applies"]} == covered(code)
    assert all(answers[kind]["amount_gbp"] == "0.00" for kind in set(classes) - covered(code))


# What the documents give a business where it differs from a household (seed lines 72, 74, 83, 89, 187, 189, 191).
BUSINESS = {"EL-R5": "185.00", "EL-R6": "150.00", "EL-R8": "150.00", "EL-R12": "60.00", "GAS-GS1": "50.00", "GAS-GS2": "100.00", "GAS-GS13": "50.00"}


@pytest.mark.parametrize("code", [code for code in PAYING if code not in HOMES])
def test_what_a_business_gets(code):
    more = {"annual_consumption_kwh": "100"} if code == "GAS-GS1" else {}
    assert ask(code, EVERY[code] | more | {"customer_type": "small_business"})["amount_gbp"] == BUSINESS.get(code, PAYING[code][1])


# At the very maximum nothing was taken off; a step later it says what was.
@pytest.mark.parametrize(("code", "at", "over"), [
    ("EL-R6", {"restored_at": "2024-06-14T19:00"}, {"restored_at": "2024-06-14T20:00"}),  # 285, then 320
    ("EL-R7", {"restored_at": "2024-06-15T20:00"}, {"restored_at": "2024-06-16T08:00"}),  # 700 after 132 hours, then 770
    ("GAS-GS4", {"quote_issued_on": "2024-06-20"}, {"quote_issued_on": "2024-06-21"}),  # 25 and 26 working days after 15 May
    ("GAS-GS11", {"completed_on": "2024-06-24"}, {"completed_on": "2024-06-25"}),  # 10 and 11 days of 20, at most 200
    ("GAS-GS14", {"substantive_response_on": "2024-07-22"}, {"substantive_response_on": "2024-07-23"})])  # five periods, then six
def test_a_maximum_is_told_where_it_takes_something_away(code, at, over):
    told = [" ".join(ask(code, EVERY[code] | facts)["explanation"]) for facts in (at, over)]
    assert ["limited to" in words for words in told] == [False, True]


@pytest.mark.parametrize(("code", "done"), [("EL-R5", "restored_at"), ("GAS-GS1", "restored_at"), ("GAS-GS2", "reinstated_on"),
                                            ("ELC-COMPLETE-HV", "completed_on"), ("GAS-GS14", "substantive_response_on")])
def test_a_sum_that_still_grows_says_so(code, done):
    grows = "The sum grows until it is done."
    assert grows in ask(code, EVERY[code] | {done: None, "as_of": "2024-06-19T12:00"})["explanation"]
    assert grows not in ask(code, EVERY[code])["explanation"]


@pytest.mark.parametrize("code", ["SUP-RECONNECT", "SUP-DNO-PASS-ON", "EL-R11", "EL-R19", "ELC-BUDGET-LT1MVA", "GAS-GS12"])
def test_a_sum_that_is_paid_once_does_not_grow(code):
    done = {"SUP-RECONNECT": "reconnected_at", "EL-R11": "attended_at", "ELC-BUDGET-LT1MVA": "provided_on"}.get(code, "paid_on")
    facts = EVERY[code] | ({done: None} if done in EVERY[code] else {})
    answer = ask(code, facts | {"as_of": "2024-07-19T12:00"})
    assert answer["provisional"] and not [words for words in answer["explanation"] if "grows" in words]


@pytest.mark.parametrize(("code", "claim", "said"), [
    ("EL-R12", {"claim_made_at": "2024-06-20T21:00", "claim_out_of_hours": True}, "21 June 2024"), ("EL-R12", {}, ""),
    ("EL-R10", {"claim_made_at": "2024-06-28T18:00", "claim_out_of_hours": True}, "1 July 2024"), ("EL-R10", {}, "")])
def test_a_claim_out_of_hours_says_on_which_day_it_counts(code, claim, said):
    told = [words for words in ask(code, EVERY[code] | claim)["explanation"] if "counts as made on" in words]
    assert len(told) == bool(said) and all(said in words for words in told)
