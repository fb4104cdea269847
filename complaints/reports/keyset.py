"""Pages of the cases behind a number: cut by the key of the row at the edge, newest first, however many there are. Reads only."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import DateField, DateTimeField, Q, QuerySet

from complaints.record.refusals import Unacceptable

PAGE = 50
MOST = 100_000
NOT_THERE = "This page of the cases is not there. Go back to the report."
LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Page:
    """`before` and `after` are the keys that the neighbouring pages are asked for with; None where there is none."""

    rows: list[Any]
    before: str | None
    after: str | None


def page_of(rows: QuerySet, *, after: str = "", before: str = "", size: int = PAGE) -> Page:
    """The page behind `after`, or the one that ends at `before`; the first without either. The rows have `counted_at`."""
    if before:
        found = list(_beside(rows, before, onward=False)[: size + 1])
        if len(found) <= size:
            return page_of(rows, size=size)
        found = found[:size][::-1]
        return Page(found, key_of(found[0]), key_of(found[-1]))
    found = list((_beside(rows, after, onward=True) if after else rows.order_by("-counted_at", "-pk"))[: size + 1])
    shown = found[:size]
    return Page(shown, key_of(shown[0]) if after and shown else None, key_of(shown[-1]) if len(found) > size else None)


def counted_to(rows: QuerySet, most: int = MOST) -> int:
    """How many there are, counted to one more than `most`."""
    return rows.order_by()[: most + 1].count()


def key_of(row: Any) -> str:
    return f"{row.counted_at.isoformat()}~{row.pk}"


def _beside(rows: QuerySet, key: str, *, onward: bool) -> QuerySet:
    kind = rows.query.annotations["counted_at"].output_field
    at, pk = _read(key, by_day=isinstance(kind, DateField) and not isinstance(kind, DateTimeField))
    sign, way = ("-", "lt") if onward else ("", "gt")
    edge = Q(**{f"counted_at__{way}": at}) | Q(**{"counted_at": at, f"pk__{way}": pk})
    return rows.filter(Q(**{f"counted_at__{way}e": at}), edge).order_by(f"{sign}counted_at", f"{sign}pk")


def _read(key: str, *, by_day: bool) -> tuple[date, int]:
    at, _, pk = key.partition("~")
    try:
        edge, number = date.fromisoformat(at) if by_day else datetime.fromisoformat(at), int(pk)
    except ValueError:
        raise Unacceptable(NOT_THERE) from None
    if (isinstance(edge, datetime) and edge.tzinfo is None) or not 0 <= number <= LARGEST or not 1900 < edge.year < 9000:
        raise Unacceptable(NOT_THERE)
    return edge, number
