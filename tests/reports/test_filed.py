"""The file of a report of many complaints over a long period is made by a job; one of few comes at once."""

import pytest
from django.utils import timezone

from complaints.jobs.models import Job
from complaints.jobs.services import KEPT, run_waiting
from complaints.record.models import Event
from complaints.record.refusals import Unknown
from complaints.reports import filed
from tests.factories import make_person, op

pytestmark = pytest.mark.django_db
YEARS = "from=2023-06-01&to=2026-05-31"


@pytest.fixture
def client(reader_of_many):
    return reader_of_many


@pytest.mark.parametrize(("query", "many", "media"), [
    (YEARS, 0, "text/html"), ("from=2026-01-01&to=2026-03-31", 0, "text/csv"), (YEARS, 1, "text/csv"),
])
def test_only_what_takes_long_is_asked_for_first(client, monkeypatch, query, many, media):
    monkeypatch.setattr(filed, "AT_ONCE", many)
    answer = client.get(f"/reports/windows.csv?{query}")
    assert answer.status_code == 200 and answer["Content-Type"].startswith(media) and not Job.objects.exists()


def test_it_is_begun_with_one_button_and_fetched_from_its_job_once_on_record(client):
    mark = op()
    answers = [client.post(f"/reports/windows.csv?{YEARS}", {"op_id": mark})["Location"] for _ in range(2)]
    number = Job.objects.get().pk
    assert answers == [f"/jobs/{number}/"] * 2
    run_waiting({filed.KIND: filed.carry}, clock=timezone.now)
    assert f"/reports/file/{number}/" in client.get(f"/jobs/{number}/").content.decode()
    found = client.get(f"/reports/file/{number}/")
    assert "windows-2023-06-01-2026-05-31.csv" in found["Content-Disposition"] and b"".join(found.streaming_content)
    assert Event.objects.filter(kind="report.exported").count() == 1


def test_it_is_for_who_asked_for_it_and_for_a_week(client):
    client.post(f"/reports/windows.csv?{YEARS}", {"op_id": op()})
    run_waiting({filed.KIND: filed.carry}, clock=timezone.now)
    job, now = Job.objects.get(), timezone.now()
    for person, moment in ((make_person("administrator"), now), (client.person, now + KEPT)):
        with pytest.raises(Unknown):
            filed.file_of(job.pk, person, now=moment)
