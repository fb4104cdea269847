"""The file of a report of many complaints over a long period: asked for here, made by a job, kept for a week for whoever asked."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q

from complaints.case.models import Complaint
from complaints.clocks import words
from complaints.jobs import services as jobs
from complaints.jobs.models import Job
from complaints.jobs.services import Work
from complaints.record.operations import Answer, Call, once, require
from complaints.reports import exported, files, pack, reading
from complaints.reports.periods import Asked
from workdays import london

KIND = "report_file"
# A quarter of a desk of a million complaints is worked out while its reader waits; of more than this, a job does it.
AT_ONCE = 100_000
EXPIRED = "This file is no longer kept. Files of reports are kept for 7 days and are for the person who asked for them."


def takes_long(report: reading.Report, asked: Asked) -> bool:
    """Whether it reads more complaints than a reader should wait for."""
    return not _is_kept(report, asked) and received(report, asked, most=AT_ONCE + 1) > AT_ONCE


def _is_kept(report: reading.Report, asked: Asked) -> bool:
    return report.reads == "kept" and not asked.as_of


def received(report: reading.Report, asked: Asked, *, most: int) -> int:
    """How many complaints it reads, counted up to `most`: those of the period, and those since the moment that it goes back to."""
    some, back = Q(received_on__range=(asked.period.first, asked.period.last)), asked.as_of and london.day_of(asked.as_of)
    if report.reads == "back":
        back = min(back or asked.period.first, asked.period.first)
    return Complaint.objects.filter(some | Q(received_on__gte=back) if back else some)[:most].count()


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
    with jobs.alive(work):
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
