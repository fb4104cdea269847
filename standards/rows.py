"""Dated rows of the two rulebooks: the numbers that standards follow, when, and where each is from. Pure; rows come in as plain dicts.

A standard says by its terms what is counted; a row says how many, how much and from when until when it held. `documents` has
one row a standard, without an end. In `law` a row holds for the failures of its days; unverified rows are shown and never used.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from workdays import Calendar

BOOKS = ("documents", "law")
MONEY = frozenset({
    "first_domestic", "first_business", "more_domestic", "more_business", "cap", "cap_small", "cap_large", "late_extra",
    "rate_small", "rate_large", *(f"band{n}_{what}" for n in range(1, 6) for what in ("to", "rate", "cap")),
})
SHARES = frozenset({"target", *(f"band{n}_{what}" for n in range(1, 6) for what in ("rate_percent", "cap_percent"))})
DAYS = frozenset({"effective_on"})


class NoRuleInForce(LookupError):
    """The rulebook asked for has no verified row for that day; the text is the sentence for people."""


@dataclass(frozen=True, slots=True)
class Row:
    """One dated row. `values` by name: money and shares as Decimal, days as date, the rest whole numbers. `officer`: added here."""

    standard: str
    book: str
    version: str
    valid_from: date | None
    valid_until: date | None
    values: Mapping[str, Any] = field(hash=False)
    source: str
    verified: bool
    note: str = ""
    officer: bool = False

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True)
class Tables:
    """Every row of both books, newest first, and the calendars of the nations."""

    rows: Mapping[tuple[str, str], tuple[Row, ...]]
    calendars: Mapping[str, Calendar]

    def of(self, code: str, book: str) -> tuple[Row, ...]:
        return self.rows.get((code, book), ())


def tables_of(data: Iterable[Mapping[str, Any]], calendars: Mapping[str, Calendar]) -> Tables:
    """From rows as `fixtures/standards_rules.json` has them: `{standards, books, version, values, source, verified, …}`."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in _rows(data):
        found.setdefault((row.standard, row.book), []).append(row)
    return Tables({key: tuple(sorted(rows, key=_newest, reverse=True)) for key, rows in found.items()}, calendars)


def _newest(row: Row) -> tuple[date, bool]:
    """An officer's row goes before the shipped one of the same day."""
    return (row.valid_from or date.min, row.officer)


def _rows(data: Iterable[Mapping[str, Any]]) -> Iterable[Row]:
    for entry in data:
        for code in entry["standards"]:
            for book in entry["books"]:
                yield Row(
                    code, book, entry["version"], _day(entry.get("from")), _day(entry.get("until")), typed(entry["values"]),
                    entry["source"], entry["verified"], entry.get("note", ""), entry.get("officer", False),
                )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a row in their kinds. Raises ValueError, KeyError or ArithmeticError for what is none."""
    return {name: _typed(name, value) for name, value in values.items()}


def _typed(name: str, value: Any) -> Any:
    if name in MONEY or name in SHARES:
        return Decimal(value)
    return date.fromisoformat(value) if name in DAYS else int(value)
