"""Values as PostgreSQL's COPY reads them: one line a row, cells parted by tabs. Pure text; no database."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
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
    str: said, bool: _bool, int: int.__repr__, dict: _json, list: _json, type(None): lambda value: NULL, Decimal: str,
    datetime: lru_cache(maxsize=5_000)(datetime.isoformat), date: lru_cache(maxsize=5_000)(date.isoformat),
}


def lines(rows: Iterable[Mapping[str, Any]], always: Iterable[Any]) -> str:
    """One line for each row, its cells in the row's own order, those that are `always` the same behind them."""
    end = "".join([f"\t{CELLS[type(value)](value)}" for value in always]) + "\n"
    return "".join(["\t".join([CELLS[type(value)](value) for value in row.values()]) + end for row in rows])
