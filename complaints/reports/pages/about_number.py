"""The columns that a number of a report is about, for the cases behind it: how long it took, by when, how it ended. Rows in, cells out.

A row carries what its report counted it by, as its report's query calls it; a column stands where the rows carry what it needs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from complaints.case.kept import LAST_AGE
from complaints.case.stages import OPEN
from complaints.clocks import words
from complaints.reports.cohort import WEEKS_8


@dataclass(frozen=True)
class Column:
    head: str
    needs: str
    says: Callable[[Any], str]


def _days(number: int) -> str:
    return f"more than {words.count_words(LAST_AGE - 1, 'day')}" if number >= LAST_AGE else words.count_words(number, "day")


def _took(row: Any) -> str:
    """The whole days to the resolution; of an open one its day 56, of others nothing."""
    if row.age is not None:
        return f"After {_days(row.age)}" if row.age else "On the same day"
    is_open = row.stood in {stage.value for stage in OPEN}
    return f"Open, day {WEEKS_8} {words.short_day(row.was_received_on + timedelta(days=WEEKS_8))}" if is_open else "Not resolved"


def _ended(row: Any) -> str:
    return words.short_day(row.ended_on) if row.ended_on else ""


AGREED = {"customer": "By the customer", "provider": "By us alone"}
FAULT = {"yes": "At fault", "no": "Not at fault"}
LETTERS = {"on_time": "In time", "late": "Late", "returned": "Came back", "none": "None sent", "not_due_yet": "Not due yet",
           "ended_first": "Ended first", "at_ombudsman": "None needed: with the Ombudsman"}


def _again(row: Any) -> str:
    if row.days is None:
        return "Not opened again"
    return f"Opened again after {words.count_words(row.days, 'day')}" if row.days else "Opened again on the same day"


def _appointed(row: Any) -> str:
    return "Nobody" if row.days is None else "On the same day" if row.days == 0 else f"After {words.count_words(row.days, 'day')}"


def _letter_day(row: Any) -> str:
    """Its day, from day 0 of its row: the receipt, or the deadlock."""
    began = getattr(row, "declared_on", None) or row.was_received_on
    return words.short_day(began + timedelta(days=row.due))


MISSING = (("category", "category", lambda value: not value), ("customer_type", "class of the customer", lambda value: value == "unknown"),
           ("nation_assumed", "confirmed nation", bool), ("time_known", "time of receipt", lambda value: not value))


def _missing(row: Any) -> str:
    """What is not there of what the report asks of every complaint."""
    told = ", ".join(label for name, label, is_missing in MISSING if is_missing(getattr(row, f"was_{name}")))
    return told[:1].upper() + told[1:] or "Nothing"


TOOK, ENDED = Column("How soon", "age", _took), Column("Resolved on", "ended_on", _ended)
COLUMNS: Mapping[str, Sequence[Column]] = {
    "complaints": (TOOK, ENDED), "annual": (TOOK,), "customers": (TOOK,),
    "open": (Column("Open for", "age", lambda row: words.count_words(row.age, "day")),),
    "outcomes": (Column("Agreed", "agreed", lambda row: AGREED.get(row.agreed, "Not told")),
                 Column("Fault", "fault", lambda row: FAULT.get(row.fault, "Not told"))),
    "reopened": (Column("Held", "days", _again),),
    "procedure": (Column("Answered that day", "answered", lambda row: "Yes" if row.answered else "No"),
                  Column("Appointed", "days", _appointed), Column("Updates", "updates", lambda row: str(row.updates)),
                  Column("How", "letter", lambda row: "By letter" if row.letter else "Told")),
    "signposting": (Column("Letter by", "due", _letter_day), Column("Letter", "signposted", lambda row: LETTERS[row.signposted])),
    "quality": (Column("Missing", "was_nation_assumed", _missing),),
}


def with_columns(table: dict[str, Any], name: str, rows: Sequence[Any]) -> dict[str, Any]:
    """The table with the columns of the report `name` that its rows carry."""
    told = [(column.head, [column.says(row) for row in rows]) for column in COLUMNS.get(name, ()) if hasattr(rows[0], column.needs)]
    told = [(head, texts) for head, texts in told if any(texts)]
    lines = [[*cells, *({"text": texts[place]} for _, texts in told)] for place, cells in enumerate(table["rows"])]
    return table | {"head": [*table["head"], *({"text": head} for head, _ in told)], "rows": lines}
