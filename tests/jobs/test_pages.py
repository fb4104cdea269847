"""/jobs/ and one job: sums that add up, a page that renews itself, the way to stop."""

from datetime import timedelta

import pytest

from complaints.jobs import services
from complaints.jobs.models import Job
from tests.factories import make_person

RUNNING = {"state": "running", "total": 2085, "done": 2050, "failed": 35}


@pytest.fixture
def signed_in(client, by):
    client.force_login(by)
    return client


@pytest.fixture
def job(by, clock):
    def make(**columns):
        found = services.start("import", "Import of old.csv", by=by, now=clock())
        Job.objects.filter(pk=found.pk).update(started_at=clock() - timedelta(minutes=1), **columns)
        return found
    return make


def page(client, job):
    answer = client.get(f"/jobs/{job.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_counts_of_a_job_add_up(signed_in, job):
    text = page(signed_in, job(**RUNNING | {"done": 2000}, result={"created": 1950, "unchanged": 50}))
    assert "1,950 created + 50 known before + 35 rejected + 50 left = 2,085" in text


def test_a_running_job_renews_its_page_with_and_without_script(signed_in, job):
    text = page(signed_in, job(**RUNNING))
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in text and 'hx-trigger="every 2s"' in text


@pytest.mark.parametrize(("state", "words"), [("done", "Done"), ("stopped", "Stopped"), ("failed", "Failed. The file is gone.")])
def test_an_ended_job_stands_still_and_says_how_it_ended(signed_in, job, state, words):
    found = job(**RUNNING | {"state": state}, ended_at=None, result={"why": "The file is gone."} if state == "failed" else {})
    text = page(signed_in, found)
    assert words in text and "http-equiv" not in text and "/stop/" not in text


def test_a_running_job_can_be_asked_to_stop(signed_in, job):
    found = job(**RUNNING)
    assert f'action="/jobs/{found.pk}/stop/"' in page(signed_in, found)
    assert signed_in.post(f"/jobs/{found.pk}/stop/").status_code == 302
    assert Job.objects.get(pk=found.pk).stop_asked and "Stops after the rows at hand" in page(signed_in, found)


def test_stopping_an_ended_job_is_a_conflict_told_in_a_sentence(signed_in, job):
    answer = signed_in.post(f"/jobs/{job(state='done').pk}/stop/")
    assert answer.status_code == 409 and "ended already" in answer.content.decode()


@pytest.mark.parametrize("address", ["/jobs/999999/", "/jobs/99999999999999999999999999/"])
def test_a_job_that_there_is_not_is_404(signed_in, address):
    assert signed_in.get(address).status_code == 404


def test_somebody_elses_job_is_404(client, job):
    found = job()
    client.force_login(make_person())
    assert client.get(f"/jobs/{found.pk}/").status_code == 404
    assert client.post(f"/jobs/{found.pk}/stop/").status_code == 404 and client.get("/jobs/").status_code == 200


def test_the_list_names_every_job_and_its_state(signed_in, job):
    job(**RUNNING)
    text = signed_in.get("/jobs/").content.decode()
    assert "Import of old.csv" in text and "1 running" in text


@pytest.mark.parametrize(("role", "may"), [("agent", False), ("senior_manager", True), ("compliance_officer", True), ("administrator", True)])
def test_the_list_offers_the_import_to_those_who_may(client, db, role, may):
    client.force_login(make_person(role))
    assert ("/complaints/import/" in client.get("/jobs/").content.decode()) == may


def test_a_long_list_has_pages(signed_in, job, by, clock):
    for _ in range(51):
        job()
    assert "Page 1 of 2" in signed_in.get("/jobs/").content.decode()
    assert signed_in.get("/jobs/?page=nonsense").status_code == 200
