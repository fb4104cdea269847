"""The board pack: chosen reports of one period in one PDF, with a cover and one fingerprint over all. Asked for here, made by a job.

All its figures are of one moment. The PDF lies with the files of jobs and goes with them after a week; what was made stays on record.
"""

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from django.db import transaction
from pydantic import AfterValidator, Field

from complaints.clocks import words
from complaints.jobs import services as jobs
from complaints.jobs.models import Job
from complaints.jobs.services import Work
from complaints.letters import paper
from complaints.record.entries import Entry
from complaints.record.operations import Answer, Call, once, require
from complaints.record.parsing import Shape, parse
from complaints.record.refusals import Unknown
from complaints.record.services import append_to_desk
from complaints.reports import reading, since
from complaints.reports.mailed.services import known_reports
from complaints.reports.periods import Asked, read_query
from complaints.reports.printed import document
from complaints.reports.printed.printing import TEMPLATE
from complaints.rules.services import company
from workdays import london

KIND, TITLE = "report_pack", "Board pack"
EXPIRED = "This pack is no longer kept. Packs are kept for 7 days and are for the person who asked for them."


class PackIn(Shape):
    reports: Annotated[list[str], Field(min_length=1, max_length=50), AfterValidator(known_reports)]


def ask(given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, reports, from, to, as_of}`: days as reports take them. Ids: `job`."""
    reading.check_may_read(by)
    call = Call(given.get("op_id"), by, "report-packs", given)

    def do() -> dict[str, Any]:
        require(call)
        chosen = parse(PackIn, {"reports": given.get("reports") or []}).reports
        days = {name: given[name] for name in ("from", "to", "as_of") if given.get(name)}
        asked = read_query(days, now=now)
        params = {"reports": chosen, "from": asked.period.first.isoformat(), "to": asked.period.last.isoformat(), "as_of": days.get("as_of", "")}
        return {"job": jobs.start(KIND, f"{TITLE}, {_span(asked)}", by=by, now=now, params=params, total=len(chosen)).pk}
    return once(call, do, now=now, status=201)


def _span(asked: Asked) -> str:
    return words.span_words(asked.period.first, asked.period.last)


def carry(work: Work) -> None:
    """Every report of one moment, then the whole; a killed one is begun anew and is told once, with its file whole."""
    job, now = work.job, work.clock()
    if job.result.get("file"):
        return
    asked = read_query({name: job.params[name] for name in ("from", "to", "as_of") if job.params[name]}, now=now)
    parts, prints = [], {}
    for done, name in enumerate(job.params["reports"], 1):
        if not work.go_on():
            return
        with jobs.alive(work):
            answer = reading.answer_of(reading.REPORTS[name], asked, now=now)
            changed = since.of_file(reading.REPORTS[name], asked, answer, now=now)
        parts.append(document.part(reading.REPORTS[name].title, answer, asked, now=now, changed=changed))
        prints[name] = answer["sha256"]
        work.account(done=min(done, job.total - 1), failed=0)
    whole = fingerprint(asked, prints)
    keep(path_of(job), printed(parts, prints, whole, asked, by=job.by, now=now))
    _told(work, prints, whole)


def fingerprint(asked: Asked, prints: Mapping[str, str]) -> str:
    """One over all: SHA-256 of the period and of the fingerprint of each report."""
    days = {"from": asked.period.first.isoformat(), "to": asked.period.last.isoformat()}
    return reading.fingerprint({"name": "pack", **days, "reports": dict(prints)})


def printed(parts: list[Any], prints: Mapping[str, str], whole: str, asked: Asked, *, by: Any, now: datetime) -> bytes:
    each = [document.fingerprint(reading.REPORTS[name].title, sha256) for name, sha256 in prints.items()]
    cover = {"lead": [part["lead"][0] for part in parts[:1]], "facts": [*each, document.fingerprint("Fingerprint over all", whole)]}
    name = company(london.day_of(now)).name
    told = document.paper(f"{TITLE}, {_span(asked)}", parts, company=name, by=by, now=now, cover=cover)
    return paper.render(told, at=now, template=TEMPLATE)


def keep(path: Path, content: bytes) -> None:
    beside = path.with_suffix(".part")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    beside.replace(path)


def _told(work: Work, prints: Mapping[str, str], whole: str) -> None:
    job, now = work.job, work.clock()
    told = {"job": job.pk, **job.params, "figures": dict(prints), "sha256": whole}
    with transaction.atomic():
        append_to_desk([Entry("report_pack.made", now, told)], by=job.by, now=now)
        work.account(done=job.total, failed=0, result={"file": True, "sha256": whole})


def path_of(job: Job) -> Path:
    return jobs.folder() / f"{job.pk}-board-pack.pdf"


def file_of(
    job_id: int, person: Any, *, now: datetime, kind: str = KIND, path: Callable[[Job], Path] = path_of, gone: str = EXPIRED,
) -> tuple[Job, Path]:
    """The file of a job of this very person, who may read reports still. Raises Forbidden, Unknown."""
    reading.check_may_read(person)
    job = jobs.own(person).filter(pk=job_id, by=person, kind=kind).first() if job_id < 2**31 else None
    if job is None or not job.result.get("file") or jobs.is_gone(job, now) or not path(job).exists():
        raise Unknown(gone)
    return job, path(job)
