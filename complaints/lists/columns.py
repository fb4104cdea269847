"""The columns that a list may show beside the reference, the customer and the date. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

# By the name of the row's own value; the order is the table's.
COLUMNS: Mapping[str, str] = {
    "stage": "Stage", "days": "Days used", "rule": "Rule", "owner": "Owner", "horizon": "8-week letter", "last": "Last contact",
    "received": "Received", "team": "Team", "category": "Category", "type": "Customer class", "nation": "Nation",
}
USUAL = ("stage", "days", "rule", "owner", "last")
# What all rows of a view share. How long it is to the 8-week letter is asked of reviews: it takes the place of the last contact, whose own
# clock, the next update, is among the deadlines.
LEFT_OUT: Mapping[str, tuple[str, ...]] = {"mine": ("owner", "horizon"), "reviews": ("stage", "last")}


def chosen(kept: object, view: str) -> tuple[str, ...]:
    """As somebody chose them; as the desk has them where nobody did: my own list needs no owner."""
    if isinstance(kept, list):
        return known(kept)
    return known(name for name in (*USUAL, "horizon") if name not in LEFT_OUT.get(view, ("horizon",)))


def known(names: Iterable[object]) -> tuple[str, ...]:
    given = set(names) & set(COLUMNS)
    return tuple(name for name in COLUMNS if name in given)


def filled(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Those that hold anything in these rows, each with its words: a list has no column without values."""
    return [{"name": name, "label": COLUMNS[name]} for name in names if any(row[name] for row in rows)]
