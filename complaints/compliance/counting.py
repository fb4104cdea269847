"""How many of each thing looked at, in one statement. Reads only."""

from collections import Counter
from collections.abc import Iterable

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from complaints.compliance.looking import Look, Looked

COUNTED_TO = 1000


def counts(things: Iterable[Looked], look: Look) -> dict[str, int | None]:
    """By name; None above a thousand."""
    names, statements, values = [], [], []
    for looked in things:
        for rows in looked.rows(look):
            try:
                text, told = _ordered(rows).values("pk")[: COUNTED_TO + 1].query.sql_with_params()
            except EmptyResultSet:
                continue
            statements.append(f"SELECT {len(names)} AS place, COUNT(*) AS number FROM ({text}) AS arm{len(names)}")  # noqa: S608
            names.append(looked.name)
            values += told
    found: Counter[str] = Counter()
    if statements:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(statements), values)
            for place, number in cursor.fetchall():
                found[names[place]] += number
    return {looked.name: found[looked.name] if found[looked.name] <= COUNTED_TO else None for looked in things}


def _ordered(rows: QuerySet) -> QuerySet:
    """In the order that was asked for, so that an index is read from its end and left at the limit; the models' own order is none."""
    return rows if rows.query.order_by else rows.order_by()
