"""Values as PostgreSQL's COPY reads them: one line a row, cells parted by tabs. Pure text; no database."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from pydantic_core import to_json

NULL = "\\N"


def said(value: str) -> str:
    """Text with the marks of the format escaped; most text has none."""
    if "\\" in value:
        value = value.replace("\\", "\\\\")
    if "\n" in value:
        value = value.replace("\n", "\\n")
    if "\r" in value:
        value = value.replace("\r", "\\r")
    if "\t" in value:
        value = value.replace("\t", "\\t")
    return value


def _json(value: Any) -> str:
    return said(to_json(value).decode())


def _bool(value: bool) -> str:
    return "t" if value else "f"


CELLS: dict[type, Callable[[Any], str]] = {
    str: said, bool: _bool, int: int.__repr__, dict: _json, list: _json, type(None): lambda value: NULL,
    datetime: lru_cache(maxsize=5_000)(datetime.isoformat), date: lru_cache(maxsize=5_000)(date.isoformat),
}


def line(values: Mapping[str, Any], otherwise: Mapping[str, str]) -> str:
    """One row in the order of `otherwise`, which holds the cells of columns that the row doesn't give."""
    cells = {**otherwise, **{name: CELLS[type(value)](value) for name, value in values.items()}}
    return "\t".join(cells.values()) + "\n"
