"""Which programs `manage.py up` runs, and how each is started."""

import math
import sys
from functools import partial

from django.conf import settings

from config.alive import TICK_SECONDS, is_deaf
from config.supervisor import Child

MANAGE = [sys.executable, str(settings.BASE_DIR / "manage.py")]
CELERY = [sys.executable, "-m", "celery", "--app", "config.celery", "--quiet", "--workdir", str(settings.BASE_DIR)]


def prepare() -> list[str]:
    """The program that readies database, shipped rows, demo data and static files, and ends."""
    return [*MANAGE, "prepare"]


def worker(name: str, queue: str, *, longest: float = math.inf) -> Child:
    """A worker of one queue; one task at a time, and none of the chatter between workers. `longest`: seconds a task may take."""
    argv = [*CELERY, "worker", "--hostname", f"{name}@%h", "--queues", queue, "--concurrency", "1"]
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    return Child(name, argv + quiet, is_deaf=partial(is_deaf, settings.VAR_DIR / "alive", name, longest=longest))


def children() -> list[Child]:
    web = [sys.executable, "-m", "gunicorn", "--config", "python:config.web", "config.wsgi"]
    beat = [*CELERY, "beat", "--pidfile", ""]
    return [Child("web", web), worker("worker", "ticks", longest=TICK_SECONDS), worker("jobs", "jobs"), Child("beat", beat)]
