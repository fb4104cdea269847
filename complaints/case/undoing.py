"""Taking back at once what can be taken back: one's own act of the last two minutes, by an event of its own that names it.

`WAYS` says what can be, `NEVER` why nothing else is: together they name every kind of event. Nothing is erased, no move is ever undone (a move
is corrected by another move), and what has left the house has left it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from complaints.alerts.services import take_back
from complaints.case.carrying import carry
from complaints.case.models import Complaint
from complaints.case.reading import check_version, need_version
from complaints.case.services import called
from complaints.case.told import SENTENCES
from complaints.clocks.kinds import Kind
from complaints.clocks.models import Deadline
from complaints.clocks.services import history_of
from complaints.enquiries.services import taken_back
from complaints.record.entries import Entry
from complaints.record.models import Event
from complaints.record.operations import Answer, Call, require
from complaints.record.refusals import Conflict, Forbidden, Unacceptable, Unknown
from staff.absences import away_on
from staff.models import Person
from workdays import london

FOR = timedelta(minutes=2)
CHANGED = "Somebody changed this again meanwhile."
# Dates between ourselves and a customer, a colleague or a referrer: no rule of the procedure or the law counts by them.
BETWEEN_US = frozenset({Kind.PROMISE, Kind.INFORMATION_REQUEST})
SAID_DONE = BETWEEN_US | {Kind.REFERRAL_REPLY}


class Way(NamedTuple):
    """`may`: whether an event of this kind can be, by its data; `instead`: what to do when the two minutes are over; `done`: said after it."""

    may: Callable[[Mapping[str, Any]], bool]
    back: Callable[..., None]
    what: str
    instead: str
    done: str


def may_undo(event: Event, person: Any, now: datetime) -> bool:
    """One's own act of the last two minutes, which was no taking back itself."""
    way = WAYS.get(event.kind)
    return (way is not None and event.by_id == person.pk and not event.data.get("undoes") and way.may(event.data)
            and now - event.recorded_at <= FOR)


def undo(reference: str, seq: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version}`: what event `seq` did is as it was before."""
    def do(complaint: Complaint, call: Call) -> dict:
        event = Event.objects.filter(complaint=complaint, seq=seq).first()
        if event is None:
            raise Unknown("There is no such event on this complaint.")
        way = _way(event)
        if event.by_id != by.pk:
            raise Forbidden("Only the person who did it may take that back.")
        check_version(complaint, given.get("version"))
        require(call)
        need_version(given.get("version"))
        if not may_undo(event, by, now):
            raise Unacceptable(f"{way.what} can be taken back for 2 minutes. {way.instead} instead.", code="too_late")
        if Event.objects.filter(complaint=complaint, seq__gt=seq, data__undoes=seq).exists():
            raise Conflict("This was taken back already.", code="stale_version")
        event.complaint = complaint
        way.back(event, by=by, now=now)
        return {"complaint": complaint.pk, "version": complaint.version, "stage": complaint.stage}
    return called(reference, f"undo/{seq}", given, by, now, do)


def _way(event: Event) -> Way:
    way = WAYS.get(event.kind)
    if way is None or not way.may(event.data):
        raise Unknown(NEVER.get(event.kind) or NEVER.get(event.kind.split(".")[0]) or RECORD)
    return way


def _assignment(event: Event, *, by: Any, now: datetime) -> None:
    """The owner of before where they are still at work, else the team's."""
    complaint, before = event.complaint, event.data["before"]
    if (complaint.owner_id, complaint.team_id) != (event.data["owner"], event.data["team"]):
        raise Conflict("Somebody assigned this complaint again meanwhile.", code="stale_version")
    owner = Person.objects.filter(pk=before["owner"], is_active=True).exclude(pk__in=away_on(london.day_of(now))).first()
    data = {"owner": owner.pk if owner else None, "team": before["team"], "undoes": event.seq,
            "before": {"owner": complaint.owner_id, "team": complaint.team_id}}
    sets = {"owner": owner, "team_id": before["team"]}
    carry(complaint, history_of(complaint), [Entry("assigned", now, data)], by=by, now=now, because="assigned", sets=sets)


def _clock(event: Event, *, by: Any, now: datetime) -> None:
    """A date that was set falls away; one that was said to be met waits again. The fold leaves the event out."""
    what, complaint = event.kind.removeprefix("deadline."), event.complaint
    row = Deadline.objects.filter(complaint=complaint, key=event.data["key"]).first()
    if row is None or row.cancelled_at or row.is_open is (what == "met"):
        raise Conflict(CHANGED, code="stale_version")
    data = {"by_hand": True, "undoes": event.seq, "undid": what, **{name: event.data[name] for name in ("key", "clock_kind", "due_on")}}
    carry(complaint, history_of(complaint), [Entry("deadline.undone", now, data)], by=by, now=now, because="taken back")
    taken_back(row, what)


def _set_by_us(data: Mapping[str, Any]) -> bool:
    return bool(data.get("by_hand")) and data["clock_kind"] in BETWEEN_US and not data.get("for_customer")


def _said_done(data: Mapping[str, Any]) -> bool:
    return bool(data.get("by_hand")) and data["clock_kind"] in SAID_DONE


def _always(data: Mapping[str, Any]) -> bool:
    return True


WAYS: dict[str, Way] = {
    "assigned": Way(lambda data: "before" in data, _assignment, "An assignment", "Assign it again",
                    "Taken back. The complaint is where it was before."),
    "deadline.started": Way(_set_by_us, _clock, "A date that was set", "Record it as done", "Taken back. The date is no longer waited for."),
    "deadline.met": Way(_said_done, _clock, "What was recorded as done", "Set the date again", "Taken back. The date waits again."),
    "alert.acknowledged": Way(_always, take_back, "An acknowledgement", "Leave a note", "Taken back. The alert waits for somebody again."),
}
FACTS, RECORD = "Facts are corrected by correcting them again.", "This stays on record: what is wrong in it is said by another entry."
TAKEN = "A file that was taken is gone."
# By kind or, where all kinds of a room are alike, by room.
NEVER: dict[str, str] = {
    "moved": "A move is never undone: it is corrected by another move.", "letter": "A letter is never undone: it is answered by another letter.",
    "deadline": "Dates that the procedure or the law counts are never undone: they follow from what happened.",
    "alert.raised": "The desk raises alerts by what happened.", "logged": "A complaint logged in error is set aside.", "edited": FACTS,
    "contact": RECORD, "note": "A note is corrected for ten minutes, and its first wording stays on record.",
    "note.corrected": "A note is corrected again, and each wording stays on record.", "file": RECORD, "assessed": "Assess it again.",
    "linked": RECORD, "ask.chased": "A reminder has gone.", "payment": "Money is corrected by its own steps.",
    "offer": "An offer was made to the customer: its answer is recorded.", "standard_row": "A row of the law is changed by another row.",
    "breach": "What was signed is opened again by its own step.", "setting": "A setting is changed by another change.",
    "holiday": "A bank holiday is withdrawn by its own step.", "incident": "An incident is corrected by its own steps.",
    "job": "Long work is steered by its own buttons.", "case_file": "A file that was made is on record.", "exported": TAKEN, "report": TAKEN,
    "report_pack": TAKEN, "report_mail": "A report by mail is changed again.",
    "hold": "A hold is lifted or set again.", "erased": "What was erased is gone.", "connection": "A connection is corrected by its own steps.",
}
assert all(kind in WAYS or kind in NEVER or kind.split(".")[0] in NEVER for kind in SENTENCES), "every kind of event can be undone or says why not"
