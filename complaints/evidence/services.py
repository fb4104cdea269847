"""Files on a case: kept once under the name of their hash, listed, opened. The only writer of stored files."""

import hashlib
import os
import secrets
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from pydantic import Field

from complaints.case.models import Complaint, Contact
from complaints.case.services import body_of, called
from complaints.evidence.models import StoredFile
from complaints.evidence.recognising import JPEG, PNG, FileKind, NotTaken, named, picture_size, recognised
from complaints.letters.models import Letter
from complaints.record.entries import Entry
from complaints.record.operations import Answer, Call, require
from complaints.record.parsing import BlankLine, Shape, parse
from complaints.record.refusals import TooLarge, Unacceptable, Unknown, WrongType
from complaints.record.services import append

PICTURES = (PNG, JPEG)
LARGEST = 25 * 1024 * 1024
NO_SUCH = "There is no such file on this complaint."
Number = Annotated[int, Field(ge=1, le=2**62)]


class FileIn(Shape):
    """`contact` or `letter`: the one of this complaint that it belongs to."""

    what: Annotated[BlankLine, Field(max_length=200)] = ""
    contact: Number | None = None
    letter: Number | None = None


class Received(NamedTuple):
    """Bytes that arrived, in a file of their own until they are kept."""

    path: Path
    size: int
    sha256: str


def keep_file(reference: str, upload: Any, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """Keep an upload (anything with `name` and `chunks()`) on a complaint; `given` is {op_id, what, contact?, letter?}.

    Answers {file, complaint}. The bytes are on the disk for certain before the row that names them is.
    Refused with TooLarge over 25 MB, WrongType for a kind that is not taken, Unacceptable for an empty one.
    """
    received = _receive(upload)
    try:
        def do(complaint: Complaint, call: Call) -> dict[str, Any]:
            require(call)
            told = parse(FileIn, {name: value for name, value in body_of(given).items() if name != "sha256"})
            row = _keep(complaint, received, str(upload.name), told, by=by, now=now)
            return {"file": row.pk, "complaint": complaint.pk}
        return called(reference, "files", {**given, "sha256": received.sha256}, by, now, do, status=201)
    finally:
        received.path.unlink(missing_ok=True)


def _receive(upload: Any) -> Received:
    path = folder() / f"arriving-{secrets.token_hex(16)}"
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


def _keep(complaint: Complaint, received: Received, name: str, told: FileIn, *, by: Any, now: datetime) -> StoredFile:
    kind, belongs = _kind(received, name), _belongs(complaint, told)
    size = picture_size(received.path) if kind in PICTURES else None
    width, height = size or (None, None)
    row = StoredFile.objects.create(
        complaint=complaint, name=named(name, kind), what=told.what, size=received.size, sha256=received.sha256,
        media_type=kind.media_type, path=_place(received), by=by, at=now, width=width, height=height, **belongs,
    )
    data = {"file": row.pk, "sha256": row.sha256, "size": row.size, **{what: found.pk for what, found in belongs.items()}}
    words = {"name": row.name, "what": told.what} if told.what else {"name": row.name}
    append(complaint, [Entry("file", now, data, words)], by=by, now=now)
    return row


def _place(received: Received) -> str:
    """Put the bytes where they stay, whole and on the disk for certain; bytes that lie there already are laid down anew."""
    place = f"{received.sha256[:2]}/{received.sha256}"
    target = folder() / place
    target.parent.mkdir(mode=0o700, exist_ok=True)
    received.path.replace(target)
    handle = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    return place


def _belongs(complaint: Complaint, told: FileIn) -> dict[str, Any]:
    """The contact and the letter that were named, which must be of this complaint."""
    found: dict[str, Any] = {}
    for name, rows, number in (("contact", Contact, told.contact), ("letter", Letter, told.letter)):
        if number is not None:
            row = rows.objects.filter(complaint=complaint, pk=number).first()
            if row is None:
                raise Unacceptable.of(**{name: f"There is no such {name} on this complaint."})
            found[name] = row
    return found


def _kind(received: Received, name: str) -> FileKind:
    if not received.size:
        raise Unacceptable.of(file="This file is empty.")
    try:
        return recognised(received.path, name)
    except NotTaken as refused:
        raise WrongType(str(refused), fields={"file": [str(refused)]}) from None


def files_of(complaint: Complaint) -> QuerySet[StoredFile]:
    """The files of a complaint, oldest first."""
    return StoredFile.objects.filter(complaint=complaint).select_related("by", "complaint").order_by("pk")


def open_file(complaint: Complaint, file_id: int) -> tuple[StoredFile, Path]:
    """The row and where its bytes lie; Unknown where this complaint has no such file or its bytes are gone."""
    found = files_of(complaint).filter(pk=file_id).first()
    if found is None:
        raise Unknown(NO_SUCH)
    path = folder() / found.path
    if not path.is_file():
        raise Unknown("The bytes of this file are no longer here.")
    return found, path


def folder() -> Path:
    """Where the bytes lie, each under its own hash."""
    path = Path(settings.VAR_DIR) / "files"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
