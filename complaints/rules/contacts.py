"""Whom a customer may turn to on a day: the Ombudsman, free advice, the emergency line. Dated rows (readings P10, P15).

Shipped rows come from `fixtures/contacts.json`; the company's own rows (`rules.own_rows`, table "contact") hold in their place from
their own first day, or end them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from complaints.rules.models import ContactRow
from complaints.rules.own_rows import END, SET, OwnRows
from complaints.rules.services import fixture, own

TABLE = "contact"
A_DAY = timedelta(days=1)
ONLY_IN = {"advice_scotland": "scotland"}
COLUMNS = ("role", "name", "phone", "hours", "web", "address", "source", "verified")


@dataclass(frozen=True, slots=True)
class DatedContact:
    """One row for the days on which it holds. `shipped`: it came with the product."""

    code: str
    role: str
    name: str
    phone: str
    hours: str
    web: str
    address: str
    source: str
    verified: bool
    valid_from: date | None
    valid_until: date | None
    shipped: bool = True
    name_cy: str = ""

    def holds(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_until is None or on <= self.valid_until)


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


def contacts_on(day: date, nation: str) -> list[DatedContact]:
    """The rows in force that day for a customer of that nation, by role; one of each code, the officer's before the shipped."""
    found = {row.code: row for row in history() if row.holds(day) and ONLY_IN.get(row.role, nation) == nation}
    return sorted(found.values(), key=lambda row: (row.role, row.code))


def history() -> list[DatedContact]:
    """Every row for the days on which it holds; of two of one code and day the later stands behind."""
    welsh = {row["id"]: row.get("name_cy", "") for row in fixture("contacts")["rows"]}
    kept = [_dated(row, welsh.get(row.code, "")) for row in ContactRow.objects.order_by("role", "-shipped", "valid_from", "code")]
    own_rows = own(TABLE)
    if not own_rows.by_key:
        return kept
    found = [row for row in kept if row.code not in own_rows.by_key]
    for code in own_rows.by_key:
        found += _spans([row for row in kept if row.code == code], code, own_rows)
    return found


def _dated(row: ContactRow, welsh: str) -> DatedContact:
    values = {name: getattr(row, name) for name in COLUMNS}
    return DatedContact(code=row.code, valid_from=row.valid_from, valid_until=row.valid_until, shipped=row.shipped, name_cy=welsh, **values)


def _spans(kept: list[DatedContact], code: str, own_rows: OwnRows) -> Iterable[DatedContact]:
    """What holds of one code between each day on which its own rows begin or end."""
    versions = own_rows.by_key[code]
    starts = sorted({row.valid_from for row in versions} | {row.valid_until + A_DAY for row in versions if row.valid_until})
    yield from _clipped(kept, None, starts[0] - A_DAY)
    for first, after in zip(starts, [*starts[1:], None], strict=True):
        last = after - A_DAY if after else None
        version = own_rows.on(code, first)
        if version is None or version.what not in (SET, END):
            yield from _clipped(kept, first, last)
        elif version.what == SET:
            yield DatedContact(code=code, source=version.source, verified=True, valid_from=first, valid_until=last, shipped=False, **version.values)


def _clipped(kept: list[DatedContact], first: date | None, last: date | None) -> Iterable[DatedContact]:
    """The rows as far as they hold between the two days."""
    for row in kept:
        begins = max((day for day in (row.valid_from, first) if day), default=None)
        ends = min((day for day in (row.valid_until, last) if day), default=None)
        if begins is None or ends is None or begins <= ends:
            yield replace(row, valid_from=begins, valid_until=ends)
