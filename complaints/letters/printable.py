"""Any words as they can be printed: what the fonts lack stands as its code, and no run is too long for its line. Pure but for font files."""

from typing import Any

from complaints.letters import glyphs
from complaints.letters.wording import breakable, tidy


def printable(text: str) -> str:
    """The text as it can be printed: each sign that the fonts lack as [U+1F600]."""
    return breakable(signed(text))


def signed(text: str) -> str:
    """The same without places to break."""
    return "".join(char if glyphs.prints(char) else f"[U+{ord(char):04X}]" for char in tidy(text))


def all_printable(value: Any) -> Any:
    """Every text in dicts and lists."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {name: all_printable(inner) for name, inner in value.items()}
    return [all_printable(inner) for inner in value] if isinstance(value, list) else value


def spaced(sha256: str) -> str:
    """A hash in pieces of 16, so that a line can end between them and the text copied from the paper holds no unseen marks."""
    return " ".join(sha256[at:at + 16] for at in range(0, len(sha256), 16))
