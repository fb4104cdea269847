"""Raising many alerts at once: alert rows, their events and their outbox rows, in the transaction of the caller.

The caller holds the locks on the complaints concerned. Who decides what is raised: `sweep`, `reviews`.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from complaints.alerts import claims, writing
from complaints.alerts.models import Alert
from complaints.alerts.people import Told
from complaints.record import chain
from complaints.record.models import Event, Outbox

KIND = "alert.raised"


class Alarm(NamedTuple):
    """An alert on its way to the table. `at` is the moment it is dated; `deadline_key` names its clock in the event."""

    key: str
    complaint_id: int | None
    reference: str
    deadline_id: int | None
    deadline_key: str
    clock_kind: str
    tier: str
    why: str
    overtaken: bool
    due_on: date
    at: datetime
    told: Told
    further_at: datetime | None


def raise_all(alarms: Sequence[Alarm], *, now: datetime) -> list[Alarm]:
    """Write those that were never raised before; answers them. Four statements, whatever their number."""
    ids = dict(_alert_rows(alarms, now))
    fresh = [(alarm, ids[alarm.key]) for alarm in alarms if alarm.key in ids]
    if fresh:
        _append([alarm for alarm, _ in fresh], now)
        post([(f"alert:{alarm.key}", {"alert": ident}) for alarm, ident in fresh if not alarm.overtaken], now=now)
    return [alarm for alarm, _ in fresh]


def _alert_rows(alarms: Sequence[Alarm], now: datetime) -> list[tuple[str, int]]:
    rows = [
        {
            "key": alarm.key, "complaint": alarm.complaint_id, "deadline": alarm.deadline_id, "tier": alarm.tier, "why": alarm.why,
            "overtaken": alarm.overtaken, "due_on": alarm.due_on, "reach": alarm.told.reach, "owner": alarm.told.owner_id,
            "team": alarm.told.team_id, "to": alarm.told.to, "further_at": alarm.further_at,
        }
        for alarm in alarms
    ]
    same = {"raised_at": now, "acknowledged_by": None, "acknowledged_at": None}
    return writing.insert(Alert, rows, same=same, returning=("key", "id"), once=True)


def _append(alarms: Sequence[Alarm], now: datetime) -> None:
    """One event for each alert behind the last of its complaint's chain (or the desk's)."""
    record([(alarm.complaint_id, alarm.reference, alarm.at, data_of(alarm)) for alarm in alarms], now=now)


def record(told: Sequence[tuple[int | None, str, datetime, dict[str, object]]], *, now: datetime) -> None:
    """An event for each (complaint, its reference, moment, data), under the caller's locks."""
    heads = claims.heads((complaint, reference) for complaint, reference, _, _ in told)
    rows = []
    for complaint, _, at, data in told:
        seq, previous = heads[complaint]
        link = chain.link(previous, seq=seq + 1, at=at, recorded_at=now, kind=KIND, by=None, data=data, sealed="")
        rows.append({"complaint": complaint, "seq": seq + 1, "at": at, "data": data, "previous_hash": previous, "hash": link})
        heads[complaint] = (seq + 1, link)
    writing.insert(Event, rows, same={"recorded_at": now, "kind": KIND, "by": None, "sealed_hash": ""})


def data_of(alarm: Alarm) -> dict[str, object]:
    """The coded part of the event: which clock, which tier, which day."""
    data: dict[str, object] = {
        "alert_key": alarm.key, "key": alarm.deadline_key, "clock_kind": alarm.clock_kind, "tier": alarm.tier, "why": alarm.why,
        "due_on": alarm.due_on.isoformat(),
    }
    return data | {"overtaken": True} if alarm.overtaken else data


def post(messages: Sequence[tuple[str, dict]], *, now: datetime) -> None:
    """An outbox row for each (key, payload), once for each key."""
    same = {
        "kind": "alert", "state": Outbox.State.WAITING, "not_before": now, "created_at": now, "claimed_at": None, "claim": "",
        "attempts": 0, "done_at": None, "why": "", "gather": "",
    }
    writing.insert(Outbox, [{"key": key, "payload": payload} for key, payload in messages], same=same, once=True)
