"""/jobs/ and one job: sums that add up, a page that renews itself, the way to stop."""

from datetime import timedelta

import pytest

from complaints.case.models import Complaint
from complaints.jobs import services
from complaints.jobs.models import Job
from tests.factories import make_person

pytestmark = pytest.mark.once
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


@pytest.fixture
def freeze(monkeypatch, clock):
    from complaints.case.pages import asking
    monkeypatch.setattr(asking, "now", clock)


def page(client, job):
    answer = client.get(f"/jobs/{job.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_counts_of_a_job_add_up(signed_in, job):
    text = page(signed_in, job(**RUNNING | {"done": 2000}, result={"created": 1950, "unchanged": 50}))
    assert "<h1>Import of old.csv: 2,035 of 2,085</h1>" in text and "<title>Import of old.csv: 2,035 of 2,085" in text
    assert "1,950 created + 50 known before + 35 rejected + 50 left = 2,085" in text


def test_a_running_job_renews_its_page_with_and_without_script(signed_in, job, freeze):
    text = page(signed_in, job(**RUNNING))
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in text and 'hx-trigger="every 2s"' in text


@pytest.mark.parametrize(("state", "words"), [("done", "Done"), ("stopped", "Stopped"), ("failed", "Failed. The file is gone.")])
def test_an_ended_job_stands_still_and_says_how_it_ended(signed_in, job, state, words):
    found = job(**RUNNING | {"state": state}, ended_at=None, result={"why": "The file is gone."} if state == "failed" else {})
    text = page(signed_in, found)
    assert words in text and "http-equiv" not in text and "/stop/" not in text


@pytest.mark.parametrize(("columns", "words"), [
    ({"state": "stopped", "done": 9}, "goes on where it stopped"), ({"state": "failed", "done": 9}, "Failed. Why is not on record."),
    ({"state": "failed", "kind": "report_pack", "done": 9}, "Ask for the pack again"),
])
def test_a_job_that_did_not_end_well_says_what_becomes_of_the_rest(signed_in, job, columns, words):
    assert words in page(signed_in, job(**RUNNING | columns))


def test_somebody_else_is_told_who_can_let_it_go_on(client, job, by):
    found = job(**RUNNING | {"state": "stopped", "done": 9})
    client.force_login(make_person("administrator"))
    assert f"Only {by.full_name}, who started it, can let it go on." in page(client, found)


def test_a_running_job_can_be_asked_to_stop(signed_in, job):
    found = job(**RUNNING)
    assert f'action="/jobs/{found.pk}/stop/"' in page(signed_in, found)
    assert signed_in.post(f"/jobs/{found.pk}/stop/", {"op_id": "stop"}).status_code == 302
    assert Job.objects.get(pk=found.pk).stop_asked and "Stops after the rows at hand" in page(signed_in, found)


def test_stopping_an_ended_job_is_a_conflict_told_in_a_sentence(signed_in, job):
    answer = signed_in.post(f"/jobs/{job(state='done').pk}/stop/", {"op_id": "stop"})
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


STATES = [
    ({"state": "queued", "total": 38}, "Waiting to begin"),
    ({"state": "queued", "total": 38, "done": 24}, "Waiting to go on"),
    ({"state": "running", "total": 38, "done": 3}, "the time left is told once a tenth is done"),
    ({"state": "running", "total": 38, "done": 24}, "Less than a minute left, 24 rows a minute"),
    ({"state": "running", "total": 3800, "done": 2300, "begun_with": 2000}, "About 5 minutes left, 300 rows a minute"),
    ({"state": "running", "total": 38, "done": 37, "failed": 1}, "Finishing: the last is written down"),
    ({"state": "done", "total": 38, "done": 38}, "<b>Done.</b>"),
    ({"state": "done", "total": 38, "done": 35, "failed": 3}, "Done with 3 problems"),
    ({"state": "done", "total": 38, "done": 37, "failed": 1}, "Done with 1 problem."),
    ({"state": "stopped", "total": 38, "done": 23, "failed": 1}, "Stopped: 23 rows read, 14 not begun"),
    ({"state": "failed", "total": 38, "done": 1, "result": {"why": "The file is gone."}}, "Failed. The file is gone."),
]


@pytest.mark.parametrize(("columns", "words"), STATES, ids=[words for _, words in STATES])
def test_each_state_is_told_in_words(signed_in, job, columns, words, freeze):
    assert words in page(signed_in, job(**columns))


@pytest.mark.parametrize(("ran", "every"), [(30, 2), (90, 5), (900, 15)])
def test_the_page_asks_less_often_the_longer_it_runs(signed_in, job, clock, freeze, ran, every):
    found = job(**RUNNING)
    Job.objects.update(started_at=clock() - timedelta(seconds=ran))
    assert f'hx-trigger="every {every}s"' in page(signed_in, found)


def test_asking_by_itself_does_not_keep_the_session_alive(signed_in, job):
    assert """hx-headers='{"X-Background": "1"}'""" in page(signed_in, job(**RUNNING))


def test_what_failed_is_named_only_to_whom_may_see_it(signed_in, job, by):
    from tests.factories import make_complaint
    seen, hidden = make_complaint(), make_complaint()
    Complaint.objects.filter(pk=hidden.pk).update(restricted=True)
    problems = [{"item": one.reference, "why": "No address", "href": "/x/", "todo": "Add an address"} for one in (seen, hidden)]
    text = page(signed_in, job(state="done", total=2, failed=2, problems=problems))
    assert f'href="/c/{seen.reference}/"' in text and f'href="/c/{hidden.reference}/"' not in text and "Add an address" in text


def test_somebody_elses_job_names_no_complaint_that_one_may_not_see(client, job):
    from tests.factories import make_complaint
    seen, hidden = make_complaint(), make_complaint()
    Complaint.objects.filter(pk=hidden.pk).update(restricted=True)
    problems = [{"item": one.reference, "why": f"About {one.reference}", "href": f"/c/{one.reference}/", "todo": "Open it"} for one in (seen, hidden)]
    client.force_login(make_person("administrator"))
    text = page(client, job(state="done", total=2, failed=2, problems=problems))
    assert f"About {seen.reference}" in text and hidden.reference not in text and "A restricted complaint" in text


def test_a_week_later_the_page_says_that_the_result_is_gone(signed_in, job, clock, freeze):
    found = job(state="done", total=2, done=1, failed=1, ended_at=clock() - timedelta(days=7))
    text = page(signed_in, found)
    assert "kept until Mon 11 May 2026 and is gone" in text and "rejected.csv" not in text


def test_on_every_page_its_person_hears_that_it_ended_and_then_no_more(signed_in, job):
    found = job(**RUNNING)
    page(signed_in, found)
    assert "See what came out" not in signed_in.get("/help/").content.decode()
    Job.objects.update(state="done")
    assert "Import of old.csv: done with 35 problems." in signed_in.get("/help/").content.decode()
    page(signed_in, found)
    assert "See what came out" not in signed_in.get("/help/").content.decode()


def test_an_administrators_look_at_somebody_elses_job_is_kept(client, job):
    from complaints.record.models import Access
    client.force_login(make_person("administrator"))
    page(client, job())
    assert Access.objects.get().what == "job of somebody else"


def test_the_strip_of_an_ended_job_can_be_put_away_where_it_stands(signed_in, job):
    page(signed_in, job(**RUNNING))
    Job.objects.update(state="done")
    assert 'name="back" value="/help/"' in signed_in.get("/help/").content.decode()
    answer = signed_in.post(f"/jobs/{Job.objects.get().pk}/put-away/", {"back": "/help/"})
    assert answer["Location"] == "/help/" and Job.objects.get().seen_at
    assert "See what came out" not in signed_in.get("/help/").content.decode()


@pytest.mark.parametrize("back", ["", "https://elsewhere.example/", "//elsewhere.example/"])
def test_putting_away_leads_to_no_other_site(signed_in, job, back):
    assert signed_in.post(f"/jobs/{job(state='done').pk}/put-away/", {"back": back})["Location"] == "/"


def test_a_job_that_runs_is_not_put_away(signed_in, job):
    signed_in.post(f"/jobs/{job(**RUNNING).pk}/put-away/", {"back": "/help/"})
    assert Job.objects.get().seen_at is None


def test_what_is_left_of_a_stopped_job_is_the_one_filled_button(signed_in, job):
    text = page(signed_in, job(state="stopped", total=38, done=24))
    assert '<button class="btn btn-primary" type="submit" data-primary>Go on with the 14 left' in text


def test_the_pages_of_jobs_say_as_of_when_they_are(signed_in, job, freeze):
    as_of = "As at Mon 11 May 2026 10:02."
    assert as_of in page(signed_in, job(**RUNNING)) and as_of in signed_in.get("/jobs/").content.decode()
