"""Tags that print the table of a list. A list has fifty rows of ten cells, so its rows are written here and not by a template.

Whatever a row says is escaped on its way in; the markup around it is this file's own.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from complaints.templatetags import desk

register = template.Library()
Row, Columns = Mapping[str, Any], Sequence[Mapping[str, str]]
HEAD = '<th role="columnheader" scope="col">{}</th>'
TICK_ALL = ('<th class="tick" role="columnheader" scope="col"><label><input type="checkbox" data-tick-all data-script-only hidden>'
            '<span class="visually-hidden">Tick all shown</span></label></th>')
REFERENCE = '<th class="tick" role="columnheader" scope="col"><span class="pad">Reference</span></th>'


@register.simple_tag
def list_head(columns: Columns, ticks: Any) -> SafeString:
    """The head of the table; with `ticks` every row has a box."""
    first = TICK_ALL + HEAD.format("Reference") if ticks else REFERENCE
    before = [column["label"] for column in columns if column["name"] == "stage"]
    after = [column["label"] for column in columns if column["name"] != "stage"]
    labels = ("Customer", *before, "Next due", "How long", *after)
    return mark_safe(first + "".join(HEAD.format(escape(label)) for label in labels))  # noqa: S308 - escaped above


@register.simple_tag
def list_width(columns: Columns, ticks: Any) -> int:
    """How many cells a row has."""
    return 4 + len(columns) + bool(ticks)


@register.simple_tag
def list_rows(rows: Iterable[Row], columns: Columns, ticks: Any) -> SafeString:
    """The rows of one group."""
    names = [column["name"] for column in columns]
    return mark_safe("\n".join(_line(row, names, ticks=bool(ticks)) for row in rows))  # noqa: S308 - each part is escaped where it is made


def _line(row: Row, names: Sequence[str], *, ticks: bool) -> str:
    reference = escape(row["reference"])
    tick = (f'<td class="tick" role="cell"><label><input type="checkbox" name="ref" value="{reference}">'
            f'<span class="visually-hidden">Tick {reference}</span></label></td>') if ticks else ""
    tags = "".join(f' <span class="tag">{escape(tag)}</span>' for tag in row["tags"])
    stage = _cell("stage", row) if "stage" in names else ""
    rest = "".join(_cell(name, row) for name in names if name != "stage")
    return (f'<tr class="line" role="row">{tick}<td class="ref" role="cell"><a href="{escape(row["href"])}">{reference}</a></td>'
            f'<td class="who" role="cell">{escape(row["customer"])}{tags}</td>{stage}{_due(row)}{rest}</tr>')


def _cell(name: str, row: Row) -> str:
    if name == "days":
        return f'<td class="days" role="cell">{_day_rule(row["days"])}</td>'
    if name == "horizon":
        return f'<td class="horizon" role="cell">{_letter(row["horizon"])}</td>'
    return f'<td class="{name}" role="cell">{escape(row[name])}</td>'


def _due(row: Row) -> str:
    """The date and how long; a window's words say both, in one cell over two columns."""
    told = _status(row["status"]) + (f'<small class="apart">{escape(row["apart"])}</small>' if row.get("apart") else "")
    if row["due"]:
        return f'<td class="due" role="cell">{escape(row["due"])}</td><td class="how" role="cell">{told}</td>'
    return f'<td class="how how-wide" role="cell" colspan="2">{told}</td>'


def _letter(status: Any) -> str:
    """Named where a narrow page shows no head over it."""
    return f'<span class="narrow-head">8-week letter </span>{_status(status)}' if status else ""


def _status(status: Any) -> str:
    """As components/status.html."""
    if status is None:
        return ""
    return f'<span class="status is-{desk.state_class(status.state)}">{_icon(status.icon)}<span>{escape(status.words)}</span></span>'


@lru_cache(maxsize=64)
def _icon(name: str) -> str:
    return desk.icon(name)


@lru_cache(maxsize=2048)
def _day_rule(rule: Any) -> str:
    """Few pictures serve many rows: each is drawn once."""
    return desk.day_rule(rule)
