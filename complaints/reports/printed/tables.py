"""An answer's rows and lists as tables for paper: columns and codes in words, sums as pounds, wide tables in parts. Figures in, words out.

Generic over all reports: what a report has of its own (a name for a column) is a row in `COLUMNS`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from complaints.case.stages import STAGE_WORDS, Stage
from complaints.clocks import words
from complaints.clocks.kinds import Kind
from complaints.intake.safe_cells import FIGURE
from complaints.reports.downloads import TOTAL, is_table, table_of
from complaints.reports.naming import named, points, pounds
from complaints.reports.pictures import heat
from complaints.reports.pictures.by_month import month_words

MOST_FIGURES, MOST_NAMES = 9, 3
CODE, DAY, MONTH = re.compile(r"[a-z]+(_[a-z0-9]+)+\Z"), re.compile(r"\d{4}-\d\d-\d\d\Z"), re.compile(r"\d{4}-\d\d\Z")
NONE, IN_ALL = "–", "In all"
COLUMNS = {"code": "Standard", "kind": "Kind", "from": "From", "to": "To", "row": ""}
Answer = Mapping[str, Any]
Cell = str | int | None
Table = dict[str, Any]


def of(answer: Answer) -> list[Table]:
    """The rows with their totals, then each further list of the report, the wide ones in parts."""
    found = list(_parts("By " + _first_of(answer).lower() if answer["rows"] else IN_ALL, table_of(answer["rows"], answer["totals"]), has_total=True))
    for name, told in answer.items():
        if name != "rows" and is_table(told):
            found += _parts(column_words(name), table_of(told, None), has_total=False)
    return [*shaded(answer), *found]


def _first_of(answer: Answer) -> str:
    return column_words(next(iter(answer["rows"][0])))


def _parts(title: str, lines: Sequence[Sequence[Cell]], *, has_total: bool) -> Iterator[Table]:
    """Names lead every part; figures are cut so that a part fits the width of the paper."""
    head, rows = lines[0], lines[1:]
    names = names_of(head, rows)
    figures = list(range(len(names), len(head)))
    cuts = [figures[at:at + MOST_FIGURES] for at in range(0, len(figures), MOST_FIGURES)] or [[]]
    for number, cut in enumerate(cuts, 1):
        of_parts = f", part {number} of {len(cuts)}" if len(cuts) > 1 else ""
        yield table(f"{title}{of_parts}", [column_words(str(head[place])) for place in (*names, *cut)],
                    [[cell_words(str(head[place]), row[place]) for place in (*names, *cut)] for row in rows], names=len(names), total=has_total)


def names_of(head: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """The leading columns that hold words: at least the first."""
    places = []
    for place in range(min(len(head), MOST_NAMES)):
        if place and any(not isinstance(row[place], str | None) or FIGURE.match(row[place] or "") for row in rows):
            break
        if place and all(row[place] is None for row in rows):
            break
        places.append(place)
    return places


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]], *, names: int = 1, total: bool = False,
          shades: Sequence[Sequence[int]] = ()) -> Table:
    """`names`: how many columns lead; the others are figures. `total`: the last row is one. `shades`: a step for each figure, or none."""
    return {"title": title, "head": list(head), "rows": [list(row) for row in rows], "names": names, "total": total,
            "shades": [list(row) for row in shades]}


def column_words(name: str) -> str:
    """"within_8_weeks_share_percent" as "Within 8 weeks share"; units stand in the cells."""
    plain = name.removesuffix("_gbp").removesuffix("_percent").replace("_", " ").replace("100000", "100,000")
    return COLUMNS[name] if name in COLUMNS else f"{plain[:1].upper()}{plain[1:]}"


def cell_words(column: str, value: Cell) -> str:
    if value is None:
        return NONE
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int):
        return f"{value:,}"
    return _number(column, value) if FIGURE.match(value) else _text(column, value)


def _number(column: str, value: str) -> str:
    if column.endswith("_gbp"):
        return pounds(value)
    if column.endswith("_points"):
        return points(value)
    return f"{value} %" if column.endswith("_percent") else value


SPOKEN: Mapping[str, Callable[[str], str]] = {
    "code": named, "stage": lambda value: STAGE_WORDS[Stage(value)] if value in set(Stage) else _plain(value),
    "kind": lambda value: words.rule_words(value) if value in set(Kind) else _plain(value),
}


def _text(column: str, value: str) -> str:
    if value == TOTAL:
        return IN_ALL
    if column in SPOKEN:
        return SPOKEN[column](value)
    if DAY.match(value):
        return words.short_day(date.fromisoformat(value))
    return month_words(value) if MONTH.match(value) else _plain(value)


def _plain(value: str) -> str:
    """A code in words; words as they are."""
    return value.replace("_", " ").capitalize() if CODE.match(value) else value


def shaded(answer: Answer) -> list[Table]:
    """The breach list: rule by team with its shades, as on the page."""
    if answer["name"] != "breaches" or not answer["rows"]:
        return []
    drawn = heat.table(answer["rows"], answer["totals"], lambda number, **_: {"text": f"{number:,}"})
    lines = [*drawn["groups"][0]["rows"], drawn["foot"]]
    shades = [[_step(cell.get("css", "")) for cell in cells[1:]] for cells in lines]
    return [table(drawn["caption"], [cell["text"] for cell in drawn["head"]], [[cell["text"] for cell in cells] for cells in lines],
                  total=True, shades=shades)]


def _step(css: str) -> int:
    return int(css.rpartition("-")[2]) if css else 0
