"""Reading import files: CSV and XLSX, the physical line of each row, and files that can't be read as declared."""

import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook

from complaints.intake import files
from complaints.intake.mapping import Map, map_of

TOLD = Map({"description": "What"})


def rows_in(path, told=TOLD):
    with files.opened(path, told) as table:
        return table.header, [tuple(row) for row in table.rows()], table.count


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_row_is_named_by_the_physical_line_it_begins_on(make_csv, end):
    text = end.join(['No,What', '1,"two', 'lines"', '', '2,"a ""quoted"" word"', '3,x', ''])
    header, rows, count = rows_in(make_csv(text))
    assert header == ["No", "What"] and count == 3
    assert rows == [(2, ["1", f"two{end}lines"]), (5, ["2", 'a "quoted" word']), (6, ["3", "x"])]


@pytest.mark.parametrize(("encoding", "declared"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-8-sig", ""), ("cp1252", "cp1252"),
                                                    ("utf-16", "utf-16")])
def test_the_declared_encoding_is_read_with_or_without_a_mark(make_csv, encoding, declared):
    told = map_of({"columns": {"description": "What"}, "defaults": {"received_at": "2026-05-05", "channel": "web"}, "encoding": declared})
    assert rows_in(make_csv("What\ncaf\xe9\n", encoding=encoding), told)[1] == [(2, ["café"])]


def test_the_declared_delimiter_parts_the_columns(make_csv):
    told = Map({"description": "What"}, delimiter=";")
    assert rows_in(make_csv("No;What\n1;a, b\n"), told)[1] == [(2, ["1", "a, b"])]


@pytest.mark.parametrize(("text", "said"), [
    ("", "The file is empty"),
    ("What\n\xff\xfe\n".encode("latin-1"), "is not utf-8-sig text"),
    ('What\n"never closed\n', "begins on line 2"),
    ('What\n"a"b\n', "begins on line 2"),
    ("Words,Who\n1,2\n", "has no column called “What”; its columns are “Words”, “Who”"),
    ("What,What\n1,2\n", "two columns called “What”"),
    (b"PK\x03\x04 no archive", "begins like a workbook"),
])
def test_a_file_that_cannot_be_read_as_declared_is_refused_in_a_sentence(make_csv, text, said):
    with pytest.raises(files.Unreadable, match=said):
        rows_in(make_csv(text))


def test_a_fault_in_the_last_line_is_found_before_the_first_row_is_given(make_csv):
    path = make_csv(b"What\n" + b"fine\n" * 20_000 + b"\xff\n")
    with pytest.raises(files.Unreadable), files.opened(path, TOLD):
        pytest.fail("A table was given.")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(files.Unreadable, match=r"no file gone\.csv"), files.opened(tmp_path / "gone.csv", TOLD):
        pass


@pytest.fixture
def make_xlsx(tmp_path):
    def make(rows):
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / "in.xlsx")
        return tmp_path / "in.xlsx"
    return make


def test_a_workbook_is_read_like_a_csv_with_row_numbers_for_lines(make_xlsx):
    path = make_xlsx([("No", "What", "On"), (1, "two\nlines", datetime(2026, 5, 5)), (None, None, None), (2, None, None)])
    assert rows_in(path)[1] == [(2, [1, "two\nlines", datetime(2026, 5, 5)]), (4, [2, "", ""])]


def test_a_row_that_is_longer_than_the_header_stays_ragged(make_xlsx):
    assert rows_in(make_xlsx([("No", "What"), (1, "a", "b")]))[1] == [(2, [1, "a", "b"])]


def test_an_imported_workbook_reads_days_numbers_and_formulas_as_they_stand(make_xlsx, bring_in):
    from complaints.case.models import Complaint

    told = {"columns": {"description": "What", "received_at": "On", "customer.account_number": "No", "customer.name": "Who"},
            "defaults": {"channel": "web"}}
    path = make_xlsx([("No", "What", "On", "Who"), (1234567, "Cold", datetime(2026, 5, 5), "Ann"), (1.0, "x", datetime(2026, 5, 5, 9, 30), "Ann")])
    assert bring_in(path, told)[0] == (2, 0, 0)
    found = list(Complaint.objects.order_by("pk").values_list("customer__account_number", "received_time_known"))
    assert found == [("1234567", False), ("1", True)]


def test_reading_holds_one_row_at_a_time(make_csv):
    import tracemalloc

    path = make_csv("What\n" + "x" * 1000 + "\n" + ("y" * 1000 + "\n") * 20_000)
    tracemalloc.start()
    with files.opened(path, TOLD) as table:
        assert sum(1 for _ in table.rows()) == 20_001
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


@pytest.fixture
def make_sheet(make_xlsx, tmp_path):
    """A workbook whose only sheet holds this XML after its header row."""
    def make(rows: bytes):
        path = tmp_path / "made.xlsx"
        with zipfile.ZipFile(make_xlsx([["What"]])) as plain, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for part in plain.infolist():
                held = plain.read(part)
                packed.writestr(part, held.replace(b"</sheetData>", rows + b"</sheetData>") if "sheet1" in part.filename else held)
        return path
    return make


FAR = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>far</t></is></c></row>'


@pytest.mark.timeout(60)
@pytest.mark.parametrize(("rows", "said"), [
    (FAR % (99_999_999_999, 99_999_999_999), "reaches further"),
    (b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (number, number) for number in range(2, 5_000)), "reaches further"),
    (b"<row><c><v>1</v></c></row>" * 3_000_000, "a hundred times"),
], ids=["far row", "far columns", "pressed"])
def test_a_workbook_that_is_a_bomb_is_refused_at_once(make_sheet, rows, said):
    with pytest.raises(files.Unreadable, match=said):
        rows_in(make_sheet(rows))
