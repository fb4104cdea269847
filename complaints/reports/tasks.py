"""Reports by mail as the queue calls them. A message is a hint: what is due is found in the database."""

from celery import shared_task
from django.utils import timezone

from complaints.reports.mailed import sending


@shared_task(name="complaints.reports.tasks.post_due")
def post_due() -> None:
    sending.post_due(now=timezone.now())
