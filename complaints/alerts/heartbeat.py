"""Signs of life of the sweep, the worker and the beat: one row each, rewritten in place."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from complaints.alerts.models import Heartbeat

SWEEP, WORKER, BEAT = "sweep", "worker", "beat"
SELDOM = timedelta(seconds=15)


# A sign of life lost in a power cut is worth nothing, so its commit does not wait for the disk (that statement's alone).
UNWAITED = ("UPDATE complaints_heartbeat SET at = %s, data = %s WHERE name = %s "
            "AND set_config('synchronous_commit', 'off', true) = 'off'")


def beat(name: str, data: dict[str, Any], *, now: datetime) -> None:
    """`name` lived at `now`. One statement but for the very first time."""
    if not _rewritten(name, data, now):
        Heartbeat.objects.bulk_create([Heartbeat(name=name, at=now, data=data)], ignore_conflicts=True)


def _rewritten(name: str, data: dict[str, Any], now: datetime) -> bool:
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return bool(Heartbeat.objects.filter(name=name).update(at=now, data=data))
    with connection.cursor() as cursor:
        cursor.execute(UNWAITED, [now, json.dumps(data), name])
        return bool(cursor.rowcount)


def last(name: str) -> Heartbeat | None:
    """The last sign of life, None before the first."""
    return Heartbeat.objects.filter(name=name).first()


def beat_and_worker(*, now: datetime) -> bool:
    """A worker took what the beat sent: both live. Written at most every 15 seconds; whether it was written this time."""
    known = last(BEAT)
    if known is not None and known.at <= now < known.at + SELDOM:
        return False
    for name in (BEAT, WORKER):
        beat(name, {}, now=now)
    return True
