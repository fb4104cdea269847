"""What is said under a table of figures: whether its numbers open their cases. Said of the table as it is, never of one as it might be."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import template

register = template.Library()
Cell = Mapping[str, Any]
# A count, a sum or days; no share, no change in points, no nought.
NUMBER = re.compile(r"£?[\d,]*[1-9][\d,]*(\.\d+)?|£?0\.\d*[1-9]\d*")
EVERY, UNDERLINED = "Every number opens its cases.", "Underlined numbers open their cases."


@register.simple_tag
def opens_words(table: Mapping[str, Any]) -> str:
    """ "" where nothing opens, or where there is no number at all."""
    numbers = [cell for cell in _cells(table) if NUMBER.fullmatch(cell.get("text", ""))]
    opening = [cell for cell in numbers if cell.get("href")]
    return "" if not opening else EVERY if len(opening) == len(numbers) else UNDERLINED


def _cells(table: Mapping[str, Any]) -> Iterator[Cell]:
    """Those behind the first of each row, which is its name."""
    for group in table["groups"]:
        for row in group["rows"]:
            yield from row[1:]
    yield from (table.get("foot") or ())[1:]
