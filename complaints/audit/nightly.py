"""The check of the whole record that nobody has to ask for: once a night, kept like every other, told to compliance where the record is broken."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.db import transaction

from complaints.alerts.alarms import Alarm, raise_all
from complaints.alerts.desk import Desk
from complaints.alerts.models import Heartbeat
from complaints.alerts.seen import RECORD_BROKEN
from complaints.audit import checking
from complaints.audit.models import AuditCheck
from workdays import london

NAME = "audit"
NOT_BEFORE = time(1)
# Whoever began one and has not ended it by then was killed.
AGAIN = timedelta(hours=3)


def run(*, clock: Callable[[], datetime]) -> AuditCheck | None:
    """The night's check, where it is time and nobody has it in hand; what it found is kept, with the alert in one transaction."""
    now = clock()
    if not is_due(now) or not _claimed(now):
        return None
    found = checking.check(clock=clock)
    with transaction.atomic():
        found.save(force_insert=True)
        if not found.holds:
            _tell(found)
    return found


def is_due(now: datetime) -> bool:
    """From one in the morning, until a check of that London day has come to its end."""
    today = london.day_of(now)
    return now.astimezone(london.LONDON).time() >= NOT_BEFORE and not AuditCheck.objects.filter(began_at__gte=london.start_of_day(today)).exists()


def _claimed(now: datetime) -> bool:
    """Of two that reach for it one gets it."""
    if Heartbeat.objects.filter(name=NAME, at__lt=now - AGAIN).update(at=now):
        return True
    return Heartbeat.objects.get_or_create(name=NAME, defaults={"at": now})[1]


def _tell(found: AuditCheck) -> None:
    """An alert for every compliance officer, once a check; the mails follow as they chose."""
    today = london.day_of(found.at)
    told = Desk(found.at).people.told_of_the_desk()
    raise_all([Alarm(f"{RECORD_BROKEN}:{found.pk}", None, "", None, "", "", "late", RECORD_BROKEN, False, today, found.at, told, None)], now=found.at)
