"""Days to pay by of an incident's payments, counted anew because bank holidays changed since its customers were worked out.

A customer's row keeps the day that was worked out; the payment gets the day that the changes since make of it. So what has moved is not
found again, and a payment that is booked after the change gets its day by the next sweep.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, F, QuerySet

import workdays
from complaints.clocks.recounting import Off, because_of
from complaints.money.incidents import keeping
from complaints.money.models import Incident, Payment
from complaints.rules.models import HolidayChange
from complaints.rules.sums import standards_tables
from standards import Tables
from workdays import Calendar

DAY = timedelta(days=1)


class Group(NamedTuple):
    """Payments of one standard for failures of one day that have one day to pay by, worked out as `first_on` by the row of `version`."""

    code: str
    version: str
    failed_on: date
    first_on: date
    due_on: date
    number: int


class NewDay(NamedTuple):
    """The day that a group gets, and why."""

    group: Group
    to: date
    because: str


def count(offs: Mapping[str, Sequence[Off]], calendars: Mapping[str, Calendar]) -> int:
    """How many payments these changes would move, with the calendars as they would be."""
    days = [off.day for some in offs.values() for off in some]
    rows = Incident.objects.filter(payments__in=_open().filter(due_on__gte=min(days))) if days else Incident.objects.none()
    found = (one for incident in rows.distinct() for one in _new_days(incident, calendars, offs))
    return sum(one.group.number for one in found)


def settle(*, by: Any, now: datetime) -> int:
    """Move every payment that stands on another day than the calendars make, an incident a transaction; answers how many."""
    newest = HolidayChange.objects.order_by("-at").values_list("at", flat=True).first()
    rows = Incident.objects.filter(payments__in=_open(), worked_out_at__lt=newest) if newest else Incident.objects.none()
    return sum(_of_incident(pk, by=by, now=now) for pk in rows.distinct().order_by("pk").values_list("pk", flat=True))


def _open() -> QuerySet[Payment]:
    rows = Payment.objects.filter(incident__isnull=False, state__in=("proposed", "approved"))
    return rows.filter(due_on__isnull=False, late_since_on=None)


@transaction.atomic
def _of_incident(pk: int, *, by: Any, now: datetime) -> int:
    """By the calendars as they stand under its lock: whoever waited for it may have waited for another change of them."""
    incident, done = Incident.objects.select_for_update(of=("self",)).get(pk=pk), 0
    for group, to, because in list(_new_days(incident, standards_tables().calendars, {})):
        done += _rows(incident, group).update(due_on=to, version=F("version") + 1)
        told = {"payments": group.number, "standard": group.code, "from": group.due_on.isoformat(), "due_on": to.isoformat(), "because": because}
        keeping.told(incident, "moved", told, by=by, now=now)
    return done


def _new_days(incident: Incident, calendars: Mapping[str, Calendar], offs: Mapping[str, Sequence[Off]]) -> Iterator[NewDay]:
    calendar, tables = calendars[workdays.calendar_for(incident.nation)], standards_tables()
    changed = {off.day: off for off in offs.get(calendar.name, ())} | _changed(incident, calendar)
    for group in _groups(incident):
        days = _pay_days(group, incident, tables)
        start = _start(group, days, changed, calendar)
        to = workdays.add(start, days, calendar) if days else group.due_on
        if to != group.due_on:
            yield NewDay(group, to, because_of(changed.values(), (), start, max(group.due_on, to)))


def _changed(incident: Incident, calendar: Calendar) -> dict[date, Off]:
    """The first change of each day since the customers were worked out: before it the day was the opposite."""
    rows = HolidayChange.objects.filter(calendar=calendar.name, at__gt=incident.worked_out_at).order_by("-number")
    return {day: Off(day, name, withdrawn) for day, name, withdrawn in rows.values_list("day", "name", "withdrawn")}


def _groups(incident: Incident) -> list[Group]:
    rows = _open().filter(incident=incident).order_by().values_list(
        "code", "incident_customer__version", "incident_customer__failure_on", "incident_customer__due_on", "due_on").annotate(number=Count("pk"))
    return [Group(*row) for row in sorted(row for row in rows if row[2] and row[3])]


def _rows(incident: Incident, group: Group) -> QuerySet[Payment]:
    return _open().filter(incident=incident, code=group.code, due_on=group.due_on, incident_customer__version=group.version,
                          incident_customer__failure_on=group.failed_on, incident_customer__due_on=group.first_on)


def _pay_days(group: Group, incident: Incident, tables: Tables) -> int:
    """By the row that the customer was worked out by; 0 where the rows no longer say."""
    return next((row.values.get("pay_days", 0) for row in tables.of(group.code, incident.rulebook) if row.version == group.version), 0)


def _start(group: Group, days: int, changed: Mapping[date, Off], calendar: Calendar) -> date:
    """The day of the failure where so many working days from it, as they were, lead to the first day to pay by; else the last day from which
    they do."""
    last = group.first_on
    while days:
        days -= _was_working(last, changed, calendar)
        last -= DAY
    start = last
    while start > group.failed_on and not _was_working(start, changed, calendar):
        start -= DAY
    return start if start == group.failed_on else last


def _was_working(day: date, changed: Mapping[date, Off], calendar: Calendar) -> bool:
    if day in changed:
        return day.weekday() < 5 and not changed[day].withdrawn
    return workdays.is_working_day(day, calendar)
