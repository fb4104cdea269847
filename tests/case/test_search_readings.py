"""What a caller gives finds the complaint: as typed, with a slip, in any order; on both databases the same."""

import re

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as over
from hypothesis import strategies as st

from complaints.case import readings
from complaints.case.reference import read_reference, reference_of
from complaints.case.searching import found_ids
from tests.factories import make_complaint

PEOPLE = [("Ann Harper", "NG1 1AA", "The lambing shed was without heat for nine hours."), ("Bob O'Neill", "EH1 2BB", "A wrong bill, billed twice."),
          ("Priya Shah-Okafor", "CF10 1AA", "Booked engineers never came."), ("Siân Price", "LL11 2CC", "Mae'r mesurydd yn anghywir, café closed.")]
# Typed, and the places in PEOPLE of those who are found.
FOUND = [
    ("harper ann", {0}), ("Harper, Ann", {0}), ("ann har", {0}), ("arper", {0}), ("Haprer", {0}), ("Harpr", {0}), ("Harrper", {0}), ("Herper", {0}),
    ("Ann Herper", {0}), ("an", {0}), ("ar", set()), ("o'neill", {1}), ("oneil", set()), ("neil", {1}), ("Niell", {1}), ("okafor", {2}),
    ("shah okafor", {2}),
    ("Okafro", {2}), ("siân", {3}), ("Price Siân", {3}), ("zebra", set()), ("Ann Price", set()), ("ng1", {0}), ("eh12bb", {1}), ("CF10", {2}),
    ("lambing", {0}), ("lamb shed", {0}), ("shed lambing", {0}), ("ambing", set()), ("billing", {1}), ("bills", {1}), ("twice billed", {1}),
    ("engineer", {2}), ("engineer lambing", set()), ("the", set()), ("for and the", set()), ("café", {3}), ("mesurydd", {3}), ("nine hour", {0}),
    ("%", set()), ("_nn", set()), (".*", set()), ("harp|shah", set()), ("(", set()), ("a & !b", set()), ("lamb:*", {0}), ("\\m", set()),
]


@pytest.fixture
def people(db):
    return [make_complaint(name=name, postcode=postcode, description=said, phone=f"0115 496 010{n}", account_number=f"LM-C-4021{n}")
            for n, (name, postcode, said) in enumerate(PEOPLE)]


@pytest.mark.parametrize(("typed", "places"), FOUND)
def test_words_find_whom_they_mean(people, typed, places):
    assert found_ids(typed) == {people[place].pk for place in places}


@pytest.mark.parametrize("key", ["name", "postcode", "account_number", "phone", "name_key", "postcode_key", "phone_digits"])
def test_every_complaint_is_found_by_each_of_its_keys(people, key):
    for complaint in people:
        assert complaint.pk in found_ids(getattr(complaint.customer, key))


SLIPS = [("swapped", lambda y, d, c: f"LM-{y}-{d[:-2]}{d[-1]}{d[-2]}-{c}"), ("no prefix", lambda y, d, c: f"{y}-{d}-{c}"),
         ("no separators", lambda y, d, c: f"lm{y}{d}{c}".lower()), ("no letter", lambda y, d, c: f"LM {y} {d}"),
         ("wrong letter", lambda y, d, c: f"LM-{y}-{d}-{'A' if c != 'A' else 'B'}"),
         ("letter O for 0", lambda y, d, c: f"LM-{y}-{d.replace('0', 'O')}-{c}"),
         ("letter I for 1", lambda y, d, c: f"LM-{y}-{d.replace('1', 'I')}-{c}"),
         ("one digit wrong", lambda y, d, c: f"LM-{y}-{d[:2]}{(int(d[2]) + 3) % 10}{d[3:]}-{c}"),
         ("one digit missing", lambda y, d, c: f"LM-{y}-{d[1:]}-{c}"), ("one digit too many", lambda y, d, c: f"LM-{y}-{d}{d[-1]}-{c}"),
         ("the number alone", lambda y, d, c: d), ("the number and its letter", lambda y, d, c: d + c)]


@pytest.mark.parametrize("slip", [slip for _, slip in SLIPS], ids=[name for name, _ in SLIPS])
@pytest.mark.parametrize("number", [4417, 10203, 60011])
def test_a_reference_with_a_slip_is_among_those_meant(slip, number):
    right = reference_of(number, 2026, prefix="LM")
    typed = slip("26", *right.split("-")[2:])
    assert right == read_reference(typed, prefix="LM") or right in readings.near_references(typed, prefix="LM", year=2026)


@over(st.integers(1, 999_999_999), st.integers(2014, 2030))
def test_a_whole_reference_means_itself_and_few_others(number, year):
    right = reference_of(number, year, prefix="LM")
    meant = readings.near_references(right, prefix="LM", year=2026)
    assert right in meant and len(meant) < 60 and all(read_reference(one, prefix="LM") == one for one in meant)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@over(st.text(max_size=80))
def test_no_text_breaks_a_search(people, typed):
    assert found_ids(typed) <= {complaint.pk for complaint in people}


def test_a_slip_is_guessed_at_only_where_nothing_is_found_as_typed(db):
    shah, shaw = make_complaint(name="Amira Shah"), make_complaint(name="Bo Shaw")
    assert found_ids("shah") == {shah.pk} and found_ids("shav") == {shah.pk, shaw.pk}


@over(st.text("abcdehnrs", min_size=4, max_size=9), st.integers(0, 9), st.sampled_from("abcz"), st.sampled_from(["swap", "drop", "add", "change"]))
def test_a_piece_of_a_word_outlives_every_slip(word, place, sign, slip):
    place = min(place, len(word) - 1)
    after = word[place + 1:]
    other = {"swap": word[:place] + after[:1] + word[place] + after[1:], "drop": word[:place] + after, "add": word[:place] + sign + word[place:],
             "change": word[:place] + sign + after}[slip]
    in_the_middle = (len(word), slip, place) in {(4, "change", 1), (4, "change", 2), (4, "add", 2), (5, "change", 2)}
    assert re.search(readings.near_word(word), f"ann {other} jones")
    assert in_the_middle or any(piece in other for piece in readings.near_pieces(word))
