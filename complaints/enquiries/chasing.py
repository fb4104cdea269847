"""Chasing what another team has not answered: from the first working day after its day, every second working day, on record."""

from datetime import date, datetime

from django.db import transaction

import workdays
from complaints.alerts.messages import tell
from complaints.case.models import Complaint
from complaints.enquiries.models import Ask
from complaints.enquiries.services import OPEN, asked_people
from complaints.record.entries import Entry
from complaints.record.services import append
from complaints.rules.services import all_calendars
from workdays import london

EVERY = 2
BATCH = 500


def chase(*, now: datetime, limit: int = BATCH) -> int:
    """Reminds of each question that is due for it, once a day however often it runs; answers how many were chased."""
    today = london.day_of(now)
    Ask.objects.filter(chase_on__lte=today).exclude(OPEN).update(chase_on=None)
    due = Ask.objects.filter(OPEN, chase_on__lte=today).order_by("chase_on", "pk").values_list("pk", "complaint_id")[:limit]
    return sum(_chased(ask, complaint, today, now=now) for ask, complaint in due)


@transaction.atomic
def _chased(key: int, complaint_id: int, today: date, *, now: datetime) -> bool:
    """Under the lock of the complaint, and looked at again there: two chasers remind once."""
    complaint = Complaint.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=complaint_id).first()
    asked = Ask.objects.filter(OPEN, pk=key, chase_on__lte=today).select_related("deadline", "person").first() if complaint else None
    if complaint is None or asked is None:
        return False
    data = {"key": asked.deadline.key, "due_on": asked.deadline.due_on.isoformat(), "asked": asked.pk}
    event = append(complaint, [Entry("ask.chased", now, data)], by=None, now=now)[0]
    for person in asked_people(asked):
        tell(person, complaint, "asked", event=event, now=now)
    asked.chase_on, asked.chased = _next(today, asked.deadline.calendar), asked.chased + 1
    asked.save(update_fields=["chase_on", "chased"])
    return True


def _next(today: date, calendar: str) -> date | None:
    try:
        return workdays.add(today, EVERY, all_calendars()[calendar])
    except workdays.OutsideCalendar:
        return None
