"""What kind of file some bytes are, by what they are and not by what they are called. Pure: a path is read, nothing is unpacked.

Taken: PDF, PNG, JPEG, Word and Excel without macros, Outlook and plain mail, text and CSV. Markup of any kind is not: no file
that a browser could run is kept, whatever its name.
"""

import re
import struct
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

MOST_PIXELS = 100_000_000
MOST_UNPACKED = 500 * 1024 * 1024
MOST_PARTS = 10_000
MOST_SEGMENTS = 500
HEAD = 64 * 1024
MAIL = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){3}")
NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|\Z)", re.IGNORECASE)
TAKEN_WORDS = "PDF, PNG, JPEG, Word, Excel, mail, text and CSV files are taken"


class NotTaken(ValueError):
    """A kind of file that the desk does not keep; the message is the sentence for people."""


@dataclass(frozen=True, slots=True)
class FileKind:
    extension: str
    media_type: str


PDF = FileKind("pdf", "application/pdf")
PNG = FileKind("png", "image/png")
JPEG = FileKind("jpg", "image/jpeg")
WORD = FileKind("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
EXCEL = FileKind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
OUTLOOK = FileKind("msg", "application/vnd.ms-outlook")
EMAIL = FileKind("eml", "message/rfc822")
TEXT = FileKind("txt", "text/plain; charset=utf-8")
CSV = FileKind("csv", "text/csv; charset=utf-8")


def recognised(path: Path, name: str) -> FileKind:
    """The kind of the file. The name decides only between kinds that its bytes allow (text or CSV). Raises NotTaken."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _picture(PNG, picture_size(path))
    if head.startswith(b"\xff\xd8\xff"):
        return _picture(JPEG, picture_size(path))
    if head.startswith(b"PK\x03\x04"):
        return _office(path)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _outlook(path)
    return _text(path, head, name)


def _picture(kind: FileKind, size: tuple[int, int] | None) -> FileKind:
    if size is None or not all(size):
        raise NotTaken("This picture can't be read: its size is not in it.")
    if size[0] * size[1] > MOST_PIXELS:
        raise NotTaken("This picture has more than 100 million points. Save it smaller.")
    return kind


def picture_size(path: Path) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG as its header declares them; nothing is decoded. None where it declares none."""
    with path.open("rb") as file:
        start = file.read(24)
        return _png_size(start) if start.startswith(b"\x89PNG") else _jpeg_size(file)


def _png_size(head: bytes) -> tuple[int, int] | None:
    return struct.unpack(">II", head[16:24]) if head[12:16] == b"IHDR" and len(head) >= 24 else None


def _jpeg_size(file: BinaryIO) -> tuple[int, int] | None:
    """From the frame header, stepping from segment to segment: what a camera writes before it may be long."""
    at = 2
    for _ in range(MOST_SEGMENTS):
        file.seek(at)
        head = file.read(9)
        if len(head) < 9 or head[0] != 0xFF:
            return None
        marker = head[1]
        if marker in range(0xC0, 0xD0) and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", head[5:9])
            return width, height
        at += 2 + int.from_bytes(head[2:4]) if marker not in (0x01, *range(0xD0, 0xD8)) else 2
    return None


def _office(path: Path) -> FileKind:
    """By the names in the package; nothing is unpacked."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeError):
        raise NotTaken(f"This archive can't be read. {TAKEN_WORDS}.") from None
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise NotTaken("This document unpacks to more than 500 MB. Save what matters of it as PDF.")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise NotTaken("This document holds macros. Save it without them.")
    if "[Content_Types].xml" in names:
        for part, kind in (("word/document.xml", WORD), ("xl/workbook.xml", EXCEL)):
            if part in names:
                return kind
    raise NotTaken(f"Archives are not taken. {TAKEN_WORDS}.")


def _outlook(path: Path) -> FileKind:
    """Old Word and Excel files begin alike; only a message holds properties of this name."""
    if "__properties_version1.0".encode("utf-16-le") in path.read_bytes():
        return OUTLOOK
    raise NotTaken("Documents of old office programs are not taken. Save it as DOCX, XLSX or PDF.")


def _text(path: Path, head: bytes, name: str) -> FileKind:
    try:
        whole = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotTaken(f"This kind of file is not taken. {TAKEN_WORDS}; text is UTF-8.") from None
    if NOT_TEXT.search(whole) or re.match(r"\s*(<|%!|#!)", whole):
        raise NotTaken(f"This kind of file is not taken. {TAKEN_WORDS}.")
    if MAIL.match(head):
        return EMAIL
    return CSV if name.lower().endswith(".csv") else TEXT


def cleaned(name: str) -> str:
    """A file's name as it may be shown: no path, no control or direction marks, none that a system keeps for itself,
    150 characters at most."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C" and sign not in "\u2028\u2029").strip(" .")
    kept = f"file {kept}" if RESERVED.match(kept) else kept
    stem, dot, ending = kept.rpartition(".")
    return kept[:150] if not dot else f"{stem[:140]}.{ending[:9]}"


def named(name: str, kind: FileKind) -> str:
    """The name with the kind's own extension: whatever it was called, it is saved as what it is."""
    clean = cleaned(name)
    stem, dot, ending = clean.rpartition(".")
    same = ending.lower() in (kind.extension, {"jpg": "jpeg", "txt": "text"}.get(kind.extension, kind.extension))
    return clean if dot and stem and same else f"{clean or 'file'}.{kind.extension}"
