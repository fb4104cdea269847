"""Where each shape of the day rule lies on its 76 × 14 ground. Geometry only; no words, no dates."""

from typing import Any

WIDTH, TOP, TALL = 76.0, 4.0, 9.0
MOST_PITCH = 11.0
GAP = 2.0
LIMIT_ROOM = 3.0
Shape = dict[str, Any]


def shapes(boxes: tuple[str, ...], over: int) -> Shape:
    """Boxes ("used", "current", "left") and `over` crossed ones after the limit bar, as rectangles and paths."""
    pitch = min(MOST_PITCH, (WIDTH - LIMIT_ROOM) / max(1, len(boxes) + over))
    wide = round(pitch - GAP, 2)
    after = round(len(boxes) * pitch - GAP, 2)
    late_at = [round(after + LIMIT_ROOM + 1 + pitch * n, 2) for n in range(over)]
    drawn = [_box(kind, round(n * pitch, 2), wide) for n, kind in enumerate(boxes)]
    drawn += [_rect("day-late", x, TOP, wide, TALL) for x in late_at]
    crosses = [_cross(x, wide) for x in late_at if wide >= 5]
    return {"boxes": drawn, "limit": after, "crosses": crosses, **_current(boxes, pitch, wide)}


def _rect(css: str, x: float, y: float, w: float, h: float) -> Shape:
    return {"css": css, "x": x, "y": y, "w": round(w, 2), "h": h}


def _box(kind: str, x: float, wide: float) -> Shape:
    if kind == "used":
        return _rect("day-used", x, TOP, wide, TALL)
    return _rect("day-left", round(x + 0.5, 2), TOP + 0.5, wide - 1, TALL - 1)


def _current(boxes: tuple[str, ...], pitch: float, wide: float) -> Shape:
    if "current" not in boxes:
        return {"half": None, "pin": None}
    x = round(boxes.index("current") * pitch, 2)
    mid = round(x + wide / 2, 2)
    half = _rect("day-used", x, TOP, wide / 2, TALL)
    return {"half": half, "pin": f"M{round(mid - 3, 2)} 0h6L{mid} 3.6z"}


def _cross(x: float, wide: float) -> str:
    inset = max(1.5, wide / 2 - 2.2)
    left, right = round(x + inset, 2), round(x + wide - inset, 2)
    return f"M{left} 6.3L{right} 10.7M{right} 6.3L{left} 10.7"
