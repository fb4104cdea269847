"""Everything of one complaint that its case file is made from, read in one go. Reads; writes nothing.

What making a case file itself writes is left out, so that the same record gives the same file however often it was made.
"""

from dataclasses import dataclass
from typing import Any

from complaints.case.at_ombudsman import NAMES_THE_REFERENCE
from complaints.case.models import Complaint, Contact, Decision
from complaints.entitlement import described
from complaints.evidence import services as evidence
from complaints.evidence import signposting
from complaints.evidence.models import StoredFile
from complaints.evidence.signposting import Told
from complaints.letters.kinds import State
from complaints.letters.models import Letter
from complaints.money.models import Finding, Offer, Payment
from complaints.record.models import Event
from complaints.record.services import words_of

OWN_EVENT, NOTE = "case_file", "note"


@dataclass(frozen=True, slots=True)
class Record:
    """Each list oldest first. `assessments` are dicts as the room of eligibility tells them."""

    complaint: Complaint
    events: list[Event]
    contacts: list[Contact]
    letters: list[Letter]
    files: list[StoredFile]
    findings: list[Finding]
    payments: list[Payment]
    offers: list[Offer]
    decisions: list[Decision]
    signposts: list[Told]
    assessments: list[dict[str, Any]]

    @property
    def last(self) -> Event:
        return self.events[-1]

    @property
    def notes(self) -> list[Event]:
        """Our own notes, which are events and nothing beside."""
        return [event for event in self.events if event.kind == NOTE]

    @property
    def size(self) -> int:
        """Bytes of the attachments: what decides how long making the file takes."""
        return sum(file.size for file in self.files)


def record_of(complaint: Complaint) -> Record:
    """Read under the lock of the complaint by who makes the file, without one by who looks."""
    own = {"complaint": complaint}
    return Record(
        complaint, list(Event.objects.filter(**own).exclude(kind=OWN_EVENT).select_related("by", "sealed").order_by("seq")),
        list(Contact.objects.filter(**own).select_related("event__by", "event__sealed").order_by("at", "pk")),
        list(Letter.objects.filter(**own, state=State.SENT).order_by("sent_at", "pk")),
        list(evidence.files_of(complaint)),
        list(Finding.objects.filter(**own).select_related("made_by").order_by("pk")),
        list(Payment.objects.filter(**own).select_related("proposed_by", "approver").order_by("pk")),
        list(Offer.objects.filter(**own).order_by("pk")), list(Decision.objects.filter(**own).order_by("pk")),
        signposting.told_to(complaint), described.for_case(complaint),
    )


def ombudsman_reference(record: Record) -> str:
    """The Ombudsman's own reference as it was given last; "" where none or erased."""
    given = (words_of(event).get("ombudsman_reference") for event in reversed(record.events) if event.kind in NAMES_THE_REFERENCE)
    return next((reference for reference in given if reference), "")
