"""One box for each deadline of a day, as rectangles and crosses: filled is met, open is to come, crossed is late. Pure.

On a busy month one box stands for several, the same number on every day of it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from complaints.calendar.naming import LATE, MET, MET_LATE, TO_COME

A_ROW, PITCH, SIZE = 12, 14, 10
MOST = 2 * A_ROW
STEPS = (1, 2, 5)
ORDER = (MET, MET_LATE, LATE, TO_COME)


@dataclass(frozen=True, slots=True)
class Box:
    """`css` names the look; `cross` is a path over it, "" for none."""

    css: str
    x: float
    y: float
    cross: str


@dataclass(frozen=True, slots=True)
class Boxes:
    width: int
    height: int
    boxes: tuple[Box, ...]


def each_stands_for(most: int) -> int:
    """1, 2, 5, 10, 20 …: the least of which the heaviest day needs no more than two rows."""
    if most <= MOST:
        return 1
    # A part of a box is drawn whole, for each of the ways in which a deadline stands.
    whole = MOST - (len(ORDER) - 1)
    steps = (step * 10**power for power in count() for step in STEPS)
    return next(step for step in steps if most <= step * whole)


def boxes_of(stands: Counter[str], per: int) -> Boxes | None:
    """None where nothing is due."""
    names = [name for name in ORDER for _ in range(-(-stands[name] // per))]
    if not names:
        return None
    rows = -(-len(names) // A_ROW)
    return Boxes(PITCH * A_ROW, PITCH * rows, tuple(_placed(names)))


def _placed(names: Iterable[str]) -> Iterable[Box]:
    for place, name in enumerate(names):
        x, y = PITCH * (place % A_ROW) + 1, PITCH * (place // A_ROW) + 1
        yield Box(f"box-{name.replace('_', '-')}", x, y, _cross(x, y, name))


def _cross(x: float, y: float, name: str) -> str:
    """Late is crossed; met late carries one stroke."""
    far = SIZE - 5
    if name == LATE:
        return f"M{x + 2.5} {y + 2.5}l{far} {far}m0 -{far}l-{far} {far}"
    return f"M{x + 2.5} {y + SIZE - 2.5}l{far} -{far}" if name == MET_LATE else ""
