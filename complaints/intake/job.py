"""An import as long work: from the uploaded file to its result, resumed where a killed worker left it.

Rejected rows go to a file of their own beside the upload; how long it is stands with the counts, so that a resumed run cuts off
what a killed one had written ahead of its transaction.
"""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO, Any, NamedTuple

from complaints.intake import files, importing
from complaints.intake.importing import Counts, Problem
from complaints.intake.mapping import map_of
from complaints.jobs.services import Failed, Work, folder
from complaints.record.refusals import Refused

Result = dict[str, Any]


class Sink(NamedTuple):
    """The open file of rejected rows."""

    file: IO[bytes]

    def add(self, problem: Problem) -> None:
        self.file.write(json.dumps(problem._asdict()).encode() + b"\n")

    def written(self) -> int:
        self.file.flush()
        return self.file.tell()


def problems_path(job_id: int) -> Path:
    return folder() / f"{job_id}-rejected.jsonl"


def problems(job_id: int) -> Iterator[Problem]:
    """The rejected rows of an import, in the order of the file."""
    path = problems_path(job_id)
    if path.exists():
        with path.open(encoding="utf-8") as file:
            for text in file:
                yield Problem(**json.loads(text))


def carry(work: Work) -> None:
    """Import what the job's upload holds; every chunk is written together with the job's counts."""
    upload = folder() / work.job.params["file"]
    if not upload.exists():
        raise Failed("The uploaded file is no longer here. Upload it again.")
    try:
        with files.opened(upload, map_of(work.job.params["map"])) as table, sink(work) as file:
            whole = _run(work, table, Sink(file))
    except files.Unreadable as problem:
        raise Failed(str(problem)) from None
    except Refused as refused:
        raise Failed(refused.sentence) from None
    if whole:
        upload.unlink(missing_ok=True)


def sink(work: Work) -> IO[bytes]:
    """The file of rejected rows, cut off where the job's counts end."""
    path = problems_path(work.job.pk)
    path.touch(mode=0o600)
    file = path.open("r+b")
    file.seek(work.job.result.get("problem_bytes", 0))
    file.truncate()
    return file


def _run(work: Work, table: files.Table, sink: Sink) -> bool:
    """Whether every row was read; where somebody stopped it, the upload is kept to go on from."""
    begin = _counts(work.job.result)
    work.account(done=begin.created + begin.unchanged, failed=begin.rejected, total=table.count)

    def progress(counts: Counts) -> importing.Beside:
        result = {"created": counts.created, "unchanged": counts.unchanged, "rejected": counts.rejected, "problem_bytes": sink.written()}
        return partial(work.account, done=counts.created + counts.unchanged, failed=counts.rejected, result=result)

    counts = importing.run(table, by=work.job.by, now=work.job.created_at, report=sink.add, progress=progress, go_on=work.go_on, begin=begin)
    return counts.rows >= table.count


def _counts(result: Result) -> Counts:
    told = [int(result.get(name, 0)) for name in ("created", "unchanged", "rejected")]
    return Counts(sum(told), *told)
