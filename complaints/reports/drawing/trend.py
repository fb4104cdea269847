"""A share month by month: a line with a number at every point and a dotted target; for narrow screens one row a month. Pure.

Hollow: fewer than twenty, or not final. Dashed: not final. A month of nothing leaves a gap. The scale names where it begins.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from complaints.reports.drawing.parts import Dot, Drawing, Line, Rect, Text, tenth, width_of

WIDE, NARROW = 560, 288
LEFT, RIGHT, TOP, BOTTOM, TALL = 100, 122, 34, 44, 200
ROW, ROW_TOP, NAME = 24, 30, 44
ROOM, STEP = 24.0, 10
Places = Sequence[tuple[float, float | None]]


@dataclass(frozen=True, slots=True)
class Point:
    """`share` in per cent; None of nothing. `few`: under twenty, to be read with care."""

    label: str
    share: float | None
    few: bool = False
    final: bool = True

    @property
    def words(self) -> str:
        """The share in whole per cent, half up; "0" and "100" only where it is exactly so."""
        if self.share is None:
            return ""
        whole = int(self.share + 0.5)
        return str(min(max(whole, 1 if self.share > 0 else 0), 100 if self.share >= 100 else 99))

    @property
    def dot(self) -> str:
        return "chart-hollow" if self.few or not self.final else "chart-full"


@dataclass(frozen=True, slots=True)
class Scale:
    """Per cent from `low` to `high`, both multiples of ten."""

    low: int
    high: int

    @property
    def low_words(self) -> str:
        return f"from {self.low} %"

    def part(self, share: float) -> float:
        return (share - self.low) / (self.high - self.low)


def scale_of(points: Sequence[Point], target: float | None) -> Scale:
    """Tens around all that is shown, with room below for a number and never beyond 0 and 100."""
    shown = [point.share for point in points if point.share is not None] + ([target] if target is not None else [])
    if not shown:
        return Scale(0, 100)
    low = max(0, int(min(shown) // STEP) * STEP - STEP)
    high = min(100, -int(-max(shown) // STEP) * STEP)
    return Scale(low, max(high, low + 2 * STEP)) if low + 2 * STEP <= 100 else Scale(100 - 2 * STEP, 100)


def wide(points: Sequence[Point], target: float | None = None) -> Drawing:
    """The line, 560 wide; numbers stand on the side away from the target."""
    scale, floor = scale_of(points, target), TALL - BOTTOM
    step, deep = (WIDE - LEFT - RIGHT) / max(1, len(points) - 1), floor - TOP
    places = [(tenth(LEFT + step * place), tenth(floor - scale.part(point.share) * deep) if point.share is not None else None)
              for place, point in enumerate(points)]
    lines = [Line(LEFT - 12, floor, WIDE - RIGHT + 12, floor, "chart-base"), *_between(points, places)]
    texts = [Text(LEFT - 18, floor + 5, scale.low_words, "end", "chart-quiet"), Text(LEFT - 18, TOP + 5, f"{scale.high} %", "end", "chart-quiet"),
             *(Text(x, floor + 20, point.label, "middle", "chart-quiet") for point, (x, _) in zip(points, places, strict=True)),
             *_numbers(points, places, target, floor)]
    if target is not None:
        y = tenth(floor - scale.part(target) * deep)
        lines.append(Line(LEFT - 12, y, WIDE - RIGHT + 12, y, "chart-target"))
        texts.append(Text(WIDE - RIGHT + 18, y + 5, _target_words(target)))
    return Drawing(WIDE, TALL, (), tuple(lines), tuple(_dots(points, places)), tuple(texts))


def _target_words(target: float) -> str:
    return f"Target {target:g} %"


def _dots(points: Sequence[Point], places: Places) -> Iterator[Dot]:
    return (Dot(x, y, point.dot) for point, (x, y) in zip(points, places, strict=True) if y is not None)


def _between(points: Sequence[Point], places: Places) -> Iterator[Line]:
    """The line from month to month, dashed where either is not final, broken where one has nothing."""
    for (one, (x1, y1)), (other, (x2, y2)) in pairwise(zip(points, places, strict=True)):
        if y1 is not None and y2 is not None:
            yield Line(x1, y1, x2, y2, "chart-line" if one.final and other.final else "chart-dashed")


def _numbers(points: Sequence[Point], places: Places, target: float | None, floor: float) -> Iterator[Text]:
    last = max((place for place, point in enumerate(points) if point.share is not None), default=None)
    for place, (point, (x, y)) in enumerate(zip(points, places, strict=True)):
        if y is not None and point.share is not None:
            is_above = target is None or point.share >= target or y + ROOM > floor
            yield Text(x, tenth(y - 10 if is_above else y + 20), point.words, "middle", "chart-strong" if place == last else "chart-words")


def narrow(points: Sequence[Point], target: float | None = None) -> Drawing:
    """One row a month, 288 wide: name, dot, number beside it; the target as a line down with its name on top."""
    scale, tall = scale_of(points, target), ROW_TOP + ROW * len(points) + 26
    left, right = NAME + 12, NARROW - 44
    rects, dots = [], []
    texts = [Text(left, tall - 8, scale.low_words, "start", "chart-quiet"), Text(right, tall - 8, f"{scale.high} %", "end", "chart-quiet")]
    for place, point in enumerate(points):
        y = ROW_TOP + ROW * place + ROW / 2
        texts.append(Text(NAME, y + 5, point.label, "end", "chart-quiet"))
        if point.share is not None:
            x = tenth(left + scale.part(point.share) * (right - left))
            rects.append(Rect(left, y - 1, tenth(x - left), 2, "chart-stem" if point.final else "chart-stem-open"))
            dots.append(Dot(x, y, point.dot))
            texts.append(Text(x + 10, y + 5, point.words))
    lines = [Line(left, ROW_TOP, left, tall - 24, "chart-base")]
    if target is not None:
        x, words = tenth(left + scale.part(target) * (right - left)), _target_words(target)
        lines.append(Line(x, ROW_TOP - 8, x, tall - 24, "chart-target"))
        half = width_of(words) / 2
        texts.append(Text(tenth(min(max(x, half), NARROW - half)), ROW_TOP - 12, words, "middle"))
    return Drawing(NARROW, tall, tuple(rects), tuple(lines), tuple(dots), tuple(texts))
