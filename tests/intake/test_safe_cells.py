"""Every file for a spreadsheet writes its cells one way: nothing runs, days and moments read alike, what is not there is empty."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from complaints.intake.safe_cells import STARTS, line, safe, written


@pytest.mark.parametrize("start", sorted(STARTS))
def test_what_could_begin_a_formula_is_led_by_an_apostrophe(start):
    assert safe(f"{start}1") == f"'{start}1"


@pytest.mark.parametrize(("cell", "text"), [
    (None, ""), ("Ann - Lee", "Ann - Lee"), (7, "7"), (Decimal("-3.50"), "-3.50"), (date(2026, 5, 11), "2026-05-11"),
    (datetime(2026, 5, 11, 9, 2, tzinfo=UTC), "2026-05-11 10:02"), (datetime(2026, 5, 11, 10, 2), "2026-05-11 10:02"),
])
def test_a_value_reads_alike_in_every_file(cell, text):
    assert written(cell) == text


def test_a_line_keeps_its_cells_apart():
    assert safe(" =1") == "' =1" and line(("a,b", None, "=1")) == '"a,b",,\'=1\r\n'
