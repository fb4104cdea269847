"""Which characters the letter's fonts can print, read from their character maps. Reads font files; nothing else."""

import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from complaints.letters.wording import tidy

WEIGHTS = ("Regular", "Bold")
_NEVER = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of writing round: they print nothing and can make a letter read otherwise."""


def font_files() -> tuple[Path, ...]:
    """The files of Source Sans Pro that letters use, from its package."""
    folder = Path(find_spec("font_source_sans_pro").origin).parent / "files"
    return tuple(folder / f"SourceSansPro-{weight}.ttf" for weight in WEIGHTS)


def _table(data: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, 4)
    for index in range(count):
        name, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        if name == tag:
            return offset
    raise ValueError("not a font file")


def _groups(data: bytes) -> list[tuple[int, int]]:
    """First and last code of each run in the map for all of Unicode (format 12 of the OpenType `cmap` table)."""
    start = _table(data, b"cmap")
    (count,) = struct.unpack_from(">H", data, start + 2)
    for index in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", data, start + 4 + 8 * index)
        at = start + offset
        if (platform, encoding) == (3, 10) and struct.unpack_from(">H", data, at)[0] == 12:
            (runs,) = struct.unpack_from(">I", data, at + 12)
            return [struct.unpack_from(">II", data, at + 16 + 12 * run) for run in range(runs)]
    raise ValueError("the font has no map of format 12")


@cache
def _runs() -> tuple[tuple[list[int], list[int]], ...]:
    maps = [_groups(path.read_bytes()) for path in font_files()]
    return tuple(([first for first, _ in groups], [last for _, last in groups]) for groups in maps)


@cache
def prints(char: str) -> bool:
    """True where every weight in use has this character. Line ends and spaces always print."""
    if char in "\n ":
        return True
    code = ord(char)
    return char not in _NEVER and all((at := bisect_right(firsts, code)) > 0 and code <= lasts[at - 1] for firsts, lasts in _runs())


def lacking(texts: Iterable[str]) -> tuple[str, ...]:
    """The characters in these texts that the fonts lack, each once, in order of appearance."""
    whole = "\n".join(texts)
    if all(map(prints, set(whole))):
        return ()
    return tuple(char for char in dict.fromkeys(tidy(whole)) if not prints(char))


def name_of(char: str) -> str:
    """`“😀” (grinning face, U+1F600)`; the sign itself is left out where it cannot be shown."""
    name = unicodedata.name(char, "a character without a name").lower()
    code = f"{name}, U+{ord(char):04X}"
    return code if char in _NEVER or unicodedata.category(char) == "Cs" else f"“{char}” ({code})"


def refusal(chars: tuple[str, ...]) -> str:
    """One sentence naming what cannot be printed, at most five of them."""
    named = ", ".join(name_of(char) for char in chars[:5])
    more = f" and {len(chars) - 5} more" if len(chars) > 5 else ""
    return f"The letter’s font has no sign for {named}{more}. Write it another way."
