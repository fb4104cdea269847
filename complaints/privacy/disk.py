"""The bytes of an erased person: listed files taken off the disk, and what jobs still keep that names the person. Reads and removes files."""

import os
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from email import message_from_bytes, policy
from html import unescape
from pathlib import Path

from django.conf import settings
from django.db import connection

from complaints.evidence.models import StoredFile
from complaints.jobs import services as jobs
from complaints.jobs.models import Job
from complaints.letters.models import Letter
from complaints.privacy.models import AccessCopy, FileToErase
from complaints.privacy.places import FOLDERS
from complaints.privacy.scope import Needles

COPIES = "privacy"
LARGEST_MEMBER = 200 * 1024 * 1024
DEEPEST = 3
OF_JOB = re.compile(r"(\d+)-")


def folder(name: str) -> Path:
    """A folder of bytes below VAR_DIR, `name` one of `places.FOLDERS`."""
    assert name in FOLDERS
    path = Path(settings.VAR_DIR) / name
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def take_off() -> int:
    """Remove every file on the list that no row names by now; answers how many. Killed and run again it goes on."""
    count = 0
    for row in FileToErase.objects.order_by("pk"):
        if not _is_named(row):
            remove(folder(row.folder) / row.name)
            count += 1
        row.delete()
    return count


def _is_named(row: FileToErase) -> bool:
    """Whether somebody else's record came to hold the same bytes meanwhile."""
    if row.folder == "files":
        return StoredFile.objects.filter(path=row.name).exists()
    return row.folder == "letters" and Letter.objects.filter(pdf_path=row.name).exists()


def remove(path: Path) -> None:
    """Overwritten, then taken off: the bytes don't lie on until the disk needs their place."""
    try:
        with path.open("r+b") as file:
            file.write(b"\0" * path.stat().st_size)
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    except FileNotFoundError:
        pass


def kept_with(needles: Needles) -> Iterator[Path]:
    """Files of jobs, copies and mails that hold something of the person."""
    for name in ("jobs", "mail", COPIES):
        for path in sorted(folder(name).iterdir()):
            if path.is_file() and holds(path, needles):
                yield path


def holds(path: Path, needles: Needles) -> bool:
    """Whether the person's words or numbers stand in a file: as text, as JSON or XML writes it, or in a packed part of it."""
    try:
        with path.open("rb") as file:
            return _holds(file, needles, 0)
    except OSError:
        return False


def _holds(file: object, needles: Needles, depth: int) -> bool:
    if depth < DEEPEST and zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as packed:
            for member in packed.infolist():
                if needles.found_in(member.filename) == "surely":
                    return True
                if member.file_size <= LARGEST_MEMBER:
                    with packed.open(member) as inner:
                        if _holds(inner, needles, depth + 1):
                            return True
            return False
    file.seek(0)
    return any(needles.found_in(text) for text in spelled(file.read()))


def spelled(body: bytes) -> Iterator[str]:
    """The text of bytes by each way to read them."""
    text = body.decode("utf-8", "replace")
    yield text
    if text.startswith(("Content-Type:", "MIME-Version:")):
        yield from _mailed(body)
    if "\\u" in text:
        yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    if "&" in text:
        yield unescape(text)
    if body.count(b"\0") > len(body) // 4:
        yield body.decode("utf-16", "replace")


def lines_with(path: Path, needles: Needles) -> list[str]:
    """The lines of a file in which the person stands, read in whichever way shows them; of packed files those of each part."""
    if not zipfile.is_zipfile(path):
        return _lines(path.read_bytes(), needles)
    with zipfile.ZipFile(path) as packed:
        parts = [packed.read(member) for member in packed.infolist() if member.file_size <= LARGEST_MEMBER]
    return [line for part in parts for line in _lines(part.replace(b"</row>", b"\n").replace(b"</si>", b"\n"), needles)]


def _lines(body: bytes, needles: Needles) -> list[str]:
    texts = list(spelled(body))
    return [line for line in texts[-1].splitlines() if needles.found_in(line)]


def _mailed(body: bytes) -> Iterator[str]:
    """The words of a mail as they were before they were packed for the way."""
    told = message_from_bytes(body, policy=policy.default)
    yield "\n".join(f"{name}: {value}" for name, value in told.items())
    for part in told.walk():
        if part.get_content_maintype() == "text":
            yield (part.get_payload(decode=True) or b"").decode(part.get_content_charset("utf-8"), "replace")


def still_used(path: Path) -> bool:
    """Whether a job that has not ended needs this file."""
    running = Job.objects.exclude(state__in=jobs.ENDED)
    found = OF_JOB.match(path.name)
    if found and running.filter(pk=int(found[1])).exists():
        return True
    return any(params.get("file") == path.name for params in running.values_list("params", flat=True))


def delete_old_copies(*, today: date, now: datetime) -> int:
    """Copies whose time is over leave the disk; their hash and who made them stays."""
    count = 0
    for copy in AccessCopy.objects.filter(deleted_at=None, delete_on__lte=today):
        remove(folder(COPIES) / copy.name)
        copy.deleted_at = now
        copy.save(update_fields=["deleted_at"])
        count += 1
    return count


def settle() -> None:
    """What SQLite still keeps of erased rows: its journal is written back and cut. PostgreSQL does the like by itself (vacuum)."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
