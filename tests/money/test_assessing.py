"""From raw facts to a finding with today's rows: refusals of the door, both books side by side, officers' rows, what the case knows."""

from datetime import UTC, date, datetime

import pytest

import standards
from complaints.money.assessing import facts_from_complaint, finding_of
from complaints.record.refusals import Unacceptable, Unknown
from complaints.rules.models import StandardRow
from tests.factories import make_complaint, make_person

pytestmark = pytest.mark.usefixtures("db")
NOW = datetime(2026, 5, 11, 9, 2, tzinfo=UTC)
HOME = {"customer_type": "domestic", "nation": "england"}
CUT = HOME | {"aware_at": "2024-06-10T08:00", "restored_at": "2024-06-10T20:01", "weather": "normal", "premises_affected": 200}
SWITCH = HOME | {"switch_initiated_on": "2024-06-03", "switch_agreed_on": "2024-06-03", "info_complete_on": "2024-06-03", "switched_on": "2024-06-20"}


def find(code, facts, **more):
    return finding_of(code, facts, now=NOW, **more)


def test_an_unknown_standard_is_not_found():
    with pytest.raises(Unknown):
        find("EL-R9", CUT)


@pytest.mark.parametrize("facts", [None, [], "facts", 5])
def test_facts_that_are_no_object_are_refused(facts):
    with pytest.raises(Unacceptable) as refused:
        find("EL-R5", facts)
    assert list(refused.value.fields) == ["facts"]


def test_what_is_missing_or_malformed_is_named():
    with pytest.raises(Unacceptable) as refused:
        find("EL-R5", HOME | {"aware_at": "noon", "restored_at": None, "weather": "normal"})
    assert set(refused.value.fields) == {"aware_at", "premises_affected"}


def test_a_rulebook_that_is_none_is_named():
    with pytest.raises(Unacceptable) as refused:
        find("EL-R5", CUT, rulebook="folklore")
    assert list(refused.value.fields) == ["rulebook"]


def test_a_date_without_a_rule_has_its_own_code():
    with pytest.raises(Unacceptable) as refused:
        find("EL-R5", CUT, rulebook="law")
    assert refused.value.code == "no_rule_in_force"


def test_the_companys_rulebook_is_used_unless_one_is_named():
    assert [find("SUP-SWITCH-15WD", SWITCH, rulebook=book).finding.rulebook for book in (None, "documents", "law")] == [
        "documents", "documents", "law"]


def test_where_the_books_differ_the_other_one_is_told():
    """Mon 3 Jun + 15 WD is Mon 24 Jun; by the law 5 WD ended on Mon 10 Jun."""
    assessed = find("SUP-SWITCH-15WD", SWITCH)
    assert (assessed.finding.breached, assessed.other.breached) == (False, True)
    assert "£30.00" in assessed.other_words and "10 June 2024" in assessed.other_words
    assert assessed.as_json()["explanation"][-1] == assessed.other_words


def test_where_the_books_agree_nothing_is_added():
    before = {"switch_initiated_on": "2022-06-06", "switch_agreed_on": "2022-06-06", "info_complete_on": "2022-06-06", "switched_on": "2022-06-08"}
    assessed = find("SUP-SWITCH-15WD", SWITCH | before)
    assert assessed.other is not None and assessed.other_words == ""


def test_a_later_law_that_is_known_and_not_checked_is_told_beside_the_documents():
    """The figures of September 2023 were announced; their days were not seen."""
    assessed = find("EL-R5", CUT)
    assert assessed.other is None
    assert assessed.other_words.startswith("By the law nothing is worked out.") and "10 June 2024" in assessed.other_words
    assert assessed.as_json()["explanation"][-1] == assessed.other_words


@pytest.mark.parametrize("beside", [True, False])
def test_the_moment_of_asking_stands_beside_or_among_the_facts(beside):
    facts, asked = CUT | {"restored_at": None}, "2024-06-10T19:00"
    assessed = find("EL-R5", facts, as_of=asked) if beside else find("EL-R5", facts | {"as_of": asked})
    assert assessed.finding.breached is False
    assert find("EL-R5", facts).finding.breached is True


def officers_row(*, approved=True, **columns):
    values = {"limit": 12, "every": 12, "first_domestic": "90.00", "first_business": "175.00", "more_domestic": "40.00", "more_business": "40.00",
              "pay_days": 10, "late_extra": "30.00", "premises": 5000}
    agreed = {"approved_by": make_person("compliance_officer"), "approved_at": NOW} if approved else {}
    return StandardRow.objects.create(**{
        "standard": "EL-R5", "version": "2024-04 seen", "valid_from": date(2024, 4, 1), "valid_until": date(2025, 3, 31), "values": values,
        "source": "The regulations as amended", "proposed_by": make_person("compliance_officer"), "proposed_at": NOW, **agreed, **columns})


def test_an_officers_row_that_another_approved_is_law():
    officers_row()
    finding = find("EL-R5", CUT, rulebook="law").finding
    assert (finding.amount, finding.version) == (90, "2024-04 seen")
    assert find("EL-R5", CUT).finding.amount == 75


def test_a_row_that_nobody_approved_is_not():
    officers_row(approved=False)
    with pytest.raises(Unacceptable):
        find("EL-R5", CUT, rulebook="law")


@pytest.mark.parametrize(("day", "covered"), [("2024-04-01", True), ("2025-03-31", True), ("2025-04-01", False), ("2024-03-31", False)])
def test_an_officers_row_holds_on_its_days_only(day, covered):
    officers_row()
    facts = CUT | {"aware_at": f"{day}T01:00", "restored_at": f"{day}T23:00"}
    if covered:
        assert find("EL-R5", facts, rulebook="law").finding.amount == 90
    else:
        with pytest.raises(Unacceptable):
            find("EL-R5", facts, rulebook="law")


@pytest.mark.parametrize(("kind", "known"), [("domestic", "domestic"), ("micro_business", "small_business"), ("small_business", "small_business"),
                                             ("large_business", "large_business"), ("unknown", None), ("not_a_customer", None)])
def test_the_case_gives_the_class_and_the_nation(kind, known):
    facts = facts_from_complaint(make_complaint(customer_type=kind, nation="scotland"), standards.find("EL-R5"))
    assert facts == ({"customer_type": known} if known else {}) | {"nation": "scotland"}


def test_a_yearly_target_takes_nothing_from_the_case():
    assert facts_from_complaint(make_complaint(), standards.find("LC-D10-2F")) == {}
