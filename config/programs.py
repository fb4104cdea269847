"""Which programs `manage.py up` runs, and how each is started."""

import sys
from functools import partial

from django.conf import settings

from config.alive import is_deaf
from config.supervisor import Child

MANAGE = [sys.executable, str(settings.BASE_DIR / "manage.py")]
CELERY = [sys.executable, "-m", "celery", "--app", "config.celery", "--quiet", "--workdir", str(settings.BASE_DIR)]


def prepare() -> list[str]:
    """The program that readies database, shipped rows, demo data and static files, and ends."""
    return [*MANAGE, "prepare"]


def worker(name: str, queue: str) -> Child:
    """A worker of one queue; one task at a time, and none of the chatter between workers."""
    argv = [*CELERY, "worker", "--hostname", f"{name}@%h", "--queues", queue, "--concurrency", "1"]
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    return Child(name, argv + quiet, is_deaf=partial(is_deaf, settings.VAR_DIR / "alive", name))


def children() -> list[Child]:
    web = [sys.executable, "-m", "gunicorn", "--config", "python:config.web", "config.wsgi"]
    beat = [*CELERY, "beat", "--pidfile", ""]
    return [Child("web", web), worker("worker", "ticks"), worker("jobs", "jobs"), Child("beat", beat)]
