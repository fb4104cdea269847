"""The parts of a picture, and how wide words are. Everything has a class; colour, weight and dashes are the style sheet's. Pure."""

from dataclasses import dataclass

# Measured on the desk's typeface at 14 px, bold, its widest digits and capitals; a little more than the truth.
LETTER = 8.0
ASCENT, DESCENT = 11.0, 4.0


@dataclass(frozen=True, slots=True)
class Text:
    """Words at their baseline; `anchor` start, middle or end."""

    x: float
    y: float
    words: str
    anchor: str = "start"
    css: str = "chart-words"

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        width = width_of(self.words)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return left, self.y - ASCENT, left + width, self.y + DESCENT


@dataclass(frozen=True, slots=True)
class Rect:
    x: float
    y: float
    width: float
    height: float
    css: str


@dataclass(frozen=True, slots=True)
class Line:
    """From point to point, as a path."""

    x1: float
    y1: float
    x2: float
    y2: float
    css: str

    @property
    def path(self) -> str:
        return f"M{self.x1} {self.y1}L{self.x2} {self.y2}"


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    css: str
    r: float = 4.5


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    rects: tuple[Rect, ...] = ()
    lines: tuple[Line, ...] = ()
    dots: tuple[Dot, ...] = ()
    texts: tuple[Text, ...] = ()


def width_of(words: str) -> float:
    return len(words) * LETTER


def tenth(value: float) -> float:
    return round(value, 1)
