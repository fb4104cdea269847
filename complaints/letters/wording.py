"""What is done to words before they go into a letter: tidy, shorten, leave out what cannot be printed. Pure.

Words of customers and staff are data: nothing here interprets them.
"""

import re
import unicodedata
from collections.abc import Callable

_UNSEEN = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10)))
_CONTROL = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"} | {0x09: " "}
_SPACES = dict.fromkeys((0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2008, 0x2009, 0x200A, 0x202F), " ")
_TIDY = _UNSEEN | _CONTROL | _SPACES
LEFT_OUT = "[…]"
_LONG_RUN = re.compile(r"\S{40,}")


def tidy(text: str) -> str:
    """One kind of line end, composed letters (so that w and a circumflex become ŵ), no control or unseen characters."""
    if text.isascii() and text.isprintable():
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    return unicodedata.normalize("NFC", lines).translate(_TIDY)


def one_line(text: str) -> str:
    return " ".join(tidy(text).split())


def leave_out(text: str, prints: Callable[[str], bool]) -> str:
    """The text with each run of characters the fonts lack replaced by a mark that says something was left out."""
    if all(map(prints, set(text))):
        return text
    kept = "".join(char if char.isspace() or prints(char) else "\0" for char in text)
    return re.sub(r"\0[\0 ]*", lambda run: LEFT_OUT + (" " if run[0].endswith(" ") else ""), kept)


def breakable(text: str) -> str:
    """The text with places to break, which print nothing, in runs so long that they would leave the paper."""
    return _LONG_RUN.sub(lambda run: "\u200b".join(run[0]), text) if _LONG_RUN.search(text) else text


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters of one line, cut between words, with an ellipsis where something was cut."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:.") + "…"


def folded(text: str) -> str:
    """For comparing: case, kinds of apostrophe and runs of space do not matter."""
    return " ".join(text.replace("’", "'").casefold().split())
