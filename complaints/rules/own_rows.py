"""The company's own rows beside the shipped ones, frozen: which one of a key holds on a day. Reads only.

What a process keeps of a table hangs on the table's stamp, which every change renews: nothing stale is served, by whichever process.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from complaints.rules.models import OwnRow

SET, END, SHIPPED = "set", "end", "shipped"


@dataclass(frozen=True, slots=True)
class OwnVersion:
    """One approved row. `what`: SET (`values` hold), END (there is no such row any more) or SHIPPED (the shipped row holds again)."""

    key: str
    number: int
    what: str
    valid_from: date
    valid_until: date | None
    source: str
    approved_at: datetime
    values: Mapping[str, Any] = field(compare=False)

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True)
class OwnRows:
    """All approved rows of one table by key, the one that wins first: the latest first day, of one day the last made."""

    by_key: Mapping[str, tuple[OwnVersion, ...]]

    def on(self, key: str, day: date, *, known_by: datetime | None = None) -> OwnVersion | None:
        """The row that holds that day in place of the shipped one; None where none does. `known_by` leaves out what was approved later."""
        rows = (row for row in self.by_key.get(key, ()) if known_by is None or row.approved_at <= known_by)
        return next((row for row in rows if row.holds(day)), None)

    def all_on(self, day: date) -> dict[str, OwnVersion]:
        """The row of each key that holds that day."""
        found = {key: self.on(key, day) for key in self.by_key}
        return {key: row for key, row in found.items() if row is not None}


NONE = OwnRows({})
COLUMNS = ("key", "number", "what", "valid_from", "valid_until", "source", "approved_at", "values")


def read(table: str, stamp: str) -> OwnRows:
    """The table as of that stamp; a table without one has no rows and is not asked for."""
    return _read(table, stamp) if stamp else NONE


@lru_cache(maxsize=32)
def _read(table: str, stamp: str) -> OwnRows:
    found: dict[str, list[OwnVersion]] = {}
    rows = OwnRow.objects.filter(table=table, approved_at__isnull=False).order_by("-valid_from", "-number").values_list(*COLUMNS)
    for row in rows:
        version = OwnVersion(*row)
        found.setdefault(version.key, []).append(version)
    return OwnRows({key: tuple(versions) for key, versions in found.items()})
