"""What differs between two texts, in whole words, for the eye. Pure."""

import re
from difflib import SequenceMatcher
from typing import Any

PART = re.compile(r"\s+|[^\s]+")
LONGEST = 4_000


def pieces(before: str, after: str) -> list[dict[str, Any]]:
    """`after` in pieces; `new` marks what `before` does not have. Very long texts are compared as wholes."""
    if len(before) + len(after) > LONGEST:
        return [{"text": after, "new": before != after}]
    old, new = PART.findall(before), PART.findall(after)
    out = []
    for what, _, _, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        text = "".join(new[start:end])
        if text:
            out.append({"text": text, "new": what != "equal"})
    return out or [{"text": after, "new": False}]
