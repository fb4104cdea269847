"""Rows of the rulebooks that clocks follow, frozen, and the picking of the one in force. Pure: rows come in as plain dicts.

A complaint keeps for life the rows in force on the day it was received (design, section 1); a row's days are that day's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from complaints.clocks.kinds import GIVEN, Kind
from workdays import Calendar

BOOKS = ("documents", "law")
BOOK_WORDS = {"documents": "our documents", "law": "the law"}
assert tuple(BOOK_WORDS) == BOOKS
UNITS = ("working_days", "days", "days_then_working_day", "months", "month_then_working_day", "given")


@dataclass(frozen=True, slots=True)
class Rule:
    """One dated row. `amount` counts `unit`; `ahead` is working days, or "1 month", before the due day (0: no alert ahead).

    `aheads` holds what the company set instead, (from, until, ahead), for clocks that start on these days.
    """

    kind: Kind
    book: str
    version: str
    name: str
    unit: str
    amount: int
    ahead: int | str
    source: str
    verified: bool
    variant: str = ""
    begun_from: date = date.min
    begun_until: date = date.max
    aheads: tuple[tuple[date, date, int | str], ...] = ()

    def ahead_for(self, started_on: date) -> int | str:
        """How long before its day a clock that starts on that day is alerted."""
        return next((ahead for first, last, ahead in self.aheads if first <= started_on <= last), self.ahead)

    def as_json(self) -> dict[str, Any]:
        """`rule` of the contract's Deadline."""
        return {"name": self.name, "rulebook": self.book, "version": self.version, "source": self.source, "verified": self.verified}


@dataclass(frozen=True)
class Rules:
    """Every row of both books, as one value handed to the clocks."""

    rows: tuple[Rule, ...]
    procedure_version: str
    _by_key: Mapping[tuple[str, str, str], tuple[Rule, ...]] = field(default_factory=dict, compare=False)

    def pick(self, kind: Kind, book: str, begun_on: date, variant: str = "") -> Rule | None:
        """The row in force for a complaint begun that day; None where the book has none (law: no 9 months since 2015)."""
        for rule in self._by_key.get((kind, book, variant), ()):
            if rule.begun_from <= begun_on <= rule.begun_until:
                return rule
        return None


def rules_of(data: Mapping[str, Any]) -> Rules:
    """The rows of `fixtures/clock_rules.json` (and officers' rows of the same shape beside them)."""
    return rules_from((rule for row in data["rules"] for rule in _rules(row, str(data["version"]))), str(data["procedure_version"]))


def rules_from(found: Iterable[Rule], procedure_version: str) -> Rules:
    """The rows as one value. Of two that hold for a day the one that stands first is picked."""
    rows = tuple(found)
    keyed: dict[tuple[str, str, str], tuple[Rule, ...]] = {}
    for rule in rows:
        key = (rule.kind, rule.book, rule.variant)
        keyed[key] = (*keyed.get(key, ()), rule)
    rules = Rules(rows, procedure_version, keyed)
    _checked(rules)
    return rules


def _rules(row: Mapping[str, Any], version: str) -> Iterable[Rule]:
    for book in row["books"]:
        yield Rule(
            kind=Kind(row["kind"]), book=book, version=str(row.get("version", version)), name=row["name"], unit=row["unit"],
            amount=row["amount"], ahead=row["ahead"], source=row["source"], verified=row["verified"],
            variant=row.get("variant", ""),
            begun_from=date.fromisoformat(row["begun_from"]) if "begun_from" in row else date.min,
            begun_until=date.fromisoformat(row["begun_until"]) if "begun_until" in row else date.max,
        )


def _checked(rules: Rules) -> None:
    """Every kind has a row in the owner's documents, every row a known unit and a source."""
    missing = set(Kind) - {rule.kind for rule in rules.rows if rule.book == "documents"}
    assert not missing, f"no rule for {sorted(missing)}"
    for rule in rules.rows:
        assert rule.unit in UNITS and rule.source and rule.name, rule
        assert (rule.unit == "given") == (rule.kind in GIVEN | {Kind.STANDARD_PAYMENT}), rule


@dataclass(frozen=True)
class Book:
    """What the clocks of one complaint need beside its facts: rows, calendars, the company's postal allowance and its
    same-day hour (received before it in London, an answer on the same day is the target; None: no target)."""

    rules: Rules
    calendars: Mapping[str, Calendar]
    post_working_days: int = 2
    same_day_until: time | None = None
