"""The dated rows that an assessment is handed: who counts as a micro or small business, and how long each rulebook's windows run.

Constants of law and of the owner's documents with their source; no judging here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

LIMITS = ("electricity", "gas", "employees", "turnover", "balance_sheet")
FROM_COMPLAINT, FROM_LETTER = "complaint", "letter"
BOOK_WORDS: Mapping[str, str] = {"documents": "the company’s own documents", "law": "the law"}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """One row, of both rulebooks. kWh and money: not more than; employees: fewer than (Q2). Money in `currency`."""

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


def joined(rows: Iterable[Thresholds]) -> str:
    """The names of rows that were looked at together, whatever their order; "" for none."""
    return "|".join(sorted({row.name for row in rows}))


@dataclass(frozen=True, slots=True)
class WindowRow:
    """`months` from the first complaint, or from receipt of the first letter, for complaints begun within the days given."""

    runs_from: str
    book: str
    months: int
    begun_from: date
    begun_until: date
    name: str
    version: str
    source: str

    def as_json(self, rulebook: str) -> dict[str, str]:
        assert rulebook == self.book
        return {"name": self.name, "rulebook": self.book, "version": self.version, "source": self.source}


@dataclass(frozen=True, slots=True)
class Tables:
    """`opens_after`: days from the complaint until the Ombudsman is open without a deadlock letter."""

    thresholds: tuple[Thresholds, ...]
    windows: tuple[WindowRow, ...]
    opens_after: int

    def window(self, runs_from: str, book: str, begun_on: date) -> WindowRow | None:
        """The row for a complaint begun that day; None where the book has none (law: no nine months since 2015)."""
        return next((row for row in self.windows if (row.runs_from, row.book) == (runs_from, book)
                     and row.begun_from <= begun_on <= row.begun_until), None)

    def classes_on(self, day: date) -> tuple[Thresholds, ...]:
        """The thresholds in force that day, the narrower class first."""
        return tuple(sorted((row for row in self.thresholds if row.holds_on(day)), key=lambda row: row.electricity))

    def joined_with(self, name: str) -> list[str]:
        """Every mix of rows (`joined`) that an assessment can look at and that holds this one: those of the day on which the complaint began
        and those of the decision, which change on a few days alone."""
        each = {self.classes_on(day) for row in self.thresholds for day in (row.valid_from, row.valid_until) if day}
        mixes = [(*begun, *decided) for begun in each for decided in each]
        return sorted({joined(mix) for mix in mixes if any(row.name == name for row in mix)})


def tables_of(thresholds: Iterable[Mapping[str, Any]], windows: Iterable[WindowRow], opens_after: int) -> Tables:
    """From the rows of `fixtures/eligibility_rules.json` and the clocks' own windows."""
    rows = tuple(sorted((_row(entry) for entry in thresholds), key=lambda row: (row.valid_from, row.customer_class)))
    assert rows and all(row.source and row.name and row.version for row in rows)
    assert all(getattr(row, limit) > 0 for row in rows for limit in LIMITS)
    found = Tables(rows, tuple(windows), opens_after)
    assert {row.book for row in found.windows} == set(BOOK_WORDS)
    return found


def _row(entry: Mapping[str, Any]) -> Thresholds:
    until = entry.get("until")
    return Thresholds(
        entry["name"], entry["class"], date.fromisoformat(entry["from"]), date.fromisoformat(until) if until else None,
        *(Decimal(entry[limit]) for limit in LIMITS), entry["currency"], entry["version"], entry["source"], entry["verified"],
    )
