"""The board pack: chosen reports of one moment in one PDF, one fingerprint over all, for whoever asked for it."""

import io

import pytest
from pypdf import PdfReader

from complaints.jobs.models import Job
from complaints.jobs.services import KEPT, run_waiting
from complaints.record.models import Event
from complaints.record.refusals import Unknown
from complaints.reports import pack, reading
from complaints.reports.periods import read_query
from tests.factories import MONDAY, make_complaint, make_person, op

pytestmark = pytest.mark.django_db
DAYS = {"from": "2026-05-01", "to": "2026-05-31"}


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def made(by, **more):
    number = pack.ask({"op_id": op(), "reports": list(reading.REPORTS), **DAYS, **more}, by=by, now=MONDAY).ids["job"]
    run_waiting({pack.KIND: pack.carry}, clock=lambda: MONDAY)
    return Job.objects.get(pk=number)


def text_of(job):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(pack.path_of(job)).pages).split())


def test_every_chosen_report_stands_in_it_with_one_fingerprint_over_all():
    make_complaint()
    job = made(make_person("senior_manager"))
    text = text_of(job).replace(" ", "")
    asked = read_query(DAYS, now=MONDAY)
    prints = {name: reading.answer_of(report, asked, now=MONDAY)["sha256"] for name, report in reading.REPORTS.items()}
    assert job.state == "done" and (job.done, job.total) == (len(reading.REPORTS),) * 2
    assert all(sha256 in text for sha256 in (*prints.values(), pack.fingerprint(asked, prints))) and "Page1of" not in text
    assert all(f"{report.title},1Mayto31May2026".replace(" ", "") in text for report in reading.REPORTS.values())


def test_only_what_was_chosen_is_in_it_and_it_is_on_record_once():
    person = make_person("compliance_officer")
    job = made(person, reports=["windows"])
    assert "Guaranteed standards," not in text_of(job)
    [told] = Event.objects.filter(kind="report_pack.made")
    assert told.data["sha256"] == job.result["sha256"] and list(told.data["figures"]) == ["windows"] and told.by == person


def test_it_is_for_who_asked_for_it_and_for_a_week(signed_in):
    client = signed_in("senior_manager")
    job = made(client.person, reports=["windows"])
    assert pack.file_of(job.pk, client.person, now=MONDAY)[0] == job
    for person, now in ((make_person("administrator"), MONDAY), (client.person, MONDAY + KEPT)):
        with pytest.raises(Unknown):
            pack.file_of(job.pk, person, now=now)


def test_it_is_asked_for_on_a_page_and_fetched_from_its_job(signed_in):
    client = signed_in("senior_manager")
    assert "Make the pack" in client.get("/reports/pack/").content.decode() and "/reports/pack/" in client.get("/reports/").content.decode()
    answer = client.post("/reports/pack/", {"op_id": op(), "reports": ["windows", "stages"], **DAYS})
    number = Job.objects.get().pk
    assert answer["Location"] == f"/jobs/{number}/"
    from django.utils import timezone
    run_waiting({pack.KIND: pack.carry}, clock=timezone.now)
    assert f"/reports/pack/{number}/file/" in client.get(f"/jobs/{number}/").content.decode()
    content = b"".join(client.get(f"/reports/pack/{number}/file/").streaming_content)
    assert len(PdfReader(io.BytesIO(content)).pages) >= 3


@pytest.mark.parametrize("wrong", [{"reports": []}, {"reports": ["none"]}, {"from": "2026-06-01"}, {"as_of": "2099-01-01"}, {"to": "\x00"}])
def test_what_cannot_be_is_refused_with_its_sentence(signed_in, wrong):
    answer = signed_in("senior_manager").post("/reports/pack/", {"op_id": op(), "reports": ["windows"], **DAYS, **wrong})
    assert answer.status_code == 422 and not Job.objects.exists()


def test_an_agent_has_none(signed_in):
    assert signed_in("agent").get("/reports/pack/").status_code == 403


def test_killed_once_it_was_told_it_is_not_told_again():
    job = made(make_person("senior_manager"), reports=["windows"])
    Job.objects.filter(pk=job.pk).update(state="queued", ended_at=None)
    run_waiting({pack.KIND: pack.carry}, clock=lambda: MONDAY)
    assert Job.objects.get().state == "done" and Event.objects.filter(kind="report_pack.made").count() == 1
