"""The column that a number is about: from what its report counted a row by, in words."""

from datetime import date
from types import SimpleNamespace

import pytest

from complaints.reports.pages.about_number import COLUMNS, with_columns
from complaints.reports.populations import POPULATIONS
from complaints.reports.signposting_report import HOW

pytestmark = pytest.mark.once
RECEIVED = date(2026, 5, 11)
RESOLVED, OPEN, CLOSED = (SimpleNamespace(age=age, stood=stood, was_received_on=RECEIVED) for age, stood in (
    (3, "resolved"), (None, "senior_review"), (None, "closed")))


def cells(name, *rows):
    told = with_columns({"head": [], "rows": [[] for _ in rows]}, name, rows)
    return [head["text"] for head in told["head"]], [[cell["text"] for cell in row] for row in told["rows"]]


def test_how_long_it_took_or_when_it_is_eight_weeks():
    assert cells("annual", RESOLVED, OPEN, CLOSED) == (["How soon"], [["After 3 days"], ["Open, day 56 Mon 6 Jul 2026"], ["Not resolved"]])


def test_a_column_that_no_row_fills_is_left_out():
    assert cells("complaints", SimpleNamespace(ended_on=None)) == ([], [[]])


@pytest.mark.parametrize("how", HOW)
def test_every_way_of_a_letter_has_words_and_a_day(how):
    head, rows = cells("signposting", SimpleNamespace(signposted=how, due=57, was_received_on=RECEIVED))
    assert head == ["Letter by", "Letter"] and rows[0][0] == "Tue 7 Jul 2026" and rows[0][1]


def test_only_reports_with_cases_have_columns():
    assert set(COLUMNS) <= {*POPULATIONS, "complaints"}
