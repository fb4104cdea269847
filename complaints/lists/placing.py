"""Where a complaint stands in the list that it was opened from: which is before it, which comes next, and how many there are."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, IntegerField, OuterRef, Subquery

from complaints.case.models import Complaint
from complaints.lists import holding, paging
from complaints.lists.asked import Named
from complaints.lists.counting import CAPPED
from complaints.lists.models import ListChoice


class Counted(Subquery):
    """How many rows a limited query has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0  # of words that nothing can match any more


@dataclass(frozen=True, slots=True)
class Place:
    """`number` None: the complaint is no longer in the list; its neighbours are those of the place where it stood or would stand."""

    number: int | None
    total: int
    before: str | None
    after: str | None


def place_of(reference: str, named: Named, *, by: Any, today: date) -> Place | None:
    """Two statements, at any depth."""
    keys = {f"key_{name}": expression for name, (expression, _) in paging.KEYS.items()}
    liked = ListChoice.objects.filter(person=by, view=named.choice_of).values("sort")[:1]
    found = Complaint.objects.filter(reference=reference).values(liked=Subquery(liked), **keys).first()
    if found is None:
        return None
    sort = paging.sort_of(named.wanted, found["liked"] or "")
    key = [found[f"key_{name}"] for name in sort.keys]
    rows = holding.narrowed(by, named.wanted, today)
    behind, ahead = (paging.beside(rows, sort, key, onward=onward).exclude(reference=reference) for onward in (False, True))
    told = Complaint.objects.filter(reference=reference).values(
        inside=Exists(rows.filter(pk=OuterRef("pk"))), before=Subquery(behind.values("reference")[:1]), after=Subquery(ahead.values("reference")[:1]),
        behind=_counted(behind), all=_counted(rows),
    ).get()
    return Place(told["behind"] + 1 if told["inside"] else None, told["all"], told["before"], told["after"])


def _counted(rows: Any) -> Counted:
    return Counted(rows.order_by().values(one=F("pk"))[: CAPPED + 1])
