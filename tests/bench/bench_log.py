"""Logging a complaint through its service beside the same INSERTs in raw SQL, each in a transaction of its own, on PostgreSQL."""

import json
import os
from collections.abc import Callable
from statistics import median
from typing import Any

from django.db import connection, transaction

from complaints.case.receipt import received
from complaints.case.receiving import log_complaint, setting_for
from complaints.case.shapes import ComplaintIn
from complaints.intake import bulk
from complaints.intake.life import begun
from complaints.record.models import Operation
from complaints.record.parsing import parse
from complaints.rules import services as rules
from tests.bench.desk import NOW, Line, desk, settle, timed

TIMES = int(os.environ.get("BENCH_LOGS", "300"))
CALL = {
    "received_at": "2026-05-11T09:40:00+01:00", "channel": "telephone", "category": "power_cut",
    "description": "The power was off on our road from teatime until after midnight. The card said two hours and nobody rang us.",
    "wanted": "Wants to know what happens next time.",
    "customer": {"name": "Margaret Ellison", "customer_type": "domestic", "phone": "0115 496 0142", "postcode": "NG5 7QT",
                 "address": "14 Beech Rise, Arnold, Nottingham", "needs": ["medical"]},
}


def run() -> list[Line]:
    """One line: milliseconds a complaint, and the ratio to raw SQL."""
    with desk("log") as agent:
        raw = [_statements(agent, number) for number in range(TIMES)]
        settle()
        times: dict[str, list[float]] = {"raw": [], "service": []}
        for number in range(TIMES):
            times["raw"].append(timed(_raw(raw[number])))
            times["service"].append(timed(_service(agent, number)))
    best = {name: median(seconds) for name, seconds in times.items()}
    return [("log_a_complaint_vs_raw_sql", best["service"] * 1e3, "ms", best["service"] / best["raw"])]


def _service(agent: Any, number: int) -> Callable[[], object]:
    return lambda: log_complaint({**CALL, "op_id": f"service-{number}"}, by=agent, now=NOW)


def _statements(agent: Any, number: int) -> list[str]:
    """The INSERT statements of one complaint, ready to be sent."""
    given = parse(ComplaintIn, CALL)
    tables = rules.tables()
    setting = setting_for(given.category, tables.company(NOW.date()), on=NOW.date(), by=agent, now=NOW, door="page")
    rows = received(given, setting, tables.book(NOW.date()))
    made = bulk.rows_of([begun(rows, prefix="LM", by_id=agent.pk, now=NOW, settled=False)])
    made[Operation] = [{
        "op_id": f"raw-{number}", "person_id": agent.pk, "call": "complaints", "body_hash": "0" * 64, "status": 201,
        "answer": {"complaint": 1, "stage": "immediate", "version": 1}, "at": NOW,
    }]
    return [_insert(model, several) for model, several in made.items() if several]


def _insert(model: Any, rows: list[dict[str, Any]]) -> str:
    """One statement with all rows of one table."""
    whole = [{**bulk.DEFAULTS.get(model, {}), **row} for row in rows]
    names = ", ".join(f'"{model._meta.get_field(name).column}"' for name in whole[0])
    with connection.cursor() as cursor:
        values = [cursor.cursor.mogrify(f"({', '.join(['%s'] * len(row))})", [_plain(cell) for cell in row.values()]).decode() for row in whole]
    return f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES {", ".join(values)}'


def _plain(cell: Any) -> Any:
    return json.dumps(cell) if isinstance(cell, (dict, list)) else cell


def _raw(statements: list[str]) -> Callable[[], object]:
    def work() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    return work
