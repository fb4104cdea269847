"""A letter as the JSON API tells it: the contract's Letter. Reads what it is given and makes the letter anew unless it went."""

from datetime import date, datetime
from typing import Any

from ninja import Schema

from complaints.case.reading import find
from complaints.letters import keeping, storing
from complaints.letters.made import AS_SENT, make, sections_as_sent, way_now
from complaints.letters.models import Letter as Row
from complaints.record.described import day, stamp
from complaints.record.refusals import Unknown


class Section(Schema):
    name: str
    locked: bool
    text: str


class Item(Schema):
    item: str
    met: bool
    why: str


class Avoided(Schema):
    word: str
    where: str


class Letter(Schema):
    """`author` wrote or submitted it last; `checklist` and `words_to_avoid` are those of the letter as it stands."""

    id: int
    complaint: str
    kind: str
    state: str
    version: int
    author: str | None
    approver: str | None
    sections: list[Section]
    checklist: list[Item]
    words_to_avoid: list[Avoided]
    method: str | None
    sending_since: datetime | None
    sent_on: date | None
    received_on: date | None
    received_how: str | None
    undelivered_on: date | None
    refused_why: str
    returned_why: str
    sha256: str | None


def found(letter_id: int, person: Any) -> Row:
    """The letter of that number with all that `letter` reads; Unknown where this person may not see its complaint."""
    row = Row.objects.select_related("author", "approver", "submitted_by", "complaint").filter(pk=letter_id).first()
    if row is None:
        raise Unknown(keeping.NO_SUCH)
    try:
        row.complaint = find(row.complaint.reference, person)
    except Unknown:
        raise Unknown(keeping.NO_SUCH) from None
    return row


def letter(row: Row, *, now: datetime) -> dict[str, Any]:
    """`row` from `found`."""
    return {
        "id": row.pk, "complaint": row.complaint.reference, "kind": row.kind, "state": row.state, "version": row.version,
        "author": row.author.username if row.author else None, "approver": row.approver.username if row.approver else None,
        **words(row, now=now), "method": row.method or None, "sending_since": stamp(row.sending_since), "sent_on": day(row.sent_on),
        "received_on": day(row.received_on), "received_how": row.received_how or None, "undelivered_on": day(row.undelivered_on),
        "refused_why": row.refused_why, "returned_why": row.returned_why, "sha256": row.sha256 or None,
    }


def words(row: Row, *, now: datetime) -> dict[str, Any]:
    """Sections, checklist and words to avoid. A letter that went was complete: its sections alone are told."""
    if row.state in AS_SENT:
        sections, items, avoid = sections_as_sent(row), (), ()
    else:
        made = make(row, way_now(row, now))
        sections, items, avoid = made.sections, made.items, made.avoid
    return {
        "sections": [{"name": part.name, "locked": part.locked, "text": part.text} for part in sections],
        "checklist": [{"item": item.label, "met": item.met, "why": item.why} for item in items],
        "words_to_avoid": [{"word": one.word, "where": one.where} for one in avoid],
    }


def pdf(row: Row) -> bytes:
    """The PDF as it was sent, or may have been. Unknown for a letter that did not go."""
    if row.state not in AS_SENT:
        raise Unknown("This letter has not been sent, so it has no PDF yet.")
    return storing.read(row.sha256)
