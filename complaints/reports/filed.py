"""The file of a report of many complaints over a long period: asked for here, made by a job, kept for a week for whoever asked."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from complaints.clocks import words
from complaints.jobs import services as jobs
from complaints.jobs.models import Job
from complaints.jobs.services import Work
from complaints.record.operations import Answer, Call, once, require
from complaints.reports import exported, files, kept, pack, reading
from complaints.reports.periods import Asked

KIND = "report_file"
# A quarter of a desk of a million complaints is made while its reader waits; longer than this, a job makes it.
AT_ONCE = timedelta(days=184)
EXPIRED = "This file is no longer kept. Files of reports are kept for 7 days and are for the person who asked for them."


def takes_long(asked: Asked) -> bool:
    return asked.period.last - asked.period.first > AT_ONCE and kept.complaints() > kept.MANY


def ask(name: str, form: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, from, to, as_of}`: days as reports take them. Ids: `job`."""
    report, call = reading.find(name, by=by), Call(given.get("op_id"), by, f"report-files/{name}.{form}", given)

    def do() -> dict[str, Any]:
        require(call)
        days = {key: given[key] for key in ("from", "to", "as_of") if given.get(key)}
        asked = reading.asked_of(report, days, now=now)
        span = words.span_words(asked.period.first, asked.period.last)
        params = {"report": name, "form": form, **days, "from": asked.period.first.isoformat(), "to": asked.period.last.isoformat()}
        title = f"{report.title}, {span}, {files.FORMS[form].label}"
        return {"job": jobs.start(KIND, title, by=by, now=now, params=params, total=1).pk}
    return once(call, do, now=now, status=201)


def carry(work: Work) -> None:
    """A killed one is begun anew, and is told once, with its file whole."""
    job, now = work.job, work.clock()
    if job.result.get("file") or not work.go_on():
        return
    report = reading.find(job.params["report"], by=job.by)
    asked = reading.asked_of(report, {key: job.params[key] for key in ("from", "to", "as_of") if job.params.get(key)}, now=now)
    made = files.made(report, job.params["form"], asked, by=job.by, now=now)
    pack.keep(path_of(job), made.content)
    with transaction.atomic():
        exported.keep(report, job.params["form"], asked, made, by=job.by, now=now)
        work.account(done=1, failed=0, result={"file": True, "name": made.name, "type": made.media_type})


def path_of(job: Job) -> Path:
    return jobs.folder() / f"{job.pk}-report.{job.params['form']}"


def file_of(job_id: int, person: Any, *, now: datetime) -> tuple[Job, Path]:
    """The file of a job of this very person, who may read reports still. Raises Forbidden, Unknown."""
    return pack.file_of(job_id, person, now=now, kind=KIND, path=path_of, gone=EXPIRED)
