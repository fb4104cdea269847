"""The nightly check as the queue calls it. It runs where long work runs, so that it delays no sweep."""

from celery import shared_task
from django.utils import timezone

from complaints.audit import nightly


@shared_task(name="complaints.audit.tasks.check")
def check() -> None:
    nightly.run(clock=timezone.now)
