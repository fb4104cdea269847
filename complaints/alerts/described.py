"""An alert as the JSON API tells it."""

from datetime import date, datetime
from typing import Any

from ninja import Schema

from complaints.alerts.models import Alert as Row
from complaints.record.described import day, stamp


class Alert(Schema):
    """One tier crossed; `why` says what it was where it was no deadline."""

    id: int
    complaint: str | None
    deadline: int | None
    tier: str
    why: str
    overtaken: bool
    due_on: date
    raised_at: datetime
    to: list[str]
    acknowledged_by: str | None
    acknowledged_at: datetime | None


def alert(row: Row) -> dict[str, Any]:
    """`row` with its complaint and whoever acknowledged it loaded."""
    return {
        "id": row.pk, "complaint": row.complaint.reference if row.complaint else None, "deadline": row.deadline_id, "tier": row.tier,
        "why": row.why, "overtaken": row.overtaken, "due_on": day(row.due_on), "raised_at": stamp(row.raised_at), "to": row.to,
        "acknowledged_by": row.acknowledged_by.username if row.acknowledged_by else None,
        "acknowledged_at": stamp(row.acknowledged_at),
    }
