"""What holds of every row whatever the facts: later is never cheaper, never over the maximum, never below nothing, exact pence."""
import json
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import standards
from tests.standards.asking import NOBODY, ask
from tests.standards.breaches import EVERY, PAYING

PENCE = re.compile(r"\d+\.\d\d")
KEYS = {"code", "rulebook", "version", "applies", "breached", "amount_gbp", "deadline", "failure_on", "payment_due_by", "claim_window_end",
        "claim_ok", "exempt", "late_extra_gbp", "instalments", "needs_judgement", "explanation"}
# The fact that says when it was done, of the rows whose lateness can grow.
DONE = {"SUP-METER-ASSESS": "assessed_on", "SUP-METER-EMAIL": "emailed_on", "SUP-ET-RESOLVE": "resolved_on", "SUP-ET-OUTCOME": "outcome_told_on",
        "SUP-ET-RETURN": "returned_on", "SUP-FINAL-BILL": "final_bill_sent_on", "SUP-CREDIT-REFUND": "refunded_on",
        "SUP-SWITCH-15WD": "switched_on", "SUP-GS-PAYMENT-LATE": "paid_on", "SUP-RECONNECT": "reconnected_at", "SUP-DNO-PASS-ON": "passed_on_on",
        "EL-R5": "restored_at", "EL-R6": "restored_at", "EL-R7": "restored_at", "EL-R11": "attended_at", "EL-R19": "paid_on",
        "ELC-NOTIFY": "paid_on", "GAS-GS1": "restored_at", "GAS-GS2": "reinstated_on", "GAS-GS14": "substantive_response_on",
        "GAS-GS4": "quote_issued_on", "GAS-GS5": "quote_issued_on", "GAS-GS6": "quote_issued_on", "GAS-GS7": "accurate_quote_issued_on",
        "GAS-GS8": "responded_on", "GAS-GS9": "dates_offered_on", "GAS-GS11": "completed_on", "GAS-GS12": "paid_on",
        "ELC-BUDGET-LT1MVA": "provided_on", "ELC-BUDGET-GE1MVA": "provided_on",
        **{code: next(name for name in EVERY[code] if name in ("completed_on", "commenced_on", "energised_on"))
           for code in EVERY if code.startswith(("ELC-COM", "ELC-ENE"))},
        **{code: "quote_issued_on" for code in EVERY if code.startswith("ELC-QUOTE")},
        **{code: "contacted_on" for code in EVERY if code.startswith("ELC-CONTACT")}}
MOST = {"EL-R6": 300, "EL-R7": 700, "GAS-GS1": 1000, "GAS-GS14": 100, "GAS-GS4": 250, "GAS-GS5": 250, "GAS-GS6": 500, "GAS-GS7": 250,
        "GAS-GS8": 250, "GAS-GS9": 250, "GAS-GS11": 200}
MINUTES = st.integers(11 * 1440, 700_000)
briefly = settings(max_examples=25, deadline=None)


def after(code, minutes):
    """The answer where the work was done that many minutes after 1 June 2024 (days are cut from it), never before it was asked for."""
    at = datetime(2024, 6, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    name = DONE[code]
    return ask(code, EVERY[code] | {name: at.isoformat() if name.endswith("_at") else str(at.date())})


@pytest.mark.parametrize("code", DONE)
@given(one=MINUTES, two=MINUTES)
@briefly
def test_later_is_never_cheaper(code, one, two):
    sooner, later = (after(code, minutes) for minutes in sorted((one, two)))
    assert Decimal(sooner["amount_gbp"]) <= Decimal(later["amount_gbp"]) <= MOST.get(code, 10**9)
    assert sooner["breached"] <= later["breached"]
    assert sooner["deadline"] == later["deadline"]


@pytest.mark.parametrize("code", DONE)
@given(minutes=MINUTES)
@briefly
def test_it_is_failed_if_and_only_if_it_came_after_the_limit(code, minutes):
    answer = after(code, minutes)
    if DONE[code].endswith("_at"):
        done, limit = datetime(2024, 6, 1, tzinfo=UTC) + timedelta(minutes=minutes), datetime.fromisoformat(answer["deadline"])
    else:
        done, limit = date(2024, 6, 1) + timedelta(days=minutes // 1440), date.fromisoformat(answer["deadline"])
    either = code == "GAS-GS12"  # telling late fails it too
    assert answer["breached"] is (done > limit or either)
    assert (Decimal(answer["amount_gbp"]) > 0) is answer["breached"]


KINDS = {
    "day": st.dates(date(2019, 1, 1), date(2026, 12, 31)).map(str),
    "moment": st.datetimes(datetime(2019, 1, 1), datetime(2026, 12, 31)).map(datetime.isoformat),
    "yes": st.booleans(),
    "whole": st.integers(0, 10_000),
    "number": st.decimals(0, 100_000, places=3).map(str),
    "money": st.decimals(0, 200_000, places=2).map(str),
    "word": st.sampled_from(sorted(PAYING)),
}
SPELLS = st.lists(st.fixed_dictionaries({"start": KINDS["moment"], "end": KINDS["moment"], "already_paid": st.booleans(),
                                         "cause": st.sampled_from(("network_fault", "planned", "other"))}), max_size=6)
CLAIMS = st.lists(st.fixed_dictionaries({"code": st.sampled_from(sorted(standards.EXEMPTIONS)), "all_reasonable_steps": st.booleans()}), max_size=2)
JUNK = st.one_of(st.none(), st.text(max_size=8), st.integers(), st.floats(), st.booleans(), st.lists(st.integers(), max_size=2),
                 st.dictionaries(st.text(max_size=3), st.integers(), max_size=2))


def values(fact):
    """Anything the fact may be."""
    if fact.kind == "choice":
        fitting = st.sampled_from([value for value, _ in fact.options])
    elif fact.kind == "list":
        fitting = CLAIMS if fact.name == "exemptions" else SPELLS
    else:
        fitting = KINDS[fact.kind]
    return st.one_of(fitting, st.none()) if fact.nullable else fitting


@st.composite
def asked(draw):
    standard = draw(st.sampled_from(standards.CATALOGUE))
    return standard.code, {fact.name: draw(values(fact)) for fact in standard.facts if fact.required or draw(st.booleans())}


@st.composite
def junk(draw):
    code, facts = draw(asked())
    for name in draw(st.sets(st.sampled_from(sorted(facts)), max_size=3)):
        facts[name] = draw(JUNK)
    return code, facts


def answer_or_refusal(code, facts, book):
    try:
        return ask(code, NOBODY | facts, book=book)
    except (standards.FactsWrong, standards.NoRuleInForce) as refused:
        return str(refused) or "refused"


@given(case=asked(), book=st.sampled_from(("documents", "law")))
@settings(max_examples=600, deadline=None)
def test_every_answer_is_whole_exact_and_the_same_again(case, book):
    answer = answer_or_refusal(*case, book)
    assert answer == answer_or_refusal(*case, book)
    if isinstance(answer, str):
        return
    assert json.loads(json.dumps(answer)) == answer
    assert answer.keys() >= KEYS
    sums = [answer["amount_gbp"], answer["late_extra_gbp"], *(part["amount_gbp"] for part in answer["instalments"])]
    assert all(PENCE.fullmatch(money) for money in sums if money is not None)
    assert all(sentence.endswith((".", "?")) for sentence in (*answer["needs_judgement"], *answer["explanation"]))


@given(case=asked())
@settings(max_examples=400, deadline=None)
def test_the_instalments_make_the_sum(case):
    answer = answer_or_refusal(*case, "documents")
    if isinstance(answer, str) or not answer["instalments"]:
        return
    total = sum(Decimal(part["amount_gbp"]) for part in answer["instalments"])
    assert total == Decimal(answer["amount_gbp"] or 0) or answer["amount_gbp"] == "0.00"


@given(case=junk(), book=st.sampled_from(("documents", "law")))
@settings(max_examples=600, deadline=None)
def test_whatever_is_given_is_answered_or_refused_by_name(case, book):
    answer_or_refusal(*case, book)
