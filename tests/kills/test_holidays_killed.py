"""A change of bank holidays killed at every single statement, or made by two at once: it ends as one that was not."""

from datetime import timedelta

import pytest

from complaints.case.models import Complaint
from complaints.jobs import services as jobs
from complaints.jobs.models import Job
from complaints.record.models import Event
from complaints.rules import holiday_job, holidays
from complaints.rules.holidays import Asked
from complaints.rules.models import HolidayChange
from tests.alerts.chains import breaks_of
from tests.factories import do_move, make_person, op
from tests.kills.dying import killed_at
from tests.record.test_operations import at_once
from tests.rules.moving import FRIDAY, FUNERAL, first_response, proclaimed, received, unknown_yet

pytestmark = [pytest.mark.kills, pytest.mark.timeout(180)]
NUMBER = 3


@pytest.fixture
def desk(real_db):
    unknown_yet()
    return [do_move(received(), "escalate") for _ in range(NUMBER)]


def moved():
    """What must hold at every moment: a complaint has an event for each deadline that moved, its chain holds."""
    rows = [row for complaint in Complaint.objects.all() for row in complaint.deadlines.all() if row.explanation["moved_by"]]
    assert Event.objects.filter(kind="deadline.moved").count() == len(rows)
    assert not any(breaks_of(pk, reference) for pk, reference in Complaint.objects.values_list("pk", "reference"))
    return len(rows)


def in_pieces():
    """As the command does it, a deadline at a time, so that there are many places to die at."""
    holidays.apply_here(Asked(proclaimed().days, "The Gazette"), now=FRIDAY)


def test_killed_at_any_statement_and_run_again_it_ends_the_same(desk, monkeypatch):
    monkeypatch.setattr(holidays.holiday_moving, "CHUNK", 1)
    kills = 0
    while killed_at(kills + 1, in_pieces):
        kills += 1
        assert moved() <= 2 * NUMBER
    assert kills >= 20 and moved() == 2 * NUMBER and HolidayChange.objects.count() == 2
    assert all(first_response(complaint).due_on > FUNERAL for complaint in desk)


def test_a_job_killed_half_way_goes_on_behind_what_it_moved(desk, monkeypatch):
    monkeypatch.setattr(holidays, "FEW", 0)
    monkeypatch.setattr(holidays.holiday_moving, "CHUNK", 1)
    answer = holidays.apply(proclaimed(), {"op_id": op(), "version": holidays.stamp()}, by=make_person("compliance_officer"), now=FRIDAY)

    def work():
        jobs.run_waiting({"holidays": holiday_job.carry}, clock=lambda: FRIDAY)
    assert killed_at(25, work) and 0 < moved() < 2 * NUMBER
    later = FRIDAY + timedelta(minutes=5)
    jobs.run_waiting({"holidays": holiday_job.carry}, clock=lambda: later)
    job = Job.objects.get(pk=answer.ids["job"])
    assert (job.state, job.done, job.total) == ("done", 2 * NUMBER, 2 * NUMBER) and moved() == 2 * NUMBER


def test_two_officers_at_once_change_it_once(desk):
    people, seen = [make_person("compliance_officer"), make_person("administrator")], holidays.stamp()
    at_once([lambda by=by: holidays.apply(proclaimed(), {"op_id": op(), "version": seen}, by=by, now=FRIDAY) for by in people])
    assert HolidayChange.objects.count() == 2 and moved() == 2 * NUMBER
