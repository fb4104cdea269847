"""The import map: which field comes from which column, and how a cell is read. Pure; the contract's section "Import".

Nothing is guessed: a cell that is not a listed value, a day that doesn't fit the declared format or a field that there is not
is refused with a sentence. What a complaint has lived through before the import has fields of its own (`HISTORY`).
"""

import codecs
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from complaints.case.shapes import ComplaintIn

HISTORY: Mapping[str, str] = {
    "contacted_at": "moment", "contact_channel": "code", "contact_summary": "text", "escalated_at": "moment", "deadlock_at": "moment",
    "letter_sent_on": "day", "referred_on": "day", "resolved_at": "moment", "basis": "text", "agreed_by": "code", "at_fault": "bool",
    "late_reason": "text", "closed_reason": "code",
}
PARTS = frozenset({"columns", "values", "defaults", "date_format", "encoding", "delimiter", "key"})


class MapProblem(ValueError):
    """The map can't be used; the message is the sentence for people."""


def _fields(shape: type[BaseModel], before: str = "") -> Iterator[tuple[str, str]]:
    """(dotted name, how a cell of it is read) for every leaf of the shape."""
    for name, info in shape.model_fields.items():
        inner = next((part for part in _parts(info.annotation) if isinstance(part, type) and issubclass(part, BaseModel)), None)
        if inner:
            yield from _fields(inner, f"{before}{name}.")
        else:
            yield before + name, _reading(name, info.annotation)


def _parts(annotation: Any) -> tuple[Any, ...]:
    return (annotation, *(inner for part in get_args(annotation) for inner in _parts(part))) if get_args(annotation) else (annotation,)


def _reading(name: str, annotation: Any) -> str:
    """moment, day, list, bool, code or text."""
    if name.endswith("_at"):
        return "moment"
    if name.endswith("_on"):
        return "day"
    parts = _parts(annotation)
    if any(get_origin(part) is list for part in parts):
        return "list"
    if bool in parts:
        return "bool"
    return "code" if any(get_origin(part) is Literal for part in parts) else "text"


FIELDS: Mapping[str, str] = dict(_fields(ComplaintIn))
READINGS: Mapping[str, str] = {**FIELDS, **HISTORY}
assert set(READINGS.values()) <= {"moment", "day", "list", "bool", "code", "text"} and FIELDS["received_at"] == "moment"
assert not set(FIELDS) & set(HISTORY)


@dataclass(frozen=True)
class Map:
    """The map as declared, checked. `columns` without the key's."""

    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)
    date_format: str = ""
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    key: str = ""

    def headers(self) -> list[str]:
        return [*self.columns.values(), *([self.key] if self.key else [])]


def map_of(told: Any) -> Map:
    """The map from its JSON; MapProblem with one sentence where it can't be used."""
    if not isinstance(told, dict):
        raise MapProblem("The map is not a JSON object.")
    if unknown := sorted(set(told) - PARTS):
        raise MapProblem(f"The map has no part called {unknown[0]}; its parts are {', '.join(sorted(PARTS))}.")
    told = told | {"defaults": _dotted(told.get("defaults", {}))}
    for part in ("columns", "values", "defaults"):
        _checked_fields(part, told.get(part, {}))
    for part in ("date_format", "encoding", "delimiter", "key"):
        if not isinstance(told.get(part, ""), str):
            raise MapProblem(f"In the map, {part} is not text.")
    found = Map(**{"columns": {}, **{name: value for name, value in told.items() if value or name not in ("encoding", "delimiter")}})
    _checked(found)
    return found


def _dotted(told: Any, before: str = "") -> Any:
    """`{"customer": {"name": …}}` as `{"customer.name": …}`."""
    if not isinstance(told, dict):
        return told
    flat: dict[str, Any] = {}
    for name, value in told.items():
        flat |= _dotted(value, f"{before}{name}.") if isinstance(value, dict) else {before + name: value}
    return flat


def _checked_fields(part: str, told: Any) -> None:
    if not isinstance(told, dict):
        raise MapProblem(f"In the map, {part} is not a JSON object.")
    for name, value in told.items():
        if name not in READINGS:
            raise MapProblem(f"In the map, {part} names {name}, which is not a field of a complaint.")
        if part == "columns" and not (isinstance(value, str) and value):
            raise MapProblem(f"In the map, the column of {name} is not the header of a column.")
        if part == "values" and not isinstance(value, dict):
            raise MapProblem(f"In the map, the values of {name} are not a JSON object.")


def _checked(found: Map) -> None:
    check_text(found.encoding, found.delimiter)
    for name in ("description", "received_at", "channel"):
        if name not in found.columns and name not in found.defaults:
            raise MapProblem(f"The map says neither a column nor a default for {name}.")


def check_text(encoding: str, delimiter: str) -> None:
    """MapProblem unless a text file can be read so."""
    try:
        is_text = codecs.lookup(encoding)._is_text_encoding
    except (LookupError, ValueError):
        is_text = False
    if not is_text:
        raise MapProblem(f"There is no text encoding called {encoding[:40]!r}.")
    if len(delimiter) != 1 or delimiter in '"\r\n\x00':
        raise MapProblem("The delimiter is one character, and neither a quotation mark nor a line end.")


def plain_map(headers: Sequence[str]) -> Map:
    """Without a map each column is named as the field it holds; other columns are left out."""
    columns = {name: name for name in headers if name in READINGS}
    return map_of({"columns": columns, **({"key": "key"} if "key" in headers else {})})
