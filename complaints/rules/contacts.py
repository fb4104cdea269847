"""Whom a customer may turn to on a day: the Ombudsman, free advice, the emergency line. Dated rows (readings P10, P15).

Shipped rows come from `fixtures/contacts.json`; an officer's row of the same code wins from its own first day.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from complaints.rules.models import ContactRow

ONLY_IN = {"advice_scotland": "scotland"}
COLUMNS = ("role", "name", "phone", "hours", "web", "address", "source", "verified")


def load(rows: Iterable[Mapping[str, Any]]) -> int:
    """Lay the shipped rows down, each once by its code; answers how many there are. Officers' rows are left alone."""
    number = 0
    for row in rows:
        values = {name: row[name] for name in COLUMNS}
        days = {"valid_from": _day(row["from"]), "valid_until": _day(row["until"])}
        ContactRow.objects.update_or_create(code=row["id"], shipped=True, defaults=values | days)
        number += 1
    return number


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def contacts_on(day: date, nation: str) -> list[ContactRow]:
    """The rows in force that day for a customer of that nation, by role; one of each code, the officer's before the shipped."""
    begun = Q(valid_from=None) | Q(valid_from__lte=day)
    running = Q(valid_until=None) | Q(valid_until__gte=day)
    found: dict[str, ContactRow] = {}
    for row in ContactRow.objects.filter(begun, running).order_by("role", "-shipped", "valid_from", "code"):
        if ONLY_IN.get(row.role, nation) == nation:
            found[row.code] = row
    return sorted(found.values(), key=lambda row: (row.role, row.code))
