"""Opening a list: what it was named, how its reader likes it and which saved views stand beside it, in one statement. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, QuerySet, Value

from complaints.lists import asked
from complaints.lists.asked import Named
from complaints.lists.models import AskedList, ListChoice, SavedView
from complaints.lists.wanted import VIEWS, Wanted, wanted_of
from complaints.record.refusals import Unknown

MOST_SAVED = 20


@dataclass(frozen=True, slots=True)
class Opened:
    """`saved`: the views that this person may open, by name, as far as they stand in the switch."""

    named: Named
    liked: ListChoice
    saved: tuple[Named, ...]


def opened(ident: str, *, by: Any) -> Opened:
    """Raises Unknown for an id that is not theirs to open, as `asked.named` does."""
    rows = list(_rows(ident, by))
    saved = {row[1]: _saved(row) for row in rows if row[0] == "saved"}
    named = _named(ident, rows, saved)
    choices = {row[2]: row for row in rows if row[0] == "choice"}
    _, _, view, sort, columns, _ = choices.get(named.choice_of, ("", "", named.choice_of, "", None, ""))
    beside = sorted(saved.values(), key=lambda one: (one.saved.name, one.id))[:MOST_SAVED]
    return Opened(named, ListChoice(person=by, view=view, sort=sort, columns=columns), tuple(beside))


def _rows(ident: str, by: Any) -> Iterable[tuple]:
    found = [_told(SavedView.objects.filter(asked.theirs(by)), "saved", "id", "view", "q", "filters", "name"),
             _told(ListChoice.objects.filter(person=by), "choice", "view", "view", "sort", "columns", None)]
    if ident not in VIEWS and asked.is_ident(ident):
        found.append(_told(AskedList.objects.filter(pk=ident, person=by), "asked", "id", "view", "q", "filters", None))
    return found[0].union(*found[1:], all=True)


def _told(rows: QuerySet, what: str, *columns: str | None) -> QuerySet:
    """The same six columns of each table, under the same names."""
    said = Value(what, output_field=CharField())
    return rows.order_by().annotate(what=said, none=Value("", output_field=CharField())).values_list("what", *(name or "none" for name in columns))


def _saved(row: tuple) -> Named:
    _, ident, view, q, filters, name = row
    return Named(ident, _wanted(view, q, filters), SavedView(id=ident, name=name, view=view))


def _named(ident: str, rows: Iterable[tuple], saved: dict[str, Named]) -> Named:
    if ident in VIEWS:
        return Named(ident, Wanted(ident))
    for what, known, view, q, filters, _ in rows:
        if (what, known) == ("asked", ident):
            return Named(ident, _wanted(view, q, filters))
    if ident in saved:
        return saved[ident]
    raise Unknown(asked.GONE)


def _wanted(view: str, q: str, filters: Any) -> Wanted:
    return wanted_of(view, q, filters if isinstance(filters, dict) else {})
