"""Rows as COPY reads them, and cells that a spreadsheet won't run."""

import csv
import io
from datetime import UTC, date, datetime

import pytest

from complaints.intake.copying import lines, said
from complaints.intake.safe_cells import safe


@pytest.mark.parametrize(("text", "cell"), [
    ("plain", "plain"), ("a\tb", "a\\tb"), ("a\r\nb", "a\\r\\nb"), ("\\N", "\\\\N"), ("\\.", "\\\\."), ("", ""), ("ŵ漢", "ŵ漢"),
])
def test_marks_of_the_format_are_escaped(text, cell):
    assert said(text) == cell


def test_each_row_is_a_line_of_its_cells_and_those_that_are_always_the_same():
    row = {"a": None, "b": date(2026, 5, 11), "c": True, "d": datetime(2026, 5, 11, 9, tzinfo=UTC), "e": {"x": ["é\n"]}, "f": 7}
    told = '\\N\t2026-05-11\tt\t2026-05-11T09:00:00+00:00\t{"x":["é\\\\n"]}\t7\t\tf\n'
    assert lines([row, row], ["", False]) == told * 2


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\x00", "＝", "＋", "－", "＠", "  =", "\u00a0=", " \t="])
def test_no_cell_starts_a_formula(start):
    cell = safe(f"{start}1+1")
    assert cell[0] == "'" and cell[1:] == f"{start}1+1"


@pytest.mark.parametrize("text", ["", "plain", "a=b", "LM-26-00017-K", "'quoted", "5 days"])
def test_other_cells_stay_as_they_are(text):
    assert safe(text) == text


def test_a_guarded_cell_survives_the_csv_round_trip():
    out = io.StringIO()
    csv.writer(out).writerow([safe('=HYPERLINK("x")\r\n,1')])
    assert next(csv.reader(io.StringIO(out.getvalue(), newline="")))[0][1:] == '=HYPERLINK("x")\r\n,1'
