"""The job that reads an uploaded file into an incident: rows read, assessed and written in chunks, resumed where a killed run left it.

A chunk is one transaction together with the job's counts; an account that an earlier file brought is replaced, one that comes
twice in this file is a problem at its second row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from complaints.intake import files
from complaints.intake.importing import Problem
from complaints.intake.job import Sink, sink
from complaints.intake.mapping import Map
from complaints.jobs.services import Failed, Work, folder
from complaints.money.incidents import keeping, totals, writing
from complaints.money.incidents.assessing import Assessor, Unworkable, Worked
from complaints.money.incidents.columns import Headless, Layout, layout_of
from complaints.money.incidents.rows import BadRow, Lost, read, written
from complaints.money.incidents.working import Step, end
from complaints.money.models import Incident
from complaints.rules.sums import standards_tables

CHUNK = 2_000
GONE = "The uploaded file is no longer here. Upload it again."
BOOKED = "This customer’s payment is booked already: it is changed in the ledger."
STEP = Step("incident", "read", "reading", "reading")


@dataclass
class Reader:
    """Turns rows of one file into customers with what each is owed, and problems."""

    layout: Layout
    desk: Assessor
    now: datetime
    met: set[str] = field(default_factory=set)

    def judged(self, row: files.Row) -> tuple[Lost, Sequence[Worked]] | list[Problem]:
        """The customer and what the standards come to, or each fault of the row."""
        try:
            twice = self.seen(row)
            lost = read(row.line, row.cells, self.layout, self.now)
            if twice:
                return [Problem(row.line, self.layout.column("account"), "This account came before in this file.")]
            return lost, self.desk.results(lost)
        except BadRow as bad:
            return [Problem(row.line, self.layout.column(name) if name else None, reason) for name, reason in bad.wrong]
        except Unworkable as bad:
            return [Problem(row.line, self.layout.column(bad.column) if bad.column else None, bad.sentence)]

    def seen(self, row: files.Row) -> bool:
        """Whether the row's account was met before; it is from now on."""
        place = self.layout.places["account"]
        account = written(row.cells[place]) if place < len(row.cells) else ""
        if not account or account not in self.met:
            self.met.add(account)
            return False
        return True


def assessor(incident: Incident, as_of: datetime) -> Assessor:
    """What its customers are worked out with, as of that moment."""
    return Assessor(incident.kind, incident.code, incident.nation, incident.rulebook, incident.facts, standards_tables(), as_of)


def text_map(params: Any) -> Map:
    """How the text of the file is written."""
    return Map({}, encoding=params["encoding"], delimiter=params["delimiter"])


def carry(work: Work) -> None:
    """Read what the job's upload holds. A file that can't be read changes nothing."""
    params = work.job.params
    incident = Incident.objects.get(pk=params["incident"])
    upload = folder() / params["file"]
    try:
        if not upload.exists():
            raise Done if work.job.result.get("told") else Failed(GONE)
        with files.opened(upload, text_map(params)) as table, sink(work) as file:
            reader = Reader(layout_of(table.header), assessor(incident, work.job.created_at), work.job.created_at)
            _read(work, incident, table, reader, Sink(file))
    except (files.Unreadable, Headless) as problem:
        raise Failed(str(problem)) from None
    except Done:
        return
    _finish(work)
    upload.unlink(missing_ok=True)


class Done(Exception):
    """The job had come to its end when its worker was killed."""


def _read(work: Work, incident: Incident, table: files.Table, reader: Reader, problems: Sink) -> None:
    result = {"problem_bytes": 0, **work.job.result}
    done, failed, known = work.job.done, work.job.failed, incident.customers.exists()
    rows = table.rows()
    for row in islice(rows, done + failed):
        reader.seen(row)
    while work.go_on() and (chunk := list(islice(rows, CHUNK))):
        good, bad = _judged(chunk, reader)
        with transaction.atomic():
            if work.job.params.get("replace") and not done + failed:
                writing.clear(incident.pk)
            booked = writing.replace(incident.pk, good, known=known)
            bad += [Problem(line, reader.layout.column("account"), BOOKED) for line in booked]
            for problem in sorted(bad, key=lambda problem: problem.line):
                problems.add(problem)
            good_rows = len(good) - len(booked)
            done, failed = done + good_rows, failed + len(chunk) - good_rows
            work.account(done=done, failed=failed, total=table.count, result=result | {"problem_bytes": problems.written()})


def _judged(chunk: Sequence[files.Row], reader: Reader) -> tuple[list[tuple[Lost, Sequence[Worked]]], list[Problem]]:
    """Customers with what they are owed, and problems."""
    good, bad = [], []
    for row in chunk:
        found = reader.judged(row)
        bad.extend(found) if isinstance(found, list) else good.append(found)
    return good, bad


def _finish(work: Work) -> None:
    end(work, STEP, coded, columns=lambda incident: summed(incident, work.job))


def summed(incident: Incident, job: Any) -> dict[str, Any]:
    """The totals as they are now, and the moment they were worked out as of: that of the job's beginning."""
    found = totals.counted(incident.pk, incident.code) | _problems(incident, job) | _corrected(incident, job)
    return {"totals": found, "worked_out_at": job.created_at if found["customers"] else None, **totals.failed(incident.pk)}


def coded(incident: Incident) -> dict[str, Any]:
    """The sums that the event keeps."""
    return {name: value for name, value in incident.totals.items() if name not in ("cells", "read_by", "corrected")}


def _problems(incident: Incident, job: Any) -> dict[str, Any]:
    """Of the last file: how many rows did not come in, and the job that keeps them. Working out again reads none."""
    if job.kind == "incident":
        return {"problems": job.failed, "read_by": job.pk}
    return {name: incident.totals.get(name, 0) for name in ("problems", "read_by")}


def _corrected(incident: Incident, job: Any) -> dict[str, bool]:
    """More customers leave the earlier ones as they are; all of them anew, or worked out again, stand by the corrected facts."""
    return {"corrected": True} if keeping.is_corrected(incident) and job.kind == "incident" and not job.params.get("replace") else {}


def first_rows(table: files.Table, reader: Reader, count: int) -> Iterator[tuple[files.Row, Any]]:
    """The first rows with what each would come to."""
    for row in islice(table.rows(), count):
        yield row, reader.judged(row)
