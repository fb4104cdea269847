"""Messages to one person about a complaint: telling them, what waits for them, saying that it was read. The only writer of messages.

A message points at the event that it is about and holds no words. Nobody is told of a complaint that they may not see, nor of
what they did themselves.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from complaints.alerts.models import Message
from complaints.alerts.seen import may_see
from complaints.case.reading import visible
from complaints.record.models import Event
from complaints.record.operations import Answer, Call, once, require
from complaints.record.services import post


def tell(person: Any, complaint: Any, kind: str, *, event: Event, now: datetime) -> Message | None:
    """Tell that person of that event, once, in the caller's transaction; mail follows as they chose. None where nobody is told."""
    kind = Message.Kind(kind)
    if not person.is_active or event.by_id == person.pk or not visible(person).filter(pk=complaint.pk).exists():
        return None
    found, fresh = Message.objects.get_or_create(to=person, event=event, kind=kind, defaults={"complaint": complaint, "at": now})
    if fresh:
        post("message", f"message:{found.pk}", {"message": found.pk}, now=now)
    return found


def messages_for(person: Any) -> QuerySet[Message]:
    """Everything they were told of complaints that they may still see, with all that a line prints; the newest first."""
    rows = Message.objects.filter(to=person).filter(may_see(person))
    return rows.select_related("complaint__customer", "event__by").order_by("-pk")


def unread(person: Any) -> QuerySet[Message]:
    return messages_for(person).filter(read_at=None)


def read(given: Mapping[str, Any], *, ids: Collection[int], by: Any, now: datetime) -> Answer:
    """Say that those of one's own messages were read. Answers how many were not read before."""
    call = Call(given.get("op_id"), by, "messages/read", {**given, "messages": sorted(ids)})

    def do() -> dict[str, Any]:
        require(call)
        return {"read": Message.objects.filter(to=by, pk__in=ids, read_at=None).update(read_at=now)}
    return once(call, do, now=now)
