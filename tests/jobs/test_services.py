"""Long work: claimed once, resumed after a kill, stopped between items, its counts always whole."""

import threading
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from complaints.jobs import services, steering
from complaints.jobs.models import Job
from complaints.record.refusals import Conflict, Unknown
from tests.factories import make_person


class Killed(BaseException):
    """What a kill looks like from the inside."""


def counting(*, fails_at=None, seen=None):
    """A job of as many items as its params say; `seen` collects the items done."""
    def carry(work):
        for item in range(work.job.done, work.job.params["items"]):
            if not work.go_on():
                return
            if item == fails_at:
                raise Killed
            work.account(done=item + 1, failed=0, total=work.job.params["items"])
            if seen is not None:
                seen.append(item)
    return carry


def start(by, clock, items=3, kind="count"):
    return services.start(kind, "Counting", by=by, now=clock(), params={"items": items}, total=items)


def stop(job, by, clock):
    return steering.stop(job.pk, {"op_id": f"stop-{job.pk}"}, by=by, now=clock())


def test_a_job_that_waits_is_carried_out_once(by, clock):
    job, seen = start(by, clock), []
    assert services.run_waiting({"count": counting(seen=seen)}, clock=clock) == 1
    assert services.run_waiting({"count": counting(seen=seen)}, clock=clock) == 0
    job.refresh_from_db()
    assert (job.state, job.done, job.ended_at) == ("done", 3, clock()) and seen == [0, 1, 2]


def test_a_kind_that_this_worker_does_not_know_is_left_to_others(by, clock):
    start(by, clock, kind="other")
    assert services.run_waiting({"count": counting()}, clock=clock) == 0


def test_of_two_workers_one_gets_the_job(by, clock):
    start(by, clock)
    kinds = {"count": counting()}
    assert services.claim_next(kinds, clock=clock) and services.claim_next(kinds, clock=clock) is None


def test_a_killed_workers_job_is_taken_up_once_it_is_silent_and_goes_on_where_it_was(by, clock):
    job, seen = start(by, clock), []
    with pytest.raises(Killed):
        services.run_waiting({"count": counting(fails_at=2, seen=seen)}, clock=clock)
    clock.on(seconds=29)
    assert services.claim_next({"count": counting()}, clock=clock) is None
    clock.on(seconds=2)
    assert services.run_waiting({"count": counting(seen=seen)}, clock=clock) == 1
    job.refresh_from_db()
    assert (job.state, job.done) == ("done", 3) and seen == [0, 1, 2]


def test_a_worker_that_was_given_up_writes_nothing_more(by, clock):
    job = start(by, clock)
    kinds = {"count": counting()}
    first = services.claim_next(kinds, clock=clock)
    clock.on(minutes=1)
    second = services.claim_next(kinds, clock=clock)
    with pytest.raises(services.Lost):
        first.account(done=1, failed=0)
    with pytest.raises(services.Lost):
        first.go_on()
    services.carry_out(first, kinds["count"])
    job.refresh_from_db()
    assert job.state == "running" and job.done == 0 and second.go_on()


def test_a_job_stops_between_items_and_keeps_what_was_done(by, clock):
    job = start(by, clock)

    def carry(work):
        work.account(done=1, failed=0, total=3)
        stop(job, by, clock)
        counting()(work)
    services.run_waiting({"count": carry}, clock=clock)
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("stopped", 1, 3)


def test_a_job_that_still_waits_stops_at_once(by, clock):
    job = start(by, clock)
    assert stop(job, by, clock) and Job.objects.get().state == "stopped"
    assert services.run_waiting({"count": counting()}, clock=clock) == 0


def test_an_ended_job_is_not_stopped(by, clock):
    job = start(by, clock)
    services.run_waiting({"count": counting()}, clock=clock)
    with pytest.raises(Conflict):
        stop(job, by, clock)


@pytest.mark.parametrize(("error", "why"), [(services.Failed("No such file."), "No such file."), (ValueError("x"), services.FAILED_WORDS)])
def test_a_failure_is_told_in_a_sentence_and_the_next_job_is_done(by, clock, error, why):
    def carry(work):
        if work.job.params["items"] == 1:
            raise error
    failing, other = start(by, clock, items=1), start(by, clock, items=2)
    assert services.run_waiting({"count": carry}, clock=clock) == 2
    assert Job.objects.get(pk=failing.pk).state == "failed" and Job.objects.get(pk=failing.pk).result["why"] == why
    assert Job.objects.get(pk=other.pk).state == "done"


def test_a_job_whose_database_went_away_is_taken_up_again_and_never_failed(by, clock):
    def carry(work):
        counting(fails_at=None)(work) if lost else _lose()
    def _lose():
        lost.append(True)
        raise OperationalError("server closed the connection unexpectedly")
    lost, job = [], start(by, clock)
    with pytest.raises(OperationalError):
        services.run_waiting({"count": carry}, clock=clock)
    clock.on(seconds=31)
    assert services.run_waiting({"count": carry}, clock=clock) == 1
    job.refresh_from_db()
    assert (job.state, job.done, job.result) == ("done", 3, {})


def test_people_see_their_own_jobs_and_an_administrator_all(by, clock):
    job, other, admin = start(by, clock), make_person(), make_person("administrator")
    assert services.find(job.pk, by) == job == services.find(job.pk, admin)
    with pytest.raises(Unknown):
        services.find(job.pk, other)
    with pytest.raises(Unknown):
        stop(job, other, clock)


def test_files_of_jobs_go_after_a_week(by, clock, settings, tmp_path):
    import os

    settings.VAR_DIR = tmp_path
    old, new = services.folder() / "old", services.folder() / "new"
    for path, days in ((old, 8), (new, 6)):
        path.touch()
        os.utime(path, (clock().timestamp() - days * 86_400,) * 2)
    assert services.clear_files(now=clock()) == 1 and new.exists()


def test_work_of_one_long_step_gives_signs_of_life_beside_it(monkeypatch):
    seen, three = [], threading.Event()

    def sign(work):
        seen.append(work)
        if len(seen) == 3:
            three.set()
    monkeypatch.setattr(services, "sign", sign)
    with services.alive(SimpleNamespace(job=SimpleNamespace(pk=1)), every=timedelta(milliseconds=5)):
        assert three.wait(10)
    assert len(seen) >= 3 and not [thread for thread in threading.enumerate() if thread.name == "job-1"]


def test_a_sign_of_life_is_of_whoever_holds_the_job(by, clock):
    job = services.start("import", "Import of old.csv", by=by, now=clock())
    work = services.claim(job.pk, clock=clock)
    clock.on(seconds=20)
    services.sign(work)
    work.job.claim = "gone"
    clock.on(seconds=20)
    services.sign(work)
    assert Job.objects.get().beat_at == clock() - timedelta(seconds=20)
