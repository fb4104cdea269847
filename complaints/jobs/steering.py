"""What a person does to a job that exists: stop it between items, let it go on, try what failed again. Each once, each on the desk's chain."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from complaints.jobs import kinds
from complaints.jobs.models import Job
from complaints.jobs.services import ENDED, find, is_gone, own, start
from complaints.record.entries import Entry
from complaints.record.operations import Answer, Call, once, recheck, require
from complaints.record.refusals import Conflict, Forbidden
from complaints.record.services import append_to_desk

GONE = "The result of this job was kept for 7 days and is gone. Ask for the work again where it was asked for."


def stop(job_id: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """Stop after the item at hand. What was done stays."""
    def do(job: Job) -> dict[str, Any]:
        if job.state in ENDED:
            raise Conflict("This job has ended already.")
        at_once = {"state": "stopped", "ended_at": now} if job.state == "queued" else {}
        Job.objects.filter(pk=job.pk).update(stop_asked=True, stopped_by=by, **at_once)
        return {"job": job.pk}
    return _once("stop", job_id, given, do, by=by, now=now)


def may_resume(job: Job, person: Any) -> bool:
    """Whether it ended with something left, and can go on behind it for this person."""
    left = job.total > job.done + job.failed
    return job.by_id == person.pk and left and stands_still(job) and kinds.spoken(job.kind).resumes


def resume(job_id: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """Let a stopped or failed job go on with what is left."""
    def do(job: Job) -> dict[str, Any]:
        _require_own(job, by)
        _require_kept(job, now)
        if not may_resume(job, by):
            raise Conflict("This job can’t go on: it runs, it is done, or its work is asked for anew.")
        let_go_on(job)
        return {"job": job.pk}
    return _once("resume", job_id, given, do, by=by, now=now)


def stands_still(job: Job | None) -> bool:
    """Whether it ended before its end: stopped, or failed."""
    return job is not None and job.state in ("stopped", "failed")


def let_go_on(job: Job) -> None:
    """A worker takes it up where it stands; whoever calls has looked that it ended, and says who asked."""
    result = {name: value for name, value in job.result.items() if name != "why"}
    Job.objects.filter(pk=job.pk).update(state="queued", stop_asked=False, stopped_by=None, ended_at=None, seen_at=None, result=result)


def may_retry(job: Job, person: Any) -> bool:
    """Whether it ended with items that failed, which this person can have tried again and has not yet."""
    ended = job.state in ENDED and bool(job.problems)
    return job.by_id == person.pk and ended and kinds.spoken(job.kind).retries and not job.again.exists()


def retry(job_id: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """Ask for the failed items once more, as a job of their own. Ids: `job`, the new one."""
    def do(job: Job) -> dict[str, Any]:
        _require_own(job, by)
        _require_kept(job, now)
        if not may_retry(job, by):
            raise Conflict("Nothing of this job can be tried again: nothing failed, or it was tried again already.")
        only = [problem["item"] for problem in job.problems]
        title = f"{job.title}: the failed again"
        again = start(job.kind, title, by=by, now=now, params=job.params | {"only": only}, total=len(only), again_of=job)
        return {"job": again.pk}
    return _once("retry", job_id, given, do, by=by, now=now)


def _once(what: str, job_id: int, given: Mapping[str, Any], do: Callable[[Job], dict[str, Any]], *, by: Any, now: datetime) -> Answer:
    call = Call(given.get("op_id"), by, f"jobs/{job_id}/{what}", given)
    find(job_id, by)

    def carried() -> dict[str, Any]:
        job = own(by).select_for_update(of=("self",)).get(pk=job_id)
        recheck(call)
        require(call)
        ids = do(job)
        append_to_desk([Entry(f"job.{what}", now, {"job": job.pk, "of": job.kind, "done": job.done, "failed": job.failed, "total": job.total})],
                       by=by, now=now)
        return ids
    return once(call, carried, now=now)


def _require_own(job: Job, person: Any) -> None:
    if job.by_id != person.pk:
        raise Forbidden("A job goes on by the person who asked for it.")


def _require_kept(job: Job, now: datetime) -> None:
    if is_gone(job, now):
        raise Conflict(GONE)
