"""A senior review to which nobody is appointed by the next working day is an alert (Complaints Handling Procedure)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import connection, transaction

import workdays
from complaints.alerts import claims
from complaints.alerts.alarms import Alarm, raise_all
from complaints.alerts.crossing import Waiting
from complaints.alerts.desk import Desk
from complaints.alerts.people import Directory, named_on
from complaints.alerts.tiers import MANAGERS
from workdays import Calendar, OutsideCalendar, london

WHY = "unappointed"
LONGEST_BREAK = timedelta(days=14)
# Begins with the complaints of the stage (a partial index), not with the deadlines.
FIND = (
    "SELECT d.id FROM complaints_complaint c JOIN complaints_deadline d ON d.complaint_id = c.id "
    "WHERE c.stage = 'senior_review' AND c.owner_id IS NULL AND c.next_due_on IS NOT NULL AND d.kind = 'senior_review' "
    "AND d.met_at IS NULL AND d.cancelled_at IS NULL AND d.started_at < %s AND d.id > %s "
    "AND NOT EXISTS (SELECT 1 FROM complaints_alert a WHERE a.key = 'unappointed:' || d.id) ORDER BY d.id LIMIT %s"
)


def slot_of(now: datetime) -> str:
    """The search is made once in each of these: reviews begin all day, but it need not run with every sweep."""
    return now.strftime("%Y-%m-%dT%H")


def unappointed(desk: Desk, *, now: datetime, limit: int) -> int:
    """Raise one alert for each such review, ever; answers how many."""
    raised, after = 0, 0
    while ids := _found(now, after, limit):
        with transaction.atomic():
            rows = [row for row in claims.claim_these(ids) if row.owner_id is None]
            named = named_on(row.complaint_id for row in rows if row.restricted)
            alarms = [_alarm(row, day, desk.people, named) for row in rows if (day := _next_day(row, desk.calendars)) <= london.day_of(now)]
            raised += len(raise_all(alarms, now=now))
        after = ids[-1]
    return raised


def _found(now: datetime, after: int, limit: int) -> list[int]:
    before = connection.ops.adapt_datetimefield_value(london.start_of_day(london.day_of(now)))
    with connection.cursor() as cursor:
        cursor.execute(FIND, [before, after, limit])
        return [ident for (ident,) in cursor.fetchall()]


def _next_day(row: Waiting, calendars: Mapping[str, Calendar]) -> date:
    """The working day after the one on which the review was asked for."""
    asked_on = london.day_of(row.started_at)
    try:
        return workdays.next_working_day(asked_on, calendars[row.calendar])
    except OutsideCalendar:
        return asked_on + LONGEST_BREAK


def _alarm(row: Waiting, day: date, people: Directory, named: Mapping[int, list[int]]) -> Alarm:
    told = people.told_of_restricted(None, named[row.complaint_id]) if row.restricted else people.told(None, row.team_id, MANAGERS)
    return Alarm(
        f"{WHY}:{row.id}", row.complaint_id, row.reference, row.id, row.key, row.kind, "due", WHY, False, day,
        london.start_of_day(day), told, None,
    )
