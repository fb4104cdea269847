"""What a report counts, said once: the rows, which of them count as what, and what they are told apart by. The sums and the cases behind
every number come from the same rows. Sums are the database's, one statement a population; memory holds groups, never rows.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, Case, Count, DateField, Q, QuerySet, Sum, Value, When
from django.db.models.functions import TruncMonth

from complaints.reports import shares
from complaints.reports.periods import ONE_DAY, Period
from complaints.reports.standing import ASIDE
from workdays import add_months, london

Rows = Callable[[Period, datetime | None, datetime], QuerySet]
Counts = dict[str, Any]
PENNY = Decimal("0.01")


@dataclass(frozen=True)
class Population:
    """`rows` of a period as recorded by a moment (None: now), with `counted_at`, by which they lie in the period.

    `flags` says which of the rows each figure counts. With `aside`, the name of a figure, complaints set aside count there and nowhere else;
    the rows have `was_closed_by`. `one_of` is a column whose value is itself the name of the figure that counts the row, one of `ways`. `sums`
    names figures that add a column up, in pounds, over the rows that another figure counts. `apart` says how a row is told apart by what
    was asked for: a name to a condition. `of` is the way from the row to its complaint ("": it is one; None: it has none). `label` tells
    two populations of one report apart whose figures have the same names.
    """

    rows: Rows
    counts: tuple[str, ...] = field(init=False)
    figures: Mapping[str, Q] = field(default_factory=dict)
    of: str | None = ""
    aside: str = ""
    one_of: str = ""
    ways: tuple[str, ...] = ()
    sums: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    apart: Mapping[str, Callable[[str], Q]] = field(default_factory=dict)
    label: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "counts", (*self.figures, *self.ways, *([self.aside] if self.aside else [])))

    @property
    def flags(self) -> dict[str, Q]:
        """What is asked of each row."""
        return {**({self.aside: ASIDE} if self.aside else {}), **{name: when for name, when in self.figures.items() if when}}

    def named(self, row: Mapping[str, Any]) -> tuple[str, ...]:
        """The figures that count the rows of a group."""
        if self.aside and row[f"f_{self.aside}"]:
            return (self.aside,)
        told = tuple(name for name, when in self.figures.items() if not when or row[f"f_{name}"])
        return (*told, row[self.one_of]) if self.one_of else told

    def behind(self, what: str, period: Period, as_of: datetime | None, now: datetime, **apart: str) -> QuerySet:
        """The rows that a figure counts."""
        rows = self.rows(period, as_of, now)
        if self.aside:
            rows = rows.filter(ASIDE if what == self.aside else ~ASIDE)
        if what in self.ways:
            rows = rows.filter(**{self.one_of: what})
        rows = rows.filter(self.figures.get(what, Q()))
        for name, asked in apart.items():
            rows = rows.filter(self.apart[name](asked))
        return rows


def by_month(rows: QuerySet) -> QuerySet:
    """With `month`, the first day of the London month in which a row counts."""
    return rows.annotate(month=TruncMonth("counted_at", output_field=DateField(), tzinfo=london.LONDON))


def grouped(population: Population, rows: QuerySet, by: Sequence[str]) -> dict[tuple[Any, ...], Counts]:
    """The figures of each group, by the values of the columns `by`. One statement, in which each condition is asked once of each row:
    rows alike in all that is asked of them are one group of the database."""
    flags = {f"f_{name}": _flag(when) for name, when in population.flags.items()}
    columns = [*by, *flags, *([population.one_of] if population.one_of else [])]
    told = {"number": Count("pk")} | {f"n_{name}": Sum(column) for name, column in _columns(population).items()}
    found: dict[tuple[Any, ...], Counts] = {} if by else {(): _nothing(population)}
    asked = rows.order_by().annotate(**flags)
    for row in asked.values(*columns).annotate(**told) if columns else [asked.aggregate(**told)]:
        counts = found.setdefault(tuple(row[name] for name in by), _nothing(population))
        for name in population.named(row):
            counts[name] += row["number"]
        for name, (column, of) in population.sums.items():
            counts[name] += (Decimal(row[f"n_{column}"] or 0)).quantize(PENNY) if of in population.named(row) else 0
    return found


def _flag(when: Q) -> Case:
    return Case(When(when, then=Value(True)), default=Value(False), output_field=BooleanField())


def _columns(population: Population) -> dict[str, str]:
    return {column: column for column, _ in population.sums.values()}


def _nothing(population: Population) -> Counts:
    return dict.fromkeys(population.counts, 0) | dict.fromkeys(population.sums, Decimal("0.00"))


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
