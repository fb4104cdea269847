"""Which deadline rows the sweep may work on: found through one partial index, locked together with their complaints.

Only reading and locking live here. A row that somebody else holds is left out; the next sweep finds it again.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from complaints.alerts.crossing import Waiting
from complaints.record import chain
from complaints.record.services import DESK, DESK_LOCK

COLUMNS = ("d.id, d.complaint_id, d.key, d.kind, d.started_at, d.due_on, d.ahead_on, d.next_tier, d.calendar, "
           "d.met_at IS NULL AND d.cancelled_at IS NULL")
OF_COMPLAINTS = (
    f"SELECT {COLUMNS}, c.reference, c.owner_id, c.team_id, c.restricted "  # noqa: S608
    "FROM complaints_deadline d JOIN complaints_complaint c ON c.id = d.complaint_id WHERE "
)
OF_THE_DESK = f"SELECT {COLUMNS} FROM complaints_deadline d WHERE d.complaint_id IS NULL AND "  # noqa: S608
DUE = "SELECT EXISTS (SELECT 1 FROM complaints_deadline WHERE alert_at <= %s)"
UNHEARD = "SELECT EXISTS (SELECT 1 FROM complaints_alert WHERE further_at <= %s AND acknowledged_at IS NULL)"
HEADS = {
    "postgresql": "SELECT c.id, e.seq, e.hash FROM unnest(%s) AS c(id), LATERAL (SELECT seq, hash FROM complaints_event "
                  "WHERE complaint_id = c.id ORDER BY seq DESC LIMIT 1) e",
    "sqlite": "SELECT e.complaint_id, MAX(e.seq), e.hash FROM complaints_event e JOIN json_each(%s) c ON c.value = e.complaint_id "
              "GROUP BY e.complaint_id",
}
DESK_HEAD = "SELECT seq, hash FROM complaints_event WHERE complaint_id IS NULL ORDER BY seq DESC LIMIT 1"

Head = tuple[int, str]


def due(now: datetime) -> bool:
    """Whether any deadline has an alert to come by now. Locks nothing."""
    return _exists(DUE, now)


def unheard(now: datetime) -> bool:
    """Whether any alert that nobody acknowledged goes further by now. Locks nothing."""
    return _exists(UNHEARD, now)


def _exists(sql: str, now: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(sql, [connection.ops.adapt_datetimefield_value(now)])
        return bool(cursor.fetchone()[0])


def claim(now: datetime, limit: int, only: int | None = None) -> list[Waiting]:
    """Up to `limit` rows that wait for an alert by `now`, under lock with their complaints; `only` takes that one row."""
    where, values = "d.alert_at <= %s ", [connection.ops.adapt_datetimefield_value(now)]
    if only is not None:
        where, values = where + "AND d.id = %s ", [*values, only]
    found = _locked(OF_COMPLAINTS + where + "ORDER BY d.alert_at LIMIT %s", [*values, limit], "c, d")
    if len(found) < limit:
        found += _locked(OF_THE_DESK + where + "LIMIT %s", [*values, limit - len(found)], "d")
    return [_waiting(row) for row in found]


def claim_these(ids: Sequence[int]) -> list[Waiting]:
    """Those rows of complaints that nobody else holds, under lock with their complaints, whatever they wait for."""
    marks = ", ".join(["%s"] * len(ids))
    return [_waiting(row) for row in _locked(f"{OF_COMPLAINTS} d.id IN ({marks})", list(ids), "c, d")] if ids else []


def waiting(now: datetime, after: int, limit: int) -> list[Waiting]:
    """Rows that wait for an alert by `now`, by id behind `after`, without a lock: for a look that writes nothing."""
    sql = OF_COMPLAINTS.replace(" JOIN ", " LEFT JOIN ") + "d.alert_at <= %s AND d.id > %s ORDER BY d.id LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [connection.ops.adapt_datetimefield_value(now), after, limit])
        return [_waiting(row) for row in cursor.fetchall()]


def _locked(sql: str, values: list[Any], tables: str) -> list[tuple]:
    lock = f" FOR UPDATE OF {tables} SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    with connection.cursor() as cursor:
        cursor.execute(sql + lock, values)
        return cursor.fetchall()


def _waiting(row: tuple) -> Waiting:
    """SQLite answers moments without an offset and truth as a number."""
    if connection.vendor == "postgresql":
        return Waiting(*row)
    plain = Waiting(*row)
    return plain._replace(started_at=plain.started_at.replace(tzinfo=UTC), is_open=bool(plain.is_open), restricted=bool(plain.restricted))


def heads(complaints: Iterable[tuple[int | None, str]]) -> dict[int | None, Head]:
    """Place and hash of the last event of each complaint (id, reference); of the desk's own chain for None, under its lock."""
    named = dict(complaints)
    found = {ident: (0, chain.first_link(reference)) for ident, reference in named.items() if ident is not None}
    if found:
        ids = list(found)
        with connection.cursor() as cursor:
            cursor.execute(HEADS[connection.vendor], [ids if connection.vendor == "postgresql" else str(ids)])
            found |= {ident: (seq, link) for ident, seq, link in cursor.fetchall()}
    return found | ({None: desk_head()} if None in named else {})


def desk_head() -> Head:
    """Place and hash of the last event of the desk's own chain; until the end of the transaction nobody else adds to it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [DESK_LOCK])
        cursor.execute(DESK_HEAD)
        return cursor.fetchone() or (0, chain.first_link(DESK))
