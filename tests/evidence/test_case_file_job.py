"""A case file with large attachments: made by a job, left and come back to, with flat memory."""

import tracemalloc
import zipfile
from datetime import timedelta

import pytest

from complaints.case.pages import asking
from complaints.evidence import services as evidence
from complaints.evidence.casefile import job as making
from complaints.evidence.casefile import services
from complaints.jobs import services as jobs
from complaints.jobs.models import Job
from tests.evidence.made import PDF, Upload
from tests.evidence.test_case_file import holds_true
from tests.factories import MONDAY, make_complaint, make_person, op

KINDS = {"case_file": making.carry}
NOW = MONDAY + timedelta(hours=3)


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def case(db):
    complaint = make_complaint()
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        evidence.keep_file(complaint.reference, Upload(name, PDF + name.encode()), {"op_id": op()}, by=make_person(), now=MONDAY)
    return complaint


@pytest.fixture
def agent(client, db):
    client.person = make_person()
    client.force_login(client.person)
    return client


def asked(agent, case, **fields):
    return agent.post(f"/c/{case.reference}/file/", {"op_id": op(), **fields})


def ask(case, agent, mark=""):
    return Job.objects.get(pk=making.ask(case.reference, {"op_id": mark or op()}, total=3, by=agent.person, now=NOW).ids["job"])


def test_asked_for_twice_with_one_op_id_it_is_one_job(agent, case):
    mark = op()
    assert ask(case, agent, mark) == ask(case, agent, mark) and Job.objects.count() == 1


def test_large_attachments_make_it_a_job_with_a_link_to_what_it_made(agent, case, monkeypatch):
    monkeypatch.setattr(services, "LONG", 10)
    answer = asked(agent, case)
    job = Job.objects.get()
    assert answer["Location"] == f"/jobs/{job.pk}/" and jobs.run_waiting(KINDS, clock=lambda: NOW) == 1
    monkeypatch.setattr(asking, "now", lambda: NOW + timedelta(minutes=1))
    page = agent.get(answer["Location"]).content.decode()
    event = services.made_before(case)[0]
    assert f"/c/{case.reference}/file/{event.seq}.zip" in page and "3 packed" in page and event.by == agent.person
    holds_true(zipfile.ZipFile(services.kept_at(event)))


def test_the_reasons_of_what_is_left_out_reach_the_job_and_not_its_row(agent, case, monkeypatch):
    monkeypatch.setattr(services, "LONG", 10)
    file = case.files.first()
    asked(agent, case, leave=f"file:{file.pk}", **{f"why-file:{file.pk}": "A neighbour"})
    jobs.run_waiting(KINDS, clock=lambda: NOW)
    assert services.made_before(case)[0].data["left_out"] == [f"file:{file.pk}"] and "neighbour" not in str(Job.objects.values())


def test_a_reason_that_is_missing_is_asked_for_before_a_job_is_made(agent, case, monkeypatch):
    monkeypatch.setattr(services, "LONG", 10)
    assert asked(agent, case, leave=f"file:{case.files.first().pk}").status_code == 422 and not Job.objects.exists()


def test_a_job_that_is_taken_up_again_tells_it_once(agent, case):
    job = ask(case, agent)
    for _ in range(2):
        Job.objects.filter(pk=job.pk).update(state="queued", done=0)
        jobs.run_waiting(KINDS, clock=lambda: NOW)
    assert len(services.made_before(case)) == 1 and Job.objects.get().state == "done"


def test_a_job_that_is_stopped_leaves_no_file_and_no_event(agent, case, monkeypatch):
    job = ask(case, agent)
    monkeypatch.setattr("complaints.jobs.services.Work.go_on", lambda work: not Job.objects.filter(pk=job.pk).update(stop_asked=True))
    jobs.run_waiting(KINDS, clock=lambda: NOW)
    assert Job.objects.get().state == "stopped" and not services.made_before(case) and not list(jobs.folder().glob("case-file-*"))


def test_a_case_that_one_may_no_longer_see_fails_in_a_sentence(agent, case):
    ask(case, agent)
    type(case).objects.filter(pk=case.pk).update(restricted=True)
    jobs.run_waiting(KINDS, clock=lambda: NOW)
    assert Job.objects.get().state == "failed" and "may see" in Job.objects.get().result["why"]


@pytest.mark.once
@pytest.mark.timeout(180)
def test_memory_is_flat_with_200_mb_of_files(case):
    for number in range(8):
        body = b"%d\n" % number + b"0123456789abcde\n" * (25 * 65_536 - 1)
        evidence.keep_file(case.reference, Upload("meter.txt", body), {"op_id": op()}, by=make_person(), now=MONDAY)
    del body
    services.make(case.reference, {"op_id": op()}, by=make_person(), now=NOW)
    tracemalloc.start()
    answer = services.make(case.reference, {"op_id": op()}, by=make_person(), now=NOW)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert answer.ids["size"] > 200_000_000 and peak < 20_000_000
