"""A ZIP that is written in one pass, the same bytes for the same members, with the sha256 of each. Knows nothing of complaints.

Members are copied in pieces: memory does not grow with them. Times, owners and order come from the caller, never from the disk.
"""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, NamedTuple

PIECE = 256 * 1024
EARLIEST = (1980, 1, 1, 0, 0, 0)


class Member(NamedTuple):
    """What stands in the manifest of one member."""

    name: str
    size: int
    sha256: str
    what: str


class Package:
    """An open ZIP. `at` is the moment that every member bears."""

    def __init__(self, file: IO[bytes], at: datetime):
        self.zip = zipfile.ZipFile(file, "w")
        self.at = max(at.timetuple()[:6], EARLIEST)
        self.members: list[Member] = []

    def add(self, name: str, body: bytes, what: str, *, squeeze: bool = True) -> Member:
        return self._add(name, [body], what, squeeze=squeeze)

    def add_file(self, name: str, path: Path, what: str) -> Member:
        """A file as it lies on the disk, stored as it is."""
        return self._add(name, _pieces(path), what, squeeze=False)

    def _add(self, name: str, pieces: Iterable[bytes], what: str, *, squeeze: bool) -> Member:
        info = zipfile.ZipInfo(name, self.at)
        info.create_system, info.external_attr = 3, 0o600 << 16
        info.compress_type = zipfile.ZIP_DEFLATED if squeeze else zipfile.ZIP_STORED
        hashed, size = hashlib.sha256(), 0
        with self.zip.open(info, "w") as into:
            for piece in pieces:
                hashed.update(piece)
                size += len(piece)
                into.write(piece)
        member = Member(name, size, hashed.hexdigest(), what)
        self.members.append(member)
        return member

    def close(self) -> None:
        self.zip.close()


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def sha256_of(path: Path) -> str:
    """The hash of a file, read in pieces."""
    hashed = hashlib.sha256()
    for piece in _pieces(path):
        hashed.update(piece)
    return hashed.hexdigest()
