"""How many rows stand in each group and beside each tick: one grouped statement over the whole view, whatever page is shown.

A view of more than `CAPPED` rows is counted at most once a minute and says when; a smaller one is counted each time.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, Case, F, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast

from complaints.case.listed import Listed
from complaints.case.models import Complaint
from complaints.lists import holding
from complaints.lists.wanted import FIELDS, NOBODY, Wanted, id_of

CAPPED = 500
COUNTED_TO = 1000
OLD = timedelta(seconds=60)
# What stands beside the ticks: the words of a value come with it where a row elsewhere names it.
FACETS = (
    ("group", "CASE WHEN first THEN 'first' ELSE state END", "''", "", "WHERE chosen"), ("state", "state", "''", "", ""),
    ("stage", "stage", "''", "", ""), ("nation", "nation", "''", "", ""), ("type", "customer_type", "''", "", ""),
    ("needs", "needs", "CASE WHEN restricted THEN 'restricted' ELSE '' END", "", ""), ("first", "CASE WHEN first THEN 'first' END", "''", "", ""),
    ("owner", "p.username", "p.full_name", "LEFT JOIN staff_person p ON p.id = held.owner_id", ""),
    ("team", "t.slug", "t.name", "LEFT JOIN staff_team t ON t.id = held.team_id", ""),
    ("category", "c.code", "c.name", "LEFT JOIN complaints_category c ON c.id = held.category_id", ""),
)
ARMS = " UNION ALL ".join(
    f"SELECT '{name}', {value}, {label}, COUNT(*) FROM held {join} {where} GROUP BY 2, 3" for name, value, label, join, where in FACETS  # noqa: S608
)


@dataclass(slots=True)
class Counted:
    """`groups`: rows of the narrowed list by group; `facets`: rows of the view by value; `at`: when, None for just now."""

    groups: Counter = field(default_factory=Counter)
    facets: dict[str, Counter] = field(default_factory=dict)
    labels: dict[tuple[str, str], str] = field(default_factory=dict)
    at: datetime | None = None

    @property
    def total(self) -> int:
        return sum(self.groups.values())

    @property
    def held(self) -> int:
        return sum(self.facets.get("state", Counter()).values())


def counted(person: Any, wanted: Wanted, today: date, *, now: datetime) -> Counted:
    key = _key(person, wanted, today)
    if (kept := cache.get(key)) and timedelta(0) <= now - kept.at < OLD:
        return kept
    fresh = _count(holding.held(person, wanted, today), holding.ticked(wanted, today) if wanted.filters else None)
    if fresh.held > CAPPED:
        fresh.at = now
        cache.set(key, fresh, OLD.total_seconds())
    return fresh


def _key(person: Any, wanted: Wanted, today: date) -> str:
    """Counts are one person's: what they may see is nobody else's to know."""
    whose = f"{person.pk}:{person.role}:{person.team_id}"
    return f"list-counts:{connection.settings_dict['NAME']}:{whose}:{today}:{id_of(wanted, person.pk, 'counts')}"


def _count(rows: QuerySet[Complaint], ticks: Q | None) -> Counted:
    columns = rows.order_by().annotate(
        chosen=_flag(ticks) if ticks else Value(True), first=_flag(Q(listed=Listed.FIRST.value)), needs=Cast("customer__needs", TextField()),
        customer_type=F("customer__customer_type"),
    ).values("state", "chosen", "first", "needs", "customer_type", "stage", "nation", "restricted", "owner_id", "team_id", "category_id")
    try:
        text, values = columns.query.sql_with_params()
    except EmptyResultSet:  # words that nothing can match
        return _gathered(())
    with connection.cursor() as cursor:
        cursor.execute(f"WITH held AS ({text}) {ARMS}", values)
        return _gathered(cursor.fetchall())


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _gathered(rows: Iterable[tuple[str, str | None, str | None, int]]) -> Counted:
    found = Counted(facets={name: Counter() for name in FIELDS})
    for name, value, label, number in rows:
        if name == "group":
            found.groups[value] += number
        elif name == "needs":
            found.facets["need"].update(dict.fromkeys([*json.loads(value), *([label] if label else [])], number))
        elif name == "first":
            found.facets["need"].update({value: number} if value else {})
        else:
            found.facets[name][value or NOBODY] += number
            found.labels[name, value or NOBODY] = label or ""
    return found
