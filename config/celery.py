"""The queue's application. Messages are hints with ids; the tasks of every room are found here by name."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

ROOMS_WITH_TASKS = [
    "complaints.record",
    "complaints.alerts",
    "complaints.letters",
    "complaints.intake",
    "complaints.jobs",
]

app = Celery("complaints")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(ROOMS_WITH_TASKS, related_name="tasks")
