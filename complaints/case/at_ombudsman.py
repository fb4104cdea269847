"""Where each complaint stands with the Ombudsman: their reference, what was decided, what it requires of us. Reads; writes nothing.

A fixed number of statements for a list of any length.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from complaints.case.listed import Listed
from complaints.case.models import Complaint, Decision
from complaints.case.reading import hidden, visible
from complaints.case.stages import ENDED, Stage
from complaints.record.models import Event
from complaints.record.services import words_of

NAMES_THE_REFERENCE = ("moved.refer_to_ombudsman", "moved.record_decision")


class Standing(StrEnum):
    WAITS = "waits"
    FILE_ASKED = "file_asked"
    CUSTOMER_ANSWERS = "customer_answers"
    TO_DO = "to_do"
    NOT_ACCEPTED = "not_accepted"
    DONE = "done"
    ENDED = "ended"


WORDS: Mapping[Standing, str] = {
    Standing.WAITS: "Waiting for the decision", Standing.FILE_ASKED: "The Ombudsman waits for our file",
    Standing.CUSTOMER_ANSWERS: "Waiting for the customer’s answer", Standing.TO_DO: "Accepted: we do what it requires",
    Standing.NOT_ACCEPTED: "Not accepted: nothing is owed, it can be closed", Standing.DONE: "Everything required was done",
    Standing.ENDED: "Ended without anything required",
}
assert set(WORDS) == set(Standing)


@dataclass(frozen=True, slots=True)
class AtOmbudsman:
    """`decision` is the one that stands: made since the customer went there last, None before it."""

    complaint: Complaint
    referred_on: date | None
    because: str
    reference: str
    decision: Decision | None
    standing: Standing


def with_them(person: Any) -> QuerySet[Complaint]:
    """Complaints at the Ombudsman that this person may see. None of them has ended: so the database takes the index of what has not."""
    return Complaint.objects.filter(stage=Stage.OMBUDSMAN, listed__lt=Listed.ENDED).exclude(pk__in=hidden(person))


def ended(person: Any) -> QuerySet[Complaint]:
    """Complaints that ended from there: complied with, or closed after a decision."""
    return visible(person).filter(stage_before=Stage.OMBUDSMAN, stage__in=ENDED)


def standings(complaints: Sequence[Complaint]) -> list[AtOmbudsman]:
    """`complaints` with their decisions fetched."""
    events: dict[int, list[Event]] = {}
    found = Event.objects.filter(complaint__in=complaints, kind__in=NAMES_THE_REFERENCE)
    for event in found.select_related("sealed").order_by("complaint_id", "seq"):
        events.setdefault(event.complaint_id, []).append(event)
    asked = set(Complaint.objects.filter(
        pk__in=[row.pk for row in complaints], deadlines__kind="ombudsman_file", deadlines__met_at=None, deadlines__cancelled_at=None,
    ).values_list("pk", flat=True))
    return [_standing(row, events.get(row.pk, []), file_asked=row.pk in asked) for row in complaints]


def _standing(complaint: Complaint, events: Sequence[Event], *, file_asked: bool) -> AtOmbudsman:
    referred = next((event for event in reversed(events) if event.kind == "moved.refer_to_ombudsman"), None)
    made = {event.pk for event in events if event.kind == "moved.record_decision" and (referred is None or event.seq > referred.seq)}
    decision = max((row for row in complaint.decisions.all() if row.event_id in made), key=lambda row: row.pk, default=None)
    reference = next((given for event in reversed(events) if (given := words_of(event).get("ombudsman_reference"))), "")
    return AtOmbudsman(
        complaint, date.fromisoformat(referred.data["referred_on"]) if referred else None, referred.data["because"] if referred else "", reference,
        decision, _where(complaint, decision, file_asked=file_asked),
    )


def _where(complaint: Complaint, decision: Decision | None, *, file_asked: bool) -> Standing:
    if complaint.stage in ENDED:
        return Standing.DONE if complaint.stage == Stage.RESOLVED else Standing.ENDED
    if decision is None:
        return Standing.FILE_ASKED if file_asked else Standing.WAITS
    return {None: Standing.CUSTOMER_ANSWERS, True: Standing.TO_DO, False: Standing.NOT_ACCEPTED}[decision.accepted]
