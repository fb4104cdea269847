"""A deadline as the JSON API tells it: state and words of the day asked on, rule, calendar, explanation."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ninja import Schema

from complaints.clocks import shown, words
from complaints.clocks.kinds import WINDOWS
from complaints.clocks.models import Deadline as DeadlineRow
from complaints.record.described import day, stamp
from workdays import Calendar, london


class RuleNamed(Schema):
    name: str
    rulebook: str
    version: str
    source: str
    verified: bool


class Deadline(Schema):
    """`due_at` is 23:59:59 London of `due_on`; `explanation` is what was stored when the day was worked out."""

    id: int
    kind: str
    started_at: datetime
    due_at: datetime
    due_on: date
    original_due_on: date
    met_at: datetime | None
    cancelled_at: datetime | None
    state: str
    words: str
    what: str
    for_customer: bool
    rule: RuleNamed
    calendar: str
    explanation: dict[str, Any]


def deadline(row: DeadlineRow, today: date, calendars: Mapping[str, Calendar]) -> dict[str, Any]:
    """`calendars` are those of the rules, officers' days merged."""
    return {
        "id": row.pk, "kind": row.kind, "started_at": stamp(row.started_at), "due_at": stamp(london.end_of_day(row.due_on)),
        "due_on": day(row.due_on), "original_due_on": day(row.original_due_on), "met_at": stamp(row.met_at),
        "cancelled_at": stamp(row.cancelled_at), "state": state_of(row, today),
        "words": words_of(row, today, calendars[row.calendar]), "what": row.what, "for_customer": row.for_customer,
        "rule": {
            "name": row.rule_name, "rulebook": row.rulebook, "version": row.rule_version,
            "source": row.explanation.get("source", ""), "verified": row.explanation.get("verified", True),
        },
        "calendar": row.calendar, "explanation": row.explanation,
    }


def state_of(row: DeadlineRow, today: date) -> str:
    """`open`, `held`, `met`, `met_late`, `late` or `cancelled`: derived each time, never stored."""
    return words.contract_state(
        row.due_on, today, met_on=_met_on(row), cancelled=row.cancelled_at is not None, held=row.held_on is not None, window=row.kind in WINDOWS,
    )


def words_of(row: DeadlineRow, today: date, calendar: Calendar) -> str:
    return shown.status(row, today, calendar).words


def _met_on(row: DeadlineRow) -> date | None:
    return london.day_of(row.met_at) if row.met_at else None
