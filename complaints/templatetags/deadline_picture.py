"""Where everything lies in the deadline picture of a case: past band, overrun, dashed future, deadlines above, events below.

Geometry only: every word, and which mark is late, met or ahead, comes from the page (`Picture`). The future is drawn
smaller than the past; what lies beyond the near scale stands behind a break.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

LEFT, RIGHT, NEAR_RIGHT, FAR_LEFT = 16.0, 944.0, 776.0, 822.0
LETTER, ROW, TWO_LINES = 7.1, 19.0, 38.0
BESIDE_ICON = 14.0
MOST_LEVELS, MOST_UNDER = 3, 5
Shape = dict[str, Any]


@dataclass(frozen=True)
class Mark:
    """A deadline above the band or an event below it. `status` is a `words.Status`; None for events."""

    on: date
    name: str
    words: str
    status: Any = None


@dataclass(frozen=True)
class Picture:
    """What the page hands over. `over_from`: the due day of a deadline still missed; `held`: first and last day of a stop;
    `far`: what lies beyond the near scale, in words."""

    label: str
    start_on: date
    now_on: date
    now_words: str
    deadlines: tuple[Mark, ...] = ()
    events: tuple[Mark, ...] = ()
    holidays: tuple[Mark, ...] = ()
    over_from: date | None = None
    held: tuple[date, date] | None = None
    far: Mark | None = None


@dataclass
class Scale:
    """Days to x. The past gets the larger part where it is short, never more than three quarters."""

    picture: Picture
    right: float = field(init=False)
    last: date = field(init=False)
    now_x: float = field(init=False)

    def __post_init__(self) -> None:
        shown = (*self.picture.deadlines, *self.picture.events)
        self.last = max((self.picture.now_on, *(mark.on for mark in shown)))
        self.right = NEAR_RIGHT if self.picture.far else RIGHT - 12
        past, ahead = self._past(), (self.last - self.picture.now_on).days
        share = min(0.75, max(0.12, 2.4 * past / (2.4 * past + ahead))) if ahead else 1.0
        self.now_x = LEFT + share * (self.right - LEFT)

    def _past(self) -> int:
        return max(1, (self.picture.now_on - self.picture.start_on).days)

    def x(self, on: date) -> float:
        days = (on - self.picture.now_on).days
        if days <= 0:
            return round(max(LEFT, self.now_x + days * (self.now_x - LEFT) / self._past()), 1)
        return round(min(self.right, self.now_x + days * (self.right - self.now_x) / max(1, (self.last - self.picture.now_on).days)), 1)


def layout(picture: Picture) -> Shape:
    """The context of `components/picture.html`."""
    scale = Scale(picture)
    above = placed([(mark, scale.x(mark.on)) for mark in sorted(picture.deadlines, key=lambda mark: mark.on)])
    now = _now(scale)
    under, now_level = hung([(mark, scale.x(mark.on)) for mark in picture.events], now)
    band_y = 8 + TWO_LINES * (1 + max((item["level"] for item in above), default=0)) + 14
    rows_y = band_y + 42
    now_y = rows_y + ROW * now_level
    tall = rows_y + ROW * (1 + _deepest(under, now_level)) + 8
    return {
        "label": picture.label, "height": round(tall), "band_y": band_y, "axis_y": band_y + 22, "mid_y": band_y + 6,
        "above": [item | _above(item, band_y) for item in above], "below": [item | _below(item, rows_y, band_y) for item in under],
        "band": _band(scale), "over": _span(scale, picture.over_from, picture.now_on), "held": _span(scale, *(picture.held or (None, None))),
        "now": now | {"top": band_y - 12, "bottom": now_y + 2, "words_y": now_y}, "ahead": {"x": now["x"], "right": scale.right, "end": RIGHT - 8},
        "axis": _axis(scale), "far": picture.far, "lines": _lines(picture),
    }  # fmt: skip


def placed(marks: list[tuple[Mark, float]]) -> list[Shape]:
    """The labels of the deadlines, begun at the side that leaves room for more of them; what fits nowhere is left to the list."""
    ways = [_stacked(marks), _stacked(marks[::-1])]
    return sorted(max(ways, key=len), key=lambda item: item["x"])


def _stacked(marks: list[tuple[Mark, float]]) -> list[Shape]:
    """Each label on the first level where it meets no other and no line crosses a word."""
    found: list[Shape] = []
    for mark, x in marks:
        wide = len(max(mark.name, mark.words, key=len)) * LETTER + BESIDE_ICON
        anchor = "end" if x + wide > RIGHT else "start"
        left = x - wide if anchor == "end" else x
        item = {"mark": mark, "x": x, "anchor": anchor, "left": left, "right": left + wide + 8,
                "text_x": round(x - BESIDE_ICON if anchor == "end" else x + BESIDE_ICON, 1)}
        level = next((n for n in range(MOST_LEVELS) if all(_clear(item | {"level": n}, other) for other in found)), None)
        if level is not None:
            found.append(item | {"level": level})
    return found


def _clear(one: Shape, other: Shape) -> bool:
    """On one level two labels stand apart; on two, the line of the higher one passes beside the lower one's words."""
    if one["level"] == other["level"]:
        return one["right"] <= other["left"] or other["right"] <= one["left"]
    low, high = sorted((one, other), key=lambda item: item["level"])
    return not low["left"] + 2 < high["x"] < low["right"] - 6


def hung(marks: list[tuple[Mark, float]], now: Shape) -> tuple[list[Shape], int]:
    """The labels of the events under the band and the level of the words of now: the way that leaves room for most of them, keeps them off
    the line of now and goes least deep."""
    ways = [(_hung(order, anchors, now | {"level": level}), level) for level in range(MOST_UNDER)
            for order in (marks[::-1], marks) for anchors in (("start", "end"), ("end", "start"))]
    items, level = max(ways, key=lambda way: (len(way[0]), -sum(_meets(item, now) for item in way[0]), -_deepest(*way)))
    return sorted(items, key=lambda item: item["x"], reverse=True), level


def _hung(marks: list[tuple[Mark, float]], anchors: tuple[str, ...], now: Shape) -> list[Shape]:
    """Each label on the first level where it meets no other and no leading line crosses a word; under the line of now only at need."""
    found: list[Shape] = []
    for mark, x in marks:
        tries = [_label(mark, x, anchor, level) for level in range(MOST_UNDER) for anchor in anchors]
        free = [item for item in tries if item["left"] >= 0 and item["right"] <= now["edge"] and _beside(item, now)
                and all(_apart(item, other) for other in found)]
        chosen = next((item for item in free if not _meets(item, now)), free[0] if free else None)
        if chosen:
            found.append(chosen)
    return found


def _deepest(items: list[Shape], level: int) -> int:
    return max([level, *(item["level"] for item in items)])


def _label(mark: Mark, x: float, anchor: str, level: int) -> Shape:
    wide = len(f"{mark.name} {mark.words}") * LETTER
    text_x = round(x - 8 if anchor == "end" else x + 8, 1)
    left = text_x - wide if anchor == "end" else text_x
    return {"mark": mark, "x": x, "level": level, "anchor": anchor, "text_x": text_x, "left": left, "right": left + wide}


def _apart(one: Shape, other: Shape) -> bool:
    """On one level two labels stand apart, each beside the other's line; on two, the line of the deeper one passes beside the higher one's words."""
    if one["level"] == other["level"]:
        first, second = sorted((one, other), key=lambda item: item["left"])
        return first["right"] + 8 <= second["left"] and first["right"] <= second["x"] and first["x"] <= second["left"]
    high, deep = sorted((one, other), key=lambda item: item["level"])
    return not high["left"] - 2 < deep["x"] < high["right"] + 2


def _beside(item: Shape, now: Shape) -> bool:
    """Beside the words of now on their level, and beside its line above it; deeper, with no line through those words."""
    if item["level"] > now["level"]:
        return not now["left"] < item["x"] - 1 < now["right"] - 2
    if item["level"] < now["level"]:
        return not _meets(item, now)
    return item["right"] <= now["left"] - 4 or item["left"] >= now["right"] + 4


def _meets(item: Shape, now: Shape) -> bool:
    return item["left"] - 4 < now["x"] < item["right"] + 4


def _above(item: Shape, band_y: float) -> Shape:
    name_y = band_y - 26 - TWO_LINES * item["level"] - 12
    status = item["mark"].status
    icon = status.icon if status else ""
    return {"name_y": name_y, "words_y": name_y + 17, "line_top": name_y + 6, "line_bottom": band_y + 12, "icon": icon,
            "icon_x": item["x"] - 8, "icon_y": name_y - 13, "css": "tr" if icon in ("late", "today", "met-late") else "tb",
            "icon_css": "icon icon-red" if icon in ("late", "today", "met-late") else "icon"}  # fmt: skip


def _below(item: Shape, rows_y: float, band_y: float) -> Shape:
    y = rows_y + ROW * item["level"]
    return {"y": y, "lead": f"M{item['x']} {band_y + 12}V{y - 5}H{item['text_x'] + (2 if item['anchor'] == 'end' else -2)}"}


def _now(scale: Scale) -> Shape:
    """The now line and its words, on the side of it that has room for them; `left` and `right` are where line and words begin and end,
    `edge` is where the ground for labels ends."""
    x, wide = scale.x(scale.picture.now_on), 7 + len(f"Now {scale.picture.now_words}") * LETTER
    edge = FAR_LEFT if scale.picture.far else RIGHT + LEFT
    before = x + wide > edge
    return {"x": x, "words": scale.picture.now_words, "anchor": "end" if before else "start", "text_x": round(x - 7 if before else x + 7, 1),
            "left": x - wide if before else x, "right": x if before else x + wide, "edge": edge}


def _band(scale: Scale) -> Shape:
    return {"x": LEFT, "w": round(scale.now_x - LEFT, 1)}


def _span(scale: Scale, first: date | None, last: date | None) -> Shape | None:
    if first is None or last is None or last <= first:
        return None
    return {"x": scale.x(first), "w": round(scale.x(last) - scale.x(first), 1)}


def _axis(scale: Scale) -> Shape:
    """Ticks for working days, light blocks for weekends, dark ones for bank holidays, while a day is wide enough to see."""
    start, holidays = scale.picture.start_on, {mark.on: f"{mark.name}, {mark.words}" for mark in scale.picture.holidays}
    days = [start + timedelta(days=n) for n in range(min(120, (scale.last - start).days) + 1)]
    off = [_block(scale, day, holidays.get(day, "")) for day in days if day in holidays or day.weekday() > 4]
    ticks = [scale.x(day) for day in days if day not in holidays and day.weekday() < 5]
    return {"blocks": off, "ticks": ticks if len(days) < 120 else [], "right": scale.x(scale.last)}


def _block(scale: Scale, day: date, holiday: str) -> Shape:
    """A day off; a bank holiday carries its name."""
    x = scale.x(day)
    wide = max(0.5, round(scale.x(day + timedelta(days=1)) - x, 1))
    return {"css": "block-holiday" if holiday else "block-off", "title": holiday, "x": x, "w": wide}


def _lines(picture: Picture) -> list[Shape]:
    """The narrow form: the deadlines by date with now between them, then what is far."""
    marks = sorted(picture.deadlines, key=lambda mark: mark.on)
    before: Iterable[Mark] = (mark for mark in marks if mark.on < picture.now_on)
    after: Iterable[Mark] = (mark for mark in marks if mark.on >= picture.now_on)
    now = {"name": "Now", "words": picture.now_words, "status": None, "css": "is-now"}
    rest = [picture.far] if picture.far else []
    return [*map(_line, before), now, *map(_line, (*after, *rest))]


def _line(mark: Mark) -> Shape:
    return {"name": mark.name, "words": mark.words, "status": mark.status, "css": ""}
