"""The chaser as the queue calls it. A message is a hint: what is due is found in the database."""

from celery import shared_task
from django.utils import timezone

from complaints.enquiries import chasing


@shared_task(name="complaints.enquiries.tasks.chase")
def chase() -> None:
    chasing.chase(now=timezone.now())
