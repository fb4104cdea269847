"""Letters that walk the real services: drafted by the sweep, written, submitted, approved, sent. No assertion lives here."""

from datetime import datetime, timedelta
from typing import Any

from complaints.case.models import Complaint
from complaints.letters import services
from complaints.letters.drafting import draft_due
from complaints.letters.models import Letter
from tests.factories import make_complaint, make_person, op

WORDS = {
    "position": "The trench stayed open for 19 days. That was our fault, and I apologise.",
    "offer": "We offer you £75. It stays open, even if you go to the Ombudsman.",
    "next_steps": "The paving crew comes on Tuesday.",
    "explanation": "The crew was not booked.", "apology": "I apologise.", "corrective_action": "The footway is laid again.",
}
WRITES = {
    "deadlock": ("position", "offer"), "eight_week": ("position", "next_steps"), "update": ("position",),
    "resolution": ("explanation", "apology", "corrective_action"), "acknowledgement": (), "compliance_confirmation": (),
    "payment_notice": (),
}
MINUTE = timedelta(minutes=1)


def given(letter: Letter, **fields: Any) -> dict[str, Any]:
    return {"op_id": op(), "version": letter.version, **fields}


def fresh(letter: Letter) -> Letter:
    return Letter.objects.get(pk=letter.pk)


def do(letter: Letter, name: str, *, by: Any, now: datetime, **fields: Any) -> Letter:
    services.move(letter.pk, name, given(letter, **fields), by=by, now=now)
    return fresh(letter)


def write(letter: Letter, *, by: Any, now: datetime, **sections: str) -> Letter:
    sections = sections or {name: WORDS[name] for name in WRITES[letter.kind]}
    services.edit(letter.pk, given(letter, sections=sections), by=by, now=now)
    return fresh(letter)


def deadlocked(**fields: Any) -> Complaint:
    """At deadlock, owned by a senior manager who can sign."""
    complaint = make_complaint("deadlock", **{"description": "The footway outside my home is open.", **fields})
    complaint.owner = make_person("senior_manager", full_name="Priya Raman")
    complaint.save()
    return complaint


def drafted(kind: str = "deadlock", complaint: Complaint | None = None, *, by: Any = None) -> Letter:
    """A deadlock letter by the sweep; others by hand."""
    complaint = complaint or deadlocked()
    now = complaint.stage_since + MINUTE
    if kind == "deadlock":
        draft_due(now=now)
        return Letter.objects.get(complaint=complaint, kind=kind)
    answer = services.draft(complaint.reference, {"op_id": op(), "kind": kind}, by=by or make_person(), now=now)
    return Letter.objects.get(pk=answer.ids["letter"])


def later(letter: Letter) -> datetime:
    """A moment after all that this module did to the letter."""
    return letter.complaint.stage_since + 5 * MINUTE


def submitted(letter: Letter | None = None, *, by: Any = None) -> Letter:
    letter = letter or drafted()
    author, now = by or make_person(), letter.complaint.stage_since + 2 * MINUTE
    return do(write(letter, by=author, now=now), "submit", by=author, now=now)


def approved(letter: Letter | None = None, *, by: Any = None, checker: Any = None) -> Letter:
    letter = submitted(letter, by=by)
    return do(letter, "approve", by=checker or make_person("senior_manager"), now=letter.complaint.stage_since + 3 * MINUTE)


def sent(letter: Letter | None = None, **fields: Any) -> Letter:
    letter = approved(letter)
    return do(letter, "send", by=make_person("senior_manager"), now=later(letter), **{"method": "post", **fields})
