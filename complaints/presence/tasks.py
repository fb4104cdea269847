"""Old rows are taken away now and then."""

from celery import shared_task
from django.utils import timezone

from complaints.presence import services


@shared_task(name="complaints.presence.tasks.forget")
def forget() -> None:
    services.forget(now=timezone.now())
