"""A bank holiday proclaimed while `BENCH_OPEN` (100,000) deadlines are open, a fifth of which it moves, beside a plain loop, on PostgreSQL.

The reference is what a program without tables does: every open deadline read, its day counted with the `holidays` library, those that
changed written by `bulk_update`; and, for the whole work, the same loop that also writes each explanation, event and complaint by the
models, measured on `BENCH_LOOP` (2,000) of the moved deadlines and scaled. The ratio is the reference's time to ours.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import holidays as library
from django.core.management import call_command
from django.db import connection, transaction

from complaints.case.models import Complaint
from complaints.clocks import counting
from complaints.clocks.models import Deadline
from complaints.record.entries import Entry
from complaints.record.services import append
from complaints.rules import holidays
from complaints.rules import services as rules
from complaints.rules.holidays import Asked
from complaints.rules.merging import Altered
from staff.models import Team
from tests import databases
from tests.bench.bench_sweep import COMPLAINTS, CUSTOMER, EVENTS
from tests.bench.desk import Line, timed
from workdays import london

OPEN = int(os.environ.get("BENCH_OPEN", "100000"))
LOOP = int(os.environ.get("BENCH_LOOP", "2000"))
NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)
DAY = date(2026, 3, 11)
DAYS = 35
KIND, CALENDAR = "senior_review", "england-and-wales"
EXPLANATION = """jsonb_build_object('start', jsonb_build_object('on', s.day, 'at', s.day, 'what', 'customer asked', 'event', 2),
 'unit', 'working_days', 'amount', 5, 'source', 'Procedure', 'verified', true,
 'counted', '[]'::jsonb, 'skipped', '[]'::jsonb, 'moved_by', '[]'::jsonb)"""
DEADLINES = f"""INSERT INTO complaints_deadline (complaint_id, key, kind, started_at, due_on, original_due_on, rule_name, rulebook, rule_version,
 calendar, calendar_version, for_customer, what, explanation, next_tier, alert_at, ahead_on)
 SELECT {{first}} + n / 2, 'senior_review:' || n, 'senior_review', s.day + interval '10 hours', s.due, s.due, %(rule)s, 'documents', '1',
 'england-and-wales', '1', false, '', {EXPLANATION}, 'due', s.due, s.due - 2
 FROM generate_series(0, %(number)s - 1) n JOIN (VALUES {{spans}}) AS s(place, day, due) ON s.place = n %% {DAYS}"""


def run() -> list[Line]:
    """Lines of name, value, unit and ratio to the plain loop (above 1 is faster)."""
    asked = Asked((Altered(CALENDAR, DAY, "A royal day"),), "The benchmark")
    with _database():
        ours = min(timed(lambda: holidays.preview(asked, now=NOW)) for _ in range(3))
        plain = timed(lambda: _undone(_plain_loop))
        number = len(holidays.preview(asked, now=NOW).moves)
        loop = timed(lambda: _undone(_whole_loop)) / LOOP * number
        whole = timed(lambda: holidays.apply_here(asked, now=NOW))
        assert not holidays.preview(asked, now=NOW).moves
    return [
        (f"holidays_which_of_{OPEN}_open_move_vs_loop_and_bulk_update", ours * 1e3, "ms", plain / ours),
        ("holidays_moved_with_alerts_explanations_and_events_vs_the_same_by_a_loop", number / whole, "deadlines/s", loop / whole),
        ("holidays_moved_with_alerts_explanations_and_events_vs_days_alone_by_bulk_update", number / whole, "deadlines/s", plain / whole),
    ]


@contextmanager
def _database() -> Iterator[None]:
    name = f"bench_holidays_{os.getpid()}"
    databases.run_outside(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
    try:
        with databases.pointed_at(name):
            call_command("migrate", verbosity=0)
            _fill()
            yield
    finally:
        databases.drop(name)


def _fill() -> None:
    team = Team.objects.create(name="Desk", slug="desk", created_at=NOW)
    values = {"now": NOW, "day": NOW.date(), "team": team.pk, "first": None, "number": OPEN // 2 + 1}
    rule = next(row for row in rules.clock_rules().rows if row.kind == KIND and row.book == "documents")
    calendar = rules.all_calendars()[CALENDAR]
    starts = [NOW.date() - timedelta(days=place) for place in range(DAYS)]
    spans = ", ".join(f"({place}, date '{day}', date '{counting.count(rule, day, calendar).due_on}')" for place, day in enumerate(starts))
    with connection.cursor() as cursor:
        cursor.execute(CUSTOMER)
        cursor.execute(COMPLAINTS.replace("%(first)s + n %% 20", "CAST(NULL AS bigint)"), values | {"customer": cursor.fetchone()[0]})
        cursor.execute(EVENTS, values)
        cursor.execute("SELECT min(id) FROM complaints_complaint")
        cursor.execute(DEADLINES.format(first=cursor.fetchone()[0], spans=spans), {"rule": rule.name, "number": OPEN})
        cursor.execute("VACUUM ANALYZE")


def _undone(work) -> None:
    """The reference leaves nothing behind."""
    with transaction.atomic():
        work()
        transaction.set_rollback(True)


def _off() -> set[date]:
    return {*library.country_holidays("GB", subdiv="ENG", years=(2026,)), DAY}


def _by_loop(started_at: datetime, off: set[date]) -> date:
    day, left = london.day_of(started_at), 5
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5 and day not in off
    return day


def _changed(limit: int | None = None) -> list[Deadline]:
    off, changed = _off(), []
    for row in Deadline.objects.filter(met_at=None, cancelled_at=None):
        if (due_on := _by_loop(row.started_at, off)) != row.due_on:
            row.due_on = due_on
            changed.append(row)
    return changed[:limit]


def _plain_loop() -> None:
    Deadline.objects.bulk_update(_changed(), ["due_on"], batch_size=1000)


def _whole_loop() -> None:
    """One deadline after the other: the row, the event, the complaint."""
    for row in _changed(LOOP):
        complaint = Complaint.objects.select_for_update().get(pk=row.complaint_id)
        row.explanation["moved_by"].append({"to": row.due_on.isoformat()})
        row.save()
        append(complaint, [Entry("deadline.moved", NOW, {"key": row.key, "due_on": row.due_on.isoformat()})], by=None, now=NOW)
        complaint.next_due_on = min(complaint.deadlines.filter(met_at=None, cancelled_at=None).values_list("due_on", flat=True))
        complaint.save()
