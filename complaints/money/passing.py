"""What passes by itself in the money room, for the sweep: offers run out, payments cost more, money was not passed on in time.

An idle sweep asks one question, served by three partial indexes.
"""

from datetime import datetime

from django.db import connection

from complaints.money import accruing, offers, passing_on
from workdays import london

DUE = (
    "SELECT EXISTS (SELECT 1 FROM complaints_payment WHERE state IN ('proposed', 'approved') AND kind = 'standard' AND late_since_on IS NULL "
    "AND received_on IS NULL AND due_on < %s) OR EXISTS (SELECT 1 FROM complaints_payment WHERE pass_on_due_on < %s AND pass_on_finding_id IS NULL "
    "AND paid_on IS NULL AND state <> 'refused') OR EXISTS (SELECT 1 FROM complaints_offer WHERE state = 'open' AND closes_on < %s)"
)


def is_due(now: datetime) -> bool:
    """Whether the day of anything has passed. Locks nothing."""
    with connection.cursor() as cursor:
        cursor.execute(DUE, [london.day_of(now).isoformat()] * 3)
        return bool(cursor.fetchone()[0])


def note_due(*, now: datetime, limit: int) -> None:
    """Note what has passed, each thing once, whoever else does so at the same time."""
    if is_due(now):
        offers.lapse_due(now=now)
        accruing.accrue_due(now=now, limit=limit)
        passing_on.check_due(now=now)
