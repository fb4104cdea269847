"""A chart of counts: one line a month, one box for each complaint (or each so many), its number beside it. The finding is its title.
Figures in, shapes out: every word about dates comes from the caller.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST_BOXES, STEP, SIDE = 40, 13, 10
# One box stands for so many, where a month has more than a line holds.
UNITS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000)


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of box: its look in the style sheet, and what it means."""

    css: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One month: how many of each part, in the order of the parts; `href` opens its complaints."""

    name: str
    counts: tuple[int, ...]
    href: str = ""


def chart(title: str, small: str, parts: Sequence[Part], lines: Sequence[Line]) -> dict[str, Any]:
    """The context of `reports/boxes.html`."""
    unit = unit_of(max((sum(line.counts) for line in lines), default=0))
    shown = [part for place, part in enumerate(parts) if any(line.counts[place] for line in lines)]
    each = "One box is one complaint." if unit == 1 else f"One box is up to {unit:,} complaints."
    return {
        "title": title, "small": f"{small} {each}", "key": [{"css": part.css, "text": part.text} for part in shown] if len(parts) > 1 else [],
        "side": SIDE, "rows": [_row(line, parts, unit) for line in lines],
    }


def unit_of(most: int) -> int:
    return next((unit for unit in UNITS if most <= unit * MOST_BOXES), UNITS[-1])


def _row(line: Line, parts: Sequence[Part], unit: int) -> dict[str, Any]:
    """Boxes side by side, each part's behind the one before; what is less than a box is a box."""
    shapes, place = [], 0
    for part, count in zip(parts, line.counts, strict=True):
        boxes = -(-count // unit)
        shapes.append({"css": part.css, "path": "".join(_box(place + number) for number in range(boxes))})
        place += boxes
    told = [f"{count:,} {part.text.lower()}" for part, count in zip(parts, line.counts, strict=True) if count]
    return {"name": line.name, "number": f"{sum(line.counts):,}", "href": line.href, "shapes": [shape for shape in shapes if shape["path"]],
            "width": max(place, 1) * STEP, "told": ", ".join(told) if len(parts) > 1 else ""}


def _box(place: int) -> str:
    """Half a pixel in, so that an outline is sharp."""
    return f"M{place * STEP + 0.5} .5h{SIDE - 1}v{SIDE - 1}h-{SIDE - 1}z"


def counts_of(row: Mapping[str, Any], names: Sequence[str]) -> tuple[int, ...]:
    return tuple(row[name] for name in names)
