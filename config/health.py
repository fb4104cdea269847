"""Whether the desk does its work: what `/healthz` and `/api/v1/health` answer.

Lives here: the questions to database, broker, sweep and calendar, each with a limit of its own. Nothing here writes.
"""

import os
from datetime import datetime
from typing import Any

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from complaints.alerts.health import STALE_SECONDS, last_sweep_at
from complaints.alerts.heartbeat import SWEEP
from complaints.rules.services import HOLIDAYS_AHEAD, holidays_until

__all__ = ["SWEEP", "health", "healthz"]


def database_engine() -> str | None:
    """The engine that runs, or None when it does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return None
    return connection.vendor


def broker_engine() -> str | None:
    """The broker that runs, or None when it does not answer."""
    url = settings.CELERY_BROKER_URL
    if url.startswith("filesystem:"):
        return "filesystem" if os.access(settings.BROKER_DIR / "messages", os.W_OK) else None
    if not url.startswith(("redis:", "rediss:", "unix:")):
        return url.partition(":")[0]
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=1, socket_timeout=1) as server:
            server.ping()
    except redis.RedisError:
        return None
    return "redis"


def health(now: datetime) -> dict[str, Any]:
    """The answer of the contract; `ok` is false without database or broker, on a stale sweep or short calendars."""
    database = database_engine()
    swept = last_sweep_at() if database else None
    until = holidays_until() if database else None
    age = (now - swept).total_seconds() if swept else None
    broker = broker_engine()
    fresh = age is not None and age <= STALE_SECONDS
    ahead = until is not None and until - timezone.localdate(now) >= HOLIDAYS_AHEAD
    return {
        "ok": bool(database and broker and fresh and ahead),
        "database": database,
        "broker": broker,
        "last_sweep_at": timezone.localtime(swept).isoformat() if swept else None,
        "sweep_age_s": round(age, 1) if age is not None else None,
        "holidays_until": until.isoformat() if until else None,
    }


@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    found = health(timezone.now())
    return JsonResponse(found, status=200 if found["ok"] else 503, headers={"Cache-Control": "no-store"})
