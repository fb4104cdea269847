"""Moves the open deadlines that fall on another day since bank holidays changed: a chunk of complaints in one transaction, few statements.

Every move has its event on its complaint, naming the holiday. A row that stands where its count says is left alone, so that two who do
the same work at once, or one who begins again, write nothing twice.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from complaints.alerts import claims, writing
from complaints.case.models import Complaint
from complaints.clocks.kinds import WINDOWS
from complaints.clocks.models import Deadline
from complaints.clocks.recounting import Off, because_of, rearmed, told_anew
from complaints.record.entries import Entry, linked
from complaints.record.models import Event
from complaints.rules.holiday_moves import COLUMNS, Move, Recounter, Row, moves
from workdays import Calendar, london
from workdays.calendars import shipped

CHUNK = 1000
KIND = "deadline.moved"
Offs = Mapping[str, Sequence[Off]]


@dataclass(frozen=True)
class Moved:
    """One row as it was written, and what its event says."""

    move: Move
    data: Mapping[str, Any]
    values: Mapping[str, Any]


def settle(
    offs: Offs, calendars: Mapping[str, Calendar], *, by: Any, now: datetime, beside: Callable[[int], None] | None = None,
    go_on: Callable[[], bool] = lambda: True,
) -> int:
    """Move all that the changed days move; answers how many. `beside(number)` is called in the transaction of each chunk."""
    found = moves(((calendar, off.day) for calendar, some in offs.items() for off in some), calendars)
    done = 0
    for ids in _chunks(found, CHUNK):
        if not go_on():
            break
        with transaction.atomic():
            moved = move_these(ids, offs, calendars, by=by, now=now)
            done += moved
            if beside:
                beside(len(ids))
    return done


def _chunks(found: Sequence[Move], size: int) -> Iterator[list[int]]:
    for start in range(0, len(found), size):
        yield [move.row.id for move in found[start:start + size]]


def move_these(ids: Sequence[int], offs: Offs, calendars: Mapping[str, Calendar], *, by: Any, now: datetime) -> int:
    """Those of the rows that still stand on another day than their count says, in the caller's transaction; answers how many."""
    references = _locked(ids)
    recounter = Recounter(calendars)
    moved = [_moved(row, explanation, recounter, offs) for row, explanation in _rows(ids) if recounter.due_on(row) != row.due_on]
    if moved:
        writing.update(Deadline, [{"id": one.move.row.id, **one.values} for one in moved])
        _tell(moved, references, by=by, now=now)
        _stand_anew({one.move.row.complaint_id for one in moved} - {None})
    return len(moved)


def _locked(ids: Sequence[int]) -> dict[int, str]:
    """The complaints of these rows, locked in the order that everybody locks in: id and reference."""
    complaints = Deadline.objects.filter(pk__in=ids).values("complaint_id")
    return dict(Complaint.objects.select_for_update().filter(pk__in=complaints).order_by("pk").values_list("pk", "reference"))


def _rows(ids: Sequence[int]) -> Iterator[tuple[Row, dict[str, Any]]]:
    """Those that are still open, under lock, with what their explanation says."""
    found = Deadline.objects.select_for_update().filter(pk__in=ids, met_at=None, cancelled_at=None, held_on=None).order_by("complaint_id", "pk")
    for *columns, explanation in found.values_list(*COLUMNS, "explanation"):
        yield Row._make(columns), explanation


def _moved(row: Row, explanation: dict[str, Any], recounter: Recounter, offs: Offs) -> Moved:
    """The row on its new day."""
    to, calendar, rule = recounter.due_on(row), recounter.calendars[row.calendar], recounter.rule(row)
    because = because_of(offs[row.calendar], explanation.get("skipped", ()), london.day_of(row.started_at), max(to, row.due_on))
    step = {"from": row.due_on.isoformat(), "to": to.isoformat(), "because": because}
    data = {"key": row.key, "clock_kind": row.kind, "due_on": step["to"], "from": step["from"], "because": because}
    values = {"due_on": to, "explanation": told_anew(explanation, recounter.count(row), to, step), "calendar_version": calendar.version}
    return Moved(Move(row, to), data, values | rearmed(rule, row.started_at, to, row.next_tier, calendar))


def _tell(moved: Sequence[Moved], references: Mapping[int, str], *, by: Any, now: datetime) -> None:
    """An event behind the last of each complaint's chain (or the desk's), all in one statement."""
    told: dict[int | None, list[Entry]] = {}
    for one in moved:
        told.setdefault(one.move.row.complaint_id, []).append(Entry(KIND, now, one.data))
    heads = claims.heads((complaint, references.get(complaint, "")) for complaint in told)
    writing.insert(Event, list(_events(told, heads, by=by, now=now)), same={
        "at": now, "recorded_at": now, "kind": KIND, "by": by.pk if by else None, "sealed_hash": ""})


def _events(told: Mapping[int | None, list[Entry]], heads: Mapping[int | None, claims.Head], *, by: Any, now: datetime) -> Iterator[dict[str, Any]]:
    for complaint, entries in told.items():
        seq, previous = heads[complaint]
        for row in linked(entries, seq=seq, previous=previous, by=by.pk if by else None, now=now):
            yield {"complaint": complaint, "seq": row.seq, "data": row.data, "previous_hash": row.previous_hash, "hash": row.hash}


FIRST_DUE = """
    UPDATE complaints_complaint SET next_due_on = first.due_on, next_kind = first.kind FROM (
        SELECT complaint_id, due_on, kind, ROW_NUMBER() OVER (PARTITION BY complaint_id ORDER BY due_on, started_at, id) AS place
        FROM complaints_deadline
        WHERE complaint_id IN (SELECT {each}) AND met_at IS NULL AND cancelled_at IS NULL AND held_on IS NULL AND kind NOT IN ({windows})
    ) AS first WHERE complaints_complaint.id = first.complaint_id AND first.place = 1
      AND (complaints_complaint.next_due_on <> first.due_on OR complaints_complaint.next_kind <> first.kind)
"""
EACH = {"postgresql": "CAST(value AS bigint) FROM json_array_elements_text(%s) AS value", "sqlite": "value FROM json_each(%s)"}


def _stand_anew(complaints: Iterable[int]) -> None:
    """The day and kind by which lists sort, where the first deadline is another now."""
    windows = ", ".join(f"'{kind.value}'" for kind in sorted(WINDOWS))
    with connection.cursor() as cursor:
        cursor.execute(FIRST_DUE.format(each=EACH[connection.vendor], windows=windows), [json.dumps(sorted(complaints))])


def known_now(calendars: Mapping[str, Calendar]) -> int:
    """Days that a newer list makes known are not provisional any more; answers how many. No day moves and no event tells it."""
    done = 0
    for name, calendar in calendars.items():
        found = Deadline.objects.filter(
            calendar=name, due_on__gt=shipped()[name].published_until, due_on__lte=calendar.published_until, met_at=None, cancelled_at=None,
            explanation__has_key="provisional").values_list("pk", flat=True)
        for ids in iter(lambda found=found: list(found[:CHUNK]), []):
            done += _known(ids)
    return done


def _known(ids: Sequence[int]) -> int:
    with transaction.atomic():
        rows = [(row.pk, row.explanation) for row in Deadline.objects.select_for_update().filter(pk__in=ids).order_by("pk")]
        told = [{"id": pk, "explanation": {name: value for name, value in told.items() if name != "provisional"}} for pk, told in rows]
        writing.update(Deadline, told)
    return len(rows)
