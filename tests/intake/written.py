"""What the database holds of a complaint, without ids, references, salts and hashes: for comparing one way of writing with another."""

from datetime import UTC, datetime
from typing import Any

from complaints.case.models import Complaint
from complaints.record.services import words_of

LEFT_OUT = {"id", "reference", "customer_id", "complaint_id", "event_id", "salt", "hash", "previous_hash", "sealed_hash"}


def columns(row: Any, *but: str) -> dict[str, Any]:
    names = [field.attname for field in row._meta.concrete_fields if field.attname not in LEFT_OUT | set(but)]
    return {name: getattr(row, name) for name in names}


def written(complaint: Complaint, *but: str) -> dict[str, Any]:
    """Every row of the complaint, table by table; columns named in `but` are left out everywhere."""
    events = complaint.events.select_related("sealed").order_by("seq")
    return {
        "customer": columns(complaint.customer, *but), "complaint": columns(complaint, *but),
        "events": [columns(event, *but) for event in events], "words": [words_of(event) for event in events],
        "deadlines": [columns(row, *but) for row in complaint.deadlines.order_by("key")],
        "contacts": [columns(row, *but) for row in complaint.contacts.order_by("at")],
        "resolutions": [columns(row, *but) for row in complaint.resolutions.all()],
    }


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
