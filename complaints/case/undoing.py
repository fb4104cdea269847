"""Taking back at once what can be taken back: an assignment or a link of one's own, for two minutes, by an event of its own.

Nothing is erased and no move is ever undone: a move is corrected by another move.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from complaints.case.carrying import carry
from complaints.case.models import Complaint
from complaints.case.reading import check_version, need_version
from complaints.case.services import called
from complaints.clocks.services import history_of
from complaints.record.entries import Entry
from complaints.record.models import Event
from complaints.record.operations import Answer, Call, require
from complaints.record.refusals import Conflict, Forbidden, Unacceptable, Unknown
from staff.absences import away_on
from staff.models import Person
from workdays import london

FOR = timedelta(minutes=2)


def may_undo(event: Event, person: Any, now: datetime) -> bool:
    """One's own assignment of the last two minutes, which was no taking back itself."""
    return (event.kind == "assigned" and event.by_id == person.pk and "before" in event.data and not event.data.get("undoes")
            and now - event.recorded_at <= FOR)


def undo(reference: str, seq: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version}`: the complaint goes back to whom it was with before the assignment `seq`, the last change of it."""
    def do(complaint: Complaint, call: Call) -> dict:
        event = Event.objects.filter(complaint=complaint, seq=seq, kind="assigned").first()
        if event is None:
            raise Unknown("There is no such assignment on this complaint.")
        if event.by_id != by.pk:
            raise Forbidden("Only the person who assigned it may take that back. Assign it again instead.")
        check_version(complaint, given.get("version"))
        require(call)
        need_version(given.get("version"))
        _check(complaint, event, by, now)
        _back(complaint, event, by=by, now=now)
        return {"complaint": complaint.pk, "version": complaint.version, "stage": complaint.stage}
    return called(reference, f"undo/{seq}", given, by, now, do)


def _check(complaint: Complaint, event: Event, by: Any, now: datetime) -> None:
    if not may_undo(event, by, now):
        raise Unacceptable("An assignment can be taken back for 2 minutes. Assign it again instead.", code="too_late")
    if (complaint.owner_id, complaint.team_id) != (event.data["owner"], event.data["team"]):
        raise Conflict("Somebody assigned this complaint again meanwhile.", code="stale_version")


def _back(complaint: Complaint, event: Event, *, by: Any, now: datetime) -> None:
    """The owner of before where they are still at work, else the team's."""
    before = event.data["before"]
    owner = Person.objects.filter(pk=before["owner"], is_active=True).exclude(pk__in=away_on(london.day_of(now))).first()
    data = {"owner": owner.pk if owner else None, "team": before["team"], "undoes": event.seq,
            "before": {"owner": complaint.owner_id, "team": complaint.team_id}}
    sets = {"owner": owner, "team_id": before["team"]}
    carry(complaint, history_of(complaint), [Entry("assigned", now, data)], by=by, now=now, because="assigned", sets=sets)
