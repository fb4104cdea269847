"""How a finding is told: one headline, the rows of "Explain this amount", sums that add up."""

from datetime import UTC, datetime

import pytest

import standards
from complaints.rules.sums import standards_tables
from standards.pages.shown import headline, panel
from standards.row_words import name_words, value_words

pytestmark = [pytest.mark.django_db, pytest.mark.once]
AS_OF = datetime(2026, 5, 20, 9, tzinfo=UTC)
HOME = {"customer_type": "domestic", "nation": "england"}
CUT = HOME | {"aware_at": "2026-05-11T08:00", "weather": "normal", "premises_affected": 200}


def answer(code, **facts):
    standard = standards.find(code)
    typed = standards.read_facts(standard, facts)
    return standards.assess(standard, typed, standards_tables(), rulebook="documents", as_of=typed.get("as_of") or AS_OF).as_json()


def rows(told):
    return {row["name"]: " ".join(row["lines"]) for row in told["facts"]}


NOTICE = HOME | {"notice_given_on": None, "notified_for": None, "interrupted_on": "2026-05-11", "claim_made_at": None}
STORM = HOME | {"aware_at": "2026-05-11T08:00", "restored_at": "2026-05-19T08:00", "event_type": "other", "fault_multiple": 20,
                "very_large_event": True, "prescribed_hours": None}


@pytest.mark.parametrize(("code", "facts", "said"), [
    ("EL-R5", CUT | {"restored_at": "2026-05-12T21:30"}, "Not kept: £145.00 is owed"),
    ("EL-R5", CUT | {"restored_at": None}, "is owed so far"),
    ("EL-R5", CUT | {"restored_at": "2026-05-11T19:00"}, "Kept: nothing is owed"),
    ("EL-R5", CUT | {"restored_at": None, "as_of": "2026-05-11T12:00"}, "Can still be kept: nothing is owed yet"),
    ("EL-R5", CUT | {"restored_at": None, "weather": "severe"}, "Does not apply"),
    ("EL-R5", CUT | {"restored_at": None, "exemptions": [{"code": "EX-EL-NO-ACCESS", "all_reasonable_steps": True}]}, "but excused"),
    ("EL-R12", NOTICE, "Not kept: £30.00 once it is claimed"),
    ("EL-R7", STORM, "Can’t be told from these facts"),
    ("SUP-APPT-MISSED", HOME | {"slot_start": "2026-05-11T08:00", "slot_end": "2026-05-11T12:00", "attended_at": None,
                                "exemptions": [{"code": "EX-SUP-GENUINE-DISPUTE"}]}, "waits until this is settled"),
])
def test_the_headline_says_what_is_owed(code, facts, said):
    assert said in headline(answer(code, **facts))["words"]


def test_the_panel_explains_the_amount():
    told = rows(panel(standards.find("EL-R5"), answer("EL-R5", **CUT, restored_at="2026-05-12T21:30")))
    assert told["Limit"] == "Monday 11 May 2026, 20:00" and told["Pay by"] == "Tuesday 26 May 2026"
    assert told["If paid late"] == "£30.00 more, once." and told["Exemptions weighed"] == "None claimed."
    assert "Our documents" in told["Rule"] and "regulation 5" in told["Rule"]


def test_the_instalments_add_up_to_the_total():
    told = panel(standards.find("EL-R5"), answer("EL-R5", **CUT, restored_at="2026-05-12T21:30"))
    assert ([part["sum"] for part in told["sums"]], told["total"]) == (["£75.00", "£70.00"], "£145.00")


def test_why_it_does_not_apply_is_said():
    told = rows(panel(standards.find("EL-R5"), answer("EL-R5", **CUT | {"weather": "severe"}, restored_at=None)))
    assert "regulation 7 applies" in told["Applies"] and "Pay by" not in told


def test_an_exemption_without_evidence_is_weighed_and_found_wanting():
    claimed = [{"code": "EX-EL-NO-ACCESS"}]
    told = panel(standards.find("EL-R5"), answer("EL-R5", **CUT, restored_at=None, exemptions=claimed), claimed=claimed)
    assert "no evidence" in rows(told)["Exemptions weighed"]


def test_a_claim_names_its_last_day():
    assert rows(panel(standards.find("EL-R12"), answer("EL-R12", **NOTICE)))["Claim"] == "Needed until Thursday 11 June 2026. No claim yet."


def test_what_the_other_book_says_stands_beside_it():
    told = panel(standards.find("EL-R12"), answer("EL-R12", **NOTICE), other_words="By the law £45.00 is owed.")
    assert rows(told)["Other rulebook"] == "By the law £45.00 is owed."


def test_a_person_is_told_what_needs_them():
    assert panel(standards.find("EL-R7"), answer("EL-R7", **STORM))["needs"]


@pytest.mark.parametrize("standard", standards.BY_CODE.values(), ids=lambda standard: standard.code)
def test_every_value_of_every_row_has_a_name_and_words(standard):
    for row in standards.versions(standard, standards_tables()):
        assert all(name_words(name) and value_words(standard, name, value) for name, value in row.values.items())
