"""What the help page says of keys, marks and rights: made from the tables that the desk itself works by, for one person's role."""

from collections.abc import Iterable
from typing import Any

from complaints.case.stages import MOVES, ROLE_WORDS
from complaints.clocks.status import LOOKS, State, Status
from complaints.intake.importing import MAY_IMPORT
from complaints.keyboard import table
from complaints.money.incidents.keeping import MAY_APPROVE

# How each state reads in a list, with what the rail beside it looks like where there is one.
MARK_WORDS = {
    State.LATE: ("3 working days late", "The last day has passed; a thick red line runs down the left"),
    State.TODAY: ("Due today", "Today is the last day; a double red line"),
    State.SOON: ("Due tomorrow, 2 working days left", "One or two working days are left; an amber line"),
    State.LATER: ("9 working days left", "More than two working days are left; a thin line"),
    State.STOPPED: ("Clock stopped since 4 May", "A supplier’s payment in dispute waits; a dashed line. No clock of the procedure stops"),
    State.MET: ("Met on 7 May, 1 working day early", "Done in time"),
    State.MET_LATE: ("Met late on 11 May, 1 working day late", "Done, after its last day"),
    State.CANCELLED: ("Cancelled", "Not needed any more; the case says why"),
    State.NOT_STARTED: ("Not started", "What starts it has not happened"),
    State.PASSED: ("Closed on 29 January 2027", "A time that the customer had is over; nobody was late"),
}
assert set(MARK_WORDS) == set(LOOKS)
STILL_WORKS = (
    "Every page, the search, logging complaints, contacts, moves and letters work as always.",
    "Dates on complaints are right: they are worked out when something happens, not by the engine.",
    "Alerts, mails and drafts that fall due by themselves come late, each once, as soon as the engine runs again.",
    "Long work waits and goes on from its counts.",
    "Until then work by the dates in the lists, the most urgent first, and tell an administrator.",
)
OTHER_RIGHTS = (
    ("Log a complaint, record contacts, add notes and files", frozenset(ROLE_WORDS)),
    ("Import complaints, upload an incident", MAY_IMPORT),
    ("Approve payments that another person proposed", MAY_APPROVE),
    ("See every restricted complaint", frozenset({"compliance_officer"})),
    ("People, teams and passwords", frozenset({"administrator"})),
)


def keys(role: str, nav: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """The keys that work for this role, by place. `nav`: name and label of its navigation's entries."""
    parts = []
    for where, title in table.PLACES.items():
        found = table.going(nav) if where == table.GO else table.of(where)
        told = [(key.shown, key.does) for key in found if not key.move or MOVES[key.move].may_ever(role)]
        parts.append({"title": title, "keys": told})
    return parts


def marks() -> list[dict[str, Any]]:
    """The legend: icon and words as lists print them, and what they mean."""
    return [{"status": Status(state, said, *LOOKS[state]), "means": means} for state, (said, means) in MARK_WORDS.items()]


def rights() -> dict[str, Any]:
    """Each move and each other right with the roles that have it."""
    rows = [(move.label, {role for role in ROLE_WORDS if role in move.who}, move.owner_too) for move in MOVES.values()]
    rows += [(label, who, False) for label, who in OTHER_RIGHTS]
    head = ("What", *(words.capitalize() for words in ROLE_WORDS.values()))
    return {"caption": "Who can do what", "head": [{"text": text} for text in head],
            "rows": [[{"text": label}, *(_may(role, who, owner=owner) for role in ROLE_WORDS)] for label, who, owner in rows]}


def _may(role: str, who: Any, *, owner: bool) -> dict[str, str]:
    return {"text": "Yes" if role in who else "As its owner" if owner and role != "compliance_officer" else "No"}
