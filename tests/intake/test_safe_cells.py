"""Every file for a spreadsheet writes its cells one way: nothing runs, all reads back, days and moments read alike, what is not there is empty."""

import ast
import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from complaints.intake import safe_cells
from complaints.intake.safe_cells import STARTS, figure, line, read_back, safe, written
from tests.conventions import source

BEFORE = [" ", "\u00a0", "\u200b", "\ufeff", "\x01", "'", "''", "\u3000", "\t", "\r\n"]
KNOWN = st.sampled_from(["'", "''", "'=1", "''＝1", "-3", "+44 20", "=cmd|' /C calc'!A0"])
PLAIN = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
HOSTILE = st.builds("{}{}{}".format, st.sampled_from(["", *BEFORE]), st.sampled_from(sorted(STARTS)), PLAIN)
TEXT = PLAIN | HOSTILE | KNOWN


@pytest.mark.parametrize("start", sorted(STARTS))
@pytest.mark.parametrize("before", ["", *BEFORE])
def test_what_could_begin_a_formula_is_led_by_an_apostrophe(start, before):
    assert safe(f"{before}{start}1") == f"'{before}{start}1"


@given(TEXT)
def test_no_cell_can_run_and_every_cell_reads_back(text):
    cell = safe(text)
    assert not safe_cells.is_risky(cell) and read_back(cell) == text


@given(TEXT, TEXT)
def test_two_texts_never_make_the_same_cell(one, other):
    assert (safe(one) == safe(other)) == (one == other)


@given(st.lists(TEXT, min_size=1, max_size=5))
def test_a_line_of_csv_reads_back(texts):
    [cells] = csv.reader(io.StringIO(line(texts), newline=""))
    assert [read_back(cell) for cell in cells] == texts


@given(st.lists(TEXT, min_size=1, max_size=5))
def test_a_row_of_a_workbook_reads_back_and_holds_no_formula(texts):
    texts = [text.replace("\ufffe", "").replace("\uffff", "") or "x" for text in texts]
    out = io.BytesIO()
    book = safe_cells.workbook(out, in_memory=True)
    safe_cells.put_head(book.add_worksheet("A"), texts, None)
    book.close()
    [cells] = openpyxl.load_workbook(io.BytesIO(out.getvalue()))["A"].iter_rows()
    assert all(cell.data_type == "s" for cell in cells) and [read_back(unescape(cell.value)) for cell in cells] == texts


@pytest.mark.parametrize(("cell", "text"), [
    (None, ""), ("Ann - Lee", "Ann - Lee"), (7, "7"), (Decimal("-3.50"), "-3.50"), (date(2026, 5, 11), "2026-05-11"),
    (datetime(2026, 5, 11, 9, 2, tzinfo=UTC), "2026-05-11 10:02"), (datetime(2026, 5, 11, 10, 2), "2026-05-11 10:02"),
])
def test_a_value_reads_alike_in_every_file(cell, text):
    assert written(cell) == text


def test_a_line_keeps_its_cells_apart():
    assert safe(" =1") == "' =1" and line(("a,b", None, "=1")) == '"a,b",,\'=1\r\n'


def test_a_figure_stays_a_figure_and_a_phone_number_does_not_run():
    assert [figure(text) for text in ("-3.13", "+44 20", "-3-4")] == ["-3.13", "'+44 20", "'-3-4"]


def test_no_other_module_writes_a_file_for_a_spreadsheet():
    writers = {"writer", "DictWriter", "write_string", "write_row", "write_column", "Workbook"}
    wrong = [(name, node.lineno) for name, tree in source.modules().items() if name != "complaints.intake.safe_cells"
             for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in writers and ast.unparse(node.value) != "self"]
    assert not wrong
