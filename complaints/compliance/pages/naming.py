"""What a missed duty hangs on, in words: a complaint, a connection, or an incident with how many customers were failed."""

from typing import Any

from complaints.clocks import words
from complaints.compliance import missed
from complaints.compliance.register import complaint_of
from complaints.money.models import Incident

NO_TEAM = "No team"


def mark_of(row: Any) -> str:
    return f"{missed.MARKS[type(row)]}{row.pk}"


def of(row: Any) -> dict[str, str]:
    """Text and address."""
    if complaint := complaint_of(row):
        return {"text": complaint.reference, "href": f"/c/{complaint.reference}/"}
    if isinstance(row, Incident):
        return {"text": f"{row.name}, {words.count_words(row.failures, 'customer')}", "href": f"/incidents/{row.pk}/"}
    return {"text": f"Connection {row.job_id}", "href": f"/connections/{row.job_id}/"}


def team_name(row: Any, written: Any) -> str:
    """Of the team that answers for it, else of the one that holds the complaint."""
    complaint = complaint_of(row)
    team = written.team if written and written.team else complaint.team if complaint else None
    return team.name if team else NO_TEAM
