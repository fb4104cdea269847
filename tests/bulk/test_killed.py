"""kill -9 in the midst of bulk work: taken up again it ends as one that was not killed, and nothing is done twice."""

from datetime import timedelta

import pytest

from complaints.bulk import exporting, services
from complaints.bulk import job as bulk
from complaints.case.models import Complaint
from complaints.jobs import steering
from complaints.jobs.models import Job
from complaints.jobs.services import STALE, run_waiting
from complaints.record.models import Event
from complaints.record.verifying import verify
from tests.factories import AN_HOUR, MONDAY, make_complaint, make_person, op
from tests.kills.dying import killed_at
from tests.ops.test_supervisor import wait_for

pytestmark = [pytest.mark.kills, pytest.mark.timeout(240)]
NOW = MONDAY + AN_HOUR
NUMBER = 2


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def asked_for(kind, manager, **asked):
    complaints = [make_complaint() for _ in range(NUMBER)]
    given = {"op_id": op(), "items": [[one.reference, one.version] for one in complaints], **asked}
    return services.start(kind, given, by=manager, now=NOW).ids["job"], complaints


def resumed(number):
    run_waiting(bulk.CARRIES, clock=lambda: NOW + STALE * 2)
    return Job.objects.get(pk=number).state == "done"


@pytest.mark.parametrize("first", range(1, 5))
def test_killed_at_any_statement_each_is_assigned_once_and_the_counts_add_up(real_db, first):
    """Every fourth statement a piece of the test, so that all of them are tried."""
    manager, at, kills = make_person("senior_manager"), first, 0
    while True:
        number, complaints = asked_for("assign", manager, to=f"person:{manager.username}")
        died = killed_at(at, lambda: run_waiting(bulk.CARRIES, clock=lambda: NOW))
        wait_for(lambda number=number: resumed(number))
        job = Job.objects.get(pk=number)
        assert (job.done, job.failed, job.problems) == (NUMBER, 0, [])
        assert Event.objects.filter(complaint__in=complaints, kind="assigned").count() == NUMBER
        assert Complaint.objects.filter(pk__in=[one.pk for one in complaints], owner=manager, version=2).count() == NUMBER
        if not died:
            break
        at, kills = at + 4, kills + 1
    assert kills >= 6 and verify().broken is None


@pytest.mark.parametrize("at", [2, 9, 14, 16, 19])
def test_a_killed_export_is_told_once_and_its_file_is_whole(real_db, at):
    manager = make_person("senior_manager")
    number, _ = asked_for("export", manager, columns="plain", format="csv", reason="Board")
    killed_at(at, lambda: run_waiting(bulk.CARRIES, clock=lambda: NOW))
    wait_for(lambda: resumed(number))
    assert Event.objects.filter(kind="exported").count() == 1
    _, path = exporting.file_of(number, manager, now=NOW)
    assert len(path.read_text(encoding="utf-8").splitlines()) == NUMBER + 1


def test_stopped_between_two_it_goes_on_with_the_rest(real_db):
    manager = make_person("senior_manager")
    number, complaints = asked_for("note", manager, text="Storm of Sunday.")
    Job.objects.filter(pk=number).update(stop_asked=True)
    run_waiting(bulk.CARRIES, clock=lambda: NOW)
    assert Job.objects.get(pk=number).state == "stopped" and not Event.objects.filter(kind="note").exists()
    steering.resume(number, {"op_id": op()}, by=manager, now=NOW + timedelta(minutes=1))
    run_waiting(bulk.CARRIES, clock=lambda: NOW)
    assert Event.objects.filter(kind="note", complaint__in=complaints).count() == NUMBER
