"""The queue's application. Messages are hints with ids; the tasks of every room are found here by name."""

import logging.config
import os
import warnings
from typing import Any

from celery import Celery, Task
from celery.signals import setup_logging, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings

from config import alive

ROOMS_WITH_TASKS = [
    "complaints.record",
    "complaints.alerts",
    "complaints.letters",
    "complaints.intake",
    "complaints.jobs",
    "complaints.enquiries",
    "complaints.presence",
    "complaints.reports",
    "complaints.audit",
]

# Whose rights the worker has is the operator's choice (README); a page of warning at each start hides the rest.
warnings.filterwarnings("ignore", message="You're running the worker with superuser privileges")


class HeardTask(Task):
    """A task that leaves word when it begins and ends, for the supervisor (`alive.py`)."""

    abstract = True

    def before_start(self, task_id: str, args: Any, kwargs: Any) -> None:
        self.leave_word(busy=True)

    def after_return(self, status: str, retval: Any, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        self.leave_word(busy=False)

    def leave_word(self, *, busy: bool) -> None:
        if self.request.hostname:
            alive.note(settings.VAR_DIR / "alive", self.request.hostname.partition("@")[0], busy=busy)


app = Celery("complaints", task_cls=HeardTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(ROOMS_WITH_TASKS, related_name="tasks")


@app.task(name="config.celery.listening")
def listening() -> None:
    """Does nothing: that it ran is what the supervisor wants to know."""


@worker_ready.connect
def sweep_at_once(sender: Any, **_: Any) -> None:
    """A worker that has just begun does not wait for the beat: what fell due while nothing ran is caught up now."""
    if sender.hostname.startswith("worker@"):
        app.send_task("complaints.alerts.tasks.sweep", expires=settings.SWEEP_SECONDS)


@setup_logging.connect
def log_as_the_rest(**_: Any) -> None:
    logging.config.dictConfig(settings.LOGGING)
