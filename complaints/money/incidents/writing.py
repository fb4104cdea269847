"""The bulk writer of an incident's customers: COPY on PostgreSQL, executemany on SQLite, inside the caller's transaction."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from complaints.intake.copying import lines
from complaints.money.incidents.assessing import Worked
from complaints.money.incidents.rows import Lost
from complaints.money.models import IncidentCustomer

ALWAYS = {"told_on": None}
Row = dict[str, Any]


def row(incident_id: int, lost: Lost, worked: Worked) -> Row:
    """One row of the table."""
    return {"incident_id": incident_id, "line": lost.line, "account": lost.account, "name": lost.name, "address": lost.address,
            "postcode": lost.postcode, "customer_type": lost.customer_type, "facts": lost.facts(), **worked._asdict()}


def replace(incident_id: int, rows: Sequence[Row], accounts: Iterable[str], *, known: bool) -> None:
    """Write these rows. `known`: rows of these accounts may be there from an earlier file, and fall."""
    if known:
        old = IncidentCustomer.objects.filter(incident_id=incident_id, account__in=list(accounts))
        old._raw_delete(old.db)
    if rows and connection.vendor == "postgresql":
        _copy(rows)
    else:
        IncidentCustomer.objects.bulk_create((IncidentCustomer(**values, **ALWAYS) for values in rows), batch_size=500)


def clear(incident_id: int) -> None:
    """Every customer of the incident falls; nothing is booked yet."""
    old = IncidentCustomer.objects.filter(incident_id=incident_id)
    old._raw_delete(old.db)


def statement(names: Iterable[str]) -> str:
    columns = ", ".join(f'"{IncidentCustomer._meta.get_field(name).column}"' for name in names)
    return f'COPY "{IncidentCustomer._meta.db_table}" ({columns}) FROM STDIN'


def _copy(rows: Sequence[Row]) -> None:
    text = lines(rows, ALWAYS.values()).encode()
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.cursor.copy_expert(statement((*rows[0], *ALWAYS)), io.BytesIO(text), size=1 << 18)
