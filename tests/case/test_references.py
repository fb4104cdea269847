"""References and meter numbers: unique under concurrency, and a slip of the tongue or finger is caught."""

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from complaints.case.meters import MPAN_WEIGHTS, mpan_problem, mprn_problem
from complaints.case.models import Complaint
from complaints.case.receiving import log_complaint
from complaints.case.reference import ALPHABET, check_character, read_reference, reference_of
from tests.factories import MONDAY, given, make_person
from tests.record.test_operations import at_once

NUMBERS = st.integers(1, 9_999_999)
YEARS = st.integers(2008, 2040)


@over(NUMBERS, YEARS)
def test_a_reference_reads_back_however_it_is_typed(number, year):
    reference = reference_of(number, year, prefix="LM")
    bare = reference.replace("-", "")
    for typed in (reference, reference.lower(), bare, bare[2:], bare[2:-1], reference.replace("-", " "), f"  {reference} "):
        assert read_reference(typed, prefix="LM") == reference


@over(NUMBERS, YEARS, st.data())
def test_one_wrong_digit_is_caught(number, year, data):
    digits = f"{year % 100:02d}{number:05d}"
    place = data.draw(st.integers(0, len(digits) - 1))
    wrong = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != digits[place]]))
    assert check_character(digits[:place] + wrong + digits[place + 1:]) != check_character(digits)


@over(NUMBERS, YEARS, st.data())
def test_two_neighbours_swapped_are_caught(number, year, data):
    digits = f"{year % 100:02d}{number:05d}"
    place = data.draw(st.integers(0, len(digits) - 2))
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2:]
    assert swapped == digits or check_character(swapped) != check_character(digits)


def test_a_wrong_letter_is_no_reference():
    reference = reference_of(4417, 2026, prefix="LM")
    for letter in set(ALPHABET) - {reference[-1]}:
        assert read_reference(reference[:-1] + letter, prefix="LM") is None


@pytest.mark.parametrize("typed", ["", "LM", "XX-26-04417-K", "26-0441", "LM-26-04417-KK", "\0", "LM-26-٠٤٤١٧", "x" * 500])
def test_what_is_no_reference_is_none(typed):
    assert read_reference(typed, prefix="LM") is None


def test_eight_logging_at_once_get_eight_references(real_db):
    people = [make_person() for _ in range(8)]
    outcomes = at_once([lambda person=person: log_complaint(given(), by=person, now=MONDAY) for person in people])
    assert len({outcome.ids["complaint"] for outcome in outcomes}) == 8
    assert Complaint.objects.values("reference").distinct().count() == 8


def mpan(body: str) -> str:
    return body + str(sum(int(digit) * weight for digit, weight in zip(body, MPAN_WEIGHTS, strict=True)) % 11 % 10)


@over(st.text("0123456789", min_size=12, max_size=12))
def test_a_right_mpan_is_taken_with_and_without_spaces(body):
    number = mpan(body)
    assert mpan_problem(number) is None and mpan_problem(f"{number[:2]} {number[2:6]} {number[6:]}") is None


@over(st.text("0123456789", min_size=12, max_size=12), st.integers(1, 9))
def test_a_wrong_last_digit_of_an_mpan_is_refused(body, shift):
    number = mpan(body)
    assert mpan_problem(number[:-1] + str((int(number[-1]) + shift) % 10))


@pytest.mark.parametrize("typed", ["", "123", "1" * 14, "abc", "12345678901 2x", "\0" * 13])
def test_what_is_no_mpan_gets_a_sentence(typed):
    assert mpan_problem(typed).startswith("An MPAN has 13 digits")


@pytest.mark.parametrize(("typed", "right"), [("74829200", False), ("1234567880", True), ("123", False), ("12345678901", False)])
def test_an_mprn_is_checked_by_its_last_two_digits(typed, right):
    expected = sum((8 - place) * int(digit) for place, digit in enumerate("12345678")) % 11
    typed = f"12345678{expected:02d}" if right else typed
    assert (mprn_problem(typed) is None) is right
