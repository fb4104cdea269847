"""Reports on paper: the numbers of the answer read back from the PDF, tagged, with page numbers, and long tables with their head again."""

import io
import re
from datetime import timedelta

import pytest
from pypdf import PdfReader

from complaints.intake.safe_cells import FIGURE
from complaints.reports import reading
from complaints.reports.downloads import table_of
from complaints.reports.periods import Asked, Period
from complaints.reports.printed import svg, tables
from complaints.reports.printed.printing import as_pdf
from tests.factories import MONDAY, do_move, make_complaint
from tests.reports.test_downloads import PERIOD, told
from workdays import london

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NUMBERS = re.compile(r"[-−]?£?\d[\d,]*(?:\.\d+)?")
ASKED = Asked(Period(london.day_of(MONDAY) - timedelta(days=30), london.day_of(MONDAY)), None)


@pytest.fixture
def officer(signed_in):
    make_complaint()
    do_move(make_complaint(), "refer_to_ombudsman", at=MONDAY + timedelta(days=60), because="eight_weeks")
    return signed_in("compliance_officer")


def text_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def numbers_in(text):
    return [found.replace("−", "-").replace("£", "").replace(",", "") for found in NUMBERS.findall(text)]


def figures_of(answer):
    """Every number of the answer, row after row, as JSON has it."""
    lists = [table_of(answer["rows"], answer["totals"])]
    lists += [table_of(value, None) for name, value in answer.items() if name != "rows" and tables.is_table(value)]
    return [[str(cell) for cell in row if is_figure(cell)] for lines in lists for row in lines[1:]]


def is_figure(cell):
    return not isinstance(cell, bool) and (isinstance(cell, int) or (isinstance(cell, str) and bool(FIGURE.match(cell))))


def stand_in(wanted, found):
    """Whether they stand there in that order, with other numbers between them."""
    rest = iter(found)
    return all(any(one.lstrip("+") == number for one in rest) for number in wanted)


@pytest.mark.parametrize("name", list(reading.REPORTS))
def test_the_numbers_on_paper_are_those_of_the_answer(officer, name):
    answer = officer.get(f"/reports/{name}.pdf?{PERIOD}")
    assert answer["Content-Disposition"] == f'attachment; filename="{name}-2026-05-01-2027-12-31.pdf"' and "no-store" in answer["Cache-Control"]
    api, found = told(name, officer), numbers_in(text_of(answer.content))
    assert figures_of(api) and all(stand_in(row, found) for row in figures_of(api))


@pytest.mark.parametrize("name", list(reading.REPORTS))
def test_paper_says_period_meaning_maker_and_fingerprint(officer, name):
    text = " ".join(text_of(officer.get(f"/reports/{name}.pdf?{PERIOD}").content).split())
    api = told(name, officer)
    assert "1 May 2026 to 31 December 2027" in text and "As recorded by" in text and officer.person.full_name in text
    assert api["sha256"] in text.replace(" ", "") and "page 1 of" in text
    assert all(definition.split(".")[0] in text for definition in api["definitions"].values())


def test_paper_is_tagged_and_in_english(officer):
    root = PdfReader(io.BytesIO(officer.get(f"/reports/complaints.pdf?{PERIOD}").content)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en-GB" and "/StructTreeRoot" in root


def answer_of(rows, **more):
    return {"name": "made_up", "from": "2026-04-01", "to": "2026-05-01", "as_of": "", "sha256": "a" * 64, "rows": rows, "totals": {"received": 7},
            "definitions": {"received": "Those received."}, "rules": {"rulebook": "law", "versions": []}, "calendar": {}, **more}


def printed(answer):
    return as_pdf(reading.Report("made_up", "Made up", "", dict, {}), answer, ASKED, by=None, now=MONDAY)


def test_a_long_table_goes_on_under_its_head():
    pages = PdfReader(io.BytesIO(printed(answer_of([{"team": f"Team {number}", "received": number} for number in range(120)])))).pages
    tabled = [page.extract_text() for page in pages if "Team 1" in page.extract_text()]
    assert len(tabled) > 1 and all("Received" in text for text in tabled)


def test_a_wide_table_is_cut_in_parts_that_name_their_rows():
    row = {"team": "North", **{f"count_{number}": 1000 + number for number in range(20)}}
    text = text_of(printed(answer_of([row], totals={})))
    assert "part 3 of 3" in text and text.count("North") == 3 and all(f"1,{number:03d}" in text for number in range(20))


def test_words_that_no_font_has_stop_no_report():
    assert "[U+1F600]" in text_of(printed(answer_of([{"team": "A \U0001F600 #strong[x]", "received": 1}])))


def test_every_look_of_a_picture_is_known_to_the_printer():
    css = "".join(path.read_text() for path in (files_root() / "static").rglob("*.css"))
    looks = "words|quiet|strong|dashed|base|target|full|hollow|stem|stem-open|bar|bar-hollow|tint|open|paid|due|rest"
    used = {"chart-line"} | set(re.findall(rf"\.((?:chart|box|bar)-(?:{looks}))\b", css))
    assert used <= set(svg.LOOKS)


def files_root():
    from tests.conventions.source import ROOT
    return ROOT


def test_only_who_may_read_reports_has_the_paper(signed_in):
    assert signed_in("agent").get("/reports/complaints.pdf").status_code == 403


@pytest.mark.parametrize("name", list(reading.REPORTS))
def test_each_page_leads_to_its_paper(officer, name):
    assert f'href="/reports/{name}.pdf?from=2026-05-01' in officer.get(f"/reports/{name}/?{PERIOD}").content.decode()


def test_the_same_answer_prints_the_same_bytes():
    one = answer_of([{"team": "North", "received": 7}])
    assert printed(one) == printed(one)
