"""The import in the browser: choose, look, change, begin, see what came out; and the job behind it, killed and resumed."""

import csv
import html
import io
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from complaints.case.models import Complaint
from complaints.intake import job as import_job
from complaints.jobs import services as jobs
from complaints.jobs.models import Job
from complaints.jobs.tasks import KINDS
from tests.factories import MONDAY, make_person, op
from tests.intake.conftest import HEADER, MAP, ROW

pytestmark = pytest.mark.once
ADDRESS = "/complaints/import/"
COLUMNS = {"column_0": "key", "column_1": "received_at", "column_2": "channel", "column_3": "description", "column_4": "customer.name",
           "date_format": "%d/%m/%Y"}


@pytest.fixture(autouse=True)
def var(settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr("complaints.case.pages.asking.now", lambda: MONDAY)


@pytest.fixture
def manager(client, db):
    client.force_login(make_person("senior_manager"))
    return client


def text_of(rows):
    out = io.StringIO()
    csv.writer(out).writerows([HEADER, *rows])
    return out.getvalue().encode()


def plain(ref, what="No heat"):
    return (ref, "05/05/2026", "telephone", what, "Ann Harper")


def upload(client, body, name="old.csv", **more):
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, body), **more})


def hidden(answer):
    found = re.findall(r'<input type="hidden" name="(mark|rest|op_id)" value="([^"]*)"', answer.content.decode())
    return {name: html.unescape(value) for name, value in found}


def look(client, body, **more):
    answer = upload(client, body)
    return client.post(ADDRESS, {**hidden(answer), **COLUMNS, "do": "look", **more})


def begin(client, body, **more):
    seen = look(client, body)
    return client.post(ADDRESS, {**hidden(seen), **COLUMNS, "do": "start", **more})


def work():
    return jobs.run_waiting(KINDS, clock=lambda: MONDAY)


@pytest.mark.parametrize(("role", "status"), [("agent", 403), ("senior_manager", 200), ("compliance_officer", 200), ("administrator", 200)])
def test_those_who_may_import_get_the_page_and_others_are_told_who_may(client, db, role, status):
    client.force_login(make_person(role))
    answer = client.get(ADDRESS)
    assert answer.status_code == status and ("senior manager" in answer.content.decode() or status == 200)
    assert upload(client, text_of([ROW])).status_code == status


def test_a_file_is_looked_at_before_anything_is_written(manager):
    answer = look(manager, text_of([plain(f"A{n}") for n in range(25)] + [plain("B", "")]))
    text = answer.content.decode()
    assert answer.status_code == 200 and "old.csv: 26 rows" in text and "Of 26 rows: 25 new, 0 known already, 1 rejected." in text
    assert "The first 20 rows" in text and "Import 26 rows" in text and "Give description." in text
    assert not Complaint.objects.exists() and not Job.objects.exists()


def test_columns_are_suggested_by_their_headers_alone(manager):
    answer = upload(manager, b"description,Received at,Phone\nCold,2026-05-05,1\n")
    text = answer.content.decode()
    assert '<option value="description" selected>' in text and '<option value="received_at" selected>' in text
    assert "neither a column nor a default for channel" in text and "Import 1 rows" not in text


def test_a_map_that_was_kept_fills_the_form(manager):
    answer = upload(manager, text_of([ROW]), map=SimpleUploadedFile("map.json", json.dumps(MAP).encode()))
    assert "Of 1 rows: 1 new" in answer.content.decode() and json.loads(hidden(answer)["rest"])["values"] == MAP["values"]


def test_columns_of_history_can_be_chosen_and_are_suggested(manager):
    text = upload(manager, b"description,Escalated at,resolved_at\nCold,2026-05-05,\n").content.decode()
    assert '<optgroup label="What happened since">' in text and '<option value="escalated_at" selected>' in text
    assert '<option value="resolved_at" selected>' in text


def test_the_page_shows_a_map_for_history_to_begin_with(manager):
    assert "&quot;escalated_at&quot;: &quot;Escalated&quot;" in manager.get(ADDRESS).content.decode()


def test_one_field_is_held_by_one_column(manager):
    answer = look(manager, text_of([plain("A1")]), column_4="description")
    assert answer.status_code == 422 and "holds this already" in answer.content.decode()


def test_a_file_goes_in_by_a_job_and_its_result_is_shown(manager):
    answer = begin(manager, text_of([plain("A1"), plain("A2", ""), plain("A1", "Other")]))
    job = Job.objects.get()
    assert answer["Location"] == f"/jobs/{job.pk}/" and job.total == 3 and work() == 1
    text = manager.get(f"/jobs/{job.pk}/").content.decode()
    assert "1 created + 0 known before + 2 rejected + 0 left = 3" in text and "Give description." in text
    assert Complaint.objects.get().logged_by is not None and not (jobs.folder() / job.params["file"]).exists()


def test_the_same_press_twice_begins_one_job(manager):
    pressed = {**hidden(look(manager, text_of([plain("A1")]))), **COLUMNS, "do": "start", "op_id": op()}
    first, second = (manager.post(ADDRESS, pressed) for _ in range(2))
    assert first["Location"] == second["Location"] and Job.objects.count() == 1


def test_rejected_rows_are_downloaded_as_cells_that_run_nothing(manager):
    begin(manager, text_of([("", "05/05/2026", "telephone", "x", "A"), ("A1", "=1+1", "telephone", "x", "A")]))
    work()
    answer = manager.get(f"{ADDRESS}{Job.objects.get().pk}/rejected.csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[0] == ["Line", "Column", "Reason", "In the file"] and rows[1] == ["2", "Ref", "The key is empty.", ""]
    assert rows[2][:2] == ["3", "Received"] and rows[2][3] == "'=1+1"
    assert "attachment" in answer["Content-Disposition"] and "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(("body", "said"), [
    (b"", "This file is empty."), (b"Ref,What\n\xff\n", "is not utf-8-sig text"), (b'a,b\n"x', "can&#x27;t be read"),
    (b"PK\x03\x04x", "begins like a workbook"),
])
def test_a_file_that_cannot_be_read_is_refused_at_its_field(manager, body, said):
    answer = upload(manager, body)
    assert answer.status_code == 422 and said in answer.content.decode() and not Job.objects.exists()


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b'{"columns": 4}', b'{"encoding": 5}', b'{"defaults": ["x"]}', b'{"delimiter": ";;"}'])
def test_a_map_that_is_none_is_no_fault_of_the_program(manager, body):
    answer = upload(manager, text_of([ROW]), map=SimpleUploadedFile("map.json", body))
    assert answer.status_code in (200, 422) and not Job.objects.exists()


@pytest.mark.parametrize("change", [{"mark": "forged"}, {"mark": ""}, {"rest": "{"}, {"rest": '{"encoding": "base64"}'}, {"rest": '{"encoding": []}'},
                                    {"rest": '{"values": 3, "defaults": 4}'}, {"date_format": "%Q%"}, {"column_1": "weight"}, {"op_id": ""}])
def test_a_form_that_was_tampered_with_gets_a_sentence(manager, change):
    for do in ("look", "start"):
        answer = manager.post(ADDRESS, {**hidden(upload(manager, text_of([ROW]))), **COLUMNS, "do": do, **change})
        assert answer.status_code < 500


def test_another_persons_rejected_rows_are_404(manager, client):
    begin(manager, text_of([plain("A1", "")]))
    work()
    client.force_login(make_person("senior_manager"))
    assert client.get(f"{ADDRESS}{Job.objects.get().pk}/rejected.csv").status_code == 404


class Killed(BaseException):
    """What a kill looks like from the inside."""


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_killed_import_job_resumes_and_ends_as_one_that_was_not(manager, monkeypatch, at):
    monkeypatch.setattr("complaints.intake.importing.CHUNK", 2)
    rows = [plain("", "x") if n % 3 == 0 else plain(f"A{n}") for n in range(9)]
    begin(manager, text_of(rows))
    calls = iter(range(99))

    def dies(work, **counts):
        if next(calls) == at:
            raise Killed
        return real(work, **counts)
    real = jobs.Work.account
    monkeypatch.setattr(jobs.Work, "account", dies)
    with pytest.raises(Killed):
        work()
    monkeypatch.setattr(jobs.Work, "account", real)
    Job.objects.update(beat_at=MONDAY - 2 * jobs.STALE)
    assert work() == 1
    job = Job.objects.get()
    assert (job.state, job.done, job.failed, job.total) == ("done", 6, 3, 9) and job.result["created"] == 6
    assert [problem.line for problem in import_job.problems(job.pk)] == [2, 5, 8] and Complaint.objects.count() == 6


def test_a_workbook_goes_in_from_the_page_as_a_csv_file_does(manager):
    book, out = Workbook(), io.BytesIO()
    for cells in (HEADER, plain("A1"), plain("A2")):
        book.active.append(cells)
    book.save(out)
    begin(manager, out.getvalue())
    assert work() == 1 and Complaint.objects.count() == 2
