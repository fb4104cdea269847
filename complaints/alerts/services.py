"""What a person can do with an alert: acknowledge it. And the names by which other rooms ask for alerts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from complaints.alerts.claims import desk_head
from complaints.alerts.models import Alert
from complaints.alerts.seen import alerts_for, may_see, open_count, waiting_count
from complaints.alerts.telling import Described, described
from complaints.case.models import Complaint
from complaints.record.entries import Entry
from complaints.record.models import Event
from complaints.record.operations import Answer, Call, once, recheck, require
from complaints.record.refusals import Conflict, Unknown
from complaints.record.services import append

__all__ = ["Described", "acknowledge", "acknowledge_many", "alerts_for", "described", "open_count", "take_back", "waiting_count"]
NO_SUCH = "There is no alert of this number that you may see."


def acknowledge(alert_id: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """Say that it was seen, with an event on its complaint. A second acknowledgement changes nothing and answers the same."""
    call = Call(given.get("op_id"), by, f"alerts/{alert_id}/acknowledge", given)

    def do() -> dict:
        alert, head = _locked(alert_id, call)
        require(call)
        if alert.acknowledged_at is None:
            Alert.objects.filter(pk=alert.pk).update(acknowledged_by=by, acknowledged_at=now, further_at=None)
            data = _data(alert) | ({"further_at": alert.further_at.isoformat()} if alert.further_at else {})
            append(alert.complaint, [Entry("alert.acknowledged", now, data)], by=by, now=now, last=head)
        return {"alert": alert.pk, "complaint": alert.complaint_id}
    return once(call, do, now=now)


def _data(alert: Alert) -> dict[str, Any]:
    return {"alert_key": alert.key, "tier": alert.tier, "why": alert.why}


def take_back(acknowledged: Event, *, by: Any, now: datetime) -> None:
    """On a locked complaint: one's acknowledgement is no more, and the alert goes further when it would have gone."""
    alert = Alert.objects.filter(key=acknowledged.data["alert_key"], acknowledged_by=by).first()
    if alert is None:
        raise Conflict("This alert waits for somebody again already.", code="stage")
    further_at = acknowledged.data.get("further_at")
    Alert.objects.filter(pk=alert.pk).update(
        acknowledged_by=None, acknowledged_at=None, further_at=datetime.fromisoformat(further_at) if further_at else None)
    append(acknowledged.complaint, [Entry("alert.acknowledged", now, _data(alert) | {"undoes": acknowledged.seq})], by=by, now=now)


def acknowledge_many(alert_ids: Sequence[int], given: Mapping[str, Any], *, by: Any, now: datetime) -> tuple[int, int]:
    """Each by itself, so that one that is gone keeps no other back. Answers how many are acknowledged and how many are gone."""
    gone = 0
    for ident in alert_ids:
        try:
            acknowledge(ident, {"op_id": f"{given['op_id']}.{ident}" if given.get("op_id") else None}, by=by, now=now)
        except Unknown:
            gone += 1
    return len(alert_ids) - gone, gone


def _locked(alert_id: int, call: Call) -> tuple[Alert, tuple[int, str] | None]:
    """The alert under the lock of its complaint's chain; of one without a complaint also the end of the desk's chain."""
    seen = Alert.objects.filter(may_see(call.person), pk=alert_id)
    complaint_id = seen.values_list("complaint_id", flat=True).first()
    Complaint.objects.select_for_update(of=("self",)).filter(pk=complaint_id).first()
    recheck(call)
    found = seen.select_related("complaint").first()
    if found is None:
        raise Unknown(NO_SUCH)
    return found, None if complaint_id else desk_head()
