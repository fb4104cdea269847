"""Many rows in one statement, on PostgreSQL and SQLite alike: the rows travel as one JSON value. Only SQL lives here.

What is written and why is decided by the callers, who hold the transaction and the locks.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection, models

Rows = Sequence[Mapping[str, Any]]


def insert(
    model: type[models.Model], rows: Rows, *, same: Mapping[str, Any], returning: Sequence[str] = (), once: bool = False,
) -> list[tuple]:
    """Insert `rows` (field name to value, all with the same names); `same` holds what is equal in all of them.

    `once` leaves out rows that a unique key already holds; `returning` answers columns of those written.
    """
    if not rows:
        return []
    varying, constant = list(rows[0]), list(same)
    sql = _insert_sql(model, tuple(varying), tuple(constant), tuple(returning), connection.vendor, once=once)
    columns = [model._meta.get_field(name) for name in constant]
    values = [field.get_db_prep_save(same[name], connection) for name, field in zip(constant, columns, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, packed(rows)])
        return cursor.fetchall() if returning else []


def update(model: type[models.Model], rows: Rows) -> int:
    """Set the named columns of each row by its `id`; answers how many rows there were."""
    if not rows:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_update_sql(model, tuple(rows[0]), connection.vendor), [packed(rows)])
        return cursor.rowcount


def packed(rows: Rows) -> str:
    """The rows as JSON; moments and days as the database at hand writes them."""
    return json.dumps(rows, default=_text_for(connection.vendor), separators=(",", ":"))


@lru_cache
def _text_for(vendor: str) -> Callable[[date], str]:
    @lru_cache(maxsize=4096)
    def text(value: date) -> str:
        plain = vendor == "postgresql" or not isinstance(value, datetime)
        return value.isoformat() if plain else str(value.astimezone(UTC).replace(tzinfo=None))

    return text


@lru_cache(maxsize=64)
def _insert_sql(
    model: type[models.Model], varying: tuple[str, ...], constant: tuple[str, ...], returning: tuple[str, ...], vendor: str, *, once: bool,
) -> str:
    columns = ", ".join(f'"{model._meta.get_field(name).column}"' for name in (*constant, *varying))
    taken, source = _source(model, varying, vendor)
    picked = ", ".join([*["%s"] * len(constant), *taken])
    tail = " ON CONFLICT DO NOTHING" if once else ""
    tail += f" RETURNING {', '.join(returning)}" if returning else ""
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) SELECT {picked} FROM {source} WHERE true{tail}'  # noqa: S608


@lru_cache(maxsize=64)
def _update_sql(model: type[models.Model], names: tuple[str, ...], vendor: str) -> str:
    table = f'"{model._meta.db_table}"'
    taken, source = _source(model, names, vendor)
    by_name = dict(zip(names, taken, strict=True))
    sets = ", ".join(f'"{model._meta.get_field(name).column}" = {by_name[name]}' for name in names if name != "id")
    return f"UPDATE {table} SET {sets} FROM {source} WHERE {table}.id = {by_name['id']}"  # noqa: S608


def _source(model: type[models.Model], names: Sequence[str], vendor: str) -> tuple[list[str], str]:
    """How each value is taken out of the JSON, and the FROM item that opens it."""
    if vendor == "sqlite":
        return [f"json_extract(x.value, '$.{name}')" for name in names], "json_each(%s) AS x"
    fields = [(name, model._meta.get_field(name)) for name in names]
    declared = ", ".join(f'"{name}" {_type(field)}' for name, field in fields)
    return [f'x."{name}"' for name in names], f"json_to_recordset(%s) AS x({declared})"


def _type(field: models.Field) -> str:
    return field.rel_db_type(connection) if field.primary_key else field.db_type(connection)
