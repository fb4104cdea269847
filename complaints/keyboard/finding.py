"""What the command box finds by name: pages of this person's desk and complaints that they may see. Reads only."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from complaints.case.reading import visible
from complaints.case.searching import search
from complaints.case.stages import STAGE_WORDS, Stage
from complaints.keyboard.table import GO_TO

MOST = 8
LONGEST = 200


class Found(NamedTuple):
    """One line of the box: where it leads, what it is called, what is said beside it, the caps of its key."""

    label: str
    href: str
    beside: str = ""
    key: tuple[str, ...] = ()


def pages(entries: Iterable[tuple[str, str, str]], typed: str) -> list[Found]:
    """Those of the entries (name, label, address) whose label holds every word that was typed."""
    wanted = typed.lower().split()
    return [Found(label, href, key=tuple(GO_TO.get(name, "").split())) for name, label, href in entries
            if all(word in label.lower() for word in wanted)]


def complaints(person: Any, typed: str) -> list[Found]:
    """The newest few that the words may mean; none before two letters were typed."""
    text = typed.strip()[:LONGEST]
    if len(text) < 2:
        return []
    rows = search(visible(person), text).select_related("customer").order_by("-pk")[:MOST]
    return [Found(f"{row.reference}, {row.customer.name or 'name not given'}", f"/c/{row.reference}/", STAGE_WORDS[Stage(row.stage)]) for row in rows]
