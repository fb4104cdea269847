"""Long work: asked for here, carried out by a worker, resumed after a kill, stopped between items. Kinds are handed in by tasks.

A job is a row. Whoever works on it holds its `claim` and gives a sign of life with every chunk; a row without one for STALE is
anybody's, who goes on from the counts on it. Counts are written in the transaction of what they count.
"""

import logging
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.db.models import F, Q, QuerySet

from complaints.jobs.models import Job
from complaints.record.refusals import Unknown

log = logging.getLogger(__name__)
STALE = timedelta(seconds=30)
AWAY = (OperationalError, InterfaceError)
KEPT = timedelta(days=7)
ENDED = ("done", "stopped", "failed")
FAILED_WORDS = "The program failed here. What was done stays; the rest can be asked for again."


class Lost(Exception):
    """Somebody else has taken the job over: what this worker was about to write is rolled back."""


@dataclass
class Work:
    """A job in the hands of the worker that holds its claim. `clock` gives the present moment."""

    job: Job
    clock: Callable[[], datetime]
    troubles: list[dict[str, str]] = field(default_factory=list)

    def account(self, *, done: int, failed: int, total: int | None = None, result: Mapping[str, Any] | None = None) -> None:
        """Write the counts and a sign of life; to be called in the transaction of what they count. Raises Lost."""
        sets: dict[str, Any] = {"done": done, "failed": failed, "beat_at": self.clock()}
        if total is not None:
            sets["total"] = total
        if result is not None:
            sets["result"] = dict(result)
        if self.troubles:
            sets["problems"] = [*self.job.problems, *self.troubles]
        if not Job.objects.filter(pk=self.job.pk, claim=self.job.claim, state="running").update(**sets):
            raise Lost(self.job.pk)

    def trouble(self, item: str, why: str, *, href: str = "", todo: str = "") -> None:
        """An item that failed, by its reference or number, and why; written with the next `account`. `href` and `todo`: how to mend it."""
        self.troubles.append({"item": str(item), "why": why, "href": href, "todo": todo})

    def go_on(self) -> bool:
        """Whether nobody asked to stop; asked between items. A sign of life, too."""
        if not Job.objects.filter(pk=self.job.pk, claim=self.job.claim).update(beat_at=self.clock()):
            raise Lost(self.job.pk)
        return not Job.objects.values_list("stop_asked", flat=True).get(pk=self.job.pk)


@contextmanager
def alive(work: Work, *, every: timedelta = STALE / 3) -> Iterator[None]:
    """Signs of life beside work whose single step may take longer than STALE, so that no other worker takes it for dead."""
    over = Event()

    def beat() -> None:
        while not over.wait(every.total_seconds()):
            sign(work)
        connection.close()
    thread = Thread(target=beat, name=f"job-{work.job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def sign(work: Work) -> None:
    """A sign of life. A database that is away is tried again at the next; a job lost meanwhile is told by its next `account`."""
    try:
        Job.objects.filter(pk=work.job.pk, claim=work.job.claim).update(beat_at=work.clock())
    except AWAY:
        log.warning("job_sign_not_written", extra={"job": work.job.pk})
        connection.close()


class Failed(Exception):
    """A job that can't be done, with its sentence for people."""


Carry = Callable[[Work], None]


def start(kind: str, title: str, *, by: Any, now: datetime, params: Mapping[str, Any] | None = None, total: int = 0, **columns: Any) -> Job:
    """Ask for long work, in the caller's transaction; a worker takes it up within seconds. `params` names ids and files."""
    return Job.objects.create(kind=kind, title=title[:200], by=by, created_at=now, params=dict(params or {}), total=total, **columns)


def run_waiting(kinds: Mapping[str, Carry], *, clock: Callable[[], datetime]) -> int:
    """Carry out every job that waits or whose worker is gone; answers how many."""
    count = 0
    while work := claim_next(kinds, clock=clock):
        carry_out(work, kinds[work.job.kind])
        count += 1
    return count


def claim_next(kinds: Mapping[str, Carry], *, clock: Callable[[], datetime]) -> Work | None:
    """The oldest job that is free, now ours. Of two workers that reach for it one gets it."""
    for pk in list(Job.objects.filter(_free(clock()), kind__in=kinds).order_by("pk").values_list("pk", flat=True)[:20]):
        if work := claim(pk, clock=clock):
            return work
    return None


def _free(now: datetime) -> Q:
    return Q(state="queued") | Q(state="running", beat_at__lt=now - STALE)


def claim(job_id: int, *, clock: Callable[[], datetime]) -> Work | None:
    """That job, now ours; None where somebody else has it."""
    now = clock()
    taken = {"state": "running", "claim": secrets.token_hex(16), "beat_at": now, "started_at": now, "begun_with": F("done") + F("failed")}
    if not Job.objects.filter(_free(now), pk=job_id).update(**taken):
        return None
    return Work(Job.objects.select_related("by").get(pk=job_id), clock)


def carry_out(work: Work, carry: Carry) -> None:
    """Do it, and write how it ended. A failure of the program is logged and told in one sentence."""
    try:
        carry(work)
        _end(work, "stopped" if Job.objects.filter(pk=work.job.pk, stop_asked=True, total__gt=F("done") + F("failed")).exists() else "done")
    except Lost:
        log.info("job_taken_over", extra={"job": work.job.pk})
    except Failed as failed:
        _end(work, "failed", str(failed))
    except AWAY:
        raise  # the row stays as it is: once it is silent, the next worker that has a database goes on from its counts
    except Exception:
        log.exception("job_failed", extra={"job": work.job.pk})
        _end(work, "failed", FAILED_WORDS)


def _end(work: Work, state: str, why: str = "") -> None:
    row = Job.objects.get(pk=work.job.pk)
    if why:
        row.result["why"] = why
    ended = row.state == "running" and row.claim == work.job.claim
    if ended:
        Job.objects.filter(pk=row.pk, claim=row.claim).update(state=state, ended_at=work.clock(), result=row.result)


def own(person: Any) -> QuerySet[Job]:
    """The jobs that a person sees: their own; an administrator sees all."""
    jobs = Job.objects.select_related("by", "stopped_by").order_by("-pk")
    return jobs if person.role == "administrator" else jobs.filter(by=person)


def find(job_id: int, person: Any) -> Job:
    found = own(person).filter(pk=job_id).first()
    if found is None:
        raise Unknown("There is no job of yours with this number.")
    return found


def folder() -> Path:
    """Where the files of jobs lie: what was uploaded, what was rejected."""
    path = Path(settings.VAR_DIR) / "jobs"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def clear_files(*, now: datetime) -> int:
    """Remove files of jobs older than a week; answers how many. Rows stay."""
    gone = 0
    for path in folder().iterdir():
        if path.stat().st_mtime < (now - KEPT).timestamp():
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def forget_troubles(*, now: datetime) -> int:
    """Of a job that ended more than a week ago the counts stay; which items failed is forgotten with its files."""
    return Job.objects.filter(ended_at__lt=now - KEPT).exclude(problems=[]).update(problems=[])


def is_gone(job: Job, now: datetime) -> bool:
    """Whether the week is over for which its result is kept."""
    return job.ended_at is not None and job.ended_at + KEPT <= now
