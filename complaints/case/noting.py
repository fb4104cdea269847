"""Writing one wording of an internal note under the lock of its complaint, and telling the colleagues whom it names."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from complaints.alerts.messages import tell
from complaints.case.mentions import mentioned
from complaints.case.models import Complaint
from complaints.record.entries import Entry
from complaints.record.models import Event
from complaints.record.services import append


def written(complaint: Complaint, kind: str, text: str, data: Mapping[str, Any], known: Collection[int], *, by: Any, now: datetime) -> Event:
    """The event of the wording. Whom it names is in its data; those not among `known` are told."""
    named = mentioned(text, complaint).people
    told = {"mentions": [person.pk for person in named]} if named else {}
    event = append(complaint, [Entry(kind, now, {**data, **told}, {"text": text})], by=by, now=now)[0]
    for person in named:
        if person.pk not in known:
            tell(person, complaint, "mention", event=event, now=now)
    return event
