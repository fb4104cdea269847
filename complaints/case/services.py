"""What a person can do with a complaint beside its moves: contacts, notes, assigning, restricting, clocks, corrections.

Each call is one transaction under the lock of the complaint, spends one op_id, and is refused with a sentence.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from complaints.alerts import raising
from complaints.alerts.messages import tell
from complaints.case import shapes
from complaints.case.asked import refuse_who_answered, refuse_who_is_away
from complaints.case.carrying import carry
from complaints.case.models import Complaint, Contact
from complaints.case.noting import written
from complaints.case.reading import check_moment, check_version, locked, need_version
from complaints.clocks.kinds import GIVEN
from complaints.clocks.models import Deadline
from complaints.clocks.services import History, history_of
from complaints.record.entries import Entry
from complaints.record.models import Event
from complaints.record.operations import Answer, Call, once, require
from complaints.record.parsing import parse
from complaints.record.refusals import Forbidden, Unacceptable, Unknown
from complaints.record.services import append
from staff.models import Person, Team
from workdays import london

MARKS = ("op_id", "version")
WHO_ASSIGNS = "An agent may take a complaint or hand on their own; a senior manager or administrator assigns the others."


def body_of(given: Mapping[str, Any], *, at: datetime | None = None) -> dict[str, Any]:
    """What was given without the marks of the call itself. `at`: when it happened where that was left open; as it is no part
    of what was given, the same form sent twice stays the same call."""
    body = {name: value for name, value in given.items() if name not in MARKS}
    return {"at": at.isoformat(), **body} if at else body


def called(reference: str, what: str, given: Mapping[str, Any], by: Any, now: datetime, do: Callable[[Complaint, Call], dict], *,
           status: int = 200) -> Answer:
    """One change of one complaint: lock, then `do`, once for each op_id."""
    call = Call(given.get("op_id"), by, f"complaints/{reference}/{what}", given)
    return once(call, lambda: do(locked(reference, call), call), now=now, status=status)


def add_contact(reference: str, given: Mapping[str, Any], *, by: Any, now: datetime, at: datetime | None = None) -> Answer:
    """A later contact with everything regulation 4 wants. Meets a first response if it answered the customer. `at`: as in `body_of`."""
    def do(complaint: Complaint, call: Call) -> dict:
        require(call)
        contact = parse(shapes.ContactIn, body_of(given, at=at))
        check_moment(contact.at, now=now, not_before=complaint.received_at)
        if contact.promised and contact.promised.due_on < london.day_of(contact.at):
            raise Unacceptable.of(promised__due_on="What was promised can't be due before the contact.")
        return {"contact": _contact(complaint, contact, by=by, now=now).pk, "complaint": complaint.pk}
    return called(reference, "contacts", given, by, now, do, status=201)


def _contact(complaint: Complaint, given: shapes.ContactIn, *, by: Any, now: datetime) -> Contact:
    own_call = is_own_call(complaint, given)
    data = contact_data(given) | ({"own_call": True} if own_call else {})
    words = {"summary": given.summary, "advice": given.advice, "promised": given.promised.what if given.promised else "",
             "who": given.who.model_dump() if given.who else None}
    entry = Entry("contact", given.at, data, {name: value for name, value in words.items() if value})
    sets: dict[str, Any] = {}
    if complaint.last_contact_at is None or given.at >= complaint.last_contact_at:
        sets = {"last_contact_at": given.at, "last_contact_how": given.channel}
    if given.not_satisfied and complaint.stage == "senior_review":
        sets["not_satisfied_at"] = given.at
    history = history_of(complaint)
    promised = {f"promise:{history.seq + 1}": given.promised.what} if given.promised else {}
    events = carry(complaint, history, [entry], by=by, now=now, because="contact recorded", sets=sets, what=promised, touch=False)
    row = Contact.objects.create(
        complaint=complaint, event=events[0], at=given.at, direction=given.direction, channel=given.channel, reached=given.reached,
        has_advice=bool(given.advice), not_satisfied=given.not_satisfied, signposted=given.signposted,
        holding_reply=given.holding_reply or "", substantive_reply=given.substantive_reply, recording=given.recording,
        by_other=given.who.capacity if given.who else "", own_call=own_call,
    )
    if given.not_satisfied and complaint.stage == "senior_review":
        append(complaint, [raising.not_satisfied(complaint, events[0], now=now)], by=None, now=now)
    return row


def is_own_call(complaint: Complaint, given: shapes.ContactIn) -> bool:
    """The very call, visit or message that was logged: advice in it is no contact back (design, section 3)."""
    same_day = london.day_of(given.at) == london.day_of(complaint.received_at)
    return given.direction == "inbound" and given.channel == complaint.channel and same_day and given.at <= complaint.logged_at


def contact_data(given: shapes.ContactIn) -> dict[str, Any]:
    """The coded part of a contact's event: what clocks, signposting and reports are made from."""
    data: dict[str, Any] = {
        "direction": given.direction, "channel": given.channel, "reached": given.reached, "advice": bool(given.advice),
        "written": given.channel in shapes.WRITTEN, "other_person": given.who is not None,
    }
    optional = {"signposted": given.signposted, "not_satisfied": given.not_satisfied, "holding_reply": given.holding_reply,
                "substantive_reply": given.substantive_reply}
    data |= {name: value for name, value in optional.items() if value}
    return data | ({"promised_due_on": given.promised.due_on.isoformat()} if given.promised else {})


def add_note(reference: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """An internal note: no clock, no version, no contact. Colleagues whom it names are told."""
    def do(complaint: Complaint, call: Call) -> dict:
        require(call)
        note = parse(shapes.NoteIn, body_of(given))
        event = written(complaint, "note", note.text, {}, (), by=by, now=now)
        return {"event": event.pk, "complaint": complaint.pk}
    return called(reference, "notes", given, by, now, do, status=201)


def assign(reference: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """Give a complaint to a person or a team. An agent may take or hand on their own; a reviewer must not have answered before."""
    def do(complaint: Complaint, call: Call) -> dict:
        if by.role == "compliance_officer":
            raise Forbidden(WHO_ASSIGNS)
        check_version(complaint, given.get("version"))
        _may_assign(by, complaint, given.get("owner"))
        require(call)
        need_version(given.get("version"))
        asked = parse(shapes.AssignIn, body_of(given))
        owner, team = _person(asked.owner), _team(asked.team)
        hand_to(complaint, owner, team, reason=asked.reason, by=by, now=now)
        return {"complaint": complaint.pk, "version": complaint.version, "stage": complaint.stage}
    return called(reference, "assign", given, by, now, do)


def hand_to(complaint: Complaint, owner: Person | None, team: Team | None, *, reason: str, by: Any, now: datetime) -> None:
    """The complaint, under its lock, is now that person's, or the team's where there is none; with its event."""
    if owner and owner.pk != by.pk:
        refuse_who_is_away(owner, on=london.day_of(now), field="owner")
    if owner and complaint.stage == "senior_review":
        refuse_who_answered(complaint, owner, field="owner", before=complaint.stage_since)
    team = team or (owner.team if owner else None) or complaint.team
    sets = {"owner": owner, "team": team, **({"last_owner_id": complaint.owner_id} if complaint.owner_id else {})}
    data = {"owner": owner.pk if owner else None, "team": team.pk if team else None,
            "before": {"owner": complaint.owner_id, "team": complaint.team_id}}
    entry = Entry("assigned", now, data, {"reason": reason} if reason else None)
    carried = carry(complaint, history_of(complaint), [entry], by=by, now=now, because="assigned", sets=sets)
    if owner:
        tell(owner, complaint, "assigned", event=next(event for event in carried if event.kind == "assigned"), now=now)


def _may_assign(by: Any, complaint: Complaint, owner: object) -> None:
    own = complaint.owner_id in (None, by.pk) or owner == by.username
    if by.role == "agent" and not own:
        raise Forbidden(WHO_ASSIGNS)


def _person(username: str | None, *, field: str = "owner") -> Person | None:
    if not username:
        return None
    found = Person.objects.filter(username=username.lower(), is_active=True).first()
    if found is None:
        raise Unacceptable.of(**{field: "Nobody of that name is at work here."})
    return found


def _team(slug: str | None) -> Team | None:
    if not slug:
        return None
    found = Team.objects.in_use().filter(slug=slug).first()
    if found is None:
        raise Unacceptable.of(team="There is no team of that name.")
    return found


def restrict(reference: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """Compliance limits a complaint to itself and named people; an empty list lifts the limit. All others then get 404."""
    def do(complaint: Complaint, call: Call) -> dict:
        if by.role != "compliance_officer":
            raise Forbidden("Only a compliance officer restricts a complaint.")
        check_version(complaint, given.get("version"))
        require(call)
        need_version(given.get("version"))
        asked = parse(shapes.RestrictIn, body_of(given))
        people = [_person(name, field="people") for name in asked.people]
        entry = Entry("edited", now, {"restricted": bool(people), "people": [person.pk for person in people]}, {"reason": asked.reason})
        carry(complaint, history_of(complaint), [entry], by=by, now=now, because="restricted", sets={"restricted": bool(people)})
        complaint.seen_by.set(people)
        return {"complaint": complaint.pk, "version": complaint.version, "stage": complaint.stage}
    return called(reference, "restrict", given, by, now, do)


def set_clock(reference: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """A clock whose day a person gives: asked of another team, by a referrer, promised, owed, asked by the Ombudsman."""
    def do(complaint: Complaint, call: Call) -> dict:
        check_version(complaint, given.get("version"))
        require(call)
        need_version(given.get("version"))
        key, _ = start_clock(complaint, parse(shapes.ClockIn, body_of(given)), by=by, now=now)
        return {"complaint": complaint.pk, "deadline_key": key, "version": complaint.version, "stage": complaint.stage}
    return called(reference, "clocks", given, by, now, do, status=201)


def start_clock(
    complaint: Complaint, asked: shapes.ClockIn, *, by: Any, now: datetime, data: Mapping[str, Any] = MappingProxyType({}),
) -> tuple[str, Event]:
    """On a locked complaint: the clock's key and its event. `data` is told beside it, coded."""
    history = history_of(complaint)
    key = f"{asked.kind}:{history.seq + 1}"
    told = {"by_hand": True, "key": key, "clock_kind": asked.kind, "due_on": asked.due_on.isoformat(), "for_customer": asked.for_customer, **data}
    entry = Entry("deadline.started", _start(asked, complaint, now), told, {"what": asked.what})
    events = carry(complaint, history, [entry], by=by, now=now, because="set by a person", what={key: asked.what})
    return key, events[0]


def _start(asked: shapes.ClockIn, complaint: Complaint, now: datetime) -> datetime:
    """The moment it was agreed: now, or a day given, neither before the receipt nor after the day it is due."""
    today = london.day_of(now)
    agreed_on = asked.agreed_on or today
    if not london.day_of(complaint.received_at) <= agreed_on <= today:
        raise Unacceptable.of(agreed_on="Give a day from the complaint's receipt to today.")
    if asked.due_on < agreed_on:
        raise Unacceptable.of(due_on="The day it is due lies before the day it was agreed.")
    return now if agreed_on == today else max(london.start_of_day(agreed_on), complaint.received_at)


def meet_clock(reference: str, deadline_id: int, given: Mapping[str, Any], *, by: Any, now: datetime, at: datetime | None = None) -> Answer:
    """Record that what a person's clock asks for was done. The procedure's own clocks are met by what happened, not by hand."""
    def do(complaint: Complaint, call: Call) -> dict:
        history = history_of(complaint)
        row = next((row for row in history.known.values() if row.pk == deadline_id), None)
        if row is None:
            raise Unknown("There is no such clock on this complaint.")
        check_version(complaint, given.get("version"))
        require(call)
        need_version(given.get("version"))
        asked = parse(shapes.ClockMet, body_of(given, at=at))
        if not row.is_open or row.kind not in GIVEN:
            raise Unacceptable("This clock is not open, or it is met by what happens on the case and not by hand.", code="not_by_hand")
        meet(complaint, history, row, at=asked.at, how=asked.how, by=by, now=now)
        return {"complaint": complaint.pk, "deadline": row.pk, "version": complaint.version, "stage": complaint.stage}
    return called(reference, f"clocks/{deadline_id}/met", given, by, now, do)


def meet(complaint: Complaint, history: History, row: Deadline, *, at: datetime, how: str, by: Any, now: datetime) -> None:
    """On a locked complaint: what this clock of a person asks for was done at that moment."""
    check_moment(at, now=now, not_before=row.started_at)
    data = {"by_hand": True, "key": row.key, "clock_kind": row.kind, "due_on": row.due_on.isoformat(),
            "met_at": at.isoformat(), "late": london.day_of(at) > row.due_on}
    carry(complaint, history, [Entry("deadline.met", at, data, {"how": how})], by=by, now=now, because="done")
