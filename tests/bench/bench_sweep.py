"""The sweep beside raw SQL that writes the same alert, event and outbox rows, in the same run, on PostgreSQL.

`BENCH_PENDING` (1,000,000) is how many deadlines wait, `BENCH_DUE` (10,000) how many of them are due: as many as
`generate_load --complaints 400000 --open 0.9 --due-now 10000` makes, laid here by SQL. A tenth of the pending rows is measured too.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from statistics import median

from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from complaints.alerts.sweep import sweep
from staff.models import Person, Team
from tests import databases
from tests.bench.desk import Line, timed

PENDING = int(os.environ.get("BENCH_PENDING", "1000000"))
DUE = int(os.environ.get("BENCH_DUE", "10000"))
A_COMPLAINT = 5  # deadlines for every two complaints
NOW = datetime(2026, 5, 11, 9, tzinfo=UTC)

CUSTOMER = """INSERT INTO complaints_customer (name, name_refused, salutation, customer_type, account_number, mpan, mprn, email, phone,
 phone_digits, address, postcode, preferred_contact, contact_arrangement, needs, formats, language, name_key, postcode_key)
 VALUES ('A', false, '', 'domestic', '', '', '', '', '', '', '', '', '', '', '[]', '[]', 'en', 'a', '') RETURNING id"""
COMPLAINTS = """INSERT INTO complaints_complaint (reference, stage, stage_before, stage_since, version, rulebook, received_at,
 received_time_known, logged_at, channel, customer_id, premises_address, premises_postcode, nation, nation_assumed, licence, severity,
 root_cause, description, wanted, source, source_reference, incident, other_company, owner_id, team_id, imported, restricted, awaiting_us,
 next_due_on, next_kind, last_contact_how)
 SELECT 'LM-26-' || n, 'immediate', '', %(now)s, 1, 'documents', %(now)s, true, %(now)s, 'telephone', %(customer)s, '', '', 'england', false,
 'supplier', 2, '', 'Words.', '', '', '', '', '', CASE WHEN n %% 10 = 0 THEN NULL ELSE %(first)s + n %% 20 END, %(team)s, false, false, false,
 %(day)s, 'eight_week_letter', '' FROM generate_series(1, %(number)s) n"""
EVENTS = """INSERT INTO complaints_event (complaint_id, seq, at, recorded_at, kind, data, sealed_hash, previous_hash, hash)
 SELECT c.id, s, %(now)s, %(now)s, 'note', '{}', '', repeat('0', 64), repeat('0', 64)
 FROM complaints_complaint c, generate_series(1, 4) s"""
DEADLINES = """INSERT INTO complaints_deadline (complaint_id, key, kind, started_at, due_on, original_due_on, rule_name, rulebook, rule_version,
 calendar, calendar_version, for_customer, what, explanation, next_tier, alert_at, ahead_on)
 SELECT {first} + (n * 2 / 5), 'eight_week_letter:' || n, 'eight_week_letter', %(now)s - interval '40 days', %(day)s + n %% 50, %(day)s + n %% 50,
 '8-week letter', 'documents', '1', 'england-and-wales', '1', false, '', '{{}}', 'ahead', %(now)s + interval '1 day' * (1 + n %% 50),
 %(day)s + n %% 50 - 14 FROM generate_series(0, %(number)s - 1) n"""
MAKE_DUE = """UPDATE complaints_deadline SET due_on = %(day)s, ahead_on = NULL, next_tier = 'due', alert_at = %(midnight)s
 WHERE id IN (SELECT id FROM complaints_deadline WHERE id %% %(every)s = %(turn)s ORDER BY id LIMIT %(due)s)"""
RAW = """WITH due AS (
  SELECT d.id, d.complaint_id, d.due_on, d.key, c.owner_id, c.team_id FROM complaints_deadline d
  JOIN complaints_complaint c ON c.id = d.complaint_id WHERE d.alert_at <= %(now)s ORDER BY d.alert_at LIMIT 1000
  FOR UPDATE OF c, d SKIP LOCKED),
 alerts AS (INSERT INTO complaints_alert (key, complaint_id, deadline_id, tier, why, overtaken, due_on, raised_at, reach,
  owner_id, team_id, "to", further_at)
  SELECT 'deadline:' || id || ':due:' || due_on, complaint_id, id, 'due', 'deadline', false, due_on, %(now)s, 1, owner_id, NULL,
  '["agent", "manager", "manager2"]', %(now)s + interval '1 day' FROM due ON CONFLICT DO NOTHING RETURNING id, key, complaint_id, due_on),
 events AS (INSERT INTO complaints_event (complaint_id, seq, at, recorded_at, kind, data, sealed_hash, previous_hash, hash)
  SELECT a.complaint_id, e.seq + row_number() OVER (PARTITION BY a.complaint_id), %(now)s, %(now)s, 'alert.raised',
  jsonb_build_object('alert_key', a.key, 'key', 'eight_week_letter:1', 'clock_kind', 'eight_week_letter', 'tier', 'due', 'why', 'deadline',
  'due_on', a.due_on), '', e.hash, encode(sha256(convert_to(e.hash || a.key, 'UTF8')), 'hex') FROM alerts a,
  LATERAL (SELECT seq, hash FROM complaints_event WHERE complaint_id = a.complaint_id ORDER BY seq DESC LIMIT 1) e),
 posts AS (INSERT INTO complaints_outbox (kind, key, payload, state, not_before, created_at, claim, attempts, why, gather)
  SELECT 'alert', 'alert:' || key, jsonb_build_object('alert', id), 'waiting', %(now)s, %(now)s, '', 0, '', '' FROM alerts)
 UPDATE complaints_deadline d SET next_tier = 'late', alert_at = %(tomorrow)s FROM due WHERE d.id = due.id"""


def run() -> list[Line]:
    """Lines of name, value, unit and ratio to the reference."""
    assert PENDING >= 100 * DUE, "BENCH_PENDING must be a hundred times BENCH_DUE"
    small, large = _measured(PENDING // 10), _measured(PENDING)
    return [
        ("sweep_per_deadline_vs_raw_sql", large["sweep"] * 1e6, "us", large["sweep"] / large["raw"]),
        ("sweep_statements_per_1000_due_vs_15", large["statements"], "statements", large["statements"] / 15),
        ("sweep_idle_tick_vs_2_ms", large["idle"] * 1e3, "ms", large["idle"] * 1e3 / 2),
        ("sweep_per_deadline_vs_a_tenth_pending", large["warm"] * 1e6, "us", large["warm"] / small["warm"]),
        ("sweep_idle_tick_vs_a_tenth_pending", large["idle"] * 1e3, "ms", large["idle"] / small["idle"]),
    ]


def _measured(pending: int) -> dict[str, float]:
    """Seconds a deadline of sweep and raw SQL, each the best of turns taken one after the other just behind a checkpoint (every page
    is written whole once more, the worst case); of the sweep on pages written since; statements; seconds of an idle tick."""
    with _database(pending):
        sweep(now=NOW - timedelta(days=1))
        times: dict[str, list[float]] = {"sweep": [], "raw": [], "warm": []}
        for turn in range(3):
            for name, work in (("raw", _raw), ("sweep", _sweep)):
                _make_due(pending, 2 * turn + (name == "raw"))
                times[name].append(timed(work) / DUE)
        statements = _statements(pending, 6)
        for turn in (7, 8, 9):
            _make_due(pending, turn, checkpoint=False)
            times["warm"].append(timed(_sweep) / DUE)
        idle = min(median(timed(_sweep) for _ in range(10)) for _ in range(5))
        return {name: min(seconds) for name, seconds in times.items()} | {"idle": idle, "statements": statements}


@contextmanager
def _database(pending: int) -> Iterator[None]:
    name = f"bench_sweep_{os.getpid()}"
    databases.run_outside(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
    try:
        with databases.pointed_at(name):
            call_command("migrate", verbosity=0)
            _fill(pending)
            yield
    finally:
        databases.drop(name)


def _fill(pending: int) -> None:
    people = Team.objects.create(name="Desk", slug="desk", created_at=NOW)
    roles = ["agent"] * 20 + ["senior_manager"] * 3 + ["compliance_officer"] * 2
    made = Person.objects.bulk_create(
        Person(username=f"p{n}", full_name=f"P {n}", role=role, team=people, created_at=NOW) for n, role in enumerate(roles))
    values = {"now": NOW, "day": NOW.date(), "team": people.pk, "first": made[0].pk, "number": pending * 2 // A_COMPLAINT + 1}
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute(CUSTOMER)
        cursor.execute(COMPLAINTS, values | {"customer": cursor.fetchone()[0]})
        cursor.execute(EVENTS, values)
        cursor.execute("SELECT min(id) FROM complaints_complaint")
        cursor.execute(DEADLINES.format(first=cursor.fetchone()[0]), values | {"number": pending})
        cursor.execute("SET synchronous_commit = on")
        cursor.execute("VACUUM ANALYZE")


def _make_due(pending: int, turn: int, *, checkpoint: bool = True) -> None:
    """Rows spread over the whole table, others in each turn, but on the same pages."""
    values = {"day": NOW.date(), "midnight": NOW - timedelta(hours=10), "every": pending // DUE, "turn": turn, "due": DUE}
    with connection.cursor() as cursor:
        cursor.execute(MAKE_DUE, values)
        cursor.execute("VACUUM complaints_deadline")
        if checkpoint:
            cursor.execute("CHECKPOINT")


def _sweep() -> None:
    sweep(now=NOW)


def _raw() -> None:
    values, found = {"now": NOW, "tomorrow": NOW + timedelta(days=1)}, True
    while found:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(RAW, values)
            found = cursor.rowcount


def _statements(pending: int, turn: int) -> float:
    """Statements, with begin and commit, for each 1,000 deadlines due."""
    _make_due(pending, turn)
    with CaptureQueriesContext(connection) as seen:
        _sweep()
    return len(seen) / (DUE / 1000)
