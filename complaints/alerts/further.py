"""An alert that nobody acknowledged goes one step further, once: from the owner or team to senior managers, from them to compliance.
That it went is on record with its complaint.
"""

from datetime import datetime

from django.db import transaction

from complaints.alerts import alarms, writing
from complaints.alerts.desk import Desk
from complaints.alerts.models import Alert
from complaints.alerts.people import Directory
from complaints.alerts.seen import is_settled
from complaints.alerts.tiers import FARTHEST
from complaints.case.models import Complaint


def go_further(desk: Desk, *, now: datetime, limit: int) -> int:
    """Take one batch a step further; answers how many rows were looked at. What has ended or is known to all stays where it is."""
    with transaction.atomic():
        found = _claimed(now, limit)
        rows = [_step(alert, desk.people) for alert in found]
        writing.update(Alert, rows)
        went = [(alert, row["reach"]) for alert, row in zip(found, rows, strict=True) if row["reach"] > alert.reach]
        alarms.record([(alert.complaint_id, alert.complaint.reference, now, _told(alert, reach)) for alert, reach in went], now=now)
        alarms.post([(f"alert:{alert.key}:further", {"alert": alert.pk}) for alert, _ in went], now=now)
    return len(found)


def _claimed(now: datetime, limit: int) -> list[Alert]:
    """Alerts under lock with the chains of their complaints; those of a complaint that somebody holds wait for the next sweep, so
    that nobody waits for anybody."""
    waiting = Alert.objects.filter(further_at__lte=now, acknowledged_at=None).order_by("further_at")
    found = list(waiting.select_related("complaint", "deadline").select_for_update(of=("self",), skip_locked=True)[:limit])
    complaints = Complaint.objects.filter(pk__in={alert.complaint_id for alert in found if alert.complaint_id})
    held = set(complaints.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True))
    return [alert for alert in found if alert.complaint_id is None or alert.complaint_id in held]


def _told(alert: Alert, reach: int) -> dict[str, object]:
    """The coded part of the event: which alert, and how far it is known now."""
    kind = {"clock_kind": alert.deadline.kind} if alert.deadline else {}
    return {"alert_key": alert.key, "tier": alert.tier, "why": alert.why, **kind, "further": reach}


def _step(alert: Alert, people: Directory) -> dict:
    """The row as it goes on: one step, and no other after it."""
    stays = {"id": alert.pk, "reach": alert.reach, "to": alert.to, "further_at": None}
    if is_settled(alert) or alert.reach >= FARTHEST or alert.complaint is None or alert.complaint.restricted:
        return stays
    told = people.told(alert.owner_id, alert.team_id, alert.reach + 1)
    return stays | {"reach": told.reach, "to": list(dict.fromkeys([*alert.to, *told.to]))}
