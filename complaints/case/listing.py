"""Which complaints the API lists and in which order: by keyset, never by offset. The pages' lists are in the room `lists`.

The order is the next due day, then the id; complaints on which nothing is due come last, newest first.
"""

import base64
import binascii
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from complaints.case.models import NATIONS, Complaint
from complaints.case.reading import visible
from complaints.case.searching import search
from complaints.case.stages import Stage
from complaints.clocks import words
from complaints.record.refusals import Unacceptable
from complaints.rules.services import all_calendars
from staff.models import Person, Team
from workdays import calendar_for

MOST = 200
COUNTED_TO = 1000
STATES = ("overdue", "due_today", "due_soon", "later")


@dataclass(frozen=True)
class Asked:
    """What a list is asked for. Empty means: not narrowed."""

    stages: Sequence[str] = ()
    owners: Sequence[str] = ()
    teams: Sequence[str] = ()
    states: Sequence[str] = ()
    due_before: date | None = None
    q: str = ""


@dataclass(frozen=True)
class Page:
    rows: list[Complaint]
    next: str | None


def asked_rows(person: Any, asked: Asked, today: date) -> QuerySet[Complaint]:
    """The complaints that this person may see and that were asked for, in no order yet."""
    rows = search(visible(person), asked.q) if asked.q else visible(person)
    if unknown := [stage for stage in asked.stages if stage not in set(Stage)]:
        raise Unacceptable.of(stage=f"There is no stage {unknown[0]}.")
    if unknown := [state for state in asked.states if state not in STATES]:
        raise Unacceptable.of(state=f"There is no state {unknown[0]}. There are {', '.join(STATES)}.")
    if asked.stages:
        rows = rows.filter(stage__in=asked.stages)
    if asked.owners:
        rows = rows.filter(owner__in=list(Person.objects.filter(username__in=asked.owners).values_list("pk", flat=True)))
    if asked.teams:
        rows = rows.filter(team__in=list(Team.objects.filter(slug__in=asked.teams).values_list("pk", flat=True)))
    if asked.due_before:
        rows = rows.filter(next_due_on__lt=asked.due_before)
    return rows.filter(in_states(asked.states, today)) if asked.states else rows


def in_states(states: Collection[str], today: date) -> Q:
    """`due_soon` ends on a day of its nation's calendar: the same day as the words on the page. All but `later` have a day."""
    found = Q(pk__in=[])
    for soon, nations in soon_by_nations(today):
        ranges = {
            "overdue": Q(next_due_on__lt=today), "due_today": Q(next_due_on=today),
            "due_soon": Q(next_due_on__gt=today, next_due_on__lte=soon), "later": Q(next_due_on__gt=soon) | Q(next_due_on=None),
        }
        for state in states:
            found |= Q(nation__in=nations) & ranges[state]
    return found if "later" in states else found & Q(next_due_on__isnull=False)


def soon_by_nations(today: date) -> list[tuple[date, list[str]]]:
    """The last day that counts as soon, with the nations whose calendar has it."""
    calendars = all_calendars()
    until: dict[date, list[str]] = {}
    for nation in NATIONS:
        until.setdefault(words.soon_until(today, calendars[calendar_for(nation)]), []).append(nation)
    return list(until.items())


def page_of(rows: QuerySet[Complaint], *, cursor: str | None, limit: int) -> Page:
    """Up to `limit` (at most 200) complaints behind the cursor, and the cursor of the next page."""
    limit = max(1, min(limit, MOST))
    day, number = _read(cursor) if cursor else (date.min, 0)
    found: list[Complaint] = []
    if day is not None:
        due = rows.filter(next_due_on__isnull=False)
        if cursor:
            due = due.filter(Q(next_due_on__gt=day) | Q(next_due_on=day, pk__gt=number))
        found = list(due.order_by("next_due_on", "pk")[: limit + 1])
    if len(found) <= limit:
        rest = rows.filter(next_due_on=None)
        if day is None:
            rest = rest.filter(pk__lt=number)
        found += list(rest.order_by("-pk")[: limit + 1 - len(found)])
    return Page(found[:limit], _write(found[limit - 1]) if len(found) > limit else None)


def _write(last: Complaint) -> str:
    day = last.next_due_on.isoformat() if last.next_due_on else "-"
    return base64.urlsafe_b64encode(f"{day}|{last.pk}".encode()).decode()


def _read(cursor: str) -> tuple[date | None, int]:
    try:
        day, number = base64.urlsafe_b64decode(cursor.encode("ascii")).decode("ascii").split("|")
        if len(number) > 18 or not number.isdecimal():
            raise ValueError(number)
        return (None if day == "-" else date.fromisoformat(day)), int(number)
    except (ValueError, binascii.Error):
        raise Unacceptable.of(cursor="This is no cursor that a list gave.") from None


def capped_count(rows: QuerySet[Complaint], most: int = COUNTED_TO) -> int | None:
    """How many there are; None above `most`, so that no list ever counts a million."""
    number = rows.order_by()[: most + 1].count()
    return number if number <= most else None
