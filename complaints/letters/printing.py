"""The print list: posted letters whose paper has still to be made, and marking them as printed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from complaints.case.models import Complaint
from complaints.case.reading import visible
from complaints.letters import keeping
from complaints.letters.kinds import State
from complaints.letters.models import Letter
from complaints.record.operations import Answer, Call, require
from complaints.record.refusals import Conflict

NOT_POSTED = "Only a letter sent by post is printed."


def to_print(person: Any) -> QuerySet[Letter]:
    """Posted letters that nobody has marked as printed, of complaints that this person may see, the longest waiting first."""
    rows = Letter.objects.filter(state=State.SENT, method="post", printed_at=None, complaint__in=visible(person))
    return rows.select_related("complaint__customer", "complaint__owner", "author").order_by("sent_on", "pk")


def mark_printed(letter_ids: Iterable[int], op_id: str | None, *, by: Any, now: datetime) -> list[Answer]:
    """Each letter on its own, in the order of its number; one that is marked already stays as it is."""
    return [keeping.called(pk, "printed", {"op_id": f"{op_id}.{pk}" if op_id else None}, by, now, _printed(by, now))
            for pk in sorted(set(letter_ids))]


def _printed(by: Any, now: datetime) -> keeping.Do:
    def do(complaint: Complaint, letter: Letter, call: Call) -> None:
        require(call)
        if letter.state != State.SENT or letter.method != "post":
            raise Conflict(NOT_POSTED, code="stage")
        if letter.printed_at is None:
            letter.printed_at = now
            letter.save(update_fields=["printed_at"])
            keeping.told(letter, "printed", by=by, now=now)
    return do
