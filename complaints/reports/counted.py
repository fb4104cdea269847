"""What a report counts, said once: the rows, which of them count as what, and what they are told apart by. The sums and the cases behind
every number come from the same rows. Sums are the database's, one statement a population; memory holds groups, never rows.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, DateField, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from complaints.reports import shares
from complaints.reports.periods import ONE_DAY, Period
from workdays import add_months, london

Rows = Callable[[Period, datetime | None, datetime], QuerySet]
Counts = dict[str, Any]
PENNY = Decimal("0.01")


@dataclass(frozen=True)
class Population:
    """`rows` of a period as recorded by a moment (None: now), with `counted_at`, by which they lie in the period.

    `counts` says which of them each figure counts; `sums` names figures that add a column up, in pounds. `apart` says how a row is
    told apart by what was asked for: a name to a condition. `of` is the way from the row to its complaint ("": it is one).
    """

    rows: Rows
    counts: Mapping[str, Q]
    of: str = ""
    sums: Mapping[str, tuple[str, Q]] = field(default_factory=dict)
    apart: Mapping[str, Callable[[str], Q]] = field(default_factory=dict)

    def behind(self, what: str, period: Period, as_of: datetime | None, now: datetime, **apart: str) -> QuerySet:
        """The rows that a figure counts."""
        rows = self.rows(period, as_of, now).filter(self.counts[what])
        for name, asked in apart.items():
            rows = rows.filter(self.apart[name](asked))
        return rows


def by_month(rows: QuerySet) -> QuerySet:
    """With `month`, the first day of the London month in which a row counts."""
    return rows.annotate(month=TruncMonth("counted_at", output_field=DateField(), tzinfo=london.LONDON))


def grouped(population: Population, rows: QuerySet, by: Sequence[str]) -> dict[tuple[Any, ...], Counts]:
    """The figures of each group, by the values of the columns `by`. One statement."""
    told = {f"n_{name}": Count("pk", filter=when) for name, when in population.counts.items()}
    told |= {f"n_{name}": Sum(column, filter=when) for name, (column, when) in population.sums.items()}
    found = rows.order_by().values(*by).annotate(**told) if by else [rows.order_by().aggregate(**told)]
    return {tuple(row[name] for name in by): _told(population, row) for row in found}


def _told(population: Population, row: Mapping[str, Any]) -> Counts:
    pounds = {name: (Decimal(row[f"n_{name}"] or 0)).quantize(PENNY) for name in population.sums}
    return {name: row[f"n_{name}"] for name in population.counts} | pounds


def added(found: Iterable[Counts], names: Iterable[str]) -> Counts:
    """The figures of some groups together; nought where there are none."""
    found = list(found)
    return {name: sum(one.get(name, 0) for one in found) for name in names}


def by_first(groups: Mapping[tuple[Any, ...], Counts], place: int = 0) -> dict[Any, list[Counts]]:
    """The groups by the value in that place of their key."""
    found: dict[Any, list[Counts]] = {}
    for key, counts in groups.items():
        found.setdefault(key[place], []).append(counts)
    return found


def month_name(first: date) -> str:
    return f"{first:%Y-%m}"


def month_of(month: str, period: Period) -> Period:
    """The days of that month ("2026-05") that the period holds."""
    first = date.fromisoformat(f"{month}-01")
    return Period(max(first, period.first), min(period.last, add_months(first, 1) - ONE_DAY))


def with_share(counts: Counts, name: str, of: str) -> dict[str, Any]:
    """A count beside its share of another, in per cent."""
    return {"count": counts[name], "share_percent": shares.share(counts[name], counts[of])}
