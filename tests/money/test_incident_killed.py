"""kill -9 at every statement of every job of an incident, and people who press at once: nothing is there twice, nothing is missing."""

from datetime import timedelta

import pytest

from complaints.intake import job as import_job
from complaints.jobs.models import Job
from complaints.money.incidents import again, approving, booking, letters, paying, reading
from complaints.money.models import Payment
from complaints.record.models import Event
from complaints.record.operations import Answer
from complaints.record.refusals import Conflict
from complaints.record.verifying import verify
from tests.factories import MONDAY, make_person, op
from tests.kills.dying import killed_at
from tests.money.storms import filled, make_incident, row, start, work
from tests.money.test_incident_money import do
from tests.record.test_operations import at_once

TODAY = "2026-05-11"
ROWS = [row(f"A{n}") for n in range(4)] + [row("B", "lord")]
GIVEN = {paying: {"method": "BACS", "paid_on": TODAY}, letters: {"told_on": TODAY}}


@pytest.fixture(autouse=True)
def var(settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr("complaints.letters.paper.render", lambda document, at: b"%PDF")
    for what in (reading, again, booking, approving, paying, letters):
        monkeypatch.setattr(what, "CHUNK", 2)


def officer():
    return make_person("compliance_officer")


def ready_for(what):
    """An incident at the step before, and who takes the step."""
    if what is reading:
        incident = make_incident()
        return incident, incident.made_by
    incident = filled(ROWS)
    if what in (approving, paying, letters):
        do(booking, incident)
    if what in (paying, letters):
        do(approving, incident, by=officer())
    return incident, officer() if what is approving else incident.made_by


def begin(what, incident, by):
    if what is reading:
        return start(incident, ROWS)
    incident.refresh_from_db()
    return what.start(incident.pk, {"op_id": op(), "version": incident.version, **GIVEN.get(what, {})}, by=by, now=MONDAY)


def whole(what, incident):
    """All of it once, and told once."""
    incident.refresh_from_db()
    job, count = Job.objects.get(pk=incident.job_id), incident.payments.count()
    assert job.state == "done" and job.done == 4 and job.total == job.done + job.failed
    assert incident.customers.count() == 4 and incident.totals["amount"] == "840.00" and incident.totals["problems"] == 1
    assert count == (0 if what in (reading, again) else 4) == incident.payments.values("incident_customer").distinct().count()
    assert len(list(import_job.problems(incident.totals["read_by"]))) == 1
    told = Event.objects.filter(kind=f"incident.{what.STEP.event}", data__incident=incident.pk).count()
    assert told == (2 if what is again else 1)
    assert what is not approving or set(incident.payments.values_list("state", "version")) == {("approved", 2)}
    assert what is not paying or set(incident.payments.values_list("state", "version")) == {("paid", 3)}
    assert what is not letters or sum(count for *_, count in letters.parts(incident)) == 4


@pytest.mark.kills
@pytest.mark.timeout(300)
@pytest.mark.parametrize("what", [reading, again, booking, approving, paying, letters], ids=lambda what: what.STEP.kind)
def test_killed_at_any_statement_it_is_gone_on_with_and_ends_as_one_that_was_not(real_db, what):
    kills, died = 0, True
    while died:
        incident, by = ready_for(what)
        begin(what, incident, by)
        kills += 1
        died = killed_at(kills, lambda: work(MONDAY))
        work(MONDAY + timedelta(minutes=5))
        whole(what, incident)
    assert kills > 10 and verify().broken is None


@pytest.mark.parametrize("what", [booking, approving, paying])
def test_of_eight_who_press_at_once_one_begins_it(real_db, what):
    incident, _ = ready_for(what)
    incident.refresh_from_db()
    people, seen = [officer() for _ in range(8)], {"version": incident.version, **GIVEN.get(what, {})}
    told = at_once([lambda by=by: what.start(incident.pk, {"op_id": op(), **seen}, by=by, now=MONDAY) for by in people])
    assert sum(isinstance(one, Answer) for one in told) == 1 and sum(isinstance(one, Conflict) for one in told) == 7
    work()
    whole(what, incident)


def test_two_workers_at_once_book_once(real_db):
    incident, by = ready_for(booking)
    begin(booking, incident, by)
    at_once([work, work])
    assert Payment.objects.count() == 4 and verify().broken is None
