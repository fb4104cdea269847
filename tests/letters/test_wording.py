"""Tidying, shortening and leaving out; days and sums in words."""

from datetime import date
from decimal import Decimal

import pytest

from complaints.letters.dates import long_date, pounds
from complaints.letters.kinds import Language
from complaints.letters.wording import folded, leave_out, one_line, shorten, tidy


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("w\u0302 y\u0302", "ŵ ŷ"),
        ("a\x00b\x07c\x9bd", "abcd"),
        ("tab\there", "tab here"),
        ("so\u00adft\u200b\ufeff", "soft"),
        ("\u202eabc", "\u202eabc"),
    ],
)
def test_tidy_keeps_words_and_drops_what_is_not_seen(given, made):
    assert tidy(given) == made


@pytest.mark.parametrize(
    ("given", "limit", "made"),
    [("short", 10, "short"), ("one two three", 9, "one two…"), ("x" * 20, 8, "x" * 7 + "…"), ("a,  b\nc", 9, "a, b c")],
)
def test_shortening_cuts_between_words(given, limit, made):
    assert shorten(given, limit) == made
    assert len(shorten(given, limit)) <= limit


@pytest.mark.parametrize(("given", "made"), [("ok", "ok"), ("a 😀😀 b", "a […] b"), ("😀", "[…]"), ("x😀", "x[…]"), ("a\n😀", "a\n[…]")])
def test_what_cannot_be_printed_is_left_out_and_marked(given, made):
    assert leave_out(given, lambda char: char != "😀") == made


def test_one_line_and_folding():
    assert one_line(" a \n b ") == "a b"
    assert folded("It’s  FREE") == "it's free"


@pytest.mark.parametrize(
    ("day", "language", "words"),
    [
        (date(2026, 5, 11), Language.ENGLISH, "11 May 2026"),
        (date(2026, 5, 11), Language.WELSH, "11 Mai 2026"),
        (date(2026, 1, 1), Language.WELSH, "1 Ionawr 2026"),
    ],
)
def test_days_in_words(day, language, words):
    assert long_date(day, language) == words


@pytest.mark.parametrize(("sum_", "words"), [("75", "£75"), ("75.00", "£75"), ("1075.5", "£1,075.50"), ("0.05", "£0.05")])
def test_sums_in_words(sum_, words):
    assert pounds(Decimal(sum_)) == words
