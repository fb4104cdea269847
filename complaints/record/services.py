"""The only writer of events and sealed words one at a time (imports and sweeps write many through `bulk`).

The caller holds the lock on the complaint: the chain has one writer at a time.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from complaints.record import chain
from complaints.record.entries import Entry, linked
from complaints.record.models import Event, Outbox, Sealed


def append(
    complaint: Any, entries: Iterable[Entry], *, by: Any, now: datetime, last: tuple[int, str] | None = None,
) -> list[Event]:
    """Write entries behind the last event (seq, hash) of the complaint. `by` is a Person or None for the system."""
    seq, previous = last or last_link(complaint)
    rows = linked(entries, seq=seq, previous=previous, by=by.pk if by else None, now=now)
    events = Event.objects.bulk_create(
        Event(
            complaint=complaint, seq=row.seq, at=row.at, recorded_at=row.recorded_at, kind=row.kind, by_id=row.by_id,
            data=row.data, sealed_hash=row.sealed_hash, previous_hash=row.previous_hash, hash=row.hash,
        )
        for row in rows
    )
    words = [Sealed(event=event, salt=row.salt, body=row.body) for event, row in zip(events, rows, strict=True) if row.body]
    if words:
        Sealed.objects.bulk_create(words)
    return events


DESK = "desk"
DESK_LOCK = 0x6465736B  # "desk": the chain that hangs on no complaint has no row to lock


def append_to_desk(entries: Iterable[Entry], *, by: Any, now: datetime) -> list[Event]:
    """As `append`, for what hangs on no complaint. Takes the lock of that chain itself, until the transaction ends."""
    lock_desk()
    last = Event.objects.filter(complaint=None).order_by("-seq").values_list("seq", "hash").first()
    return append(None, entries, by=by, now=now, last=last or (0, chain.first_link(DESK)))


def lock_desk() -> None:
    """One at a time, until the transaction ends. Of SQLite every transaction that writes is one at a time."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [DESK_LOCK])


def last_link(complaint: Any) -> tuple[int, str]:
    """Place and hash of the complaint's last event; place 0 and the chain's start before the first."""
    last = Event.objects.filter(complaint=complaint).order_by("-seq").values_list("seq", "hash").first()
    return last or (0, chain.first_link(complaint.reference))


def words_of(event: Event) -> dict[str, Any]:
    """The words of an event, {} where it had none or they were erased."""
    sealed = getattr(event, "sealed", None) if event.sealed_hash else None
    return json.loads(sealed.body) if sealed else {}


def post(kind: str, key: str, payload: dict[str, Any], *, now: datetime, not_before: datetime | None = None) -> Outbox:
    """Put something on its way, once for each key, in the caller's transaction."""
    row, _ = Outbox.objects.get_or_create(
        key=key, defaults={"kind": kind, "payload": payload, "created_at": now, "not_before": not_before or now},
    )
    return row
