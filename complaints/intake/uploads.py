"""An uploaded import file between the pages: kept under a name of ours, looked at without writing, then handed to a job."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.core import signing

from complaints.intake import files, importing
from complaints.intake.importing import MAY_IMPORT, Counts, Problem
from complaints.intake.mapping import READINGS, Map, MapProblem, check_text, map_of
from complaints.jobs import services as jobs
from complaints.record.operations import Answer, Call, earlier, once, require
from complaints.record.refusals import Forbidden, Refused, Unacceptable

SHOWN = 20
TRIED = 1_000
MARK = signing.Signer(salt="import upload")
WHO = "Files are imported by a senior manager, a compliance officer or an administrator."


@dataclass(frozen=True)
class Upload:
    """A file that was uploaded: its name here, and as the person called it."""

    file: str
    name: str

    def signed(self) -> str:
        return MARK.sign_object({"file": self.file, "name": self.name})

    @property
    def path(self) -> Path:
        return jobs.folder() / self.file


@dataclass(frozen=True)
class Look:
    """What a file holds under a map, without writing: its header, first rows, and what the first rows would come to."""

    header: list[str]
    count: int
    rows: list[list[str]]
    tried: int
    counts: Counts
    problems: list[Problem] = field(default_factory=list)
    map_problem: str = ""


def permit(person: Any) -> None:
    if person.role not in MAY_IMPORT:
        raise Forbidden(WHO)


def keep(upload: Any, *, by: Any, now: datetime) -> Upload:
    """Keep an upload (anything with `name` and `chunks()`) under a name of ours."""
    permit(by)
    kept = Upload(f"upload-{secrets.token_hex(16)}", str(upload.name)[:200])
    kept.path.touch(mode=0o600)
    with kept.path.open("wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
    return kept


def from_mark(mark: str) -> Upload:
    """The upload that a page carries; refused where the mark is not ours or the file is gone."""
    try:
        found = Upload(**MARK.unsign_object(mark))
    except (signing.BadSignature, TypeError, ValueError):
        raise Unacceptable.of(file="Choose the file again: this page has lost it.") from None
    if not found.path.exists():
        raise Unacceptable.of(file="The file is no longer here. Choose it again.")
    return found


def header_of(upload: Upload, *, encoding: str, delimiter: str) -> list[str]:
    """The column headers; Unacceptable where the file can't be read as declared."""
    try:
        check_text(encoding, delimiter)
        with files.opened(upload.path, Map({}, encoding=encoding, delimiter=delimiter)) as table:
            return table.header
    except (files.Unreadable, MapProblem) as problem:
        raise Unacceptable.of(file=str(problem)) from None


def look(upload: Upload, told: Mapping[str, Any], *, by: Any, now: datetime) -> Look:
    """The first rows as they stand and what they would come to under the map. Writes nothing."""
    problem, found = "", None
    try:
        found = map_of(dict(told))
    except MapProblem as wrong:
        problem = str(wrong)
    plain = Map({}, encoding=told.get("encoding") or "utf-8-sig", delimiter=told.get("delimiter") or ",")
    try:
        with files.opened(upload.path, found or plain) as table:
            rows = [[str(cell) for cell in row.cells] for row in islice(table.rows(), SHOWN)]
            problems: list[Problem] = []
            counts = _tried(table, problems, by, now) if found else Counts()
            return Look(table.header, table.count, rows, counts.rows, counts, problems[:SHOWN], problem)
    except files.Unreadable as wrong:
        raise Unacceptable.of(file=str(wrong)) from None


def _tried(table: files.Table, problems: list[Problem], by: Any, now: datetime) -> Counts:
    """One chunk is tried: enough to see whether the map fits."""
    first = iter((True, False))
    return importing.run(table, by=by, now=now, report=problems.append, dry_run=True, go_on=lambda: next(first))


def start(upload: Upload, told: Mapping[str, Any], op_id: str | None, *, by: Any, now: datetime) -> Answer:
    """Hand the file to a job, once for each op_id. Refused where the file can't be read under the map."""
    permit(by)
    params = {"file": upload.file, "map": dict(told)}
    call = Call(op_id, by, "import", params)
    count = 0 if earlier(call) else _count(upload, told)  # read before the transaction: a long file must not keep others from writing

    def do() -> dict[str, Any]:
        require(call)
        return {"job": jobs.start("import", f"Import of {upload.name}", by=by, now=now, params=params, total=count).pk}
    return once(call, do, now=now, status=201)


def _count(upload: Upload, told: Mapping[str, Any]) -> int:
    try:
        with files.opened(upload.path, map_of(dict(told))) as table:
            return table.count
    except (files.Unreadable, MapProblem) as wrong:
        raise Refused(str(wrong)) from None


def suggested(header: list[str]) -> dict[str, str]:
    """Which column holds which field, where the header is the field's own name or words."""
    by_words = {name: name for name in READINGS} | {words_of(name).lower(): name for name in READINGS}
    found: dict[str, str] = {}
    for column in header:
        name = by_words.get(column) or by_words.get(column.lower())
        if name and name not in found:
            found[name] = column
    return found


def words_of(name: str) -> str:
    """A field in words: `customer.account_number` is "Customer: account number"."""
    *path, last = name.split(".")
    told = last.replace("_", " ")
    return f"{path[-1].capitalize()}: {told}" if path else told.capitalize()
