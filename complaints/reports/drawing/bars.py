"""Bars one under the other, each with its name and its numbers in words; for narrow screens the words stand over the bar. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from complaints.reports.drawing.parts import Drawing, Line, Rect, Text, tenth, width_of

WIDE, NARROW = 640, 288
NAME, ROW, BAR, TWO_LINES = 124, 28, 16, 40
LEAST = 2.0


@dataclass(frozen=True, slots=True)
class Bar:
    """`words` stand at its end ("58, 39 %"), `beside` in a column of their own ("median 5 days"); `few`: hollow."""

    name: str
    size: int
    words: str
    beside: str = ""
    few: bool = False

    @property
    def css(self) -> str:
        return "chart-bar-hollow" if self.few else "chart-bar"


def _long(size: int, most: int, room: float) -> float:
    """What is there is seen, however small."""
    return max(LEAST, tenth(size / most * room)) if size else 0.0


def wide(bars: Sequence[Bar]) -> Drawing:
    """Name left, bar, its numbers at its end, and what stands beside it at the right."""
    most = max((bar.size for bar in bars), default=0) or 1
    at_end, aside = (max((width_of(getattr(bar, name)) for bar in bars), default=0.0) for name in ("words", "beside"))
    room = max(40.0, WIDE - NAME - at_end - aside - 36)
    rects, texts = [], []
    for place, bar in enumerate(bars):
        y = ROW * place
        long = _long(bar.size, most, room)
        rects += [Rect(NAME, y + 6, long, BAR, bar.css)] if long else []
        texts += [Text(NAME - 10, y + 19, bar.name, "end"), Text(tenth(NAME + long + 8), y + 19, bar.words, "start", "chart-strong")]
        texts += [Text(WIDE - 4, y + 19, bar.beside, "end", "chart-quiet")] if bar.beside else []
    tall = ROW * max(1, len(bars))
    return Drawing(WIDE, tall, tuple(rects), (Line(NAME, 2, NAME, tall - 2, "chart-base"),), (), tuple(texts))


def narrow(bars: Sequence[Bar]) -> Drawing:
    """Name and numbers in one line, the bar under it, what stands beside it in a third."""
    most = max((bar.size for bar in bars), default=0) or 1
    third = 18 if any(bar.beside for bar in bars) else 0
    row = TWO_LINES + third + 6
    rects, texts = [], []
    for place, bar in enumerate(bars):
        y = row * place
        texts += [Text(2, y + 14, bar.name), Text(NARROW - 2, y + 14, bar.words, "end", "chart-strong")]
        texts += [Text(2, y + 52, bar.beside, "start", "chart-quiet")] if bar.beside else []
        long = _long(bar.size, most, NARROW - 4)
        rects += [Rect(2, y + 20, long, BAR, bar.css)] if long else []
    return Drawing(NARROW, row * max(1, len(bars)), tuple(rects), (), (), tuple(texts))
