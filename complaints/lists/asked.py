"""Keeping what was asked under a short id, and finding it again for the one who asked. The only writer of `AskedList`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q

from complaints.lists.models import AskedList, ListChoice, SavedView
from complaints.lists.wanted import VIEWS, Wanted, id_of, wanted_of
from complaints.record.refusals import Unknown

KEPT = timedelta(days=30)
GONE = "This list is no longer kept, or it is somebody else’s. Open one of your lists and choose again."


@dataclass(frozen=True, slots=True)
class Named:
    """A list by the id in its address: a view's own name, a question that was asked, or a saved view."""

    id: str
    wanted: Wanted
    saved: SavedView | None = None

    @property
    def choice_of(self) -> str:
        """Whose order and columns it has: a saved view's own, else those of its view."""
        return self.saved.id if self.saved else self.wanted.view


def keep(wanted: Wanted, *, by: Any, now: datetime) -> str:
    """The id to put into the address. Asking the same again changes only when it was asked."""
    if wanted.is_plain:
        return wanted.view
    ident = id_of(wanted, by.pk, settings.SECRET_KEY)
    told = {"view": wanted.view, "q": wanted.q, "filters": {name: list(values) for name, values in wanted.filters.items()}}
    AskedList.objects.update_or_create(id=ident, person=by, defaults={**told, "asked_at": now})
    return ident


def named(ident: str, *, by: Any) -> Named:
    """Raises Unknown for an id that is not theirs to open. A view's own name costs no query."""
    if ident in VIEWS:
        return Named(ident, Wanted(ident))
    if not is_ident(ident):
        raise Unknown(GONE)
    if found := AskedList.objects.filter(pk=ident, person=by).first():
        return Named(ident, _wanted(found))
    if saved := SavedView.objects.filter(theirs(by), pk=ident).select_related("person").first():
        return Named(ident, _wanted(saved), saved)
    raise Unknown(GONE)


def is_ident(text: str) -> bool:
    return text.isascii() and text.isalnum() and len(text) <= 12


def theirs(person: Any) -> Q:
    """Saved views that this person may open: their own and those shared with their team."""
    return Q(person=person) | (Q(team=person.team_id) if person.team_id else Q(pk__in=[]))


def _wanted(row: AskedList | SavedView) -> Wanted:
    filters = row.filters if isinstance(row.filters, dict) else {}
    return wanted_of(row.view, row.q, filters)


def choice(person: Any, view: str) -> ListChoice:
    """How this person likes this view; as the desk has it where they chose nothing."""
    return ListChoice.objects.filter(person=person, view=view).first() or ListChoice(person=person, view=view)


def like(named: Named, *, by: Any, sort: str | None = None, columns: list[str] | None = None) -> None:
    """Keep how this person likes this view; what they do not say stays."""
    told = {name: value for name, value in (("sort", sort), ("columns", columns)) if value is not None}
    ListChoice.objects.update_or_create(person=by, view=named.choice_of, defaults=told)


def forget(*, now: datetime) -> int:
    """Search words may name a customer: a question nobody asked for 30 days is deleted."""
    return AskedList.objects.filter(asked_at__lt=now - KEPT).delete()[0]
