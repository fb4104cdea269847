"""Reports as files: the same figures as the page, numbers as numbers, no cell that a spreadsheet would run, for whoever may read them."""

import csv
import io
import zipfile
from datetime import timedelta
from urllib.parse import parse_qsl

import openpyxl
import pytest

from complaints.record.models import Access, Event
from complaints.reports import downloads, reading
from tests.factories import MONDAY, do_move, make_complaint

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PERIOD = "from=2026-05-01&to=2027-12-31"
HOSTILE = ("=1+1", "+1", "-x", "@x", "\tx", "\rx", "＝1", " =1")


def told(name, officer):
    """The report as the call and the page answer it."""
    return reading.read(reading.find(name, by=officer.person), dict(parse_qsl(PERIOD)), now=MONDAY)


def of_csv(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def of_xlsx(answer):
    return openpyxl.load_workbook(io.BytesIO(answer.content))


@pytest.fixture
def officer(signed_in):
    make_complaint()
    do_move(make_complaint(), "refer_to_ombudsman", at=MONDAY + timedelta(days=60), because="eight_weeks")
    return signed_in("compliance_officer")


@pytest.mark.parametrize("name", list(reading.REPORTS))
def test_each_report_is_had_as_a_file_of_the_same_figures(officer, name):
    answer, api = officer.get(f"/reports/{name}.csv?{PERIOD}"), told(name, officer)
    assert answer["Content-Disposition"] == f'attachment; filename="{name}-2026-05-01-2027-12-31.csv"' and "no-store" in answer["Cache-Control"]
    rows = of_csv(answer)
    assert len(rows) == len(api["rows"]) + 1 and next(iter(rows[-1].values())) == "total"
    plain = [(name, value) for name, value in api["totals"].items() if not isinstance(value, dict)]
    assert all(rows[-1][name] == ("" if value is None else str(value)) for name, value in plain)


@pytest.mark.parametrize("name", list(reading.REPORTS))
def test_a_workbook_holds_numbers_definitions_and_how_it_was_made(officer, name):
    book, api = of_xlsx(officer.get(f"/reports/{name}.xlsx?{PERIOD}")), told(name, officer)
    assert book.sheetnames[0] == name and {"definitions", "made"} <= set(book.sheetnames)
    assert ("sha256", api["sha256"]) in book["made"].values and ("from", "2026-05-01") in book["made"].values
    assert dict(list(book["definitions"].values)[1:]) == api["definitions"]
    assert len(list(book[name].values)) == len(api["rows"]) + 2


@pytest.mark.parametrize("name", list(reading.REPORTS))
def test_an_archive_holds_each_sheet_of_the_workbook_as_a_table_of_its_own(officer, name):
    archive = zipfile.ZipFile(io.BytesIO(officer.get(f"/reports/{name}.zip?{PERIOD}").content))
    first, *others = of_xlsx(officer.get(f"/reports/{name}.xlsx?{PERIOD}")).sheetnames
    assert archive.namelist() == [f"{first}.csv", *(f"{first}-{other}.csv" for other in others)]
    assert archive.read(f"{name}.csv") == officer.get(f"/reports/{name}.csv?{PERIOD}").content
    made = dict(csv.reader(io.StringIO(archive.read(f"{name}-made.csv").decode("utf-8-sig"))))
    assert made["sha256"] == told(name, officer)["sha256"] and made["made_for"] == officer.person.full_name


def test_the_same_answer_is_the_same_archive_and_runs_nothing():
    one, other = (downloads.as_zip(answer(name="=1+1"), {"made_for": "=1+1"}) for _ in range(2))
    assert one == other and zipfile.ZipFile(io.BytesIO(one)).read("x-made.csv").endswith(b"made_for,'=1+1\r\n")


def test_figures_are_numbers_in_a_workbook(officer):
    head, *rows = of_xlsx(officer.get(f"/reports/windows.xlsx?{PERIOD}"))["windows"].values
    assert head == ("month", "closing", "from_complaint", "from_letter", "open_by_other") and rows[-1][:2] == ("total", 1)


def answer(**row):
    return {"name": "x", "from": "", "to": "", "as_of": "", "sha256": "", "definitions": {}, "rows": [row], "totals": {},
            "rules": {"rulebook": "law", "versions": []}, "calendar": {}}


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula(text):
    [row] = of_csv(type("Got", (), {"content": downloads.as_csv(answer(name=text))}))
    assert row["name"] == f"'{text}"
    sheet = openpyxl.load_workbook(io.BytesIO(downloads.as_xlsx(answer(name=text))))["x"]
    assert sheet["A2"].data_type == "s"


def test_a_negative_figure_stays_a_figure_and_what_lies_inside_stands_beside():
    content = downloads.as_csv(answer(name="a", change="-3.13", ledger={"paid_gbp": "1.00"}, none=None))
    assert content.decode("utf-8-sig").splitlines() == ["name,change,ledger_paid_gbp,none", "a,-3.13,1.00,"]


def test_an_empty_report_is_a_file_with_its_totals(officer):
    rows = of_csv(officer.get("/reports/windows.csv?from=2001-01-01&to=2001-01-31"))
    assert [row["closing"] for row in rows] == ["0"]


@pytest.mark.parametrize(("role", "address", "status"), [
    ("agent", "windows.csv", 403), ("senior_manager", "nothing.csv", 404), ("senior_manager", "windows.csv?from=2026-02-01&to=2026-01-01", 422),
    ("senior_manager", "windows.xlsx?as_of=nonsense", 422), ("senior_manager", "windows.pdx", 404),
])
def test_who_may_not_and_what_cannot_be_read_is_refused_in_words(signed_in, role, address, status):
    assert signed_in(role).get(f"/reports/{address}").status_code == status


def test_each_file_taken_is_on_record(officer):
    officer.get(f"/reports/windows.csv?{PERIOD}")
    assert Access.objects.filter(person=officer.person, what="report windows.csv").count() == 1


def test_the_head_of_a_file_takes_none(officer):
    answer = officer.head(f"/reports/windows.csv?{PERIOD}")
    assert answer.status_code == 200 and not Access.objects.filter(what="report windows.csv").exists()
    assert not Event.objects.filter(kind="report.exported").exists()
