"""Files on a case: kept once under the name of their hash, listed, opened. The only writer of stored files."""

import hashlib
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from pydantic import Field

from complaints.case.models import Complaint
from complaints.case.services import body_of, called
from complaints.evidence.models import StoredFile
from complaints.evidence.recognising import FileKind, NotTaken, named, recognised
from complaints.record.entries import Entry
from complaints.record.operations import Answer, Call, require
from complaints.record.parsing import BlankLine, Shape, parse
from complaints.record.refusals import TooLarge, Unacceptable, Unknown, WrongType
from complaints.record.services import append

LARGEST = 25 * 1024 * 1024
NO_SUCH = "There is no such file on this complaint."


class FileIn(Shape):
    what: Annotated[BlankLine, Field(max_length=200)] = ""


class Received(NamedTuple):
    """Bytes that arrived, in a file of their own until they are kept."""

    path: Path
    size: int
    sha256: str


def keep_file(reference: str, upload: Any, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """Keep an upload (anything with `name` and `chunks()`) on a complaint; `given` is {op_id, what}. Answers {file, complaint}.

    Refused with TooLarge over 25 MB, WrongType for a kind that is not taken, Unacceptable for an empty one.
    """
    received = _receive(upload)
    try:
        def do(complaint: Complaint, call: Call) -> dict[str, Any]:
            require(call)
            what = parse(FileIn, {name: value for name, value in body_of(given).items() if name != "sha256"}).what
            row = _keep(complaint, received, str(upload.name), what, by=by, now=now)
            return {"file": row.pk, "complaint": complaint.pk}
        return called(reference, "files", {**given, "sha256": received.sha256}, by, now, do, status=201)
    finally:
        received.path.unlink(missing_ok=True)


def _receive(upload: Any) -> Received:
    path = _folder() / f"arriving-{secrets.token_hex(16)}"
    hashed, size = hashlib.sha256(), 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in upload.chunks():
            size += len(chunk)
            if size > LARGEST:
                path.unlink(missing_ok=True)
                raise TooLarge("A file may have 25 MB at most.")
            hashed.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Received(path, size, hashed.hexdigest())


def _keep(complaint: Complaint, received: Received, name: str, what: str, *, by: Any, now: datetime) -> StoredFile:
    kind = _kind(received, name)
    place = f"{received.sha256[:2]}/{received.sha256}"
    target = _folder() / place
    target.parent.mkdir(mode=0o700, exist_ok=True)
    if not target.exists():
        with suppress(FileExistsError):
            os.link(received.path, target)
    row = StoredFile.objects.create(
        complaint=complaint, name=named(name, kind), what=what, size=received.size, sha256=received.sha256,
        media_type=kind.media_type, path=place, by=by, at=now,
    )
    data = {"file": row.pk, "sha256": row.sha256, "size": row.size}
    append(complaint, [Entry("file", now, data, {"name": row.name, "what": what} if what else {"name": row.name})], by=by, now=now)
    return row


def _kind(received: Received, name: str) -> FileKind:
    if not received.size:
        raise Unacceptable.of(file="This file is empty.")
    try:
        return recognised(received.path, name)
    except NotTaken as refused:
        raise WrongType(str(refused), fields={"file": [str(refused)]}) from None


def files_of(complaint: Complaint) -> QuerySet[StoredFile]:
    """The files of a complaint, oldest first."""
    return StoredFile.objects.filter(complaint=complaint).select_related("by").order_by("pk")


def open_file(complaint: Complaint, file_id: int) -> tuple[StoredFile, Path]:
    """The row and where its bytes lie; Unknown where this complaint has no such file or its bytes are gone."""
    found = files_of(complaint).filter(pk=file_id).first()
    if found is None:
        raise Unknown(NO_SUCH)
    path = _folder() / found.path
    if not path.is_file():
        raise Unknown("The bytes of this file are no longer here.")
    return found, path


def _folder() -> Path:
    path = Path(settings.VAR_DIR) / "files"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
