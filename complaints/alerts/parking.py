"""A deadline row that cannot be worked on steps aside, longer each time, so that it never stops the others.

How often a row failed is kept in a heartbeat row; the row's own tier stays, so nothing is lost when it comes back.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from complaints.alerts import heartbeat
from complaints.clocks.models import Deadline

log = logging.getLogger(__name__)
PARKED = "parked"
FIRST, LONGEST = timedelta(minutes=5), timedelta(days=1)
REMEMBERED = 500


def park(deadline_id: int, error: BaseException, *, now: datetime) -> None:
    """Let the row wait: 5 minutes after the first failure, twice as long after each more, at most a day. Says so in the log."""
    with transaction.atomic():
        known = heartbeat.last(PARKED)
        failures = dict(known.data) if known else {}
        times = failures.pop(str(deadline_id), 0)
        kept = dict(list(failures.items())[-REMEMBERED:]) | {str(deadline_id): times + 1}
        heartbeat.beat(PARKED, kept, now=now)
        pause = min(FIRST * 2 ** min(times, 12), LONGEST)
        Deadline.objects.filter(pk=deadline_id, alert_at__lte=now).update(alert_at=now + pause)
    log.error("deadline %s could not be swept and waits %s", deadline_id, pause, exc_info=error)
