"""The desk's typeface: a subset of the packaged Source Sans Pro, made at `collectstatic` time and served as WOFF.

Nothing of the package is copied into the repository. The subset keeps the packaged outlines and drops the signs the
desk never prints; its own name is changed, as the licence's reserved name asks of a changed font, and the licence is
served beside it. Files are made once for each state of this module, under `VAR_DIR`.
"""

import os
import struct
import threading
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from config.packaged_files import package_folder

PACKAGE = "font_source_sans_pro"
WEIGHTS = {400: "Regular", 600: "Semibold", 700: "Bold", 900: "Black"}
LICENCE = "OFL.txt"
OWN_NAME = "Desk Sans"
# Latin, Latin-1, Latin Extended-A and B's Welsh and Gaelic letters, Welsh dotted vowels, punctuation, signs of money and of the desk
SIGNS = (
    *range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x1E80, 0x1E86), 0x1EF2, 0x1EF3, 0x218, 0x219, 0x21A, 0x21B,
    *range(0x2010, 0x2027), 0x202F, 0x2030, 0x2039, 0x203A, 0x20AC, 0x2122, 0x2190, 0x2192, 0x2212, 0x2264, 0x2265, 0x2713,
)  # fmt: skip
KEPT_TABLES = (b"GPOS", b"OS/2", b"cvt ", b"fpgm", b"gasp", b"head", b"hhea", b"hmtx", b"maxp", b"prep")
MORE_PARTS, WORDS_ARGS, ONE_SCALE, TWO_SCALES, MATRIX = 0x20, 0x01, 0x08, 0x40, 0x80


def tables_of(font: bytes) -> dict[bytes, bytes]:
    """The tables of a TrueType file by tag."""
    count = struct.unpack(">H", font[4:6])[0]
    entries = [struct.unpack(">4sLLL", font[12 + 16 * n : 28 + 16 * n]) for n in range(count)]
    return {tag: font[at : at + size] for tag, _, at, size in entries}


def signs_of(cmap: bytes) -> dict[int, int]:
    """Unicode sign → glyph from the format 4 subtable (all our signs lie in the basic plane)."""
    count = struct.unpack(">H", cmap[2:4])[0]
    records = [struct.unpack(">HHL", cmap[4 + 8 * n : 12 + 8 * n]) for n in range(count)]
    at = next(at for platform, kind, at in records if (platform, kind) == (3, 1))
    return _format_four(cmap[at:])


def _format_four(table: bytes) -> dict[int, int]:
    if struct.unpack(">H", table[:2])[0] != 4:
        raise ValueError("the typeface's sign table is not of the known format")
    half = struct.unpack(">H", table[6:8])[0] // 2
    column = [struct.unpack(f">{half}H", table[14 + 2 * half * n + 2 * (n > 0) :][: 2 * half]) for n in range(4)]
    ranges_at = 16 + 6 * half
    found = {}
    for n, (end, start, delta, offset) in enumerate(zip(*column, strict=True)):
        for sign in range(start, min(end, 0xFFFE) + 1):
            if offset:
                place = ranges_at + 2 * n + offset + 2 * (sign - start)
                glyph = struct.unpack(">H", table[place : place + 2])[0]
                found[sign] = (glyph + delta) % 65536 if glyph else 0
            else:
                found[sign] = (sign + delta) % 65536
    return found


def outlines(tables: dict[bytes, bytes]) -> list[bytes]:
    """Each glyph's outline, in glyph order."""
    long_form = struct.unpack(">h", tables[b"head"][50:52])[0]
    loca = tables[b"loca"]
    halves = [2 * place for place in struct.unpack(f">{len(loca) // 2}H", loca)]
    places = struct.unpack(f">{len(loca) // 4}L", loca) if long_form else halves
    return [tables[b"glyf"][a:b] for a, b in pairwise(places)]


def parts_of(outline: bytes) -> Iterator[int]:
    """The glyphs that a composed glyph is made of."""
    if not outline or struct.unpack(">h", outline[:2])[0] >= 0:
        return
    at, flags = 10, MORE_PARTS
    while flags & MORE_PARTS:
        flags, part = struct.unpack(">HH", outline[at : at + 4])
        yield part
        at += 4 + (4 if flags & WORDS_ARGS else 2)
        at += 2 if flags & ONE_SCALE else 4 if flags & TWO_SCALES else 8 if flags & MATRIX else 0


def closure(wanted: set[int], drawn: list[bytes]) -> set[int]:
    """The wanted glyphs with all their parts, and glyph 0, the box for what is missing."""
    kept, to_do = set(), {0} | wanted
    while to_do:
        kept |= to_do
        to_do = {part for glyph in to_do for part in parts_of(drawn[glyph])} - kept
    return kept


def subset(font: bytes) -> dict[bytes, bytes]:
    """The tables of the smaller font; glyph numbers stay, so positions and metrics stay as packaged."""
    tables = tables_of(font)
    mapped = signs_of(tables[b"cmap"])
    chosen = {sign: mapped[sign] for sign in sorted(SIGNS) if mapped.get(sign)}
    drawn = outlines(tables)
    kept = closure(set(chosen.values()), drawn)
    glyf, loca = bytearray(), [0]
    for number, outline in enumerate(drawn):
        glyf += outline + b"\0" * (-len(outline) % 4) if number in kept else b""
        loca.append(len(glyf))
    small = {tag: tables[tag] for tag in KEPT_TABLES if tag in tables}
    small[b"head"] = tables[b"head"][:8] + b"\0\0\0\0" + tables[b"head"][12:50] + struct.pack(">h", 1) + tables[b"head"][52:]
    small |= {b"glyf": bytes(glyf), b"loca": struct.pack(f">{len(loca)}L", *loca), b"cmap": _cmap(chosen)}
    return small | {b"name": _names(), b"post": struct.pack(">LLhhLLLLL", 0x30000, 0, -50, 50, 0, 0, 0, 0, 0)}


def _cmap(chosen: dict[int, int]) -> bytes:
    groups: list[list[int]] = []
    for sign, glyph in chosen.items():
        if groups and groups[-1][1] + 1 == sign and groups[-1][2] + sign - groups[-1][0] == glyph:
            groups[-1][1] = sign
        else:
            groups.append([sign, sign, glyph])
    body = b"".join(struct.pack(">LLL", *group) for group in groups)
    return struct.pack(">HHHHLHHLLL", 0, 1, 3, 10, 12, 12, 0, 16 + len(body), 0, len(groups)) + body


def _names() -> bytes:
    said = {0: "Subset of a typeface by Adobe, SIL Open Font License 1.1", 1: OWN_NAME, 2: "Regular", 4: OWN_NAME,
            6: OWN_NAME.replace(" ", ""), 13: "SIL Open Font License 1.1; see OFL.txt beside this file"}
    records, text = b"", b""
    for number, value in said.items():
        coded = value.encode("utf-16-be")
        records += struct.pack(">HHHHHH", 3, 1, 0x409, number, len(coded), len(text))
        text += coded
    return struct.pack(">HHH", 0, len(said), 6 + len(records)) + records + text


def woff(tables: dict[bytes, bytes]) -> bytes:
    """The tables as one WOFF 1.0 file, each compressed where that is shorter."""
    entries, body, at = b"", b"", 44 + 20 * len(tables)
    whole = 12 + 16 * len(tables)
    for tag in sorted(tables):
        plain = tables[tag]
        packed = min(zlib.compress(plain, 9), plain, key=len)
        entries += struct.pack(">4sLLLL", tag, at + len(body), len(packed), len(plain), _checksum(plain))
        body += packed + b"\0" * (-len(packed) % 4)
        whole += len(plain) + -len(plain) % 4
    head = struct.pack(">4sLLHHLHHLLLLL", b"wOFF", 0x10000, at + len(body), len(tables), 0, whole, 1, 0, 0, 0, 0, 0, 0)
    return head + entries + body


def _checksum(table: bytes) -> int:
    padded = table + b"\0" * (-len(table) % 4)
    return sum(struct.unpack(f">{len(padded) // 4}L", padded)) % 2**32


def made_folder() -> Path:
    """The folder with the made files, filled where it is not."""
    made_by = zlib.crc32(Path(__file__).read_bytes())
    folder = Path(settings.VAR_DIR) / f"typeface-{made_by:08x}"
    source = package_folder(PACKAGE) / "files"
    folder.mkdir(parents=True, exist_ok=True)
    for weight, name in WEIGHTS.items():
        _write(folder / f"desk-{weight}.woff", lambda name=name: woff(subset((source / f"SourceSansPro-{name}.ttf").read_bytes())))
    _write(folder / LICENCE, lambda: (source / "LICENSE.txt").read_bytes())
    return folder


def _write(target: Path, make: Any) -> None:
    if not target.exists():
        half = target.with_name(f"{target.name}.{os.getpid()}-{threading.get_ident()}")
        half.write_bytes(make())
        half.replace(target)


class TypefaceFinder(BaseFinder):
    """Finds the made files as `fonts/…`."""

    def check(self, **kwargs: Any) -> list:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> str | list[str]:
        name = path.removeprefix("fonts/")
        found = [str(made_folder() / name)] if path == f"fonts/{name}" and name in self.names() else []
        return found if find_all else (found[0] if found else "")

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        storage = FileSystemStorage(location=made_folder())
        storage.prefix = "fonts"
        for name in self.names():
            yield name, storage

    @staticmethod
    def names() -> tuple[str, ...]:
        """The files that are made, and no others: no path leads out of their folder."""
        return (*(f"desk-{weight}.woff" for weight in WEIGHTS), LICENCE)
