"""Ids taken ahead of their rows, so that a reference can be made from the id and many rows can be written at once."""

from typing import Any

from django.db import connection


def take(model: Any, count: int = 1) -> list[int]:
    """`count` ids of the model's table that nobody else will get. PostgreSQL: from its sequence, also under concurrency;
    SQLite: behind the highest ever used, safe because a writing transaction is alone there."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count])
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()[0]
        return list(range(last + 1, last + count + 1))
