"""The shapes in which a counted report is spoken of on its page: its tables, its sums, the words for its cases. Values only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from complaints.clocks.spoken import month_name
from complaints.reports.counted import month_of
from complaints.reports.periods import Period

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Table:
    """`rows` names the list of the answer, `columns` its figures in order. `called` says what a row is called, `asked` what its numbers'
    cases are asked for with, `days` of which days. `total`: what the line of the totals is called; "" for none."""

    rows: str
    title: str
    first: str
    columns: tuple[str, ...]
    called: Callable[[Row], str]
    asked: Callable[[Row], dict[str, str]] = lambda row: {}
    days: Callable[[Row, Period], Period] = lambda row, period: period
    total: str = "In all"
    note: str = ""


@dataclass(frozen=True)
class Facts:
    """A line for each of the figures of the totals; `of`: the one that their share is of ("": none)."""

    title: str
    first: str
    number: str
    figures: tuple[str, ...]
    of: str
    note: str = ""


@dataclass(frozen=True)
class Sum:
    """`left` is `parts` together, less `less`."""

    left: str
    parts: tuple[str, ...]
    less: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spoken:
    """`names`: what each figure is called; `behind`: how the cases of a figure are called, after their number and noun; `noun`: one of them.
   """

    names: Mapping[str, str]
    behind: Mapping[str, str]
    tables: tuple[Table | Facts, ...]
    sums: tuple[Sum, ...] = ()
    noun: str = "complaint"
    nouns: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    def noun_of(self, what: str) -> str:
        return self.nouns.get(what, self.noun)


def by_month(columns: tuple[str, ...], *, title: str = "By month", note: str = "") -> Table:
    return Table("rows", title, "Month", columns, lambda row: month_name(row["month"]), note=note,
                 days=lambda row, period: month_of(row["month"], period))
