"""The charts of the reports by month: what closes when, and who went to the Ombudsman. The finding is the title. Figures in, words out."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import workdays
from complaints.clocks.spoken import MONTHS
from complaints.reports.pictures.boxes import Line, Part, chart

MOST_MONTHS, AHEAD = 60, 13
BOTH, OTHER = Part("box-full", "Closes by both rulebooks"), Part("box-open", "Still open by the other rulebook")
WENT = (Part("box-full", "Because of deadlock"), Part("box-tint", "After 8 weeks"), Part("box-open", "Taken by the Ombudsman"))
REASONS = ("deadlock", "eight_weeks", "ombudsman_took_it")
Row = dict[str, Any]


def month_words(month: str) -> str:
    """"July 2026" of "2026-07"."""
    return f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"


def windows(rows: Sequence[Row], today: date | None) -> dict[str, Any] | None:
    """`today`: the numbers open what closes in the year ahead; None: as of a past moment nothing is opened."""
    opened = {f"{workdays.add_months(today.replace(day=1), number):%Y-%m}" for number in range(AHEAD)} if today else set()
    lines = _lines(rows, lambda row: (row["closing"] - row["open_by_other"], row["open_by_other"]), opened)
    return chart(_finding(rows, "closing", "close"), "Last days to go there, by month.", (BOTH, OTHER), lines) if lines else None


def ombudsman(rows: Sequence[Row], today: date | None) -> dict[str, Any] | None:
    if not any(row["referred"] for row in rows):
        return None
    lines = _lines(rows, lambda row: tuple(row[name] for name in REASONS), set())
    return chart(_finding(rows, "referred", "went"), "Complaints that went there, by month.", WENT, lines)


def _finding(rows: Sequence[Row], name: str, verb: str) -> str:
    """"Most close in January 2027: 12 of 40"; the first of several months that have as many."""
    total = sum(row[name] for row in rows)
    most = max(rows, key=lambda row: row[name])
    if most[name] == total:
        return f"All {total:,} {verb} in {month_words(most['month'])}" if total > 1 else f"1 {_one(verb)} in {month_words(most['month'])}"
    return f"Most {verb} in {month_words(most['month'])}: {most[name]:,} of {total:,}"


def _one(verb: str) -> str:
    return "closes" if verb == "close" else verb


def _lines(rows: Sequence[Row], counts: Callable[[Row], tuple[int, ...]], opened: set[str]) -> list[Line]:
    """Every month from the first with a figure to the last, the empty ones between them too."""
    told = {row["month"]: row for row in rows}
    empty = counts(dict.fromkeys({name for row in rows for name in row}, 0)) if rows else ()
    months = list(_months(min(told), max(told)))[:MOST_MONTHS] if told else []
    return [Line(month_words(month), counts(told[month]) if month in told else empty,
                 f"/windows/?month={month}" if month in told and month in opened else "") for month in months]


def _months(first: str, last: str) -> Any:
    month = date.fromisoformat(f"{first}-01")
    while f"{month:%Y-%m}" <= last:
        yield f"{month:%Y-%m}"
        month = workdays.add_months(month, 1)
