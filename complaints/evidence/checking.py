"""Whether every byte that the record names lies on the disk as it was kept, and what lies there that nothing names. Reads the disk."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from complaints.evidence import services
from complaints.evidence.casefile.packing import sha256_of
from complaints.evidence.models import StoredFile
from complaints.letters import storing
from complaints.letters.models import Letter

ARRIVING = timedelta(days=1)


@dataclass
class Found:
    """`missing` and `changed` name what is wrong, as {what, sha256}; `orphans` are bytes that no row names: nothing is lost with them."""

    files: int = 0
    letters: int = 0
    missing: list[dict[str, str]] = field(default_factory=list)
    changed: list[dict[str, str]] = field(default_factory=list)
    orphans: int = 0
    cleared: int = 0

    @property
    def whole(self) -> bool:
        return not self.missing and not self.changed

    def as_json(self) -> dict[str, Any]:
        return {"ok": self.whole, "files": self.files, "letters": self.letters, "missing": self.missing, "changed": self.changed,
                "orphans": self.orphans, "cleared": self.cleared}


def check(*, now: datetime) -> Found:
    """Looks at every file and sent letter; clears what a broken upload left behind a day ago or earlier."""
    found = Found()
    for what, sha256, path in (*_files(), *_letters()):
        setattr(found, f"{what}s", getattr(found, f"{what}s") + 1)
        if not path.is_file():
            found.missing.append({"what": what, "sha256": sha256})
        elif sha256_of(path) != sha256:
            found.changed.append({"what": what, "sha256": sha256})
    found.orphans, found.cleared = _orphans(), _clear(now)
    return found


def _files() -> Iterator[tuple[str, str, Path]]:
    for sha256, path in StoredFile.objects.values_list("sha256", "path").distinct().order_by("path").iterator():
        yield "file", sha256, services.folder() / path


def _letters() -> Iterator[tuple[str, str, Path]]:
    for sha256 in Letter.objects.exclude(sha256="").values_list("sha256", flat=True).distinct().order_by("sha256").iterator():
        yield "letter", sha256, storing.folder() / storing.path_of(sha256)


def _orphans() -> int:
    """Bytes under the folder of files that no row names: an upload whose transaction was taken back. They are left where they are."""
    return sum(1 for folder in services.folder().iterdir() if folder.is_dir() for path in folder.iterdir()
               if not StoredFile.objects.filter(path=f"{folder.name}/{path.name}").exists())


def _clear(now: datetime) -> int:
    gone = 0
    for path in services.folder().glob("arriving-*"):
        if path.stat().st_mtime < (now - ARRIVING).timestamp():
            path.unlink(missing_ok=True)
            gone += 1
    return gone
