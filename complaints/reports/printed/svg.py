"""Pictures of reports as SVG for the printer: every class of the style sheet as its light look. Pure."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from complaints.reports.drawing.parts import Drawing, Text

PETROL, TINT, INK, INK2, EDGE, SLATE, SHEET = "#0a5768", "#dfeef0", "#10272e", "#465a61", "#6a7e84", "#5b6d74", "#ffffff"
LOOKS: Mapping[str, str] = {
    "chart-words": f'fill="{INK}"', "chart-quiet": f'fill="{INK2}"', "chart-strong": f'fill="{INK}" font-weight="700"',
    "chart-line": f'fill="none" stroke="{PETROL}" stroke-width="2"',
    "chart-dashed": f'fill="none" stroke="{PETROL}" stroke-width="2" stroke-dasharray="4 4"',
    "chart-base": f'fill="none" stroke="{EDGE}" stroke-width="1"',
    "chart-target": f'fill="none" stroke="{INK}" stroke-width="2" stroke-dasharray="2 4"',
    "chart-full": f'fill="{PETROL}" stroke="{PETROL}" stroke-width="2"', "chart-hollow": f'fill="{SHEET}" stroke="{PETROL}" stroke-width="2"',
    "chart-stem": f'fill="{PETROL}"', "chart-stem-open": f'fill="{SLATE}"',
    "chart-bar": f'fill="{PETROL}" stroke="{PETROL}"', "chart-bar-hollow": f'fill="{SHEET}" stroke="{PETROL}" stroke-width="2"',
    "box-full": f'fill="{PETROL}" stroke="{PETROL}"', "box-tint": f'fill="{TINT}" stroke="{PETROL}"', "box-open": f'fill="none" stroke="{SLATE}"',
    "bar-paid": f'fill="{PETROL}" stroke="{PETROL}"', "bar-due": f'fill="{TINT}" stroke="{PETROL}"',
    "bar-rest": f'fill="none" stroke="{SLATE}" stroke-dasharray="3 2"',
}
ROW, NAME, NUMBER, KEY = 20, 120, 176, 24


def of_drawing(drawn: Drawing) -> str:
    """What `reports/drawing.html` draws, in the same places."""
    parts = [f'<rect {LOOKS[one.css]} x="{one.x}" y="{one.y}" width="{one.width}" height="{one.height}"/>' for one in drawn.rects]
    parts += [f'<path {LOOKS[one.css]} d="{one.path}"/>' for one in drawn.lines]
    parts += [f'<circle {LOOKS[one.css]} cx="{one.x}" cy="{one.y}" r="{one.r}"/>' for one in drawn.dots]
    return _svg(drawn.width, drawn.height, [*parts, *map(_words, drawn.texts)])


def of_boxes(chart: Mapping[str, Any]) -> str:
    """A chart of counts by month: its key, then name, number and boxes a month."""
    parts = _key(chart["key"], "M{x} {y}h9v9h-9z")
    top = KEY if chart["key"] else 0
    for place, row in enumerate(chart["rows"]):
        y = top + ROW * place
        parts += [_words(Text(NAME, y + 14, row["name"], "end")), _words(Text(NUMBER - 8, y + 14, row["number"], "end", "chart-strong"))]
        parts += [f'<path {LOOKS[shape["css"]]} transform="translate({NUMBER} {y + 4})" d="{shape["path"]}"/>' for shape in row["shapes"]]
    width = NUMBER + max((row["width"] for row in chart["rows"]), default=0) + 8
    return _svg(max(width, 640), top + ROW * len(chart["rows"]), parts)


def of_bars(key: Sequence[Mapping[str, str]], rows: Sequence[tuple[str, str, Sequence[Mapping[str, Any]]]]) -> str:
    """Bars of parts: each with its name over it and its number at the end of that line."""
    parts = _key(key, "M{x} {y}h12v9h-12z")
    for place, (name, number, bar) in enumerate(rows):
        y = KEY + 2 * ROW * place
        parts += [_words(Text(2, y + 14, f"{name}: {number}"))]
        parts += [f'<rect {LOOKS[one["css"]]} x="{one["x"] * 3 + 2}" y="{y + 20}" width="{one["width"] * 3}" height="12"/>' for one in bar]
    return _svg(640, KEY + 2 * ROW * len(rows), parts)


def _key(parts: Sequence[Mapping[str, str]], box: str) -> list[str]:
    """What each look means, side by side."""
    told, x = [], 2
    for part in parts:
        told += [f'<path {LOOKS[part["css"]]} d="{box.format(x=x + 0.5, y=4.5)}"/>', _words(Text(x + 18, 14, part["text"], "start", "chart-quiet"))]
        x += 30 + 7 * len(part["text"])
    return told


def _words(text: Text) -> str:
    return f'<text {LOOKS[text.css]} x="{text.x}" y="{text.y}" text-anchor="{text.anchor}">{escape(text.words)}</text>'


def _svg(width: float, height: float, parts: Sequence[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" ' \
           'font-family="Source Sans Pro" font-size="14">'
    return head + "".join(parts) + "</svg>"
