"""Beside its figures every page says what has changed since a past moment, from when on the record tells, and for whom it was made."""

import io
import re
import zipfile
from datetime import timedelta
from html import unescape

import openpyxl
import pytest
from pypdf import PdfReader

from complaints.case import services
from complaints.reports.reading import REPORTS
from tests.factories import AN_HOUR, MONDAY, contact, make_complaint, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DAY = timedelta(days=1)
MAY = "?from=2026-05-01&to=2026-05-31"


@pytest.fixture
def told_late():
    """A call of Monday that was written down on Friday."""
    called = contact(MONDAY + AN_HOUR, direction="outbound")
    services.add_contact(make_complaint().reference, called, by=make_person(), now=MONDAY + 4 * DAY)


def page(client, name, query):
    response = client.get(f"/reports/{name}/{query}")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", unescape(response.content.decode())))


def test_then_stands_beside_now(signed_in, at, told_late):
    at(MONDAY + 5 * DAY)
    text = page(signed_in("compliance_officer"), "deadlines", f"{MAY}&as_of=2026-05-13")
    assert "Since Wed 13 May 2026" in text and "figures of the whole period changed, by what was recorded later" in text
    assert "Met 0 1" in text and "Late 1 0" in text and "In time 0.00 % 100.00 %" in text


def test_where_nothing_changed_that_is_said(signed_in, at, told_late):
    at(MONDAY + 5 * DAY)
    assert "Nothing that this report counts has changed since Fri 15 May 2026" in page(
        signed_in("compliance_officer"), "breaches", f"{MAY}&as_of=2026-05-15")


BACK = f"/reports/deadlines.{{}}{MAY}&as_of=2026-05-13"


def test_then_stands_beside_now_on_paper(signed_in, at, told_late):
    at(MONDAY + 5 * DAY)
    pages = PdfReader(io.BytesIO(signed_in("compliance_officer").get(BACK.format("pdf")).content)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Since Wed 13 May 2026" in text and "What has changed since" in text and "In time 0.00 % 100.00 %" in text


def test_then_stands_beside_now_in_a_workbook_and_an_archive(signed_in, at, told_late):
    at(MONDAY + 5 * DAY)
    client = signed_in("compliance_officer")
    book = openpyxl.load_workbook(io.BytesIO(client.get(BACK.format("xlsx")).content))
    rows = list(book["changed_since"].values)
    assert rows[0] == ("name", "then", "now") and ("in_time_percent", 0, 100) in rows
    assert dict(book["made"].iter_rows(values_only=True))["changed_since"].startswith("Since Wed 13 May 2026")
    archive = zipfile.ZipFile(io.BytesIO(client.get(BACK.format("zip")).content))
    assert b"in_time_percent,0.00,100.00" in archive.read("deadlines-changed_since.csv")


def test_a_file_of_now_compares_nothing(signed_in, at, told_late):
    at(MONDAY + 5 * DAY)
    book = openpyxl.load_workbook(io.BytesIO(signed_in("compliance_officer").get(f"/reports/deadlines.xlsx{MAY}").content))
    assert "changed_since" not in book.sheetnames


@pytest.mark.parametrize("name", REPORTS)
def test_of_now_nothing_is_compared_and_each_page_says_for_whom_and_when_it_was_made(signed_in, at, told_late, name):
    at(MONDAY + 5 * DAY)
    client = signed_in("compliance_officer")
    text = page(client, name, MAY)
    assert "What has changed since" not in text and f"Made for {client.person.full_name}" in text and "Made Sat 16 May 2026" in text


@pytest.mark.parametrize("name", REPORTS)
def test_a_moment_before_the_record_is_explained(signed_in, at, told_late, name):
    at(MONDAY + 5 * DAY)
    text = page(signed_in("compliance_officer"), name, f"{MAY}&as_of=2026-05-10")
    assert "Nothing was on record then" in text and "The record of this desk begins Mon 11 May 2026" in text


def test_a_workbook_says_for_whom_and_when_it_was_made(signed_in, at):
    at(MONDAY)
    client = signed_in("compliance_officer")
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/reports/complaints.xlsx{MAY}").content))
    made = dict(book["made"].iter_rows(values_only=True))
    assert made["made_for"] == client.person.full_name and made["made_at"].startswith("Mon 11 May 2026")
