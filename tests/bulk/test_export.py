"""Ticked complaints as a file: safe cells, a reason, who may, what is logged, and for how long."""

import csv
import io
import os
from datetime import timedelta

import openpyxl
import pytest

from complaints.bulk import exporting
from complaints.bulk.columns import CHOICES, COLUMNS
from complaints.case.services import restrict
from complaints.jobs.models import Job
from complaints.jobs.services import KEPT, clear_files
from complaints.record.models import Access, Event
from complaints.record.services import words_of
from tests.bulk.test_many import NOW, asked, confirmed
from tests.factories import fresh, make_complaint, make_person, op
from tests.web.reading import text

ALL = {"columns": "all", "format": "csv", "reason": "Board meeting"}


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def exported(client, *complaints, **fields):
    """The job's page and what can be downloaded there."""
    page = confirmed(client, asked(client, "export", *complaints), **(ALL | fields))
    return page, client.get(f"/complaints/bulk/{Job.objects.latest('pk').pk}/file/")


def rows_of(answer):
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_the_file_holds_a_row_for_each_under_its_heads(signed_in):
    complaints = [make_complaint(name="Ann Harper"), make_complaint("resolved", name="Tom Reed")]
    page, answer = exported(signed_in("senior_manager"), *complaints)
    head, *rows = rows_of(answer)
    assert head == [column.name for column in COLUMNS] and [row[:2] for row in rows] == [[complaints[0].reference, "Ann Harper"],
                                                                                        [complaints[1].reference, "Tom Reed"]]
    assert "2 written + 0 left out + 0 left = 2" in text(page)


def test_without_personal_data_nothing_of_the_customer_is_in_it(signed_in):
    _, answer = exported(signed_in("senior_manager"), make_complaint(name="Ann Harper", account_number="A99"), columns="plain")
    told = str(rows_of(answer))
    assert not any(secret in told for secret in ("Harper", "A99", "NG1"))
    assert {column.name for column in COLUMNS} - {column.name for column in CHOICES["plain"]} == {"Customer", "Account", "Postcode", "Needs"}


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", " =1"])
def test_no_cell_begins_a_formula(signed_in, name):
    _, answer = exported(signed_in("senior_manager"), make_complaint(name=name))
    assert rows_of(answer)[1][1].startswith("'")


def test_a_workbook_reads_back_with_real_days_and_no_formulas(signed_in):
    complaint = make_complaint(name="=1+1")
    _, answer = exported(signed_in("senior_manager"), complaint, format="xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    cells = dict(zip([cell.value for cell in sheet[1]], sheet[2], strict=True))
    assert (cells["Reference"].value, cells["Customer"].value, cells["Customer"].data_type) == (complaint.reference, "'=1+1", "s")
    assert cells["Next due"].value.date() == fresh(complaint).next_due_on


def test_the_page_says_which_columns_hold_personal_data_and_asks_for_a_reason(signed_in):
    client = signed_in("senior_manager")
    page = asked(client, "export", make_complaint())
    assert "Customer, Account, Postcode, Needs" in text(page)
    refused = confirmed(client, page, columns="all", format="csv")
    assert refused.status_code == 422 and "Say what it is for." in text(refused) and not Job.objects.exists()


def test_the_export_its_reason_and_each_complaint_in_it_are_on_record(signed_in):
    client, complaint = signed_in("senior_manager"), make_complaint()
    exported(client, complaint)
    event = Event.objects.select_related("sealed").get(kind="exported")
    assert (event.by, event.data["rows"], event.complaint, words_of(event)) == (client.person, 1, None, {"reason": "Board meeting"})
    assert Access.objects.filter(person=client.person, complaint=complaint, what="export").count() == 1
    assert Access.objects.filter(person=client.person, what__startswith="export ").count() == 1


@pytest.mark.parametrize(("role", "others"), [("agent", False), ("senior_manager", True), ("compliance_officer", True), ("administrator", True)])
def test_an_agent_exports_only_their_own(signed_in, role, others):
    client = signed_in(role)
    own, other = make_complaint(by=client.person), make_complaint()
    page, answer = exported(client, own, other)
    assert len(rows_of(answer)) == (3 if others else 2)
    assert ("An agent exports their own complaints" in text(page)) is not others


def test_one_restricted_after_it_was_shown_is_left_out(signed_in):
    client = signed_in("senior_manager")
    hidden, other = make_complaint(name="Hidden Person"), make_complaint()
    page, officer = asked(client, "export", hidden, other), make_person("compliance_officer")
    restrict(hidden.reference, {"op_id": op(), "version": 1, "people": [officer.username], "reason": "Press"}, by=officer, now=NOW)
    result = confirmed(client, page, **ALL)
    assert "1 written + 1 left out + 0 left = 2" in text(result)
    assert "Hidden" not in str(rows_of(client.get(f"/complaints/bulk/{Job.objects.get().pk}/file/")))


def test_the_file_is_for_nobody_else_not_even_an_administrator(signed_in, client):
    exported(signed_in("senior_manager"), make_complaint())
    number = Job.objects.get().pk
    client.force_login(make_person("administrator"))
    assert client.get(f"/complaints/bulk/{number}/file/").status_code == 404


def test_after_a_week_the_file_is_gone_and_its_address_says_so(signed_in):
    client = signed_in("senior_manager")
    exported(client, make_complaint())
    job = Job.objects.get()
    old = (NOW - KEPT - timedelta(days=1)).timestamp()
    os.utime(exporting.path_of(job), (old, old))
    clear_files(now=NOW)
    answer = client.get(f"/complaints/bulk/{job.pk}/file/")
    assert answer.status_code == 404 and "no longer kept" in text(answer)
