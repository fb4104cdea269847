"""A stored file as the JSON API tells it."""

from datetime import datetime
from typing import Any

from ninja import Schema

from complaints.evidence.models import StoredFile as Row
from complaints.record.described import stamp


class StoredFile(Schema):
    """`media_type` is what the bytes were found to be, whatever the file was called."""

    id: int
    name: str
    what: str
    size: int
    sha256: str
    media_type: str
    contact: int | None
    letter: int | None
    by: str | None
    at: datetime


def stored_file(row: Row) -> dict[str, Any]:
    """`row` with `by` loaded."""
    return {
        "id": row.pk, "name": row.name, "what": row.what, "size": row.size, "sha256": row.sha256, "media_type": row.media_type,
        "contact": row.contact_id, "letter": row.letter_id, "by": row.by.username if row.by else None, "at": stamp(row.at),
    }
