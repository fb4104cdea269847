"""From the cells of one row to what `POST /complaints` takes, by the map. Pure; each refusal names the column and says why."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from complaints.intake.mapping import HISTORY, READINGS, Map
from workdays import london

Cells = Mapping[str, Any]
TIMED = re.compile(r"%[-#]?[HIMScXsf]")
ISO = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d\S*)?\Z")


class BadCell(ValueError):
    """(field, reason): a cell that can't be read as declared."""

    def __init__(self, name: str, reason: str):
        super().__init__(reason)
        self.name, self.reason = name, reason


@dataclass(frozen=True, slots=True)
class Read:
    """`given` is the call's body; `time_known` False where a day without a time was kept as its midday.

    `history` is what happened since, by the names of `mapping.HISTORY`; `days`: those of its moments that are a day alone; `filled`:
    those that no cell said and a default filled.
    """

    given: dict[str, Any]
    time_known: bool
    history: dict[str, Any] = field(default_factory=dict)
    days: frozenset[str] = frozenset()
    filled: frozenset[str] = frozenset()


def read(cells: Cells, told: Map) -> Read:
    """What the row says, column by column, a default in each empty cell. Raises BadCell at the first that can't be read."""
    given: dict[str, Any] = {"customer": {}}  # asked for of every row, so that an empty one names its own column
    history: dict[str, Any] = {}
    days, filled = set(), set()
    for name in (*told.columns, *(name for name in told.defaults if name not in told.columns)):
        cell = _stripped(cells.get(name, ""))
        empty = cell in ("", None)
        value = told.defaults.get(name, "") if empty else _listed(name, cell, told)
        if value == "" or value is None:
            continue
        value, exact = READERS[READINGS[name]](name, value, "" if empty and ISO.match(str(value)) else told.date_format)
        days |= set() if exact else {name}
        if name in HISTORY:
            history[name] = value
            filled |= {name} if empty else set()
        else:
            _put(given, name, value)
    return Read(given, "received_at" not in days, history, frozenset(days), frozenset(filled))


def _stripped(cell: Any) -> Any:
    return cell.strip() if isinstance(cell, str) else cell


def _listed(name: str, cell: Any, told: Map) -> Any:
    """The value that the map lists for this cell. Words that are free otherwise must be listed once a list is given."""
    values = told.values.get(name)
    if values is None:
        return cell
    if str(cell) in values:
        return values[str(cell)]
    if READINGS[name] == "text":
        raise BadCell(name, f"“{_short(cell)}” is not among the values that the map lists.")
    return cell


def _short(cell: Any) -> str:
    text = " ".join(str(cell).split())
    return text if len(text) <= 60 else f"{text[:59]}…"


def _text(name: str, value: Any, pattern: str) -> tuple[Any, bool]:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, (str, dict, list)) else str(value), True


def _list(name: str, value: Any, pattern: str) -> tuple[Any, bool]:
    return [part.strip() for part in value.split(";") if part.strip()] if isinstance(value, str) else value, True


def _bool(name: str, value: Any, pattern: str) -> tuple[Any, bool]:
    said = value if isinstance(value, bool) else {"true": True, "false": False}.get(str(value).lower())
    if said is None:
        raise BadCell(name, f"“{_short(value)}” is neither true nor false.")
    return said, True


def _day(name: str, value: Any, pattern: str) -> tuple[Any, bool]:
    return _as_moment(name, value, pattern)[0].date().isoformat(), True


def _moment(name: str, value: Any, pattern: str) -> tuple[Any, bool]:
    found, exact = _as_moment(name, value, pattern)
    if found.tzinfo is None:
        try:
            found = london.moment(found.date(), found.time() if exact else time(12))
        except ValueError as error:
            raise BadCell(name, str(error)) from None
    return found, exact


def _as_moment(name: str, value: Any, pattern: str) -> tuple[datetime, bool]:
    """The moment, and whether its time was said; without an offset it is a London time."""
    if isinstance(value, datetime):
        return value, value.time() != time()
    if isinstance(value, date):
        return datetime.combine(value, time()), False
    try:
        return _parsed(str(value), pattern)
    except (ValueError, OverflowError):
        asked = f"of the form {pattern}" if pattern else "written as 2026-05-11 or 2026-05-11T10:02:00+01:00"
        raise BadCell(name, f"“{_short(value)}” is not a date {asked}.") from None


@lru_cache(maxsize=10_000)
def _parsed(text: str, pattern: str) -> tuple[datetime, bool]:
    if pattern:
        return datetime.strptime(text, pattern), bool(TIMED.search(pattern))  # noqa: DTZ007 - made a London time above
    if not ISO.match(text):
        raise ValueError(text)
    return datetime.fromisoformat(text), len(text) > len("2026-05-11")


READERS: Mapping[str, Callable[[str, Any, str], tuple[Any, bool]]] = {
    "text": _text, "code": _text, "list": _list, "bool": _bool, "day": _day, "moment": _moment,
}
assert set(READERS) >= set(READINGS.values())


def _put(given: dict[str, Any], name: str, value: Any) -> None:
    *path, last = name.split(".")
    for part in path:
        given = given.setdefault(part, {})
    given[last] = value
