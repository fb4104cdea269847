"""Each item of the checklist is met by the letter as it should be, and turns red when its sentence goes."""

import re
from dataclasses import replace
from datetime import date

import pytest

from complaints.letters.checklist import TESTS, checklist, ready, required_empty
from complaints.letters.facts import Addressee, Windows
from complaints.letters.kinds import Format, Kind
from complaints.letters.wording import folded
from tests.letters.made import EVERY, TABLES, facts, sections

LARGE = {"customer_class": "large_business"}
BRAILLE = {"format": Format.BRAILLE, "told_otherwise": "I read it to you."}


def cut(made, name, old="", new=""):
    """The sections with words of one of them replaced; the whole text goes where `old` is empty."""

    def changed(section):
        return new if not old else re.sub(old, new, section.text)

    return tuple(replace(section, text=changed(section), pieces=()) if section.name == name else section for section in made)


def red(given, made):
    return {item.id for item in checklist(given, made, TABLES) if not item.met}


def whole(kind, language, **more):
    given = facts(kind, language=language, **{**LARGE, **BRAILLE, **more})
    return given, sections(given)


def wanted_phrases():
    """Every phrase that an item of a kind of letter stands on, in each language."""
    return [
        (kind, language, row, group)
        for kind, language in EVERY
        for row in TABLES.requirements
        for group in row.phrases.get(language, ())
        if kind in row.kinds and row.id != "O1"
    ]


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_letter_that_says_everything_is_all_green(kind, language):
    for more in (LARGE | BRAILLE, {"customer_class": "domestic", "format": Format.PLAIN}):
        given, made = whole(kind, language, **more)
        assert red(given, made) == set()
        assert ready(checklist(given, made, TABLES), made)


@pytest.mark.parametrize(("kind", "language", "row", "group"), wanted_phrases(), ids=lambda value: getattr(value, "id", None) or str(value))
def test_an_item_turns_red_when_its_words_go(kind, language, row, group):
    given, made = whole(kind, language)
    text = next(section.text for section in made if section.name == row.section)
    without = folded(text)
    for phrase in group:
        without = without.replace(folded(phrase), "…")
    assert without != folded(text)
    found = {item.id: item for item in checklist(given, cut(made, row.section, new=without), TABLES)}
    assert not found[row.id].met and found[row.id].why == row.missing


def test_the_ombudsman_must_be_named_to_a_household():
    given = facts(Kind.RESOLUTION)
    made = sections(given)
    for words in ("Energy Ombudsman", "independent of", "free for you"):
        assert red(given, cut(made, "ombudsman", words)) == {"O1"}


NOWHERE = Addressee("Mrs Rosalind Okafor", "Mrs Okafor")
SPOILT = [
    ("N1", Kind.DEADLOCK, {"addressee": Addressee("Mrs Okafor", "")}, None),
    ("N1", Kind.DEADLOCK, {"addressee": Addressee("Mrs Okafor", "Dear Customer")}, None),
    ("N1", Kind.DEADLOCK, {"addressee": Addressee("", "Mrs Okafor")}, None),
    *[("N5", kind, {"addressee": NOWHERE}, None) for kind in Kind],
    ("N2", Kind.UPDATE, {"about": " "}, None),
    ("N2", Kind.UPDATE, {}, ("opening", "24 March 2026")),
    ("D4-summary", Kind.DEADLOCK, {}, ("summary", "")),
    ("D4-summary", Kind.DEADLOCK, {}, ("summary", "• ")),
    ("E2-summary", Kind.EIGHT_WEEK, {}, ("summary", "")),
    ("D2", Kind.DEADLOCK, {}, ("position", "")),
    ("E2", Kind.EIGHT_WEEK, {}, ("position", "")),
    ("E2", Kind.EIGHT_WEEK, {}, ("next_steps", "")),
    ("U1", Kind.UPDATE, {}, ("position", "")),
    ("O2", Kind.RESOLUTION, {}, ("explanation", "")),
    ("O2", Kind.RESOLUTION, {}, ("apology", "")),
    ("O2", Kind.RESOLUTION, {}, ("corrective_action", "")),
    ("D3", Kind.DEADLOCK, {}, ("offer", "")),
    ("D3", Kind.DEADLOCK, {"offer": None}, None),
    ("R1", Kind.DEADLOCK, {}, ("ombudsman", "Energy Ombudsman")),
    ("O1", Kind.RESOLUTION, {}, ("ombudsman", "Energy Ombudsman")),
    ("R6", Kind.DEADLOCK, {}, ("ombudsman", "independent")),
    ("R7", Kind.DEADLOCK, {}, ("ombudsman", "0330 440 1624")),
    ("R7", Kind.EIGHT_WEEK, {}, ("ombudsman", "www.energyombudsman.org")),
    ("D6", Kind.DEADLOCK, {}, ("how_long", "13 May 2027")),
    ("D6", Kind.DEADLOCK, {"windows": Windows()}, None),
    ("E4", Kind.EIGHT_WEEK, {}, ("how_long", "13 May 2027")),
    ("D5", Kind.DEADLOCK, {}, ("advice", "Citizens Advice")),
    ("D5", Kind.DEADLOCK, {}, ("advice", "free")),
    ("E3", Kind.EIGHT_WEEK, {}, ("advice", "0808 223 1133")),
    ("N4", Kind.DEADLOCK, {"owner_name": ""}, None),
    ("N4", Kind.DEADLOCK, {}, ("closing", "Priya Raman")),
    ("A1", Kind.ACKNOWLEDGEMENT, {}, ("opening", "LM-26-04402-X")),
    ("A1", Kind.ACKNOWLEDGEMENT, {}, ("opening", "24 March 2026")),
    ("C2", Kind.COMPLIANCE_CONFIRMATION, {"done": ()}, None),
    ("P2", Kind.PAYMENT_NOTICE, {}, ("payment", "£30")),
    ("P2", Kind.PAYMENT_NOTICE, {"payment": None}, None),
    ("F1", Kind.UPDATE, {"format": Format.AUDIO, "told_otherwise": ""}, None),
    ("F1", Kind.UPDATE, {"format": Format.AUDIO, "told_otherwise": "By telephone."}, ("opening", "By telephone.")),
    ("G1", Kind.ACKNOWLEDGEMENT, {"about": ""}, None),
]


@pytest.mark.parametrize(("item", "kind", "changes", "words"), SPOILT)
def test_an_item_that_compares_with_the_case_turns_red(item, kind, changes, words):
    given = facts(kind, **changes)
    made = sections(given)
    assert item in red(given, cut(made, *words) if words else made)


@pytest.mark.parametrize("ways", [
    {"addressee": NOWHERE, "email": "r@example.org"}, {"email": ""}, {"email": "r@example.org"},
], ids=["email", "post", "both"])
def test_a_postal_address_or_an_email_address_is_somewhere_to_go(ways):
    given = facts(**ways)
    assert red(given, sections(given)) == set()


def test_every_test_of_its_own_is_shown_turning_red():
    assert {item for item, *_ in SPOILT} == set(TESTS)


def test_a_last_day_shorter_than_the_laws_is_red_even_where_it_is_the_procedures():
    given = facts()
    made = cut(sections(given), "how_long", "13 May 2027", "24 December 2026")
    assert red(given, made) == {"D6"}


def test_the_gap_names_what_the_case_does_not_give():
    given = facts(owner_name="", windows=Windows())
    found = {item.id: item.why for item in checklist(given, sections(given), TABLES)}
    assert found["G1"] == "Something from the case is missing: until, owner name."


def test_required_sections_that_are_empty_are_named():
    given = facts()
    made = sections(given, position=" ", offer="")
    assert required_empty(made) == ("position", "offer")
    assert not ready(checklist(given, made, TABLES), made)


@pytest.mark.parametrize(("on", "asked"), [(date(2026, 4, 5), False), (date(2026, 4, 6), True)])
def test_naming_the_ombudsman_in_a_resolution_letter_is_asked_since_its_day(on, asked):
    given = facts(Kind.RESOLUTION, today=on)
    assert ("O1" in {item.id for item in checklist(given, sections(given), TABLES)}) is asked
