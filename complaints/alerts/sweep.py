"""The sweep: notices which deadlines crossed a tier and raises their alerts, each once, whoever else sweeps at the same time.

It counts nothing: days were worked out when the facts were recorded (`clocks`). Here is the order of the work; what an alert
writes lies in `alarms`, which rows may be worked on in `claims`, what a crossing is in `crossing`.
"""

import logging
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction

from complaints.alerts import claims, further, heartbeat, incomplete, parking, promised, reviews, writing
from complaints.alerts.alarms import Alarm, raise_all
from complaints.alerts.crossing import Crossed, Waiting, crossed, further_at, key_of
from complaints.alerts.desk import Desk
from complaints.alerts.models import Alert
from complaints.alerts.people import Directory, Told, named_on
from complaints.alerts.seen import LETTERLESS
from complaints.alerts.tiers import FARTHEST
from complaints.case import categories
from complaints.clocks.kinds import Kind
from complaints.clocks.models import Deadline
from complaints.letters.drafting import draft_due
from complaints.money import passing
from complaints.rules import holidays
from workdays import london

log = logging.getLogger(__name__)
BATCH = 1000
LATELY = timedelta(days=2)
LOST_DATABASE = (OperationalError, InterfaceError)


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep did: deadlines that had crossed a tier, alerts by tier, letters drafted; `seconds` it took."""

    examined: int = 0
    ahead: int = 0
    due: int = 0
    late: int = 0
    drafted: int = 0
    seconds: float = 0.0


def sweep(*, now: datetime, batch: int = BATCH, dry_run: bool = False, living: bool = True) -> Swept:
    """Raise what is due by `now`. Safe to run twice, at once, late, or after any silence.

    `dry_run` writes nothing and says what would be done; `living` false leaves no sign of life (a sweep as of another moment).
    """
    started, counts = time.perf_counter(), Counter()
    if dry_run:
        _look(counts, now, batch)
        return Swept(**counts, seconds=time.perf_counter() - started)
    desk, errors, slot = Desk(now), [], reviews.slot_of(now)
    for step in (_money, _raise_due, _go_further, _appoint, _draft):
        try:
            step(desk, counts, now, batch)
        except Exception as error:
            log.exception("a step of the sweep failed; the others go on")
            errors.append(error)
    if errors:
        raise errors[0]
    if living:
        heartbeat.beat(heartbeat.SWEEP, {**counts, "reviews": slot}, now=now)
    return Swept(**counts, seconds=time.perf_counter() - started)


def _money(desk: Desk, counts: Counter, now: datetime, batch: int) -> None:
    """First, so that nothing is alerted that has ended."""
    passing.note_due(now=now, limit=batch)


def _raise_due(desk: Desk, counts: Counter, now: datetime, batch: int) -> None:
    if claims.due(now):
        _raise(desk, counts, now, batch)


def _go_further(desk: Desk, counts: Counter, now: datetime, batch: int) -> None:
    while claims.unheard(now) and further.go_further(desk, now=now, limit=batch) == batch:
        pass


def _appoint(desk: Desk, counts: Counter, now: datetime, batch: int) -> None:
    """Once in each slot of time: the categories as they stand on a new day, days that a change of bank holidays has left behind, and the
    searches for reviews without a reviewer and for incomplete letters."""
    before = heartbeat.last(heartbeat.SWEEP)
    if before is None or before.data.get("reviews") != reviews.slot_of(now):
        with transaction.atomic():
            categories.lay_own(london.day_of(now))
        holidays.settle_all(now=now, since=now - LATELY)
        counts["due"] += reviews.unappointed(desk, now=now, limit=batch)
        counts["late"] += incomplete.incomplete(desk, now=now)


def _draft(desk: Desk, counts: Counter, now: datetime, batch: int) -> None:
    counts["drafted"] += draft_due(now=now, limit=batch)


def _raise(desk: Desk, counts: Counter, now: datetime, batch: int) -> None:
    """Batch after batch until one is not full. A batch that fails is done again row by row."""
    claimed = batch
    while claimed == batch:
        rows: list[Waiting] = []
        try:
            with transaction.atomic():
                rows = claims.claim(now, batch)
                done = raise_for(rows, desk, now)
            counts.update(done)
        except LOST_DATABASE:
            raise
        except Exception:
            if not rows:
                raise
            log.exception("a batch of %s deadlines failed and is done row by row", len(rows))
            counts.update(_one_by_one([row.id for row in rows], desk, now))
        claimed = len(rows)


def _one_by_one(ids: Iterable[int], desk: Desk, now: datetime) -> Counter:
    """Each row in a transaction of its own; one that fails is parked and the others go on."""
    counts: Counter = Counter()
    for ident in ids:
        try:
            with transaction.atomic():
                done = raise_for(claims.claim(now, 1, only=ident), desk, now)
            counts.update(done)
        except LOST_DATABASE:
            raise
        except Exception as error:
            parking.park(ident, error, now=now)
    return counts


def raise_for(rows: list[Waiting], desk: Desk, now: datetime) -> Counter:
    """Alerts, events and outbox rows for claimed rows, and what each row waits for next. In the caller's transaction."""
    if not rows:
        return Counter()
    steps = [(row, crossed(row, now)) for row in rows]
    named = named_on({row.complaint_id for row in rows if row.restricted})
    fresh = raise_all([alarm for row, step in steps for alarm in _alarms(row, step, desk, named, now)], now=now)
    promised.tell_makers(fresh, now=now)
    writing.update(Deadline, [{"id": row.id, "next_tier": step.next_tier, "alert_at": step.alert_at} for row, step in steps])
    return Counter(alarm.tier for alarm in fresh) + Counter(examined=sum(bool(step.tiers) for _, step in steps))


def _alarms(row: Waiting, step: Crossed, desk: Desk, named: Mapping[int, list[int]], now: datetime) -> Iterable[Alarm]:
    """One alert for each tier crossed; all but the last are overtaken, told to nobody and go nowhere."""
    for tier, moment in step.tiers:
        overtaken = tier != step.tiers[-1][0]
        rule = desk.tiers.pick(row.kind, london.day_of(moment))
        told = _told(row, rule.reach[tier], desk.people, named)
        on = None if overtaken or told.reach >= FARTHEST else further_at(now, rule.further_after, desk.calendars[row.calendar])
        yield Alarm(
            key_of(row.id, tier, row.due_on), row.complaint_id, row.reference, row.id, row.key, row.kind, tier, _why(row, tier),
            overtaken, row.due_on, max(moment, row.started_at), told, on,
        )


def _why(row: Waiting, tier: str) -> str:
    """A letter that day 56 asks for and that is missing or still in work the day after is more than a missed day."""
    return LETTERLESS if (row.kind, tier) == (Kind.EIGHT_WEEK_LETTER, "late") else "deadline"


def _told(row: Waiting, reach: int, people: Directory, named: Mapping[int, list[int]]) -> Told:
    if row.complaint_id is None:
        return people.told_of_the_desk()
    if row.restricted:
        return people.told_of_restricted(row.owner_id, named[row.complaint_id])
    return people.told(row.owner_id, row.team_id, reach)


def _look(counts: Counter, now: datetime, batch: int) -> None:
    """What a sweep would do: deadlines are read without a lock, the rest is done and rolled back."""
    after = 0
    while rows := claims.waiting(now, after, batch):
        keys = {key_of(row.id, tier, row.due_on): tier for row in rows for tier, _ in crossed(row, now).tiers}
        for key in Alert.objects.filter(key__in=keys).values_list("key", flat=True):
            del keys[key]
        counts.update(keys.values())
        counts["examined"] += sum(bool(crossed(row, now).tiers) for row in rows)
        after = rows[-1].id
    with transaction.atomic():
        _appoint(Desk(now), counts, now, batch)
        _draft(Desk(now), counts, now, batch)
        transaction.set_rollback(True)
