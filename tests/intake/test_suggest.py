"""Suggesting a category: words counted, the earlier of two equals, nobody forced."""

import pytest

from complaints.intake.suggest import Candidate, suggest
from complaints.rules.services import fixture

MISSED = Candidate("missed", "Missed appointment", ("nobody came", "did not turn up", "booked"))
BILL = Candidate("bill", "Bill", ("bill", "charged twice"))


@pytest.mark.parametrize(("said", "code"), [
    ("Nobody came on Thursday.", "missed"), ("My BILL is wrong", "bill"), ("The billing is wrong", "bill"), ("Nobody\n  came", "missed"),
    ("They booked it and charged twice for the bill", "bill"), ("I was billed for what was booked", "missed"), ("He didn’t like it", None),
    ("", None), ("capable", None), ("disbooked", None),
])
def test_the_category_whose_words_were_said_most_is_suggested(said, code):
    found = suggest(said, [MISSED, BILL])
    assert (found.code if found else None) == code


def test_nothing_is_suggested_from_nothing():
    assert suggest("Nobody came", []) is None


def test_a_phrase_weighs_more_than_a_word():
    one, two = Candidate("one", "One", ("came",)), Candidate("two", "Two", ("nobody came",))
    assert suggest("nobody came", [one, two]) == two


@pytest.mark.parametrize("row", [row for row in fixture("categories")["rows"] if "parent" in row], ids=lambda row: row["code"])
def test_every_shipped_word_speaks_for_its_own_category(row):
    candidate = Candidate(row["code"], row["name"], tuple(row["words"]))
    assert all(suggest(f"They said: {word}, twice.", [candidate]) == candidate for word in row["words"])
