"""Alerts that a person's own entry raises at once, in its transaction: a customer in senior review is not satisfied."""

from datetime import datetime
from typing import Any

from complaints.alerts.models import Alert
from complaints.record.entries import Entry
from complaints.record.services import post
from workdays import london


def not_satisfied(complaint: Any, event: Any, *, now: datetime) -> Entry:
    """Tell the manager who reviews it, or all senior managers; answers the event to append."""
    alert, _ = Alert.objects.get_or_create(
        key=f"not_satisfied:{event.pk}",
        defaults={
            "complaint": complaint, "tier": "due", "why": "not_satisfied", "due_on": london.day_of(now), "raised_at": now, "reach": 1,
            "owner_id": complaint.owner_id, "team_id": complaint.team_id, "to": [complaint.owner.username] if complaint.owner_id else [],
        },
    )
    post("alert", f"alert:{alert.key}", {"alert": alert.pk}, now=now)
    return Entry("alert.raised", now, {"alert_key": alert.key, "tier": "due", "why": "not_satisfied"})
