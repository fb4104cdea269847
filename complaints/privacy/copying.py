"""A copy of everything about a person: one ZIP with a list to read, the rows as JSON, letters, files, and a manifest with every hash.

Made by a job below VAR_DIR, told on the desk's chain with its hash, and taken off the disk after its time. Writes files and its own row.
"""

import json
import os
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from complaints.case.models import Complaint, DataRequest
from complaints.evidence import services as evidence
from complaints.evidence.casefile.packing import Package, sha256_of
from complaints.evidence.casefile.safe_names import safe_name
from complaints.evidence.models import StoredFile
from complaints.intake.safe_cells import BOM, line
from complaints.jobs import services as jobs
from complaints.jobs.services import Work
from complaints.letters import storing
from complaints.letters.models import Letter
from complaints.privacy import disk, gathering
from complaints.privacy.erasure import request_of
from complaints.privacy.gathering import Line
from complaints.privacy.models import AccessCopy, LeftOut
from complaints.privacy.rights import require_officer
from complaints.privacy.scope import Needles, needles_of, records_of, scope_of
from complaints.record.access import looked_at_all
from complaints.record.entries import Entry
from complaints.record.operations import Answer, Call, once, require
from complaints.record.refusals import Conflict, Unknown
from complaints.record.services import append_to_desk
from workdays import london

KIND = "access_copy"
# Company's choice: long enough to hand it over and to be asked again.
KEPT = timedelta(days=90)
HEAD = ("What", "Number", "What it says", "Who else stands in it", "Left out")
GONE = "This copy is no longer kept. Make it again."
README = (
    "This is a copy of what the complaints desk holds about you.\n\neverything.csv is the list to read: one line for each entry.\n"
    "data/ has the same entries as JSON, one file for each kind.\nletters/ and files/ hold our letters and the files we kept, byte for byte.\n"
    "manifest.json names every file here with its SHA-256 hash, and what was left out because it is about somebody else.\n"
)


def ask(request_id: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id}`: have the copy made. Ids: `job`."""
    call = Call(given.get("op_id"), by, f"data-requests/{request_id}/copy", given)

    def do() -> dict[str, Any]:
        require_officer(by)
        request = request_of(request_id)
        require(call)
        records = records_of(request)
        if records == [("data_request", request.pk)]:
            raise Conflict("Choose first which records are this person.", code="stage")
        job = jobs.start(KIND, f"Copy of a person’s data, request {request.pk}", by=by, now=now, params={"data_request": request.pk}, total=1)
        return {"job": job.pk, "request": request.pk}
    return once(call, do, now=now, status=201)


def carry(work: Work) -> None:
    """Make it from the start; a killed one has written nothing that counts."""
    request = DataRequest.objects.get(pk=work.job.params["data_request"])
    if AccessCopy.objects.filter(job=work.job).exists():
        return
    now, scope = work.clock(), scope_of(records_of(request))
    path = disk.folder(disk.COPIES) / f"{secrets.token_hex(16)}.part"
    try:
        left = dict(LeftOut.objects.filter(data_request=request).values_list("key", "why"))
        members = _write(path, request, left, now=now)
        kept = path.with_suffix(".zip")
        path.rename(kept)
        _tell(work, request, kept, members, len(left), now=now)
        looked_at_all(work.job.by, Complaint.objects.filter(pk__in=gathering.looked_at(scope)), "copy for the person", now=now)
    finally:
        with suppress(FileNotFoundError):
            path.unlink()


def _tell(work: Work, request: DataRequest, path: Path, members: int, left: int, *, now: datetime) -> None:
    sha256, by = sha256_of(path), work.job.by
    with transaction.atomic():
        AccessCopy.objects.create(data_request=request, job=work.job, sha256=sha256, name=path.name, size=path.stat().st_size, members=members,
                                  left_out=left, by=by, at=now, delete_on=london.day_of(now) + KEPT)
        data = {"data_request": request.pk, "sha256": sha256, "members": members, "left_out": left}
        append_to_desk([Entry("privacy.copied", now, data)], by=by, now=now)
        work.account(done=1, failed=0, total=1)


def _write(path: Path, request: DataRequest, left: Mapping[str, str], *, now: datetime) -> int:
    scope = scope_of(records_of(request))
    needles = needles_of(scope)
    found = list(gathering.lines(scope, needles))
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        package = Package(file, now.astimezone(london.LONDON))
        package.add("read-me.txt", README.encode(), "What this is")
        package.add("everything.csv", _csv(found, left), "Every entry, to read")
        for table, rows in _by_table(found).items():
            package.add(f"data/{table}.json", _json([_row(one, left) for one in rows]), f"The entries of {table} as JSON")
        missing = _bytes(package, scope.complaints, left)
        package.add("kept-files.json", _json(_kept_files(needles)), "Files of the desk’s own work that name the person")
        told = {"request": request.pk, "made_at": now.isoformat(timespec="seconds"), "entries": len(found), "missing": missing,
                "left_out": [{"key": key, "why": why} for key, why in sorted(left.items())],
                "members": [member._asdict() for member in package.members]}
        package.add("manifest.json", _json(told), "The manifest")
        package.close()
        file.flush()
        os.fsync(file.fileno())
    return len(package.members)


def _csv(found: Iterable[Line], left: Mapping[str, str]) -> bytes:
    out = [line(HEAD)]
    for one in found:
        why = left.get(one.key, "")
        out.append(line((one.title, one.key.partition(":")[2], "" if why else one.text, ", ".join(one.flags), why)))
    return (BOM + "".join(out)).encode()


def _by_table(found: Iterable[Line]) -> dict[str, list[Line]]:
    out: dict[str, list[Line]] = {}
    for one in found:
        out.setdefault(one.key.partition(":")[0].rpartition(".")[2], []).append(one)
    return out


def _row(one: Line, left: Mapping[str, str]) -> dict[str, Any]:
    told = {"left_out": left[one.key]} if one.key in left else one.told
    return {"key": one.key, "about_others": list(one.flags), **told}


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n").encode()


def _bytes(package: Package, complaints: Iterable[int], left: Mapping[str, str]) -> list[dict[str, str]]:
    """Letters as sent and files as kept; answers those whose bytes are not there."""
    missing = []
    for key, name, path in (*_letters(complaints), *_files(complaints)):
        if key in left:
            continue
        if path.is_file():
            package.add_file(name, path, "As it was sent or kept")
        else:
            missing.append({"key": key, "name": name})
    return missing


def _letters(complaints: Iterable[int]) -> Iterable[tuple[str, str, Path]]:
    for row in Letter.objects.filter(complaint__in=complaints).exclude(pdf_path="").select_related("complaint").order_by("pk"):
        yield f"complaints.Letter:{row.pk}", f"letters/{row.complaint.reference}-{row.pk}-{row.kind}.pdf", storing.folder() / row.pdf_path


def _files(complaints: Iterable[int]) -> Iterable[tuple[str, str, Path]]:
    for row in StoredFile.objects.filter(complaint__in=complaints).select_related("complaint").order_by("pk"):
        yield f"complaints.StoredFile:{row.pk}", f"files/{row.complaint.reference}-{row.pk}-{safe_name(row.name)}", evidence.folder() / row.path


def _kept_files(needles: Needles) -> list[dict[str, Any]]:
    """By our own names; of text the lines in which the person stands and no other line."""
    return [{"file": path.name, "lines": disk.lines_with(path, needles)} for path in disk.kept_with(needles)]


def opened(number: int) -> tuple[AccessCopy, Path]:
    """A copy and its bytes. Raises Unknown once its time is over."""
    copy = AccessCopy.objects.select_related("data_request").filter(pk=number).first() if number < 2**63 else None
    if copy is None:
        raise Unknown("There is no such copy.")
    path = disk.folder(disk.COPIES) / copy.name
    if copy.deleted_at or not path.is_file():
        raise Unknown(GONE)
    return copy, path
