"""Lists of the JSON API: oldest first, in pages by key and never by offset. Used by the `api` modules only."""

from collections.abc import Callable
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from pydantic import AfterValidator, BeforeValidator

from complaints.record.calling import asked_for
from complaints.record.parsing import Shape, parse

MOST = 200
LARGEST = 2**53


def whole(value: Any) -> Any:
    """A whole number as the query string spells it."""
    text = str(value)
    if not (text.removeprefix("-").isdigit() and text.isascii() and len(text) <= 18):
        raise ValueError("Give a whole number.")
    return int(text)


def _page_size(value: int) -> int:
    if not 1 <= value <= MOST:
        raise ValueError(f"Give a number from 1 to {MOST}.")
    return value


def _place(value: int) -> int:
    if not 0 <= value <= LARGEST:
        raise ValueError("This cursor was not given out here.")
    return value


Whole = Annotated[int, BeforeValidator(whole)]
Limit = Annotated[Whole, AfterValidator(_page_size)]


class PageQuery(Shape):
    """`cursor` is what `next` of the page before said."""

    limit: Limit = MOST
    cursor: Annotated[Whole, AfterValidator(_place)] = 0


def page(request: HttpRequest, rows: QuerySet, shown: Callable[[Any], Any], *, by: str = "pk") -> dict[str, Any]:
    """`{"items", "next"}` of the rows in the order of the column `by`, a positive whole number."""
    wanted = parse(PageQuery, asked_for(request))
    found = list(rows.filter(**{f"{by}__gt": wanted.cursor}).order_by(by)[: wanted.limit + 1])
    items = found[: wanted.limit]
    more = len(found) > wanted.limit
    return {"items": [shown(row) for row in items], "next": str(getattr(items[-1], by)) if more else None}
