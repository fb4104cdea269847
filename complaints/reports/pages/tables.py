"""The tables of the report `standards`: by standard within its regime, and by quarter. Every number opens its cases. Figures in, cells out."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from complaints.clocks import words
from complaints.reports.naming import in_order, named, percent, points, pounds, regime_of, regimes
from complaints.reports.pages.period import query
from complaints.reports.periods import Period

Cell = dict[str, Any]
Row = dict[str, Any]
COUNTS = {"applied": "Applied", "breaches": "Breaches", "exempt": "Exempt", "undecided": "To decide"}
CASES = "/reports/standards/cases/"


def by_standard(answer: Row, period: Period, as_of: datetime | None) -> Row:
    """One group of rows a regime, in the catalogue's order, and the totals."""
    counts = counts_of(answer)
    rows = [(regime_of(row["code"]), line(row, counts, period, as_of)) for row in in_order(answer["rows"])]
    groups = [{"name": regime, "rows": [cells for of, cells in rows if of == regime]} for regime in regimes()]
    return {
        "caption": "By standard", "head": head("Standard", counts, "Points on the period before"),
        "groups": [group for group in groups if group["rows"]], "foot": line(answer["totals"], counts, period, as_of),
    }


def by_quarter(answer: Row, as_of: datetime | None) -> Row:
    """One group of rows a quarter, the newest first."""
    counts = counts_of(answer)
    quarters: dict[Period, list[list[Cell]]] = {}
    for row in in_order(answer["quarters"]):
        part = Period(date.fromisoformat(row["from"]), date.fromisoformat(row["to"]))
        quarters.setdefault(part, []).append(line(row, counts, part, as_of))
    newest = sorted(quarters.items(), key=lambda item: item[0].first, reverse=True)
    groups = [{"name": words.span_words(part.first, part.last), "rows": rows} for part, rows in newest]
    columns = head("Standard", counts, "Points on the quarter before")
    return {"caption": "By quarter and standard", "head": columns, "groups": groups, "foot": None}


def counts_of(answer: Row) -> tuple[str, ...]:
    """The counts that have a column: none without values."""
    return tuple(name for name in COUNTS if name in ("applied", "breaches") or answer["totals"][name])


def head(first: str, counts: Iterable[str], change: str) -> list[Cell]:
    return [{"text": first}, *({"text": COUNTS[name], "num": True} for name in counts), {"text": "Share", "num": True},
            {"text": change, "num": True}, {"text": "Amount", "num": True}]


def line(row: Row, counts: Iterable[str], period: Period, as_of: datetime | None) -> list[Cell]:
    code, name = row.get("code", ""), named(row["code"]) if "code" in row else "All standards"
    opened = [_opens(f"{row[what]:,}", what, code, name, period, as_of, some=bool(row[what])) for what in counts]
    owed = _opens(pounds(row["amount_gbp"]), "amount", code, name, period, as_of, some=row["amount_gbp"] != "0.00")
    return [{"text": name}, *opened, {"text": percent(row["share_percent"]), "num": True}, {"text": points(row["change_points"]), "num": True}, owed]


def _opens(text: str, what: str, code: str, name: str, period: Period, as_of: datetime | None, *, some: bool) -> Cell:
    more = {"what": what, **({"code": code} if code else {})}
    href = f"{CASES}?{query(period, as_of, **more)}" if some else None
    return {"text": text, "num": True, "href": href, "about": f", {name}"}
