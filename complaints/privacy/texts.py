"""The words of a row whose words hang on nobody's record, as one text to look through. Pure but for the row it is handed."""

import json
from typing import Any

from complaints.privacy.places import BY_WORDS


def text_of(row: Any) -> str:
    """Every column that `places.BY_WORDS` names of its table, on lines of their own."""
    return "\n".join(as_text(getattr(row, column)) for column in BY_WORDS[row._meta.label])


def as_text(value: Any) -> str:
    """A value in words; JSON as its texts alone, without quotes that would part them."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "\n".join(as_text(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return "\n".join(as_text(part) for part in value)
    return "" if value is None else json.dumps(value)
