"""Suggestions of standards: from the facts on file, with a sentence why, ordered, six at most, never for another licence."""

import json
from pathlib import Path

import pytest

from complaints.money.suggesting import HINTS, MOST, OnFile, suggest

CATEGORIES = {row["code"] for row in json.loads(Path("fixtures/categories.json").read_text())["rows"]}


def codes(licence="electricity_distributor", said="", **facts):
    return [one.code for one in suggest(OnFile(licence, said, **facts))]


@pytest.mark.parametrize(("licence", "said", "first"), [
    ("electricity_distributor", "We had no power for two days.", "EL-R5"),
    ("electricity_distributor", "The storm took the line down.", "EL-R7"),
    ("electricity_distributor", "An engineer was booked. Nobody came, nobody rang.", "EL-R17"),
    ("electricity_distributor", "You switched us off without notice.", "EL-R12"),
    ("electricity_distributor", "The lights dim every evening.", "EL-R13"),
    ("supplier", "My final bill still has not come.", "SUP-FINAL-BILL"),
    ("supplier", "You owe me a refund.", "SUP-CREDIT-REFUND"),
    ("supplier", "The switch to you took six weeks.", "SUP-SWITCH-15WD"),
    ("supplier", "I think it is a faulty meter.", "SUP-METER-ASSESS"),
    ("supplier", "Nobody came for the appointment.", "SUP-APPT-MISSED"),
    ("gas_transporter", "The gas is off since Monday.", "GAS-GS1"),
    ("gas_transporter", "They never put back the paving.", "GAS-GS2"),
])
def test_what_was_said_brings_its_standard_first(licence, said, first):
    assert codes(licence, said)[0] == first


def test_the_category_speaks_louder_than_a_word_and_both_are_told():
    found = suggest(OnFile("electricity_distributor", "Nobody came and the fuse is old.", category="missed_appointment",
                           category_name="Missed or moved appointment"))
    assert found[0].code == "EL-R17"
    assert found[0].why == "The category is “Missed or moved appointment”; they said “nobody came”."


def test_a_linked_supply_report_and_the_flag_speak_for_the_standards_of_restoring():
    assert codes(reports=1) == ["EL-R5", "EL-R7", "EL-R6"] == codes(off_supply=True)
    assert suggest(OnFile("gas_transporter", "", reports=1))[0].why == "A report that they are off supply is linked."


def test_a_word_is_found_with_its_endings_and_not_within_another():
    assert codes(said="The lights were flickering.") == ["EL-R13"] and codes(said="A tree surgeon came.") == []


def test_nothing_on_file_suggests_nothing():
    assert codes() == [] == codes("supplier", "I am unhappy.")


def test_no_standard_of_another_licence_is_suggested():
    said = " ".join(phrase for hint in HINTS for phrase in hint.phrases)
    for licence in ("supplier", "electricity_distributor", "gas_transporter"):
        own = {hint.code for hint in HINTS if hint.licence == licence}
        assert len(codes(licence, said)) == MOST and set(codes(licence, said)) <= own


def test_standards_for_households_are_not_suggested_for_a_business():
    assert "SUP-FINAL-BILL" in codes("supplier", "final bill") and codes("supplier", "final bill", customer_type="small_business") == []


def test_a_need_alone_suggests_nothing_but_beside_a_gas_interruption_it_does():
    assert codes("gas_transporter", needs=("medical",)) == []
    assert codes("gas_transporter", category="gas_interruption", needs=("medical",))[0] == "GAS-GS3"


def test_every_category_named_exists():
    assert {name for hint in HINTS for name in hint.categories} <= CATEGORIES
