"""Complaints as a file for a spreadsheet: written by a job, kept for a week, its reason and every look on record."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from complaints.bulk import checks
from complaints.bulk.acts import ACTS, ExportOf
from complaints.bulk.columns import CHOICES, lines_of
from complaints.bulk.services import asked_of, words_path
from complaints.bulk.sheets import SHEETS
from complaints.case.models import Complaint
from complaints.case.reading import NO_SUCH, visible
from complaints.jobs import services as jobs
from complaints.jobs.models import Job
from complaints.jobs.services import Work
from complaints.record.access import looked_at_all
from complaints.record.entries import Entry
from complaints.record.refusals import Unknown
from complaints.record.services import append_to_desk
from workdays import london

KIND = "bulk_export"
CHUNK = 200
EXPIRED = "This file is no longer kept. Files are kept for 7 days and are for the person who asked for them."


def carry(work: Work) -> None:
    """The whole file; a killed one is begun anew and stands under its name only when it is whole. Then it is told, once."""
    if work.job.result.get("file"):
        return
    job, asked = work.job, asked_of(work, ACTS["export"])
    columns, path = CHOICES[asked.columns], path_of(job)
    job.problems, work.troubles = [], []
    sheet, written = SHEETS[asked.format](path, [column.name for column in columns]), []
    for chunk in _chunks(work):
        if not work.go_on():
            return
        for line in lines_of(chunk, london.day_of(job.created_at)):
            sheet.row([column.cell(line) for column in columns])
        written += [complaint.pk for complaint in chunk]
        work.account(done=len(written), failed=len(work.troubles))
    sheet.end()
    _told(work, asked, written)


def _chunks(work: Work) -> Iterator[Sequence[Complaint]]:
    """In the order in which they were ticked; who may not see one any more gets it named as left out."""
    references = [reference for reference, _ in work.job.params["items"]]
    for start in range(0, len(references), CHUNK):
        part = references[start:start + CHUNK]
        rows = visible(work.job.by).select_related("customer", "owner", "team", "category").filter(reference__in=part)
        found = {row.reference: row for row in rows}
        yield [found[reference] for reference in part if _goes(work, reference, found.get(reference))]


def _goes(work: Work, reference: str, complaint: Complaint | None) -> bool:
    why = checks.refusal(complaint, checks.Wanted(ACTS["export"], work.job.by)) if complaint else NO_SUCH
    if why:
        work.trouble(reference, why)
    return not why


def _told(work: Work, asked: ExportOf, written: Iterable[int]) -> None:
    job, ids = work.job, list(written)
    data = {"job": job.pk, "rows": len(ids), "columns": asked.columns, "format": asked.format, "sha256": sha256_of(path_of(job))}
    said = {name: text for name, text in (("reason", asked.reason), ("held", asked.held)) if text}
    with transaction.atomic():
        append_to_desk([Entry("exported", work.clock(), data, said)], by=job.by, now=work.clock())
        looked_at_all(job.by, Complaint.objects.filter(pk__in=ids), "export", now=work.clock())
        work.account(done=len(ids), failed=len(work.troubles), result={"file": True})
    words_path(job.pk).unlink(missing_ok=True)


def path_of(job: Job) -> Path:
    return jobs.folder() / f"{job.pk}-complaints.{job.params['format']}"


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_of(job_id: int, person: Any, *, now: datetime) -> tuple[Job, Path]:
    """The file of a job of this very person. Unknown where there is none, or its week is over."""
    job = jobs.own(person).filter(pk=job_id, by=person, kind=KIND).first()
    if job is None or not job.result.get("file") or jobs.is_gone(job, now) or not path_of(job).exists():
        raise Unknown(EXPIRED)
    return job, path_of(job)
