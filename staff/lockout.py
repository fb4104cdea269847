"""How many wrong passwords are too many. django-axes keeps the rows and asks here; nothing else counts tries.

Two limits, both over the last failed tries only (contract, Pages): 10 in 15 minutes for one account from one address,
100 in an hour for one account from anywhere. A refused try is not a failed one, so nobody can prolong a lock.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_cool_off
from axes.models import AccessFailureLog
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest

FROM_ANYWHERE = 100
FROM_ANYWHERE_WITHIN = timedelta(hours=1)
KEEP = timedelta(days=1)
PRINTABLE = 255


@dataclass(frozen=True)
class Try:
    """One try at a password: the row that stands for it until it succeeds, or the seconds to wait for the next."""

    row: int | None
    wait_seconds: int = 0


def seconds_to_wait(
    tries: Iterable[tuple[datetime, str | None]],
    *,
    address: str | None,
    now: datetime,
    limit: int,
    within: timedelta,
) -> int:
    """Whole seconds until another try is allowed, 0 when it is now. `tries` are (moment, address), in any order."""
    tries = list(tries)
    here = [at for at, where in tries if where == address]
    return max(
        _wait(here, now=now, limit=limit, within=within),
        _wait([at for at, _ in tries], now=now, limit=FROM_ANYWHERE, within=FROM_ANYWHERE_WITHIN),
    )


def _wait(moments: Sequence[datetime], *, now: datetime, limit: int, within: timedelta) -> int:
    counted = sorted((at for at in moments if at > now - within), reverse=True)
    if len(counted) < limit:
        return 0
    return max(1, math.ceil((counted[limit - 1] + within - now).total_seconds()))


def take_try(username: str, address: str | None, *, agent: str = "", now: datetime) -> Try:
    """Take one of the tries that are left. The row is written before the password is looked at, under a lock on the
    name, so that tries sent side by side cannot pass the limit; `give_back` takes it out again on success."""
    with transaction.atomic():
        _hold(username)
        wait = seconds_to_wait(
            _recent(username, now),
            address=address,
            now=now,
            limit=settings.AXES_FAILURE_LIMIT,
            within=get_cool_off() or timedelta(minutes=15),
        )
        if wait:
            return Try(row=None, wait_seconds=wait)
        row = AccessFailureLog.objects.create(username=username, ip_address=address, user_agent=agent[:PRINTABLE])
    return Try(row=row.pk)


def give_back(taken: Try) -> None:
    """The password was right: only failures count."""
    AccessFailureLog.objects.filter(pk=taken.row).delete()


def forget(username: str) -> int:
    """Release an account at once; answers how many failed tries were forgotten."""
    return AccessFailureLog.objects.filter(username=username).delete()[0]


def forget_old(*, now: datetime) -> int:
    """Drop tries that no limit can count any more; for a daily job. Answers how many went."""
    return AccessFailureLog.objects.filter(attempt_time__lt=now - KEEP).delete()[0]


def is_locked(username: str, *, now: datetime) -> bool:
    """Whether the account waits at some address or everywhere."""
    tries = _recent(username, now)
    within = get_cool_off() or timedelta(minutes=15)
    return any(
        seconds_to_wait(tries, address=address, now=now, limit=settings.AXES_FAILURE_LIMIT, within=within)
        for address in {where for _, where in tries}
    )


def _recent(username: str, now: datetime) -> list[tuple[datetime, str | None]]:
    rows = AccessFailureLog.objects.filter(username=username, attempt_time__gt=now - FROM_ANYWHERE_WITHIN)
    return list(rows.order_by("-attempt_time").values_list("attempt_time", "ip_address")[: FROM_ANYWHERE + 50])


def _hold(username: str) -> None:
    """One try at a time for one name. SQLite needs no lock: its transactions begin by taking the writer's place."""
    if connection.vendor == "postgresql":
        key = int.from_bytes(hashlib.sha256(username.encode()).digest()[:8], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


class TwoLimits(AxesDatabaseHandler):
    """django-axes' handler with counting replaced. Axes' own counter lengthens the lock with every slow try, and its
    trimming of the failure log drops the newest rows, after which nothing is locked."""

    def is_allowed(self, request: HttpRequest, credentials: dict | None = None) -> bool:
        """Take a try; axes asks once, before any password is checked."""
        username = (credentials or {}).get("username") or ""
        request.desk_try = take_try(username, request.axes_ip_address, agent=request.axes_user_agent, now=request.axes_attempt_time)
        return not request.desk_try.wait_seconds

    def user_login_failed(self, sender: object, credentials: dict, request: HttpRequest | None = None, **kwargs: object) -> None:
        """Nothing to write: the row taken stays."""

    def user_logged_in(self, sender: object, request: HttpRequest, user: object, **kwargs: object) -> None:
        """The password was right."""
        taken = getattr(request, "desk_try", None)
        if taken:
            give_back(taken)

    def user_logged_out(self, sender: object, request: HttpRequest, user: object, **kwargs: object) -> None:
        """Signing out is written in our own log."""

    def reset_attempts(self, *, ip_address: str | None = None, username: str | None = None, ip_or_username: bool = False) -> int:
        """What `axes_reset` and its like ask for."""
        return forget(username) if username else 0
