"""What a person does to a job: stop, go on, try the failed again; once each, on record, and only by whom it belongs to."""

from datetime import timedelta

import pytest

from complaints.jobs import following, kinds, services, steering
from complaints.jobs.kinds import Spoken
from complaints.jobs.models import Job
from complaints.jobs.tasks import KINDS
from complaints.record.models import Event
from complaints.record.refusals import Conflict, Forbidden, Unacceptable
from complaints.record.verifying import verify
from tests.factories import make_person

ITEMS = ("a", "b", "c", "d")


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    monkeypatch.setattr(kinds, "SPOKEN", {"count": Spoken("letter", "made", "failed", resumes=True, retries=True)})


def carry(*, stops_at=None, failing=(), seen=None):
    """Does its items one by one, from its counts; `failing` ones fail."""
    def do(work):
        items = work.job.params.get("only") or ITEMS
        for place in range(work.job.done + work.job.failed, len(items)):
            if items[place] == stops_at:
                steering.stop(work.job.pk, {"op_id": "stop"}, by=work.job.by, now=work.clock())
            if not work.go_on():
                return
            _item(work, items[place], failing)
            (seen if seen is not None else []).append(items[place])
    return do


def _item(work, item, failing):
    if item in failing:
        work.trouble(item, "No postal address on file", href="/x/", todo="Add an address")
    job = work.job
    job.done, job.failed = job.done + (item not in failing), job.failed + (item in failing)
    work.account(done=job.done, failed=job.failed)


@pytest.fixture
def job(by, clock):
    return services.start("count", "Letters", by=by, now=clock(), total=len(ITEMS))


def run(clock, **how):
    return services.run_waiting({"count": carry(**how)}, clock=clock)


def test_each_kind_that_is_carried_out_has_its_words(monkeypatch):
    monkeypatch.undo()
    assert set(KINDS) == set(kinds.SPOKEN)


def test_a_stopped_job_goes_on_with_what_is_left_and_does_nothing_twice(job, by, clock):
    seen = []
    run(clock, stops_at="c", seen=seen)
    job.refresh_from_db()
    assert (job.state, job.done, job.stopped_by) == ("stopped", 2, by)
    steering.resume(job.pk, {"op_id": "on"}, by=by, now=clock())
    run(clock, seen=seen)
    job.refresh_from_db()
    assert (job.state, job.done, job.stopped_by, tuple(seen)) == ("done", 4, None, ITEMS)


def test_only_what_failed_is_tried_again_as_a_job_of_its_own(job, by, clock):
    run(clock, failing=("b", "d"))
    assert [one["item"] for one in Job.objects.get(pk=job.pk).problems] == ["b", "d"]
    again, seen = steering.retry(job.pk, {"op_id": "again"}, by=by, now=clock()).ids["job"], []
    run(clock, seen=seen)
    found = Job.objects.get(pk=again)
    assert (found.state, found.done, found.total, found.again_of_id, seen) == ("done", 2, 2, job.pk, ["b", "d"])


def test_what_failed_is_tried_again_once_a_repeated_call_gives_the_first_answer(job, by, clock):
    run(clock, failing=("b",))
    first = steering.retry(job.pk, {"op_id": "again"}, by=by, now=clock())
    assert steering.retry(job.pk, {"op_id": "again"}, by=by, now=clock()).ids == first.ids
    with pytest.raises(Conflict):
        steering.retry(job.pk, {"op_id": "more"}, by=by, now=clock())


@pytest.mark.parametrize("move", [steering.resume, steering.retry])
def test_a_job_that_did_all_it_could_has_nothing_to_go_on_with(job, by, clock, move):
    run(clock)
    with pytest.raises(Conflict):
        move(job.pk, {"op_id": "on"}, by=by, now=clock())


@pytest.mark.parametrize("move", [steering.resume, steering.retry])
def test_an_administrator_sees_it_but_lets_nobody_elses_job_go_on(job, by, clock, move):
    run(clock, stops_at="c", failing=("a",))
    with pytest.raises(Forbidden):
        move(job.pk, {"op_id": "on"}, by=make_person("administrator"), now=clock())


def test_after_a_week_the_result_is_gone_and_the_counts_stay(job, by, clock):
    run(clock, failing=("b",))
    clock.on(days=7, seconds=1)
    assert services.forget_troubles(now=clock()) == 1 and services.is_gone(Job.objects.get(), clock())
    with pytest.raises(Conflict, match="7 days"):
        steering.retry(job.pk, {"op_id": "again"}, by=by, now=clock())
    assert Job.objects.get().failed == 1


def test_each_step_is_on_the_desks_chain_with_its_counts(job, by, clock):
    run(clock, stops_at="c")
    steering.resume(job.pk, {"op_id": "on"}, by=by, now=clock())
    events = list(Event.objects.filter(kind__startswith="job.").order_by("seq"))
    assert [(event.kind, event.by, event.data["done"]) for event in events] == [("job.stop", by, 2), ("job.resume", by, 2)]
    assert verify().broken is None


def test_a_call_without_op_id_changes_nothing(job, by, clock):
    with pytest.raises(Unacceptable):
        steering.stop(job.pk, {}, by=by, now=clock())
    assert not Job.objects.get().stop_asked


def test_its_person_is_told_that_it_ended_until_they_look(job, by, clock):
    session = {}
    following.follow(session, job, by, now=clock())
    assert following.ended(session, by) == []
    run(clock)
    assert following.ended(session, by) == [job]
    following.follow(session, Job.objects.get(), by, now=clock())
    assert following.ended(session, by) == [] and Job.objects.get().seen_at == clock()


def test_another_session_learns_of_it_once_and_another_person_never(job, by, clock, django_assert_num_queries):
    run(clock)
    mine, theirs = {}, {}
    following.learn(mine, by, now=clock())
    following.learn(theirs, make_person(), now=clock())
    assert following.ended(mine, by) == [job]
    with django_assert_num_queries(0):
        following.learn(mine, by, now=clock())
        assert following.ended(theirs, by) == []


def test_a_job_of_last_month_is_no_news(job, by, clock):
    session = {}
    following.learn(session, by, now=clock() + timedelta(days=30))
    assert session[following.KEY] == []
