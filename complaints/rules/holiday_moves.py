"""Which open deadlines a change of bank holidays moves, found by few statements. Reads only; `holiday_moving` writes.

The same function tells a preview, with calendars as they would be, and the work itself, with calendars as they are: what has moved
already is not found again, so that work that was killed is begun again and ends the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet

from complaints.clocks import counting
from complaints.clocks import services as clocks
from complaints.clocks.clock import Clock
from complaints.clocks.facts import basis_of
from complaints.clocks.fold import clocks_of
from complaints.clocks.models import Deadline
from complaints.clocks.recounting import COUNTED, ONLY_BEHIND, is_counted_again
from complaints.clocks.rules import Rule
from complaints.rules import services as rules
from workdays import Calendar, london

COLUMNS = ("id", "complaint_id", "key", "kind", "rulebook", "rule_name", "rule_version", "started_at", "due_on", "ahead_on", "next_tier", "calendar")
# A span that is over goes on to the next working day: never as many days off in a row.
BEHIND = timedelta(days=14)
RuleKey = tuple[str, str, str, str]


class Row(NamedTuple):
    """What an open deadline says of itself."""

    id: int
    complaint_id: int | None
    key: str
    kind: str
    rulebook: str
    rule_name: str
    rule_version: str
    started_at: datetime
    due_on: date
    ahead_on: date | None
    next_tier: str
    calendar: str


class Move(NamedTuple):
    """A row and the day to which it moves."""

    row: Row
    to: date


@dataclass
class Recounter:
    """Works the days of rows out by the calendars it was given."""

    calendars: Mapping[str, Calendar]
    by_key: Mapping[RuleKey, Rule] = field(default_factory=lambda: {_key(rule): rule for rule in rules.clock_rules().rows})
    counts: dict[tuple[RuleKey, date, str], counting.Count] = field(default_factory=dict)
    folded: dict[int, dict[str, Clock]] = field(default_factory=dict)

    def rule(self, row: Row) -> Rule | None:
        """The rule that the row was counted by; None where it is no rule of a count."""
        found = self.by_key.get((row.kind, row.rulebook, row.rule_name, row.rule_version))
        return found if found and found.unit in COUNTED else None

    def count(self, row: Row) -> counting.Count:
        """The count from the row's start. Raises OutsideCalendar."""
        start = london.day_of(row.started_at)
        place = ((row.kind, row.rulebook, row.rule_name, row.rule_version), start, row.calendar)
        if place not in self.counts:
            self.counts[place] = counting.count(self.rule(row), start, self.calendars[row.calendar])
        return self.counts[place]

    def due_on(self, row: Row) -> date:
        """The day on which the row falls by these calendars."""
        if row.complaint_id is None or not is_counted_again(row.key, row.kind):
            return self.count(row).due_on
        clock = self._clocks(row.complaint_id).get(row.key)
        return clock.due_on if clock else row.due_on

    def _clocks(self, complaint_id: int) -> dict[str, Clock]:
        """By the facts, for the few that a count from their start does not tell."""
        if complaint_id not in self.folded:
            facts = clocks.history_of(complaint_id).facts
            book = rules.book(london.day_of(basis_of(facts).received_at))
            self.folded[complaint_id] = {clock.key: clock for clock in clocks_of(facts, replace(book, calendars=self.calendars))}
        return self.folded[complaint_id]


def _key(rule: Rule) -> RuleKey:
    return (rule.kind.value, rule.book, rule.name, rule.version)


def candidates(days: Iterable[tuple[str, date]]) -> QuerySet[Deadline]:
    """The open deadlines whose count may look at one of these days (calendar, day). An extended request for personal data has the day
    that the person was told, and keeps it."""
    spans: dict[str, list[date]] = {}
    for calendar, day in days:
        spans.setdefault(calendar, []).append(day)
    found = Q(pk__in=[])
    for calendar, some in spans.items():
        found |= Q(calendar=calendar, due_on__gte=min(some), started_at__lt=london.start_of_day(max(some))) & (
            Q(kind__in=_kinds(units=COUNTED[:1])) | Q(kind__in=_kinds(units=ONLY_BEHIND), due_on__lte=max(some) + BEHIND))
    return Deadline.objects.filter(found, met_at=None, cancelled_at=None, held_on=None, data_request__extension=None)


def _kinds(*, units: tuple[str, ...]) -> list[str]:
    return sorted({rule.kind.value for rule in rules.shipped_clock_rules().rows if rule.unit in units})


def moves(days: Iterable[tuple[str, date]], calendars: Mapping[str, Calendar]) -> list[Move]:
    """Every open deadline that falls on another day by these calendars, in the order of their complaints."""
    recounter = Recounter(calendars)
    rows = map(Row._make, candidates(days).order_by().values_list(*COLUMNS).iterator(chunk_size=5000))
    return sorted(_moving(rows, recounter), key=_place)


def _moving(rows: Iterator[Row], recounter: Recounter) -> Iterator[Move]:
    for row in rows:
        if recounter.rule(row) and (to := recounter.due_on(row)) != row.due_on:
            yield Move(row, to)


def _place(move: Move) -> tuple[int, int]:
    return (move.row.complaint_id or 0, move.row.id)


def alerted_already(row: Row) -> bool:
    """Whether an alert was raised for the day that it has now."""
    return row.next_tier != "ahead" and not (row.next_tier == "due" and row.ahead_on is None)
