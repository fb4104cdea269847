"""How gunicorn serves the pages: its own settings file (`--config python:config.web`)."""

from pathlib import Path
from typing import Any

from django.conf import settings

from config.supervisor import die_with_parent

bind = f"[{settings.HOST}]:{settings.PORT}" if ":" in settings.HOST else f"{settings.HOST}:{settings.PORT}"
worker_class = "gthread"
workers = settings.WEB_WORKERS
threads = settings.WEB_THREADS
preload_app = True
timeout = 60
graceful_timeout = 5
keepalive = 5
limit_request_line = 8190  # the most there is: the questions of eligibility carry their answers in the address
max_requests, max_requests_jitter = 20_000, 2_000
control_socket_disable = True
forwarded_allow_ips = ""  # config.proxies decides whose headers are believed
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
logconfig_dict = {
    **settings.LOGGING,
    "loggers": {"gunicorn.error": {"level": "WARNING", "propagate": True}, "gunicorn.access": {"level": "ERROR"}},
}


def post_fork(server: Any, worker: Any) -> None:
    """A worker that outlived its master would hold the port, and a desk that was killed could not start again."""
    die_with_parent(worker.ppid)
