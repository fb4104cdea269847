"""Every key of the desk in one table: where it works, what it does, which visible control does the same. Pure.

Pages declare a key at its control (`data-key`), the script presses the control; lists walk and tick by keys of their own. Tests hold
pages, script and help to this table. Nothing destructive hangs on one key.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

ANYWHERE, GO, LIST, COMPLAINT, CALL, MONTH = "anywhere", "go", "list", "complaint", "call", "month"
PLACES = {ANYWHERE: "Anywhere", GO: "Go to", LIST: "In a list", COMPLAINT: "On a complaint", CALL: "On a call", MONTH: "In the calendar"}
MODIFIERS = frozenset({"Ctrl", "Alt"})
NO_CHARACTERS = frozenset({"Esc", "Enter", "←", "→", "↑", "↓", "PageUp", "PageDown"})


@dataclass(frozen=True, slots=True)
class Key:
    """`keys` as pages declare it: "g w" is one after the other, "Shift+E" together, "← →" a pair of which each does its part.

    `control` is the visible way to the same, in its words.
    `move`: only for those who may ever make this move. `by_script`: the script walks or ticks by it, no control declares it.
    """

    keys: str
    where: str
    does: str
    control: str
    move: str = ""
    by_script: bool = False

    @property
    def shown(self) -> tuple[str, ...]:
        """The caps to draw: ("Shift", "E"), ("g", "w")."""
        if self.keys == "..":
            return (".", ".")
        return tuple(part for word in self.keys.split(" ") for part in (word.split("+") if len(word) > 1 else [word]))

    @property
    def single(self) -> bool:
        """A key of characters alone, which a person can switch off (WCAG 2.1.4)."""
        return not MODIFIERS & set(self.shown) and not NO_CHARACTERS & set(self.shown)


# The navigation by name. Two entries that no role has both may share a key.
GO_TO = {
    "work": "g w", "compliance": "g w", "queue": "g q", "all": "g q", "reviews": "g r", "letters": "g l", "calendar": "g k", "reports": "g p",
    "standards": "g s", "payments": "g m", "incidents": "g i", "help": "g h",
}

TABLE = (
    Key("?", ANYWHERE, "this page", "Keyboard shortcuts, at the foot"),
    Key("/", ANYWHERE, "search", "The search field"),
    Key("c", ANYWHERE, "log a complaint", "Log a complaint"),
    Key("Ctrl+Enter", ANYWHERE, "send this form", "The filled button", by_script=True),
    Key("Esc", ANYWHERE, "close", "The menu’s or box’s own button", by_script=True),
    Key("Ctrl+K", ANYWHERE, "command box", "Command box, in your menu", by_script=True),
    Key("j", LIST, "next row", "The reference of the row", by_script=True),
    Key("k", LIST, "row before", "The reference of the row", by_script=True),
    Key("Enter", LIST, "open", "The reference of the row", by_script=True),
    Key("x", LIST, "tick", "The box of the row", by_script=True),
    Key("Shift+X", LIST, "tick up to here", "The boxes of the rows", by_script=True),
    Key("*", LIST, "tick all shown", "The box in the head", by_script=True),
    Key("e", LIST, "assign to me what is ticked", "Assign to me, with ticked rows"),
    Key("a", LIST, "assign what is ticked", "Assign, with ticked rows"),
    Key("n", LIST, "add a note to what is ticked", "Add a note, with ticked rows"),
    Key("f", LIST, "filters", "The first filter"),
    Key("s", LIST, "save view", "Save view"),
    Key("[", LIST, "page before", "Page before"),
    Key("]", LIST, "next page", "Next page"),
    Key("n", COMPLAINT, "add a note", "Add a note, under More"),
    Key("m", COMPLAINT, "record a call or message", "Under More"),
    Key("u", COMPLAINT, "send update", "Send update", move="send_update"),
    Key("r", COMPLAINT, "resolve", "Resolve the complaint", move="resolve"),
    Key("Shift+E", COMPLAINT, "escalate", "Ask for a senior review", move="escalate"),
    Key("e", COMPLAINT, "assign to me", "Assign to me, under More"),
    Key("a", COMPLAINT, "assign", "Assign the complaint, under More"),
    Key("l", COMPLAINT, "letters", "Letters"),
    Key("t", COMPLAINT, "timeline", "Timeline"),
    Key(".", COMPLAINT, "copy reference", "Copy"),
    Key("..", COMPLAINT, "copy reference and name", "Copy reference and name, under More"),
    Key("<", COMPLAINT, "before in your list", "The arrow left of the place in your list"),
    Key(">", COMPLAINT, "next in your list", "The arrow right of the place in your list"),
    Key("Alt+R", CALL, "the script to read out", "Read this out"),
    Key(".", CALL, "copy reference", "Copy"),
    Key("↑ ↓", CALL, "through the customers found", "The customers found, as buttons", by_script=True),
    Key("← →", MONTH, "day before, next day", "The days, as links", by_script=True),
    Key("↑ ↓", MONTH, "week before, next week", "The days, as links", by_script=True),
    Key("PageUp PageDown", MONTH, "month before, next month", "The arrows beside Today", by_script=True),
    Key("t", MONTH, "today", "Today"),
)


def of(where: str) -> tuple[Key, ...]:
    return tuple(key for key in TABLE if key.where == where)


def going(names: Iterable[tuple[str, str]]) -> Iterator[Key]:
    """The keys of the navigation of one person, handed in as (name, label)."""
    return (Key(GO_TO[name], GO, label[0].lower() + label[1:], label) for name, label in names if name in GO_TO)


def declared(keys: str) -> bool:
    """Whether the table knows it, in whatever place."""
    return keys in GO_TO.values() or any(key.keys == keys for key in TABLE)


def doubled() -> list[tuple[str, str]]:
    """Keys that stand twice where both would be heard: in one place, or in one and anywhere."""
    heard = [(key.keys, key.where) for key in TABLE]
    twice = [one for one in set(heard) if heard.count(one) > 1]
    return twice + [(keys, where) for keys, where in heard if where != ANYWHERE and (keys, ANYWHERE) in heard]


assert not doubled()
assert {key.where for key in TABLE} | {GO} == set(PLACES)
