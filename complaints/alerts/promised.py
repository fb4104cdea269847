"""Whoever made a promise to a customer hears when it is due, also where the complaint is somebody else's by now."""

from collections.abc import Sequence
from datetime import datetime

from complaints.alerts.alarms import KIND, Alarm
from complaints.alerts.messages import tell
from complaints.alerts.models import Message
from complaints.clocks.kinds import Kind
from complaints.record.models import Event


def tell_makers(alarms: Sequence[Alarm], *, now: datetime) -> None:
    """A message for each promise that came due among these fresh alarms; nothing is asked where there is none."""
    for alarm in alarms:
        if alarm.clock_kind == Kind.PROMISE and alarm.tier == "due" and alarm.complaint_id:
            _tell(alarm, now)


def _tell(alarm: Alarm, now: datetime) -> None:
    """The owner has the alert itself."""
    seq = alarm.deadline_key.partition(":")[2].partition(".")[0]
    events = Event.objects.filter(complaint=alarm.complaint_id)
    made = events.filter(seq=int(seq)).select_related("by", "complaint").first() if seq.isdecimal() else None
    if made is None or made.by is None or made.by_id == alarm.told.owner_id:
        return
    raised = next(event for event in events.filter(kind=KIND).order_by("-seq") if event.data["alert_key"] == alarm.key)
    tell(made.by, made.complaint, Message.Kind.PROMISE, event=raised, now=now)
