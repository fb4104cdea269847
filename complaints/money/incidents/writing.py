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


def replace(incident_id: int, good: Sequence[tuple[Lost, Sequence[Worked]]], *, known: bool) -> list[int]:
    """Write these customers in place of what an earlier file said of them; answers the lines of those whose payments are all booked.

    `known` False: there was no earlier file, so nothing is looked for.
    """
    booked = _booked(incident_id, [lost.account for lost, _ in good]) if known else set()
    fresh = [(lost, [one for one in results if (lost.account, one.code) not in booked]) for lost, results in good] if booked else good
    insert([row(incident_id, lost, worked) for lost, results in fresh for worked in results])
    return [lost.line for lost, results in fresh if not results]


def _booked(incident_id: int, accounts: Sequence[str]) -> set[tuple[str, str]]:
    """(account, standard) of those with a payment; what else is there of these accounts falls."""
    there = IncidentCustomer.objects.filter(incident_id=incident_id, account__in=accounts)
    found = list(there.values_list("pk", "account", "code", "payment"))
    fall([pk for pk, _, _, payment in found if payment is None])
    return {(account, code) for _, account, code, payment in found if payment is not None}


def fall(numbers: Sequence[int]) -> None:
    """Rows go that have no payment."""
    if numbers:
        old = IncidentCustomer.objects.filter(pk__in=numbers)
        old._raw_delete(old.db)


def clear(incident_id: int) -> None:
    """Every customer of the incident falls; nothing is booked yet."""
    old = IncidentCustomer.objects.filter(incident_id=incident_id)
    old._raw_delete(old.db)


def insert(rows: Sequence[Row]) -> None:
    if rows and connection.vendor == "postgresql":
        _copy(rows)
    else:
        IncidentCustomer.objects.bulk_create((IncidentCustomer(**values, **ALWAYS) for values in rows), batch_size=500)


def statement(names: Iterable[str]) -> str:
    columns = ", ".join(f'"{IncidentCustomer._meta.get_field(name).column}"' for name in names)
    return f'COPY "{IncidentCustomer._meta.db_table}" ({columns}) FROM STDIN'


def _copy(rows: Sequence[Row]) -> None:
    text = lines(rows, ALWAYS.values()).encode()
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.cursor.copy_expert(statement((*rows[0], *ALWAYS)), io.BytesIO(text), size=1 << 18)
