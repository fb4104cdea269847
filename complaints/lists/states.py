"""How urgent a row of a list is on a day, worked out by the query that reads or counts it. Groups in the order in which lists print them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Q, Value, When

from complaints.case.listed import Listed
from complaints.case.listing import soon_by_nations
from complaints.clocks import words
from complaints.clocks.status import State

# State of a row, whatever group it stands in.
LABELS = {
    "overdue": "Overdue", "due_today": "Today", "due_soon": "1–2 working days", "later": "Later", "stopped": "Clock stopped",
    "undated": "No date", "ended": "Ended",
}
STATES = tuple(LABELS)


@dataclass(frozen=True, slots=True)
class Head:
    """A group's head: its words, how the heading counts it, its icon and whose rail it has."""

    name: str
    counted: str
    icon: str
    rail: str


HEADS: Mapping[str, Head] = {
    "first": Head("Off supply with a priority need", "off supply with a priority need", "warn", "late"),
    "overdue": Head(words.GROUPS[State.LATE], "overdue", "late", "late"),
    "due_today": Head(words.GROUPS[State.TODAY], "due today", "today", "today"),
    "due_soon": Head(words.GROUPS[State.SOON], "in 1–2 working days", "soon", "soon"),
    "later": Head(words.GROUPS[State.LATER], "later", "later", "later"),
    "stopped": Head(words.GROUPS[State.STOPPED], "stopped", "stopped", "stopped"),
    "undated": Head("No date (needs action)", "without a date", "warn", "soon"),
    "ended": Head("Ended", "ended", "", ""),
}
assert tuple(HEADS) == ("first", *STATES)
FIXED = {Listed.ENDED: "ended", Listed.STOPPED: "stopped", Listed.UNDATED: "undated", Listed.WAITING: "later"}
WAITS = {"stopped": "stopped", "window": "later", "": "undated"}


def state_in_query(today: date) -> Case:
    """`state` of each row of a query on this day. `due_soon` ends on a day of its nation's calendar."""
    fixed = [When(listed=listed.value, then=Value(state)) for listed, state in FIXED.items()]
    undated = [When(next_due_on=None, waits=why, then=Value(state)) for why, state in WAITS.items()]
    soon = [When(next_due_on__lte=until, nation__in=nations, then=Value("due_soon")) for until, nations in soon_by_nations(today)]
    days = [When(next_due_on__lt=today, then=Value("overdue")), When(next_due_on=today, then=Value("due_today")), *soon]
    return Case(*fixed, *undated, *days, default=Value("later"), output_field=CharField())


def in_states(states: tuple[str, ...], today: date) -> Q:
    """Rows in one of these states; give it rows with `state` from `state_in_query`. Days bound what an index has to read."""
    found = Q(state__in=states)
    if set(states) <= {"overdue", "due_today"}:
        found &= Q(next_due_on__lte=today)
    return found
