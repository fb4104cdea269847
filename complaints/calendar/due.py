"""Which deadlines a calendar holds: those of complaints that a person may see, by day and kind. Reads only.

Left out: clocks that were cancelled, clocks that a dispute has stopped, and the customer's windows to the Ombudsman, which are no duty
of ours and stand under "What closes when".
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate

from complaints.calendar.naming import LATE, MET, MET_LATE, TO_COME
from complaints.case.reading import hidden
from complaints.clocks.kinds import WINDOWS, Kind
from complaints.clocks.models import Deadline
from workdays import london

MINE, TEAM, ALL = WHOSE = ("mine", "team", "all")
COUNTED_TO = 1000
DUTIES = [kind.value for kind in Kind if kind not in WINDOWS]
OPEN = Q(met_at=None, cancelled_at=None, held_on=None)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose deadlines: `person` says what may be seen."""

    whose: str
    person: Any


# Both halves are partial indexes of a complaint; each is used where they are named.
WAITING_OR_NOT = Q(complaint__next_due_on__isnull=False) | Q(complaint__next_due_on__isnull=True)


def rows(scope: Scope) -> QuerySet[Deadline]:
    """All that count, of any day, ended or not."""
    found = Deadline.objects.filter(Q(held_on=None) | Q(met_at__isnull=False), cancelled_at=None, complaint__isnull=False, kind__in=DUTIES)
    return _theirs(found, scope).exclude(complaint__in=hidden(scope.person))


def _theirs(found: QuerySet[Deadline], scope: Scope) -> QuerySet[Deadline]:
    if scope.whose == MINE:
        return found.filter(WAITING_OR_NOT, complaint__owner=scope.person)
    return found.filter(WAITING_OR_NOT, complaint__team=scope.person.team_id) if scope.whose == TEAM else found


def counts(scope: Scope, first: date, last: date, today: date) -> dict[date, Counter[tuple[str, str]]]:
    """By day how many of each (kind, how it stands), in one statement."""
    found: dict[date, Counter[tuple[str, str]]] = {}
    grouped = rows(scope).filter(due_on__gte=first, due_on__lte=last).annotate(met_on=met_on()).annotate(ended=_ended()).order_by()
    for day, kind, ended, number in grouped.values_list("due_on", "kind", "ended").annotate(number=Count("pk")):
        found.setdefault(day, Counter())[kind, ended or (LATE if day < today else TO_COME)] += number
    return found


def _ended() -> Case:
    """How a clock ended: "" while it runs. It was met in time until the end of its London day."""
    late = Q(met_on__gt=F("due_on"))
    return Case(When(met_at=None, then=Value("")), When(late, then=Value(MET_LATE)), default=Value(MET), output_field=CharField())


def on_day(scope: Scope, day: date) -> QuerySet[Deadline]:
    """What is or was due that day: what still runs first, then by kind."""
    return rows(scope).filter(due_on=day).order_by(F("met_at").asc(nulls_first=True), "kind", "pk")


def overdue(scope: Scope, today: date) -> QuerySet[Deadline]:
    """What runs and is late, the oldest first. Every such complaint has a next day before today."""
    return rows(scope).filter(OPEN, due_on__lt=today, complaint__next_due_on__lt=today).order_by("due_on", "pk")


def running(scope: Scope) -> QuerySet[Deadline]:
    return rows(scope).filter(OPEN, complaint__next_due_on__isnull=False)


def capped(found: QuerySet[Deadline]) -> int | None:
    """How many; None above a thousand."""
    number = found.order_by()[: COUNTED_TO + 1].count()
    return number if number <= COUNTED_TO else None


def part(found: QuerySet[Deadline], first: int, last: int) -> list[Deadline]:
    """Those from `first` up to `last` in their order, with their cases: the places are found in an index, and only those rows are read."""
    ids = list(found.values_list("pk", flat=True)[first:last])
    read = with_case(Deadline.objects.all()).in_bulk(ids)
    return [read[number] for number in ids if number in read]


def with_case(found: QuerySet[Deadline]) -> QuerySet[Deadline]:
    return found.select_related("complaint__customer", "complaint__owner", "complaint__team")


def met_on() -> TruncDate:
    return TruncDate("met_at", tzinfo=london.LONDON)
