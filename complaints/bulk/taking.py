"""Take next: the most urgent complaint that nobody owns goes to whoever asks, and to nobody else.

The order is that of the queue's list: off supply together with a priority need first, then the first due day. Two who ask at once
lock two different rows (PostgreSQL passes over a locked one; on SQLite one transaction writes at a time).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from complaints.case.listed import OPEN
from complaints.case.models import Complaint
from complaints.case.reading import visible
from complaints.case.services import WHO_ASSIGNS, hand_to
from complaints.record.operations import Answer, Call, once, require
from complaints.record.refusals import Conflict, Forbidden, Unacceptable

CALL = "queue/take-next"
NOTHING_LEFT = "Nothing is left in your team’s queue that you may take."


def may_take(role: str) -> bool:
    """Compliance owns no complaints."""
    return role != "compliance_officer"


def waiting(person: Any) -> QuerySet[Complaint]:
    """What the team of that person has to do and nobody owns."""
    return visible(person).filter(OPEN, owner=None, team=person.team_id)


def take_next(given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id}`: hands out the most urgent one, once for each op_id. Ids: `complaint`. Conflict `nothing_left` where none is."""
    call = Call(given.get("op_id"), by, CALL, given)

    def do() -> dict[str, Any]:
        if not may_take(by.role):
            raise Forbidden(WHO_ASSIGNS)
        require(call)
        return {"complaint": _handed_out(by, now).pk}
    return once(call, do, now=now)


def _handed_out(by: Any, now: datetime) -> Complaint:
    """One after the other until one may be theirs: who answered a customer before does not review that complaint."""
    passed: list[int] = []
    while found := _most_urgent(by, passed):
        try:
            hand_to(found, by, None, reason="", by=by, now=now)
            return found
        except Unacceptable:
            passed.append(found.pk)
    raise Conflict(NOTHING_LEFT, code="nothing_left")


def _most_urgent(by: Any, passed: list[int]) -> Complaint | None:
    rows = waiting(by).exclude(pk__in=passed).order_by("listed", "listed_on", "pk")
    return rows.select_for_update(of=("self",), skip_locked=True).first()

