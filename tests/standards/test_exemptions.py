"""All 46 exemption and scope codes: on which rows each works, and which need proof that all reasonable steps were taken.

The table is written from the seed (the line is named), not from the program. Asked of every row that pays: 66 rows by 46 codes.
"""
import pytest

import standards
from tests.standards.asking import ask
from tests.standards.breaches import CONNECTIONS, DISTRIBUTION, GAS, PAYING, SUPPLIER

VISITS = ("SUP-APPT-OFFER", "SUP-APPT-MISSED", "SUP-APPT-SHORT-NOTICE")
TRANSFERS = ("SUP-ET-AGREED", "SUP-ET-RESOLVE", "SUP-ET-OUTCOME", "SUP-ET-RETURN")
ON_SITE = tuple(code for code in CONNECTIONS if code.startswith(("ELC-CONTACT", "ELC-COMMENCE", "ELC-COMPLETE", "ELC-ENERGISE")))
CUTS = ("EL-R5", "EL-R6", "EL-R7", "EL-R8", "EL-R10")
QUOTES = ("GAS-GS4", "GAS-GS5", "GAS-GS6")
NO, PROOF = False, True
STOPS, HOLDS, OUTSIDE = "no payment", "suspends", "outside"

# code: (rows it works on, needs proof of all reasonable steps, what it does)  -- seed line
TABLE = {
    "EX-SUP-APPT-NOTICE": (VISITS, NO, STOPS),  # 51
    "EX-SUP-DEBT-DISCONNECTION-VISIT": (VISITS, NO, STOPS),  # 52
    "EX-SUP-GENUINE-DISPUTE": (tuple(SUPPLIER), NO, HOLDS),  # 53
    "EX-SUP-NO-ACTION-WANTED": (tuple(SUPPLIER), NO, STOPS),  # 54
    "EX-SUP-ACCEPTED-ALTERNATIVE": (tuple(SUPPLIER), NO, STOPS),  # 55
    "EX-SUP-SEVERE-WEATHER": (tuple(SUPPLIER), PROOF, STOPS),  # 58, with 57 and 64
    "EX-SUP-THIRD-PARTY": (tuple(SUPPLIER), PROOF, STOPS),  # 59
    "EX-SUP-NO-ACCESS": (tuple(SUPPLIER), PROOF, STOPS),  # 60
    "EX-SUP-BREACH-LAW": (tuple(SUPPLIER), PROOF, STOPS),  # 61
    "EX-SUP-EMERGENCY-REGS": (tuple(SUPPLIER), PROOF, STOPS),  # 62
    "EX-SUP-EXCEPTIONAL": (tuple(SUPPLIER), PROOF, STOPS),  # 63
    "EX-SUP-FRIVOLOUS": (tuple(SUPPLIER), NO, STOPS),  # 65
    "EX-SUP-TAMPERED": (tuple(SUPPLIER), NO, STOPS),  # 66
    "EX-SUP-ET-FRAUD": (TRANSFERS, NO, STOPS),  # 27
    "EX-SUP-ET-NO-DETAILS": (TRANSFERS, NO, HOLDS),  # 28
    "EX-SUP-FB-DISPUTE": (("SUP-FINAL-BILL",), NO, STOPS),  # 32
    "EX-SUP-FB-NO-ADDRESS": (("SUP-FINAL-BILL",), NO, STOPS),  # 33
    "EX-SUP-FB-SOLR": (("SUP-FINAL-BILL",), NO, STOPS),  # 34
    "EX-SUP-SW-WITHDRAWN": (("SUP-SWITCH-15WD",), NO, STOPS),  # 39
    "EX-SUP-SW-INSUFFICIENT": (("SUP-SWITCH-15WD",), NO, STOPS),  # 40
    "EX-SUP-SW-OBJECTION": (("SUP-SWITCH-15WD",), NO, STOPS),  # 41
    "EX-EL-THIRD-PARTY": (tuple(DISTRIBUTION), PROOF, STOPS),  # 69
    "EX-EL-NO-ACCESS": (tuple(DISTRIBUTION), PROOF, STOPS),  # 69
    "EX-EL-UNIDENTIFIED": (CUTS, PROOF, STOPS),  # 69: customers affected by supply interruptions
    "EX-EL-SEVERE-WEATHER": (tuple(code for code in DISTRIBUTION if code != "EL-R7"), PROOF, STOPS),  # 69: "in some cases"
    "EX-EL-BEYOND-CONTROL": (tuple(DISTRIBUTION), PROOF, STOPS),  # 69
    "SCOPE-EL-PRIVATE-NETWORK": (tuple(DISTRIBUTION), NO, OUTSIDE),  # 69
    "EX-ELC-EXCEPTIONAL": (tuple(CONNECTIONS), PROOF, STOPS),  # 101
    "EX-ELC-INDUSTRIAL-ACTION": (tuple(CONNECTIONS), PROOF, STOPS),  # 101
    "EX-ELC-THIRD-PARTY": (tuple(CONNECTIONS), PROOF, STOPS),  # 101
    "EX-ELC-NO-ACCESS": (tuple(CONNECTIONS), PROOF, STOPS),  # 101
    "SCOPE-ELC-ICP": (tuple(CONNECTIONS), NO, OUTSIDE),  # 102
    "SCOPE-ELC-NO-CHANGE": (tuple(CONNECTIONS), NO, OUTSIDE),  # 102
    "SCOPE-ELC-METER-MOVE": (ON_SITE, NO, OUTSIDE),  # 104
    "EX-GAS-SEVERE-WEATHER": (tuple(GAS), PROOF, STOPS),  # 215, with 216
    "EX-GAS-INDUSTRIAL-ACTION": (tuple(GAS), PROOF, STOPS),  # 215
    "EX-GAS-CUSTOMER-DAMAGE": (tuple(GAS), PROOF, STOPS),  # 215
    "EX-GAS-THIRD-PARTY": (tuple(GAS), PROOF, STOPS),  # 215
    "EX-GAS-BEYOND-CONTROL": (tuple(GAS), PROOF, STOPS),  # 215
    "EX-GAS-LEGISLATIVE": (tuple(GAS), PROOF, STOPS),  # 215
    "EX-GAS-NO-ACCESS": (tuple(GAS), PROOF, STOPS),  # 216
    "EX-GAS-SAFETY": (tuple(GAS), PROOF, STOPS),  # 216
    "EX-GAS-INFO-INCOMPLETE": (QUOTES, NO, STOPS),  # 199
    "EX-GAS-THIRD-PARTY-CONSENT": (QUOTES, NO, STOPS),  # 199
    "EX-GAS-CUSTOMER-DELAY": (("GAS-GS9", "GAS-GS11"), NO, STOPS),  # 210; GS10 pays nothing here
}
# Line 56 works where the customer's own word starts the clock; which rows those are is weighed row by row below.
BY_CONTACT = "EX-SUP-CONTACT-CHANNEL"
CONTACT_STARTS = ("SUP-APPT-OFFER", "SUP-METER-ASSESS", "SUP-METER-EXPLAIN", "SUP-METER-EMAIL", "SUP-ET-RESOLVE", "SUP-ET-OUTCOME")
NO_CONTACT = ("SUP-ET-AGREED", "SUP-ET-RETURN", "SUP-CREDIT-REFUND", "SUP-GS-PAYMENT-LATE", "SUP-DNO-PASS-ON")


def claimed(code, exemption, steps):
    return ask(code, PAYING[code][0] | {"exemptions": [{"code": exemption, "all_reasonable_steps": steps}]})


def test_the_table_holds_all_46_codes():
    assert len(TABLE) == 45
    assert {*TABLE, BY_CONTACT} == set(standards.EXEMPTIONS)


@pytest.mark.parametrize("exemption", TABLE)
def test_whether_proof_is_needed(exemption):
    assert standards.EXEMPTIONS[exemption].needs_all_reasonable_steps is TABLE[exemption][1]


@pytest.mark.parametrize("code", PAYING)
def test_without_an_exemption_the_row_pays(code):
    facts, amount = PAYING[code]
    assert (ask(code, facts)["amount_gbp"], ask(code, facts)["exempt"]) == (amount, None)


@pytest.mark.parametrize("exemption", [name for name, (_, _, does) in TABLE.items() if does == STOPS])
def test_an_exemption_that_is_proved_ends_the_payment(exemption):
    for code in TABLE[exemption][0]:
        answer = claimed(code, exemption, steps=True)
        assert (answer["amount_gbp"], answer["payment_due_by"], answer["exempt"]) == ("0.00", None, exemption), code


@pytest.mark.parametrize("exemption", [name for name, (_, proof, _) in TABLE.items() if proof])
def test_without_proof_of_all_reasonable_steps_the_payment_stands(exemption):
    for code in TABLE[exemption][0]:
        for steps in (False, None):
            answer = claimed(code, exemption, steps=steps)
            assert (answer["amount_gbp"], answer["exempt"]) == (PAYING[code][1], None), code


@pytest.mark.parametrize("exemption", [name for name, (_, proof, does) in TABLE.items() if not proof and does == STOPS])
def test_some_exemptions_need_no_such_proof(exemption):
    for code in TABLE[exemption][0]:
        assert claimed(code, exemption, steps=False)["amount_gbp"] == "0.00", code


@pytest.mark.parametrize("exemption", [name for name, (_, _, does) in TABLE.items() if does == OUTSIDE])
def test_a_scope_code_takes_the_case_out_of_the_standard(exemption):
    for code in TABLE[exemption][0]:
        answer = claimed(code, exemption, steps=False)
        assert (answer["applies"], answer["amount_gbp"]) == (False, "0.00"), code


@pytest.mark.parametrize("exemption", TABLE)
def test_an_exemption_of_another_row_changes_nothing(exemption):
    """Refused by name or without effect, but never a payment lost."""
    for code in PAYING.keys() - set(TABLE[exemption][0]):
        try:
            answer = claimed(code, exemption, steps=True)
        except standards.FactsWrong as wrong:
            assert list(wrong.fields) == ["exemptions.0.code"]
        else:
            assert (answer["amount_gbp"], answer["exempt"], answer["applies"]) == (PAYING[code][1], None, True), code


@pytest.mark.parametrize("code", CONTACT_STARTS)
def test_word_through_the_wrong_channel_starts_nothing(code):
    assert claimed(code, BY_CONTACT, steps=False)["amount_gbp"] == "0.00"


@pytest.mark.parametrize("exemption", [name for name, (_, _, does) in TABLE.items() if does == HOLDS])
def test_a_dispute_holds_the_payment_and_does_not_cancel_it(exemption):
    for code in TABLE[exemption][0]:
        answer = claimed(code, exemption, steps=False)
        assert (answer["breached"], answer["payment_due_by"]) == (True, None), code


def test_an_unknown_exemption_is_named():
    with pytest.raises(standards.FactsWrong) as wrong:
        claimed("EL-R5", "EX-OF-MY-OWN", steps=True)
    assert list(wrong.value.fields) == ["exemptions.0.code"]
