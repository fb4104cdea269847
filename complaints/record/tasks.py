"""The outbox as the queue calls it, and which room hands over which kind of row.

The beat sends these ticks, so that one ran says that beat and worker live.
"""

from datetime import datetime

from celery import shared_task
from django.utils import timezone

from complaints.alerts import heartbeat, mails
from complaints.drafts import services as drafts
from complaints.letters import handing
from complaints.lists import asked, digests
from complaints.record import outbox, tidying
from workdays import london

HANDLERS: outbox.Handlers = {**mails.HANDLERS, **handing.HANDLERS, **digests.HANDLERS}
TIDIED = "tidied"


@shared_task(name="complaints.record.tasks.relay")
def relay() -> None:
    now = timezone.now()
    if heartbeat.beat_and_worker(now=now):
        once_a_day(now=now)
    outbox.relay(HANDLERS, now=now)


def once_a_day(*, now: datetime) -> None:
    """The first tick of a London day tidies up."""
    before = heartbeat.last(TIDIED)
    if before is None or london.day_of(before.at) != london.day_of(now):
        heartbeat.beat(TIDIED, {}, now=now)
        tidying.tidy(now=now)
        drafts.drop_old(now=now)
        asked.forget(now=now)
        digests.post_due(now=now)
