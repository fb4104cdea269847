"""Handing to the world what was put on its way: claimed, handed over once, and its outcome kept. Nothing is sent twice by itself.

A row is marked `sending` and committed before anything leaves; the claim's token is the fence that a late worker cannot pass.
Found `sending` longer than the lease it becomes `uncertain`, for a person to settle. What a kind of row means is its handler's.
"""

import logging
import secrets
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q, QuerySet

from complaints.record.models import Outbox

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)
MOST_TRIES = 31  # a day, with the pauses between them; the time before the first does not count
MOST_FAILURES = 5
AT_LEAST = timedelta(seconds=1)
TOGETHER = 1000
MOST_GATHERED = 20_000
TICK_SECONDS = 8.0
STOPPED = "The work stopped between handing it over and hearing the answer."
LOST_DATABASE = (OperationalError, InterfaceError)
Rows = Sequence[Outbox]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a hand-over ended. `later`: for certain not handed over, tried again at `until` or after a pause.

    `away`: the other side cannot be reached, so nothing else is handed to it in this tick.
    """

    state: Literal["done", "refused", "uncertain", "later"]
    why: str = ""
    until: datetime | None = None
    away: bool = False


DONE = Outcome("done")


def nothing_more(rows: Rows, outcome: Outcome, now: datetime) -> None:
    """For kinds that keep nothing beside their outbox row."""


@dataclass(frozen=True, slots=True)
class Inside:
    """A kind that is done wholly in the database: `do` and the rows' end are one transaction, so it happens exactly once."""

    do: Callable[[Rows, datetime], None]


@dataclass(frozen=True, slots=True)
class Outside:
    """A kind that is handed to the world. `hand_over(rows, now)` runs outside every transaction, on rows that are one parcel.

    `settle(rows, outcome, now)` runs in the transaction that keeps the outcome (also of rows found stopped midway).
    """

    hand_over: Callable[[Rows, datetime], Outcome]
    settle: Callable[[Rows, Outcome, datetime], None] = nothing_more


Handlers = Mapping[str, Inside | Outside]


def relay(handlers: Handlers, *, now: datetime, seconds: float = TICK_SECONDS) -> Counter:
    """Hand over what waits, for about `seconds`; answers how many rows ended in which state. Any number may run at once."""
    counts: Counter = Counter()
    limit, left = time.monotonic() + seconds, dict(handlers)
    counts["uncertain"] += _stopped(handlers, now)
    while left and time.monotonic() < limit:
        kind = _next_kind(left, now)
        if kind is None:
            break
        handler = left[kind]
        outcome = _inside(kind, handler, now) if isinstance(handler, Inside) else _outside(kind, handler, now)
        counts.update(outcome.counted)
        if outcome.stop:
            del left[kind]
    return +counts


@dataclass(frozen=True, slots=True)
class _Tried:
    counted: Mapping[str, int]
    stop: bool


def _waiting(kinds: Sequence[str], now: datetime) -> Q:
    return Q(state=Outbox.State.WAITING, not_before__lte=now, kind__in=kinds)


def _next_kind(handlers: Handlers, now: datetime) -> str | None:
    """The kind of the row that has waited longest."""
    return Outbox.objects.filter(_waiting(list(handlers), now)).order_by("not_before").values_list("kind", flat=True).first()


def _inside(kind: str, handler: Inside, now: datetime) -> _Tried:
    """A batch in one transaction; one that fails is done again row by row."""
    rows: list[Outbox] = []
    try:
        with transaction.atomic():
            rows = list(_claimable(kind, now).order_by("not_before")[:TOGETHER])
            _do(handler, rows, now)
        return _Tried({"done": len(rows)}, stop=not rows)
    except LOST_DATABASE:
        raise
    except Exception:
        if not rows:
            raise
        log.exception("a batch of outbox rows of the kind %s failed and is done row by row", kind)
        return _Tried(_one_by_one(handler, rows, now), stop=False)


def _do(handler: Inside, rows: Rows, now: datetime) -> None:
    if rows:
        handler.do(rows, now)
        Outbox.objects.filter(pk__in=[row.pk for row in rows]).update(state=Outbox.State.DONE, done_at=now)


def _one_by_one(handler: Inside, rows: Rows, now: datetime) -> Counter:
    counts: Counter = Counter()
    for row in rows:
        try:
            with transaction.atomic():
                found = list(_claimable(row.kind, now).filter(pk=row.pk))
                _do(handler, found, now)
            counts["done"] += len(found)
        except LOST_DATABASE:
            raise
        except Exception as error:
            log.error("outbox row %s failed", row.pk, exc_info=error)
            counts[_failed(row, error, now)] += 1
    return counts


def _failed(row: Outbox, error: Exception, now: datetime) -> str:
    """Back to waiting, longer each time; refused after the fifth failure, with the kind of error named."""
    attempts = row.attempts + 1
    state = Outbox.State.REFUSED if attempts >= MOST_FAILURES else Outbox.State.WAITING
    changes = {"attempts": attempts, "why": type(error).__name__, "state": state, "not_before": now + pause_after(attempts)}
    Outbox.objects.filter(pk=row.pk, state=Outbox.State.WAITING).update(**changes)
    return "refused" if state == Outbox.State.REFUSED else "later"


def _claimable(kind: str, now: datetime):
    return Outbox.objects.filter(_waiting([kind], now)).select_for_update(skip_locked=True)


def _outside(kind: str, handler: Outside, now: datetime) -> _Tried:
    rows = _claim(kind, now)
    if not rows:
        return _Tried({}, stop=True)
    try:
        outcome = handler.hand_over(rows, now)
    except Exception as error:
        log.exception("handing over outbox row %s failed midway", rows[0].pk)
        outcome = Outcome("uncertain", why=f"The hand-over broke off ({type(error).__name__}).")
    kept = _keep(rows, handler, _final(rows, outcome), now)
    return _Tried({outcome.state: len(rows)} if kept else {}, stop=outcome.away)


def _claim(kind: str, now: datetime) -> list[Outbox]:
    """The row that has waited longest, with all that wait to go with it, marked `sending` under one token and committed."""
    with transaction.atomic():
        head = _claimable(kind, now).order_by("not_before").first()
        if head is None:
            return []
        rows = [head]
        if head.gather:
            others = _claimable(kind, now).filter(gather=head.gather).exclude(pk=head.pk)
            rows += others.order_by("pk")[:MOST_GATHERED]
        token = secrets.token_hex(16)
        taken = Outbox.objects.filter(pk__in=[row.pk for row in rows])
        taken.update(state=Outbox.State.SENDING, claim=token, claimed_at=now, attempts=F("attempts") + 1)
    for row in rows:
        row.state, row.claim, row.claimed_at, row.attempts = Outbox.State.SENDING, token, now, row.attempts + 1
    return rows


def _final(rows: Rows, outcome: Outcome) -> Outcome:
    """What could not be handed over for a day is given up as refused; waiting for an hour of day is no failure."""
    if outcome.state == "later" and outcome.until is None and min(row.attempts for row in rows) >= MOST_TRIES:
        return Outcome("refused", why=outcome.why or "It could not be handed over for a day.")
    return outcome


def _keep(rows: Rows, handler: Outside, outcome: Outcome, now: datetime) -> bool:
    """Keep the outcome if the rows are still ours; whoever lost the claim writes nothing."""
    with transaction.atomic():
        ours = Outbox.objects.filter(pk__in=[row.pk for row in rows], state=Outbox.State.SENDING, claim=rows[0].claim)
        if ours.update(**_columns(rows[0], outcome, now)) != len(rows):
            transaction.set_rollback(True)
            log.error("the outcome of outbox row %s came after its lease and is not kept", rows[0].pk)
            return False
        handler.settle(rows, outcome, now)
    return True


def _columns(row: Outbox, outcome: Outcome, now: datetime) -> dict:
    if outcome.state == "later":
        until = max(outcome.until or now + pause_after(row.attempts), now + AT_LEAST)
        again = {"state": Outbox.State.WAITING, "claim": "", "claimed_at": None, "not_before": until, "why": outcome.why[:300]}
        return again | ({"attempts": F("attempts") - 1} if outcome.until else {})
    return {"state": outcome.state, "done_at": now, "why": outcome.why[:300]}


def pause_after(attempts: int) -> timedelta:
    """30 seconds after the first try, twice as long after each more, at most an hour."""
    return min(FIRST_PAUSE * 2 ** min(max(attempts - 1, 0), 10), LONGEST_PAUSE)


def _stopped(handlers: Handlers, now: datetime) -> int:
    """Rows whose worker died, or froze beyond its lease, between claim and outcome: nobody knows, so they become uncertain."""
    stopped = Outbox.objects.filter(state=Outbox.State.SENDING, claimed_at__lt=now - LEASE, kind__in=list(handlers))
    ids = list(stopped.order_by("claimed_at").values_list("pk", flat=True)[:TOGETHER])
    return sum(_in_doubt(stopped.filter(pk=pk), handlers, now) for pk in ids)


def _in_doubt(stopped: QuerySet[Outbox], handlers: Handlers, now: datetime) -> int:
    """One such row; one that can't be settled stays as it is and stops no other."""
    try:
        with transaction.atomic():
            row = stopped.select_for_update(skip_locked=True).first()
            if row is None:
                return 0
            Outbox.objects.filter(pk=row.pk).update(state=Outbox.State.UNCERTAIN, done_at=now, why=STOPPED)
            handler = handlers[row.kind]
            if isinstance(handler, Outside):
                handler.settle([row], Outcome("uncertain", why=STOPPED), now)
            return 1
    except LOST_DATABASE:
        raise
    except Exception:
        log.exception("an outbox row whose hand-over stopped midway could not be settled")
        return 0
