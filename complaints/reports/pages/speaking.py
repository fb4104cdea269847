"""Which counted report says what on its page, and the cells of its tables and sums. Figures in, words out."""

from collections.abc import Mapping
from typing import Any

from complaints.clocks import words
from complaints.reports import reading
from complaints.reports.naming import pounds
from complaints.reports.pages import period as picked
from complaints.reports.pages import said_of_customers, said_of_ends
from complaints.reports.pages.spoken import Row, Spoken, Sum, Table
from complaints.reports.periods import Asked, Period
from complaints.reports.pictures.charts import percent_words
from complaints.reports.populations import POPULATIONS, population_of

SPOKEN: Mapping[str, Spoken] = {
    "annual": said_of_ends.ANNUAL, "outcomes": said_of_ends.OUTCOMES, "reopened": said_of_ends.REOPENED,
    "customers": said_of_customers.CUSTOMERS,
}
Cell = dict[str, Any]
assert set(SPOKEN) == set(POPULATIONS)
for _name, _spoken in SPOKEN.items():
    assert set(_spoken.names) == set(reading.REPORTS[_name].definitions), _name
    assert set(_spoken.behind) == {what for one in POPULATIONS[_name] for what in one.counts}, _name


def number_of(figure: Any) -> int:
    """The count of a figure, whether or not its share stands beside it."""
    return figure["count"] if isinstance(figure, Mapping) else figure


def link(name: str, asked: Asked, what: str, period: Period | None = None, **apart: str) -> str:
    return f"/reports/{name}/cases/?{picked.query(period or asked.period, asked.as_of, what=what, **apart)}"


def the_sum(name: str, asked: Asked, totals: Row, told: Sum) -> Cell:
    """One side is the parts of the other, told so that it can be read as a sentence."""
    spoken, whole = SPOKEN[name], number_of(totals[told.left])
    counts = {part: number_of(totals[part]) for part in told.parts}
    parts = [{"sign": "=" if place == 0 else "+", "text": f"{count:,}", "words": spoken.names[part].lower(),
              "href": link(name, asked, part) if count else None} for place, (part, count) in enumerate(counts.items())]
    return {"left": {"text": f"{whole:,}", "href": link(name, asked, told.left)}, "words": spoken.names[told.left].lower(), "parts": parts,
            "both": f"Both sides are {whole:,}" if sum(counts.values()) == whole else None}


def table(name: str, asked: Asked, answer: Row, told: Table) -> Cell:
    """Columns without a figure are left out, but the first."""
    totals, names = answer["totals"], SPOKEN[name].names
    shown = [column for place, column in enumerate(told.columns) if place == 0 or _is_some(totals.get(column))]
    head: list[Cell] = [{"text": told.first}]
    for column in shown:
        head += [{"text": names[column], "num": True}, *([{"text": "Share", "num": True}] if isinstance(totals.get(column), Mapping) else [])]
    rows = [[{"text": told.called(row)}, *_cells(name, asked, row, shown, told)] for row in answer[told.rows]]
    foot = [{"text": told.total}, *_cells(name, asked, totals, shown, None)] if told.total and len(rows) > 1 else None
    return {"title": told.title, "note": told.note, "table": {
        "caption": told.title, "head": head, "groups": [{"name": "", "rows": rows}], "foot": foot}}


def _is_some(figure: Any) -> bool:
    return bool(number_of(figure)) and figure != "0.00"


def _cells(name: str, asked: Asked, row: Row, shown: list[str], told: Table | None) -> list[Cell]:
    apart = told.asked(row) if told else {}
    days = told.days(row, asked.period) if told else asked.period
    about = told.called(row) if told else "in all"
    cells: list[Cell] = []
    for column in shown:
        cells.append(_cell(name, asked, row[column], column, days, about, apart))
        if isinstance(row[column], Mapping):
            cells.append({"text": percent_words(row[column]["share_percent"], "none"), "num": True})
    return cells


def _cell(name: str, asked: Asked, figure: Any, column: str, days: Period, about: str, apart: dict[str, str]) -> Cell:
    if isinstance(figure, str):
        return {"text": pounds(figure), "num": True}
    count = number_of(figure)
    opens = count and population_of(name, column)
    href = link(name, asked, column, days, **apart) if opens else None
    return {"text": f"{count:,}", "num": True, "href": href, "about": f", {SPOKEN[name].names[column].lower()}, {about}"}


def empty(name: str, asked: Asked) -> Cell:
    """An empty report says how much it looked at."""
    return {"title": f"Nothing to count, {words.span_words(asked.period.first, asked.period.last)}",
            "text": "Looked at all that is on record, whatever its day: none of it lies in this period. Choose another period above.",
            "lines": [], "action": None, "second": None, "note": None}


def case_title(name: str, what: str, number: int, most: int) -> str:
    """"12 complaints received"; "more than 100,000 complaints received"."""
    spoken = SPOKEN[name]
    noun = spoken.noun_of(what)
    told = f"More than {most:,} {noun}s" if number > most else words.count_words(number, noun)
    return f"{told} {spoken.behind[what]}"
