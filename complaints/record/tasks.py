"""The outbox as the queue calls it, and which room hands over which kind of row.

The beat sends these ticks, so that one ran says that beat and worker live.
"""

from celery import shared_task
from django.utils import timezone

from complaints.alerts import heartbeat, mails
from complaints.letters import handing
from complaints.record import outbox

HANDLERS: outbox.Handlers = {**mails.HANDLERS, **handing.HANDLERS}


@shared_task(name="complaints.record.tasks.relay")
def relay() -> None:
    now = timezone.now()
    heartbeat.beat_and_worker(now=now)
    outbox.relay(HANDLERS, now=now)
