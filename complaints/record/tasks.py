"""The outbox as the queue calls it, and which room hands over which kind of row.

The beat sends these ticks, so that one ran says that beat and worker live.
"""

from datetime import datetime

from celery import shared_task
from django.utils import timezone

from complaints.alerts import heartbeat, mails
from complaints.bulk import leaving
from complaints.drafts import services as drafts
from complaints.letters import handing
from complaints.lists import asked, digests
from complaints.privacy import disk
from complaints.record import outbox, tidying
from complaints.reports.mailed import sending
from workdays import london

HANDLERS: outbox.Handlers = {**mails.HANDLERS, **handing.HANDLERS, **digests.HANDLERS, **sending.HANDLERS}
TIDIED = "tidied"


@shared_task(name="complaints.record.tasks.relay")
def relay() -> None:
    now = timezone.now()
    heard = heartbeat.beat_and_worker(now=now)
    outbox.relay(HANDLERS, now=now)
    if heard:
        once_a_day(now=now)


def once_a_day(*, now: datetime) -> None:
    """The first tick of a London day posts its mails and tidies up. That it is done is noted last: each step may be done again, and one that
    was killed half-way is."""
    before = heartbeat.last(TIDIED)
    if before is None or london.day_of(before.at) != london.day_of(now):
        digests.post_due(now=now)
        leaving.hand_back_forgotten(now=now)
        tidying.tidy(now=now)
        drafts.drop_old(now=now)
        asked.forget(now=now)
        disk.take_off()
        disk.delete_old_copies(today=london.day_of(now), now=now)
        heartbeat.beat(TIDIED, {}, now=now)
