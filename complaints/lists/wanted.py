"""What is asked of a list: which view, which words, which ticks. Pure: no query, no clock."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# In the order in which they stand beside the list.
FIELDS = ("owner", "stage", "state", "need", "team", "category", "type", "nation")
NOBODY = "-"
MOST_TICKS, LONGEST, LONGEST_TICK = 30, 200, 80


@dataclass(frozen=True, slots=True)
class View:
    """`title` begins the heading; `small` says what it leaves out."""

    name: str
    title: str
    label: str
    small: str = ""


VIEWS: Mapping[str, View] = {view.name: view for view in (
    View("mine", "Your complaints", "Mine"), View("team", "Your team’s complaints", "My team"),
    View("queue", "Team queue", "Team queue", "without an owner"), View("reviews", "Reviews", "Reviews"),
    View("all", "All open complaints", "All open"), View("ended", "Resolved or closed in the last 30 days", "Ended lately"),
)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Empty `filters` narrow nothing. With words all complaints are looked through, ended ones too."""

    view: str = "mine"
    q: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        return not self.q and not self.filters

    @property
    def ticks(self) -> int:
        return sum(len(values) for values in self.filters.values())

    def without(self, name: str, value: str) -> "Wanted":
        left = tuple(other for other in self.filters.get(name, ()) if other != value)
        return Wanted(self.view, self.q, {key: values for key, values in {**self.filters, name: left}.items() if values})


def wanted_of(view: str, q: str, ticked: Mapping[str, Iterable[str]], *, otherwise: str = "mine") -> Wanted:
    """From what came in a form or a row: what no list knows is left out, each tick once."""
    filters = {name: tuple(dict.fromkeys(text for text in ticked.get(name, ()) if _is_tick(text)))[:MOST_TICKS] for name in FIELDS}
    words = " ".join(q.replace("\0", " ").split())[:LONGEST] if isinstance(q, str) else ""
    return Wanted(view if view in VIEWS else otherwise, words, {name: values for name, values in filters.items() if values})


def address(ident: str) -> str:
    """Where a list is shown: a view by its own name, all else by its short id."""
    return f"/complaints/?{'view' if ident in VIEWS else 'list'}={ident}"


def _is_tick(text: object) -> bool:
    return isinstance(text, str) and 0 < len(text) <= LONGEST_TICK and text.isprintable()


def id_of(wanted: Wanted, person_id: int, secret: str) -> str:
    """Ten letters that say nothing: the same question of the same person has the same ones, and nobody can guess words from them."""
    told = [person_id, wanted.view, wanted.q, sorted((name, sorted(values)) for name, values in wanted.filters.items())]
    digest = hmac.new(secret.encode(), json.dumps(told).encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
    return "a" + base64.b32encode(digest).decode()[:9].lower()
