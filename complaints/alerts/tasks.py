"""The sweep as the queue calls it. A message is a hint: what is due is found in the database."""

from celery import shared_task
from django.utils import timezone

from complaints.alerts import sweep as service


@shared_task(name="complaints.alerts.tasks.sweep")
def sweep() -> None:
    service.sweep(now=timezone.now())
