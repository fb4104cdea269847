"""The dated rows of who counts as a micro or small business. Constants of law with their source; no judging here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

LIMITS = ("electricity", "gas", "employees", "turnover", "balance_sheet")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """One row. kWh and money: not more than; employees: fewer than (Q2). Money in `currency`."""

    name: str
    customer_class: str
    valid_from: date
    valid_until: date | None
    electricity: Decimal
    gas: Decimal
    employees: Decimal
    turnover: Decimal
    balance_sheet: Decimal
    currency: str
    version: str
    source: str
    verified: bool

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def as_json(self, rulebook: str) -> dict[str, str]:
        return {"name": self.name, "rulebook": rulebook, "version": self.version, "source": self.source}


def rows_of(data: Iterable[Mapping[str, Any]]) -> tuple[Thresholds, ...]:
    """From the rows of `fixtures/eligibility_rules.json`; micro before small, by day."""
    rows = tuple(sorted((_row(entry) for entry in data), key=lambda row: (row.valid_from, row.customer_class)))
    assert rows and all(row.source and row.name and row.version for row in rows)
    assert all(getattr(row, limit) > 0 for row in rows for limit in LIMITS)
    return rows


def _row(entry: Mapping[str, Any]) -> Thresholds:
    until = entry.get("until")
    return Thresholds(
        entry["name"], entry["class"], date.fromisoformat(entry["from"]), date.fromisoformat(until) if until else None,
        *(Decimal(entry[limit]) for limit in LIMITS), entry["currency"], entry["version"], entry["source"], entry["verified"],
    )


def in_force(rows: Iterable[Thresholds], day: date) -> tuple[Thresholds, ...]:
    """The rows of that day, the narrower class first."""
    return tuple(sorted((row for row in rows if row.holds_on(day)), key=lambda row: row.electricity))
