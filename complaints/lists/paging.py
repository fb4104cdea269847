"""Pages of a list, forwards and backwards, in every order: by the key of the row at the edge, never by counting rows off.

All keys of an order run the same way, so one comparison of whole keys finds the place and the index of the order serves it.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, BooleanField, DateField, DateTimeField, F, Field, Func, QuerySet, SmallIntegerField, Value
from django.db.models.functions import Coalesce

from complaints.case.listed import NEVER, STAGE_PLACE
from complaints.case.models import Complaint
from complaints.lists.wanted import Wanted
from complaints.record.refusals import Unacceptable

PAGE = 50
LARGEST = 2**63 - 1
# A key by name: where it comes from in the query, and what kind of value it is. No key is ever null.
KEYS: Mapping[str, tuple[Any, Field]] = {
    "listed": (F("listed"), SmallIntegerField()), "listed_on": (F("listed_on"), DateField()), "ordinary": (F("ordinary"), BooleanField()),
    "received_at": (F("received_at"), DateTimeField()), "contact_at": (Coalesce("last_contact_at", Value(NEVER)), DateTimeField()),
    "stage_place": (STAGE_PLACE, SmallIntegerField()), "stage_since": (F("stage_since"), DateTimeField()), "pk": (F("pk"), BigIntegerField()),
}


@dataclass(frozen=True, slots=True)
class Sort:
    name: str
    label: str
    keys: tuple[str, ...]
    falling: bool = False


SORTS: Mapping[str, Sort] = {sort.name: sort for sort in (
    Sort("due", "Next due", ("listed", "listed_on", "pk")), Sort("received", "Received", ("ordinary", "received_at", "pk")),
    Sort("contact", "Last contact", ("ordinary", "contact_at", "pk")), Sort("stage", "Stage", ("ordinary", "stage_place", "listed_on", "pk")),
)}
ENDED = Sort("ended", "Ended last", ("stage_since", "pk"), falling=True)


def sort_of(wanted: Wanted, liked: str) -> Sort:
    """As its reader likes it; what ended is told in its own order."""
    return ENDED if wanted.view == "ended" and not wanted.q else SORTS.get(liked, SORTS["due"])


@dataclass(frozen=True, slots=True)
class Page:
    """`before` and `after`: cursors of the pages beside this one, None where there is none."""

    rows: list[Complaint]
    before: str | None
    after: str | None


def page_of(rows: QuerySet[Complaint], sort: Sort, *, after: str = "", before: str = "", size: int = PAGE) -> Page:
    """The page behind `after`, or the one that ends at `before`; the first without either."""
    if before:
        found = list(beside(rows, sort, _read(before, sort), onward=False)[: size + 1])
        if len(found) <= size:
            return page_of(rows, sort, size=size)
        found = found[:size][::-1]
        return Page(found, cursor_of(found[0], sort), cursor_of(found[-1], sort))
    keyed = beside(rows, sort, _read(after, sort), onward=True) if after else ordered(rows, sort)
    found = list(keyed[: size + 1])
    shown = found[:size]
    return Page(shown, cursor_of(shown[0], sort) if after and shown else None, cursor_of(shown[-1], sort) if len(found) > size else None)


def ordered(rows: QuerySet[Complaint], sort: Sort, *, onward: bool = True) -> QuerySet[Complaint]:
    sign = "-" if sort.falling == onward else ""
    away = {name: KEYS[name][0] for name in sort.keys if not isinstance(KEYS[name][0], F)}
    return rows.annotate(**away).order_by(*(f"{sign}{name}" for name in sort.keys))


def beside(rows: QuerySet[Complaint], sort: Sort, key: Sequence[Any], *, onward: bool) -> QuerySet[Complaint]:
    """The rows behind a key, nearest first; `onward` false: those before it."""
    operator = "<=" if sort.falling == onward else ">="
    return ordered(rows, sort, onward=onward).filter(compared(sort, key, operator)).exclude(pk=key[-1])


def compared(sort: Sort, key: Sequence[Any], operator: str) -> Func:
    """`(a, b, id) >= (…)`: the database finds the place in its index at once. With `>` it would guess by the first column alone that nothing
    is left where most rows share its value, and sort all that is."""
    columns = Func(*(KEYS[name][0] for name in sort.keys), template="(%(expressions)s)", output_field=BooleanField())
    values = (Value(value, output_field=KEYS[name][1]) for name, value in zip(sort.keys, key, strict=True))
    whole = Func(*values, template="(%(expressions)s)", output_field=BooleanField())
    return Func(columns, whole, arg_joiner=f" {operator} ", template="%(expressions)s", output_field=BooleanField())


def key_of(row: Complaint, sort: Sort) -> list[Any]:
    """Of a row that `ordered` or `beside` read."""
    return [getattr(row, name) for name in sort.keys]


def cursor_of(row: Complaint, sort: Sort) -> str:
    """What the address of the next page carries: the key, and no word about anybody."""
    key = [value.isoformat() if hasattr(value, "isoformat") else value for value in key_of(row, sort)]
    return base64.urlsafe_b64encode(json.dumps([sort.name, *key], separators=(",", ":")).encode()).decode().rstrip("=")


def _read(cursor: str, sort: Sort) -> list[Any]:
    try:
        name, *key = json.loads(base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
        if name != sort.name or len(key) != len(sort.keys):
            raise ValueError(cursor)
        return [_typed(value, KEYS[key_name][1]) for key_name, value in zip(sort.keys, key, strict=True)]
    except (ValueError, TypeError, KeyError, ValidationError, OverflowError, RecursionError, binascii.Error):
        raise Unacceptable.of(page="This page of the list is not there. Go back to its beginning.") from None


def _typed(value: Any, field: Field) -> Any:
    typed = field.to_python(value)
    if isinstance(typed, datetime):
        typed = typed.astimezone(UTC) if typed.tzinfo else None
    is_number = isinstance(typed, int) and not isinstance(typed, bool)
    if typed is None or (is_number and not 0 <= typed <= (LARGEST if isinstance(field, BigIntegerField) else 32767)):
        raise ValueError(value)
    return typed
