"""Where sent PDFs lie: under their own hash below VAR_DIR, written whole or not at all, never changed."""

import os
import re
import secrets
from pathlib import Path

from django.conf import settings

from complaints.letters import paper
from complaints.record.refusals import Unknown

HASH = re.compile(r"[0-9a-f]{64}\Z")
GONE = "The PDF of this letter is not on the disk."


def folder() -> Path:
    return Path(settings.VAR_DIR) / "letters"


def path_of(sha256: str) -> str:
    """Where the PDF of that hash lies, below the letters' folder."""
    return f"{sha256[:2]}/{sha256}.pdf"


def store(pdf: bytes) -> str:
    """Keep the bytes, on the disk for certain before this answers; gives their hash. The same bytes are kept once."""
    sha256 = paper.sha256(pdf)
    place = folder() / path_of(sha256)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(place, pdf)
    return sha256


def _write(place: Path, pdf: bytes) -> None:
    half = place.with_name(f".{place.stem[:16]}-{secrets.token_hex(4)}")
    try:
        with half.open("xb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        half.rename(place)
    finally:
        half.unlink(missing_ok=True)
    handle = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(sha256: str) -> bytes:
    """The bytes of that hash, compared with it. Raises Unknown where they are gone or not what was kept."""
    if not HASH.match(sha256):
        raise Unknown(GONE)
    try:
        pdf = (folder() / path_of(sha256)).read_bytes()
    except FileNotFoundError:
        raise Unknown(GONE) from None
    if paper.sha256(pdf) != sha256:
        raise Unknown("The PDF of this letter is not the one that was kept. Tell a compliance officer.")
    return pdf
