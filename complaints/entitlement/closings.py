"""What closes when: the windows to the Ombudsman that are open, of each complaint the last day by its own rulebook and by the other.

Now from the deadline rows, as of a past moment from the events recorded by then. Reads; writes nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Max, Q, QuerySet

import workdays
from complaints.case.reading import hidden
from complaints.clocks.facts import Fact, basis_of
from complaints.clocks.kinds import WINDOWS, Kind
from complaints.clocks.models import Deadline
from complaints.clocks.rules import BOOKS
from complaints.clocks.steps import fact_of
from complaints.clocks.windows import running
from complaints.record.models import Event
from complaints.rules.services import book as rules_book
from complaints.rules.services import shipped_clock_rules
from workdays import london

CHUNK = 500
Row = tuple[str, date, dict[str, Any] | None, str, str]  # kind, last day, the other rulebook's, rulebook, version


@dataclass(frozen=True, slots=True)
class Closing:
    """One complaint: `rows` its open windows, `closes_on` the last of them, `other_on` the other rulebook's (None: no end yet)."""

    complaint_id: int
    rows: tuple[Row, ...]
    closes_on: date
    other_on: date | None

    @property
    def open_by_other(self) -> bool:
        """The other rulebook lets the customer go after this day."""
        return self.other_on is None or self.other_on > self.closes_on


def closings(first: date, last: date, *, as_of: datetime | None = None) -> list[Closing]:
    """Complaints whose last window closes within these days, both included, by day."""
    ids = [ident for ident, _ in last_days(first, last)] if as_of is None else _touched(first, last)
    found = (one for chunk in _chunks(ids) for one in (of_complaints(chunk) if as_of is None else _of_events(chunk, as_of)))
    return sorted((one for one in found if first <= one.closes_on <= last), key=lambda one: (one.closes_on, one.complaint_id))


def last_days(first: date, last: date, *, person: Any = None) -> QuerySet:
    """(complaint, the last day of its open windows) for those within these days, by day. One statement on an index alone; what `person` may
    not see is left out."""
    rows = Deadline.objects.filter(kind__in=WINDOWS, met_at=None, cancelled_at=None, complaint__isnull=False)
    rows = rows if person is None else rows.exclude(complaint__in=hidden(person))
    found = rows.order_by().values("complaint_id").annotate(last=Max("due_on")).filter(last__gte=first, last__lte=last)
    return found.order_by("last", "complaint_id").values_list("complaint_id", "last")


def counted_by_month(first: date, last: date, *, person: Any) -> Counter[date]:
    """How many close in each month (its first day) of these days; added up in the database."""
    text, values = last_days(first, last, person=person).order_by().query.sql_with_params()
    found: Counter[date] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT last, COUNT(*) FROM ({text}) AS closing GROUP BY last", values)  # noqa: S608
        for day, number in cursor.fetchall():
            found[(date.fromisoformat(day) if isinstance(day, str) else day).replace(day=1)] += number
    return found


def _touched(first: date, last: date) -> list[int]:
    """Every complaint that has or may have had a window closing within these days."""
    days = Q(due_on__range=(first, last)) | Q(original_due_on__range=(first, last)) | Q(explanation__moved_by__1__isnull=False)
    rows = Deadline.objects.filter(days, kind__in=WINDOWS, complaint__isnull=False)
    return sorted(set(rows.order_by().values_list("complaint_id", flat=True)))


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start:start + CHUNK]


def of_complaints(ids: Iterable[int]) -> list[Closing]:
    """The open windows of these complaints as they stand now. One statement."""
    rows = Deadline.objects.filter(complaint__in=list(ids), kind__in=WINDOWS, met_at=None, cancelled_at=None).order_by("complaint_id", "pk")
    grouped: dict[tuple[int, datetime], list[Row]] = {}
    for ident, received_at, *row in rows.values_list(
            "complaint_id", "complaint__received_at", "kind", "due_on", "explanation__other", "rulebook", "rule_version"):
        grouped.setdefault((ident, received_at), []).append(tuple(row))
    return [_closing(*case, rows) for case, rows in grouped.items()]


def _of_events(ids: list[int], as_of: datetime) -> Iterator[Closing]:
    for ident, facts in facts_by_complaint(ids, as_of).items():
        received_at = basis_of(facts).received_at
        clocks = running(facts, rules_book(london.day_of(received_at)))
        if clocks:
            rows = [(clock.kind.value, clock.due_on, clock.other, clock.rule.book, clock.rule.version) for clock in clocks]
            yield _closing(ident, received_at, rows)


def facts_by_complaint(ids: Iterable[int], as_of: datetime) -> dict[int, list[Fact]]:
    """The deciding facts of each complaint that were recorded by then."""
    found: dict[int, list[Fact]] = {}
    rows = Event.objects.filter(complaint__in=list(ids), recorded_at__lte=as_of).order_by("complaint_id", "seq")
    for ident, kind, at, seq, data in rows.values_list("complaint_id", "kind", "at", "seq", "data"):
        if fact := fact_of(kind, at, seq, data):
            found.setdefault(ident, []).append(fact)
    return found


def _closing(ident: int, received_at: datetime, rows: list[Row]) -> Closing:
    others = [date.fromisoformat(other["due_on"]) for _, _, other, _, _ in rows if other and other.get("due_on")]
    from_complaint = _from_complaint(next(book for book in BOOKS if book != rows[0][3]), london.day_of(received_at))
    return Closing(ident, tuple(rows), max(due_on for _, due_on, *_ in rows), max([*others, *from_complaint], default=None))


def _from_complaint(book: str, begun_on: date) -> list[date]:
    """The last day of the other rulebook's window from the complaint, which no window of a rulebook without one names."""
    rule = shipped_clock_rules().pick(Kind.OMBUDSMAN_FROM_COMPLAINT, book, begun_on)
    return [workdays.add_months(begun_on, rule.amount)] if rule else []
