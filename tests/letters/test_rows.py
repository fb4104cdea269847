"""The rows that come with the product: whole, in both languages, in plain words, with dates and a source."""

from datetime import date
from itertools import combinations

import pytest

from complaints.letters.avoid import words_to_avoid
from complaints.letters.checklist import untested
from complaints.letters.compose import CONDITIONS, Section
from complaints.letters.fields import SOURCES
from complaints.letters.kinds import SECTIONS, Kind, Language
from complaints.letters.merge import fields_in
from complaints.letters.rows import Contact, contact, contact_for, in_force
from tests.letters.made import TABLES

PARAGRAPHS = TABLES.paragraphs
EIGHT = ["redress", "remedy", "binding", "exhausted", "abide", "oblige", "constitutes"]


@pytest.mark.parametrize("row", PARAGRAPHS, ids=lambda row: row.id)
def test_a_locked_paragraph_avoids_the_words_to_avoid(row):
    section = Section("x", "", locked=True, required=False, text=row.text)
    assert words_to_avoid((section,), TABLES.avoid) == ()
    assert not [word for word in EIGHT if word in row.text.lower()]


@pytest.mark.parametrize("row", PARAGRAPHS, ids=lambda row: row.id)
def test_a_paragraph_names_known_fields_sections_and_conditions_and_its_source(row):
    assert set(fields_in(row.text)) <= set(SOURCES)
    assert set(row.when) <= set(CONDITIONS)
    assert all(row.section in {section.name for section in SECTIONS[kind]} for kind in row.kinds)
    assert row.source and row.version


def test_every_paragraph_stands_in_both_languages_with_the_same_fields():
    pairs = {}
    for row in PARAGRAPHS:
        pairs.setdefault(row.id.rsplit(".", 1)[0], {})[row.language] = sorted(fields_in(row.text))
    assert all(set(pair) == set(Language) for pair in pairs.values())
    assert {name for name, pair in pairs.items() if pair["en"] != pair["cy"]} == set()


def test_welsh_paragraphs_say_that_a_person_has_still_to_check_them():
    assert {row.verified for row in PARAGRAPHS if row.language is Language.WELSH} == {False}


@pytest.mark.parametrize("rows", [TABLES.paragraphs, TABLES.contacts, TABLES.requirements], ids=["p", "c", "r"])
def test_ids_are_unique_and_rows_end_after_they_begin(rows):
    assert len({row.id for row in rows}) == len(rows)
    assert all(row.until_on is None or row.from_on <= row.until_on for row in rows)


def test_every_requirement_is_decided_by_phrases_or_by_a_test_of_its_own():
    assert untested(TABLES.requirements) == ()
    assert {kind for row in TABLES.requirements for kind in row.kinds} == set(Kind)


def test_the_words_to_avoid_are_all_there():
    assert {row.word for row in TABLES.avoid} == {*EIGHT, "redress scheme"}
    assert all(row.say for row in TABLES.avoid)


@pytest.mark.parametrize(
    ("role", "on", "name", "phone"),
    [
        ("advice", date(2010, 1, 4), "Consumer Direct", "08454 04 05 06"),
        ("advice", date(2026, 5, 11), "Citizens Advice consumer service", "0808 223 1133"),
        ("ombudsman", date(2026, 5, 11), "Energy Ombudsman", "0330 440 1624"),
        ("emergency_gas", date(2026, 5, 11), "National Gas Emergency Service", "0800 111 999"),
    ],
)
def test_the_contact_is_the_one_of_the_day(role, on, name, phone):
    row = contact_for(TABLES.contacts, role, on)
    assert (row.name, row.phone) == (name, phone)


def test_no_two_shipped_contacts_of_a_role_are_in_force_at_once():
    for one, other in combinations(TABLES.contacts, 2):
        later = max(one.from_on, other.from_on)
        assert one.role != other.role or not (in_force(one, later) and in_force(other, later))


def test_an_officers_later_row_wins_from_its_first_day():
    row = {"id": "x", "role": "ombudsman", "name": "New Ombudsman", "phone": "1", "from": "2026-06-01", "source": "s"}
    added: Contact = contact({**row, "verified": True})
    rows = (*TABLES.contacts, added)
    assert contact_for(rows, "ombudsman", date(2026, 5, 31)).name == "Energy Ombudsman"
    assert contact_for(rows, "ombudsman", date(2026, 6, 1)).name == "New Ombudsman"
