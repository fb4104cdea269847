"""Tags that print the desk's small parts: icons, status, rail, day rule, strip, form rows, error summary.

Prints only. Which words, which state and which boxes come from the server's one vocabulary (`complaints.clocks.words`).
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from complaints.templatetags import dayrule, rows
from complaints.templatetags import deadline_picture as picture_layout

register = template.Library()

DAY = re.compile(r"([A-Z][a-z]{2} )?\d{1,2} [A-Z][a-z]+ \d{4}( \d\d:\d\d)?")
SHORT = 13
STRIP_KINDS = {"start": "", "counted": "", "ahead": "", "off": "is-off", "late": "is-over", "held": "is-held"}


@register.filter
def words(text: str) -> list[str]:
    """Splits a constant list written in a template at its spaces."""
    return text.split()


@register.simple_tag
def static_sheet(name: str) -> str:
    """The address of one of the desk's style sheets."""
    return static(f"css/{name}.css")


@register.simple_tag
def static_font(weight: str) -> str:
    """The address of one weight of the desk's typeface."""
    return static(f"fonts/desk-{weight}.woff")


@register.simple_tag
def icon(name: str | None) -> SafeString:
    """One drawing of the sprite, hidden from readers; nothing for an empty name."""
    if not name:
        return mark_safe("")
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="#i-{}"/></svg>', name)


@register.simple_tag
def cell_kind(cell: dict[str, Any]) -> SafeString:
    """The class of a table's cell: a number stands right, a day and a word or two stay on one line; nothing for more words."""
    text = str(cell.get("text", ""))
    kind = "num" if cell.get("num") else "whole" if len(text) <= SHORT or DAY.fullmatch(text) else ""
    return format_html(' class="{}"', kind) if kind else mark_safe("")


@register.simple_tag
def table_rows(rows: Iterable[Iterable[dict[str, Any]]]) -> SafeString:
    """The rows of components/table.html, the first cell of each its head. Put together here: a template takes several times as long, and a table
    is most of many a page."""
    return mark_safe("".join(f"<tr>{''.join(_cell(cell, first=not place) for place, cell in enumerate(row))}</tr>" for row in rows))  # noqa: S308


def _cell(cell: dict[str, Any], *, first: bool) -> str:
    name = "th" if first else "td"
    shown = _shown(cell.get("text", ""))
    if cell.get("href"):
        shown = f'<a href="{_shown(cell["href"])}">{shown}</a>'
    elif cell.get("strong"):
        shown = f"<b>{shown}</b>"
    told = f" {render_to_string('components/status.html', status(cell['status']))}" if cell.get("status") else ""
    scope = ' scope="row"' if first else ""
    # A reference keeps to its line; a name that is a link breaks before it would run into the next column.
    kind = cell_kind(cell) or (' class="words"' if first and cell.get("href") else "")
    return f"<{name}{scope}{kind}>{_image(cell.get('image'))}{shown}{told}</{name}>"


def _image(image: dict[str, Any] | None) -> str:
    if not image:
        return ""
    src, width, height = (_shown(image[name]) for name in ("src", "width", "height"))
    return f'<img class="thumb" src="{src}" width="{width}" height="{height}" alt="" loading="lazy"> '


def _shown(value: Any) -> str:
    """As a template prints it."""
    return conditional_escape(value if isinstance(value, str) else localize(value))


def state_class(state: object) -> str:
    """A state's name as the style sheets spell it: met_late is met-late."""
    return str(state or "").replace("_", "-")


@register.inclusion_tag("components/status.html")
def status(value: Any) -> dict[str, Any]:
    """Icon, words, then colour of a `words.Status`; nothing for None."""
    if value is None:
        return {"state": "", "icon": "", "words": ""}
    return {"state": state_class(value.state), "icon": value.icon, "words": value.words}


@register.simple_tag
def rail(value: Any) -> str:
    """The classes of the rail of a `words.Status`, of a state's name, or of nothing."""
    name = getattr(value, "rail", value)
    return f"rail rail-{state_class(name)}" if name and name != "none" else "rail"


@register.simple_tag
def day_rule(value: Any) -> SafeString:
    """The day rule of a `words.DayRule` as a named picture, 76 × 14; nothing for None."""
    if value is None:
        return mark_safe("")
    shapes = dayrule.shapes(tuple(value.boxes), value.over_boxes)
    return render_to_string("components/day_rule.html", shapes | {"label": value.name})


@register.simple_tag
def deadline_picture(value: picture_layout.Picture | None) -> SafeString:
    """The deadline picture of a case, with its narrow form as a list; nothing for None."""
    if value is None:
        return mark_safe("")
    return render_to_string("components/picture.html", picture_layout.layout(value))


@register.inclusion_tag("components/strip.html")
def strip(segments: Iterable[Any]) -> dict[str, Any]:
    """The labelled strip of "Explain this date" from `words.Segment`s."""
    return {"segments": [_segment(segment) for segment in segments or ()]}


def _segment(segment: Any) -> dict[str, str]:
    css = " ".join(filter(None, (STRIP_KINDS[segment.kind], "is-limit" if segment.is_due else "")))
    return {"css": css, "top": segment.label, "bottom": segment.words}


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """One row of a form: question left, field right, hint under the question, errors over the field."""
    return render_to_string("components/form_row.html", {"row": rows.row(bound)})


@register.simple_tag
def field_group(label: str, *bounds: BoundField) -> SafeString:
    """Several fields under one question, side by side."""
    made = [rows.row(bound) for bound in bounds if bound]
    bad = any(row["errors"] for row in made)
    return render_to_string("components/form_group.html", {"label": label, "rows": made, "bad": bad})


@register.inclusion_tag("components/form_rows.html")
def form_rows(form: BaseForm) -> dict[str, Any]:
    """All rows of a form, in the sections that its `sections` names; hidden fields first."""
    sections = [
        {"title": title, "parts": [_part(form, part) for part in parts]} for title, parts in rows.sections_of(form)
    ]
    return {"hiddens": form.hidden_fields(), "sections": sections}


def _part(form: BaseForm, part: str | tuple[str, Sequence[str]]) -> SafeString:
    if isinstance(part, str):
        return _folded(form, part) if part in getattr(form, "folds", {}) else field(form[part])
    label, names = part
    return field_group(label, *(form[name] for name in names))


def _folded(form: BaseForm, name: str) -> SafeString:
    """A question that is seldom asked, under its words in `form.folds`; it stands open once it is answered or refused."""
    bound = form[name]
    is_open = bool(bound.errors or bound.value())
    return render_to_string("components/form_fold.html", {"words": form.folds[name], "row": rows.row(bound), "open": is_open})


@register.simple_tag(takes_context=True)
def error_lines(context: template.Context) -> list[dict[str, str]]:
    """The lines of the error summary: those the page made (`errors`), then those of its `form`, each linked to its field.

    What belongs to no field leads to the first question, or to the page's own part where nothing is asked.
    """
    form, errors = context.get("form"), context.get("errors")
    lines, first = [*(errors or ()), *(rows.error_lines(form) if form else ())], rows.first_question(form)
    return [{**line, "href": line.get("href") or first} for line in lines]
