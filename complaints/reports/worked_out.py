"""The figures of a report of many complaints for its page: worked out by a job that can be left, kept for a day for all who read reports.

Figures are the same for every reader, so one job serves them all: whoever asks while it runs is led to it.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from complaints.clocks import words
from complaints.jobs import services as jobs
from complaints.jobs.models import Job
from complaints.jobs.services import Work
from complaints.record.operations import Answer, Call, once, require
from complaints.record.refusals import Unknown
from complaints.record.services import lock_desk
from complaints.reports import filed, kept, pack, reading, trends
from complaints.reports.kept import Kept
from complaints.reports.periods import Asked, as_typed, is_of_day
from workdays import london

KIND = "report_figures"
OLD = timedelta(days=1)
# How many statements a report takes, until it has been worked out once: then as many as it took.
STEPS = 5
DAYS = ("from", "to", "as_of")
GONE = "These figures are no longer kept. Ask for the report again."


class Later(Exception):
    """The figures take longer than a page should, and nobody has had them worked out today."""

    def __init__(self, asked: Asked):
        super().__init__(asked)
        self.asked = asked


class _Stopped(Exception):
    """Somebody asked to stop between two statements."""


def answer(report: reading.Report, asked: Asked, *, now: datetime) -> Kept:
    """The figures of a page; `at` is when a job worked them out, None where they were worked out for this page. Raises Later."""
    if not filed.takes_long(report, asked):
        return Kept(kept.answer(report, asked, now=now))
    for job in done(report, asked, now=now):
        if path_of(job).exists():
            return Kept(json.loads(path_of(job).read_text("utf-8")), moment(job))
    raise Later(asked)


def ask(report: reading.Report, asked: Asked, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id}`. Ids: `job`, the one under way where there is one, whoever asked for it."""
    reading.check_may_read(by)
    params = _params(report, asked)
    call = Call(given.get("op_id"), by, f"report-figures/{report.name}", {**given, **params})

    def do() -> dict[str, Any]:
        require(call)
        lock_desk()
        job = under_way(report, asked)
        title = f"{report.title}, {words.span_words(asked.period.first, asked.period.last)}"
        return {"job": (job or jobs.start(KIND, title, by=by, now=now, params=params, total=_steps(report))).pk}
    return once(call, do, now=now, status=201)


def carry(work: Work) -> None:
    """A killed one is begun anew. A step is a statement that the database has answered."""
    job, now = work.job, work.clock()
    if job.result.get("steps") or not work.go_on():
        return
    report, steps = reading.find(job.params["report"], by=job.by), 0
    asked = reading.asked_of(report, {key: job.params[key] for key in DAYS if job.params[key]}, now=now)

    def told() -> None:
        nonlocal steps
        steps += 1
        work.account(done=min(steps, job.total - 1), failed=0)
        if not work.go_on():
            raise _Stopped
    try:
        with jobs.alive(work), connection.execute_wrapper(_counting(told)):
            found = _found(report, asked, now)
    except _Stopped:
        return
    pack.keep(path_of(job), json.dumps(found).encode())
    with transaction.atomic():
        work.account(done=steps, failed=0, total=steps, result={"steps": steps, "at": now.isoformat()})


def _found(report: reading.Report, asked: Asked, now: datetime) -> dict[str, Any]:
    """All that its page shows and that takes long: the answer, and the trends in the pictures of the one that has them."""
    answer = reading.answer_of(report, asked, now=now)
    return answer | {"trends": trends.as_rows(kept.months(asked, now=now))} if report.name == "complaints" else answer


def _counting(told: Callable[[], None]) -> Callable[..., Any]:
    """Calls `told` behind each statement; those of `told` itself are none."""
    inside = False

    def wrapper(execute: Callable[..., Any], *call: Any) -> Any:
        nonlocal inside
        found = execute(*call)
        if not inside:
            inside = True
            try:
                told()
            finally:
                inside = False
        return found
    return wrapper


def done(report: reading.Report, asked: Asked, *, now: datetime) -> list[Job]:
    """The jobs of the last day that worked out this very report, the newest first. One as recorded by the end of a day counts no more
    once that day has gone on behind it."""
    found = [job for job in _of(report, asked).filter(state="done", ended_at__gt=now - OLD) if job.result.get("at")]
    day = london.day_of(asked.as_of) if asked.as_of and is_of_day(asked.as_of) else None
    return [job for job in found if not day or day == london.day_of(now) or london.day_of(moment(job)) > day]


def under_way(report: reading.Report, asked: Asked) -> Job | None:
    return _of(report, asked).filter(state__in=("queued", "running"), stop_asked=False).first()


def find(job_id: int, person: Any) -> Job:
    """A job of figures, of whoever asked for it, for a person who may read reports. Raises Forbidden, Unknown."""
    reading.check_may_read(person)
    found = Job.objects.filter(kind=KIND, pk=job_id).select_related("by").first() if job_id < 2**31 else None
    if found is None:
        raise Unknown(GONE)
    return found


def last_time(report: reading.Report) -> timedelta | None:
    """How long it took when it was last worked out, over whatever period; None where that is not known."""
    job = _of_report(report).filter(state="done", started_at__isnull=False).first()
    return job.ended_at - job.started_at if job and job.ended_at and job.started_at else None


def moment(job: Job) -> datetime:
    """From when its figures are."""
    return datetime.fromisoformat(job.result["at"])


def path_of(job: Job) -> Path:
    return jobs.folder() / f"{job.pk}-figures.json"


def _steps(report: reading.Report) -> int:
    job = _of_report(report).filter(state="done").first()
    return job.total if job else STEPS


def _of_report(report: reading.Report) -> QuerySet[Job]:
    return Job.objects.filter(kind=KIND, params__report=report.name).select_related("by").order_by("-pk")


def _of(report: reading.Report, asked: Asked) -> QuerySet[Job]:
    return _of_report(report).filter(**{f"params__{key}": value for key, value in _params(report, asked).items()})


def _params(report: reading.Report, asked: Asked) -> dict[str, str]:
    as_of = as_typed(asked.as_of) if asked.as_of else ""
    return {"report": report.name, "from": asked.period.first.isoformat(), "to": asked.period.last.isoformat(), "as_of": as_of}
