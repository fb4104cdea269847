"""A senior review to which nobody is appointed by the next working day is an alert (Complaints Handling Procedure)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import connection, transaction

import workdays
from complaints.alerts import claims
from complaints.alerts.alarms import Alarm, raise_all
from complaints.alerts.crossing import Waiting, further_at
from complaints.alerts.desk import Desk
from complaints.alerts.models import Alert
from complaints.alerts.people import named_on
from complaints.alerts.seen import UNAPPOINTED
from complaints.alerts.tiers import FARTHEST, MANAGERS
from complaints.case.models import Complaint
from complaints.clocks.kinds import Kind
from complaints.clocks.models import Deadline
from workdays import Calendar, OutsideCalendar, london

LONGEST_BREAK = timedelta(days=14)
# Answered by a partial index that holds these complaints and no others.
TO_APPOINT = ("SELECT id FROM complaints_complaint WHERE stage = 'senior_review' AND owner_id IS NULL AND id > %s "
              "ORDER BY id LIMIT %s")


def slot_of(now: datetime) -> str:
    """The search is made once in each of these: reviews begin all day, but it need not run with every sweep."""
    return now.strftime("%Y-%m-%dT%H")


def unappointed(desk: Desk, *, now: datetime, limit: int) -> int:
    """Raise one alert for each such review, ever; answers how many."""
    raised, after = 0, 0
    while complaints := _to_appoint(after, limit):
        if ids := _not_told(complaints, now):
            raised += _batch(ids, desk, now)
        after = complaints[-1]
    return raised


def _to_appoint(after: int, limit: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(TO_APPOINT, [after, limit])
        return [ident for (ident,) in cursor.fetchall()]


def _not_told(complaints: list[int], now: datetime) -> list[int]:
    """Their open reviews, begun before today, of which no alert was ever raised."""
    rows = Deadline.objects.filter(complaint_id__in=complaints, kind=Kind.SENIOR_REVIEW, met_at=None, cancelled_at=None)
    ids = rows.filter(started_at__lt=london.start_of_day(london.day_of(now))).order_by("pk").values_list("pk", flat=True)
    keys = {f"{UNAPPOINTED}:{ident}": ident for ident in ids}
    told = set(Alert.objects.filter(key__in=list(keys)).values_list("key", flat=True)) if keys else set()
    return [ident for key, ident in keys.items() if key not in told]


def _batch(ids: list[int], desk: Desk, now: datetime) -> int:
    with transaction.atomic():
        rows = [row for row in claims.claim_these(ids) if row.owner_id is None and row.is_open]
        named = named_on(row.complaint_id for row in rows if row.restricted)
        came, days = _imported(rows), [(row, _next_day(row, desk.calendars)) for row in rows]
        alarms = [_alarm(row, day, desk, named, now) for row, day in days if came.get(row.complaint_id, date.min) < day <= london.day_of(now)]
        return len(raise_all(alarms, now=now))


def _imported(rows: Iterable[Waiting]) -> dict[int, date]:
    """On which day those of them that were imported came: what was due by then raises no alert."""
    found = Complaint.objects.filter(pk__in=[row.complaint_id for row in rows], imported=True)
    return {pk: london.day_of(at) for pk, at in found.values_list("pk", "logged_at")}


def _next_day(row: Waiting, calendars: Mapping[str, Calendar]) -> date:
    """The working day after the one on which the review was asked for."""
    asked_on = london.day_of(row.started_at)
    try:
        return workdays.next_working_day(asked_on, calendars[row.calendar])
    except OutsideCalendar:
        return asked_on + LONGEST_BREAK


def _alarm(row: Waiting, day: date, desk: Desk, named: Mapping[int, list[int]], now: datetime) -> Alarm:
    people = desk.people
    told = people.told_of_restricted(None, named[row.complaint_id]) if row.restricted else people.told(None, row.team_id, MANAGERS)
    return Alarm(
        f"{UNAPPOINTED}:{row.id}", row.complaint_id, row.reference, row.id, row.key, row.kind, "due", UNAPPOINTED, False, day,
        london.start_of_day(day), told, further_at(now, 1, desk.calendars[row.calendar]) if told.reach < FARTHEST else None,
    )
