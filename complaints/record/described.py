"""An event as the JSON API tells it. Reads the row it is given; the sentence is handed in by the room that has the words."""

from datetime import datetime
from typing import Any

from ninja import Schema

from complaints.record.models import Event as EventRow
from complaints.record.services import words_of


class Event(Schema):
    """`data` is what the hash covers; `words` are the sealed ones, {} where there were none or they were erased."""

    seq: int
    at: datetime
    recorded_at: datetime
    kind: str
    by: str | None
    summary: str
    data: dict[str, Any]
    words: dict[str, Any]
    hash: str
    previous_hash: str


def stamp(moment: datetime | None) -> str | None:
    """A moment with its offset, in UTC."""
    return moment.isoformat() if moment else None


def day(value: Any) -> str | None:
    return value.isoformat() if value else None


def event(row: EventRow, summary: str) -> dict[str, Any]:
    """`row` with `by` and `sealed` loaded."""
    return {
        "seq": row.seq, "at": stamp(row.at), "recorded_at": stamp(row.recorded_at), "kind": row.kind,
        "by": row.by.username if row.by else None, "summary": summary, "data": row.data, "words": words_of(row),
        "hash": row.hash, "previous_hash": row.previous_hash,
    }
