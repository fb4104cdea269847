"""What a person's own entry does to alerts at once, in its transaction: a customer in senior review is not satisfied; a
complaint goes to somebody else, and its open alerts with it."""

from datetime import datetime
from typing import Any

from complaints.alerts.crossing import further_at
from complaints.alerts.desk import Desk
from complaints.alerts.models import Alert
from complaints.alerts.people import Told, named_on
from complaints.alerts.tiers import MANAGERS, OWNER
from complaints.record.entries import Entry
from complaints.record.services import post
from workdays import calendar_for, london


def not_satisfied(complaint: Any, event: Any, *, now: datetime) -> Entry:
    """Tell the senior manager who reviews it; where none at work does, all of them. Answers the event to append."""
    desk = Desk(now)
    told = _told(complaint, desk)
    alert, _ = Alert.objects.get_or_create(
        key=f"not_satisfied:{event.pk}",
        defaults={
            "complaint": complaint, "tier": "due", "why": "not_satisfied", "due_on": london.day_of(now), "raised_at": now,
            "reach": told.reach, "owner_id": told.owner_id, "team_id": told.team_id, "to": list(told.to),
            "further_at": further_at(now, 1, desk.calendars[calendar_for(complaint.nation)]),
        },
    )
    post("alert", f"alert:{alert.key}", {"alert": alert.pk}, now=now)
    return Entry("alert.raised", now, {"alert_key": alert.key, "tier": "due", "why": "not_satisfied"})


def _told(complaint: Any, desk: Desk) -> Told:
    if complaint.restricted:
        return desk.people.told_of_restricted(complaint.owner_id, named_on([complaint.pk])[complaint.pk])
    people = desk.people
    reviewed = people.names.get(complaint.owner_id) in people.managers
    return people.told(complaint.owner_id, complaint.team_id, OWNER if reviewed else MANAGERS)


def hand_on(complaint: Any) -> None:
    """The alerts that wait on it are now those of its new owner or team. Nobody is mailed: they know they were given it."""
    waiting = Alert.objects.filter(complaint=complaint, acknowledged_at=None)
    for alert in waiting:
        alert.owner_id, alert.team_id = complaint.owner_id, None if complaint.owner_id else complaint.team_id
        alert.to = list(dict.fromkeys([*alert.to, *([complaint.owner.username] if complaint.owner_id else [])]))
    Alert.objects.bulk_update(waiting, ["owner", "team", "to"])
