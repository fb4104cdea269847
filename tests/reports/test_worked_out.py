"""A report of many complaints is worked out by a job that can be left; its page is the same as if it had been made while its reader waited."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from complaints.jobs import services
from complaints.jobs.models import Job
from complaints.jobs.services import run_waiting
from complaints.reports import filed, reading, worked_out
from complaints.reports.kept import Kept
from complaints.reports.reading import REPORTS
from tests.api.callers import Caller
from tests.factories import MONDAY, make_person, op

pytestmark = pytest.mark.django_db
YEARS = "from=2023-06-01&to=2026-05-31"
THEN = "&as_of=2026-05-10"
STAGES = f"/reports/stages/work-out/?{YEARS}"
NEW = {"op_id": "new"}


@pytest.fixture
def client(reader_of_many):
    return reader_of_many


def work_all(at=MONDAY + timedelta(hours=2)):
    run_waiting({worked_out.KIND: worked_out.carry}, clock=lambda: at)


def text_of(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def plain(text):
    """Without what is new on each page, when it was worked out, and what has changed since, which is worked out apart."""
    return re.sub(r'(?s)<section [^>]*><h2 class="figures-title">What has changed since.*?</section>'
                  r'|<p class="notice notice-thin notice-known sheet-wide">Worked out.*?</p>|nonce="[^"]*"|value="\w{64}"|"X-CSRFToken": "\w+"',
                  "", text)


@pytest.mark.parametrize(("name", "as_of"), [(name, as_of) for name in REPORTS for as_of in ("", THEN) if as_of or name != "complaints"])
def test_the_page_of_worked_out_figures_is_the_page_of_figures_made_directly(client, monkeypatch, name, as_of):
    address = f"/reports/{name}/?{YEARS}{as_of}"
    asks = client.get(address)
    assert asks.status_code == 302
    client.post(asks["Location"], {"op_id": op()})
    work_all()
    worked = text_of(client.get(address))
    assert "Worked out Mon 11 May 2026 12:02" in worked
    monkeypatch.setattr(worked_out, "answer", lambda report, asked, now: Kept(reading.answer_of(report, asked, now=now)))
    assert plain(worked) == plain(text_of(client.get(address)))


def test_what_has_changed_since_waits_for_the_figures_of_now(client):
    """The record begins on Monday; as of its evening nothing of the stages has changed."""
    for query, told in ((f"{YEARS}&as_of=2026-05-11", "once the figures of now are worked out"), (YEARS, "Worked out Mon 11 May 2026")):
        client.post(f"/reports/stages/work-out/?{query}", {"op_id": op()})
        work_all()
        assert told in text_of(client.get(f"/reports/stages/?{query}"))
    assert "Nothing that this report counts has changed since" in text_of(client.get(f"/reports/stages/?{YEARS}&as_of=2026-05-11"))


def test_it_is_asked_for_with_one_button_that_says_how_much_it_reads(client):
    text = text_of(client.get(f"/reports/stages/?{YEARS}", follow=True))
    assert "This report over 36 months reads 1 complaint." in text and "Work out the report" in text and not Job.objects.exists()


def test_the_report_of_complaints_as_it_stands_now_is_never_waited_for(client):
    assert "1 received" in text_of(client.get(f"/reports/complaints/?{YEARS}"))
    assert client.get(f"/reports/complaints/?{YEARS}&as_of=2026-05-10").status_code == 302


def test_what_does_not_take_long_is_not_asked_for(client, monkeypatch):
    monkeypatch.setattr(filed, "AT_ONCE", 1)
    assert client.get(STAGES)["Location"] == f"/reports/stages/?{YEARS}"


def test_a_double_click_starts_one_job(client):
    assert {client.post(STAGES, NEW)["Location"], client.post(STAGES, NEW)["Location"], client.post(STAGES, {"op_id": op()})["Location"]} == {
        f"/jobs/{Job.objects.get().pk}/"}


def test_another_reader_is_led_to_the_work_under_way_and_sees_how_far_it_is(client):
    client.post(STAGES, NEW)
    client.force_login(make_person("compliance_officer"))
    where = client.post(STAGES, {"op_id": op()})["Location"]
    assert where == client.get(STAGES)["Location"] == f"/reports/work-out/{Job.objects.get().pk}/"
    assert f"Started by {Job.objects.get().by.full_name}" in (text := text_of(client.get(where))) and f'hx-get="{where}"' in text
    work_all()
    assert f'href="/reports/stages/?{YEARS.replace("&", "&amp;")}">Open the report' in text_of(client.get(where))


def test_what_was_worked_out_is_shown_to_all_for_a_day(client, at):
    client.post(STAGES, NEW)
    work_all()
    client.force_login(make_person("administrator"))
    at(MONDAY + timedelta(hours=25))
    assert "Work it out again" in text_of(client.get(f"/reports/stages/?{YEARS}"))
    at(MONDAY + timedelta(hours=27))
    assert client.get(f"/reports/stages/?{YEARS}").status_code == 302


def test_what_was_worked_out_in_the_middle_of_a_day_is_not_told_of_its_end(client, at):
    today = "/reports/stages/?from=2026-05-01&to=2026-05-31&as_of=2026-05-11"
    client.post(client.get(today)["Location"], NEW)
    work_all()
    assert "Worked out" in text_of(client.get(today))
    at(MONDAY + timedelta(hours=20))
    assert client.get(today).status_code == 302


def test_its_job_leads_to_the_report_and_its_steps_add_up(client):
    client.post(STAGES, NEW)
    work_all()
    job = Job.objects.get()
    assert job.state == "done" and job.done == job.total == job.result["steps"] > 1
    assert "Open the report" in text_of(client.get(f"/jobs/{job.pk}/"))
    assert client.post(STAGES, {"op_id": op()}) and Job.objects.latest("pk").total == job.total


def test_a_killed_one_is_begun_anew(client):
    client.post(STAGES, NEW)
    Job.objects.update(state="running", claim="gone", beat_at=MONDAY, done=2)
    work_all()
    assert Job.objects.get().state == "done" and client.get(f"/reports/stages/?{YEARS}").status_code == 200


def test_one_that_is_asked_to_stop_stops_between_two_statements(client, monkeypatch):
    client.post(STAGES, NEW)
    answers = iter([True, True])
    monkeypatch.setattr(services.Work, "go_on", lambda work: next(answers, None) or Job.objects.update(stop_asked=True) < 0)
    work_all()
    job = Job.objects.get()
    assert (job.state, job.done) == ("stopped", 2) and not worked_out.path_of(job).exists()
    assert "Work it out again" in text_of(client.get(f"/jobs/{job.pk}/"))


def test_whoever_may_not_read_reports_neither_asks_nor_looks(client):
    client.post(STAGES, NEW)
    client.force_login(make_person("agent"))
    assert {client.get(f"/reports/work-out/{Job.objects.get().pk}/").status_code, client.get(STAGES).status_code,
            client.post(STAGES, {"op_id": op()}).status_code} == {403}


def test_a_job_of_another_kind_is_no_report(client):
    other = services.start("import", "Import of old.csv", by=client.person, now=timezone.now())
    assert client.get(f"/reports/work-out/{other.pk}/").status_code == client.get("/reports/work-out/99999999999/").status_code == 404


def test_the_call_answers_at_once(client):
    told = Caller(client.person).get("/reports/stages", **{"from": "2023-06-01", "to": "2026-05-31"}).json()
    assert told["totals"]["received"] == 1
