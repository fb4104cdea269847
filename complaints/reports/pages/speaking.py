"""Which counted report says what on its page, and the cells of its tables and sums. Figures in, words out."""

from collections.abc import Mapping
from typing import Any

from complaints.clocks import words
from complaints.reports import reading, shares
from complaints.reports.naming import MINUS, pounds
from complaints.reports.pages import nothing, said_by_month, said_of_customers, said_of_ends, said_of_money, said_of_work
from complaints.reports.pages import period as picked
from complaints.reports.pages.spoken import Facts, Row, Spoken, Sum, Table
from complaints.reports.periods import Asked, Period
from complaints.reports.pictures.charts import percent_words
from complaints.reports.populations import BY_MONTH, POPULATIONS, population_of

SPOKEN: Mapping[str, Spoken] = {
    "annual": said_of_ends.ANNUAL, "outcomes": said_of_ends.OUTCOMES, "reopened": said_of_ends.REOPENED,
    "customers": said_of_customers.CUSTOMERS, "signposting": said_of_work.SIGNPOSTING, "open": said_of_work.OPEN,
    "money": said_of_money.MONEY, "procedure": said_of_work.PROCEDURE, "quality": said_of_work.QUALITY,
}
OF_MONTHS: Mapping[str, Spoken] = {"ombudsman": said_by_month.OMBUDSMAN, "windows": said_by_month.WINDOWS}
ALL = SPOKEN | OF_MONTHS
Cell = dict[str, Any]
NOTHING = "0.00"
assert set(SPOKEN) == set(POPULATIONS) and set(OF_MONTHS) == set(BY_MONTH)
for _name, _spoken in ALL.items():
    assert set(_spoken.names) == set(reading.REPORTS[_name].definitions), _name
    assert set(_spoken.behind) == {what for one in (POPULATIONS | BY_MONTH)[_name] for what in one.counts}, _name


def small(label: str) -> str:
    """A label inside a sentence; a name in it keeps its capital."""
    return label[:1].lower() + label[1:]


def number_of(figure: Any) -> int:
    """The count of a figure, whether or not its share stands beside it."""
    return figure["count"] if isinstance(figure, Mapping) else figure


def link(name: str, asked: Asked, what: str, period: Period | None = None, **apart: str) -> str:
    return f"/reports/{name}/cases/?{picked.query(period or asked.period, asked.as_of, what=what, **apart)}"


def the_sum(name: str, asked: Asked, totals: Row, told: Sum) -> Cell:
    """One side is the parts of the other, told so that it can be read as a sentence."""
    whole, adds = number_of(totals[told.left]), [(part, 1) for part in told.parts] + [(part, -1) for part in told.less]
    parts = [_part(name, asked, totals, part, "=" if place == 0 else "+" if way > 0 else MINUS) for place, (part, way) in enumerate(adds)]
    return {"left": _part(name, asked, totals, told.left, ""), "words": small(SPOKEN[name].names[told.left]), "parts": parts,
            "both": f"Both sides are {whole:,}" if sum(way * number_of(totals[part]) for part, way in adds) == whole else None}


def _part(name: str, asked: Asked, totals: Row, figure: str, sign: str) -> Cell:
    count = number_of(totals[figure])
    opens = count and population_of(name, figure)
    return {"sign": sign, "text": f"{count:,}", "words": small(SPOKEN[name].names[figure]), "href": link(name, asked, figure) if opens else None}


def table(name: str, asked: Asked, answer: Row, told: Table | Facts) -> Cell:
    """Columns without a figure are left out, but the first."""
    if isinstance(told, Facts):
        return _facts(name, asked, answer["totals"], told)
    totals, names = answer["totals"], SPOKEN[name].names
    shown = [column for place, column in enumerate(told.columns) if place == 0 or _is_some(totals.get(column))]
    head: list[Cell] = [{"text": told.first}]
    for column in shown:
        head += [{"text": names[column], "num": True}, *([{"text": "Share", "num": True}] if isinstance(totals.get(column), Mapping) else [])]
    rows = [[{"text": told.called(row)}, *_cells(name, asked, row, shown, told)] for row in answer[told.rows]]
    foot = [{"text": told.total}, *_cells(name, asked, totals, shown, None)] if told.total and len(rows) > 1 else None
    return {"title": told.title, "note": told.note, "table": {
        "caption": told.title, "head": head, "groups": [{"name": "", "rows": rows}], "foot": foot}}


def _facts(name: str, asked: Asked, totals: Row, told: Facts) -> Cell:
    head = [{"text": told.first}, {"text": told.number, "num": True}, *([{"text": "Share", "num": True}] if told.of else [])]
    rows = []
    for figure in told.figures:
        share = shares.share(number_of(totals[figure]), number_of(totals[told.of])) if told.of else None
        cells = [{"text": SPOKEN[name].names[figure]}, _cell(name, asked, totals[figure], figure, asked.period, "in all", {})]
        rows.append([*cells, *([{"text": percent_words(share, "none"), "num": True}] if told.of else [])])
    return {"title": told.title, "note": told.note, "table": {
        "caption": told.title, "head": head, "groups": [{"name": "", "rows": rows}], "foot": None}}


def _is_some(figure: Any) -> bool:
    return bool(number_of(figure)) and figure != NOTHING


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
    opens = count and population_of(name, column, apart.get("of", ""))
    href = link(name, asked, column, days, **apart) if opens else None
    return {"text": f"{count:,}", "num": True, "href": href, "about": f", {small(SPOKEN[name].names[column])}, {about}"}


def empty(name: str, asked: Asked) -> Cell:
    """An empty report says how much it looked at."""
    return nothing.empty(f"Nothing to count, {words.span_words(asked.period.first, asked.period.last)}",
                         "Looked at all that is on record, whatever its day: none of it lies in this period.")


def case_title(name: str, what: str, number: int, most: int) -> str:
    """"12 complaints received"; "more than 100,000 complaints received"."""
    spoken = ALL[name]
    noun = spoken.noun_of(what)
    told = f"More than {most:,} {noun}s" if number > most else words.count_words(number, noun)
    return f"{told} {spoken.behind[what]}"
