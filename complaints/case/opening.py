"""Opening a case by the JSON API, and the access log that goes with it: who looked, and who was refused. Writes no event."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse

from complaints.case.described import complaint, seen_by, standing, with_parts
from complaints.case.models import Complaint
from complaints.case.reading import clean, find, visible
from complaints.record.access import looked
from complaints.record.calling import Asked, answer, replayable
from complaints.record.operations import Answer
from complaints.record.refusals import Refused

NOT_THEIRS = (403, 404)


def on_case(door: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A door on one complaint: whoever is refused it (not theirs to see, or not theirs to do) leaves a row in the log."""
    @wraps(door)
    def noted(asked: Asked, reference: str, **path: Any) -> HttpResponse:
        try:
            return door(asked, reference, **path)
        except Refused as refusal:
            if refusal.status in NOT_THEIRS:
                note_refused(asked, reference, door.__name__)
            raise
    return noted


def note_refused(asked: Asked, reference: str, what: str) -> None:
    row = Complaint.objects.filter(reference=reference).first() if clean(reference) else None
    if row:
        looked(asked.person, row, what, now=asked.now, address=asked.address, refused=True)


def opened(asked: Asked, reference: str, what: str) -> Complaint:
    """The complaint this person may see, the look noted. Raises Unknown."""
    row = find(reference, asked.person)
    looked(asked.person, row, what, now=asked.now, address=asked.address)
    return row


def told(asked: Asked, done: Answer) -> HttpResponse:
    """The complaint after a call: as it stands, with the version and stage of the first answer where it is a replay.

    Whoever may no longer see it is told no more than that.
    """
    key = replayable(done.ids, "complaint")
    row = with_parts(visible(asked.person).filter(pk=key), asked.person).first()
    body = complaint(row, seen_by(asked.person, asked.now)) if row else standing(Complaint.objects.get(pk=key))
    return answer({**body, **{name: done.ids[name] for name in ("version", "stage") if name in done.ids}}, done.status)
