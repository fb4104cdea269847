"""Asking another team, answering, and recording who referred a complaint. The complaint's own clocks run on meanwhile."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from django.db.models import Q, QuerySet
from pydantic import Field

import workdays
from complaints.alerts.messages import tell
from complaints.case import shapes
from complaints.case.models import Complaint
from complaints.case.reading import check_version, need_version, visible
from complaints.case.receiving import receive
from complaints.case.services import body_of, called, meet, start_clock
from complaints.clocks.models import Deadline
from complaints.clocks.services import history_of
from complaints.enquiries.models import Ask, Referral
from complaints.enquiries.naming import BODY_WORDS
from complaints.record.models import Event
from complaints.record.operations import Answer, Call, once, require
from complaints.record.parsing import BlankLine, Day, Shape, Words, parse
from complaints.record.refusals import Conflict, Unacceptable, Unknown
from complaints.rules.services import all_calendars
from staff.models import Person, Team
from workdays import london

OPEN = Q(deadline__met_at=None, deadline__cancelled_at=None)
NO_SUCH = "There is no such question that you may see."


class AskIn(Shape):
    to: Annotated[BlankLine, Field(max_length=100)] = ""
    what: Words
    due_on: Day


class ReferralIn(Shape):
    body: Literal["citizens_advice", "extra_help_unit", "mp", "ofgem"]
    their_reference: Annotated[BlankLine, Field(max_length=60)] = ""
    referred_on: Day
    due_on: Day
    what: Words


class AnswerIn(Shape):
    text: Words


def ask(reference: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version, to: team:slug or person:username, what, due_on}`: a dated question with its own clock."""
    def do(complaint: Complaint, call: Call) -> dict:
        check_version(complaint, given.get("version"))
        require(call)
        need_version(given.get("version"))
        asked = parse(AskIn, body_of(given))
        team, person = _whom(asked.to, complaint)
        clock = shapes.ClockIn(kind="information_request", due_on=asked.due_on, what=asked.what)
        key, event = start_clock(complaint, clock, by=by, now=now, data={"asked_team": team.name} if team else {"asked_person": person.pk})
        row = Deadline.objects.get(complaint=complaint, key=key)
        made = Ask.objects.create(complaint=complaint, deadline=row, team=team, person=person, asked_by=by, asked_at=now,
                                  chase_on=chase_after(row))
        for colleague in asked_people(made):
            tell(colleague, complaint, "asked", event=event, now=now)
        return {"ask": made.pk, "complaint": complaint.pk, "version": complaint.version, "stage": complaint.stage}
    return called(reference, "asks", given, by, now, do, status=201)


def _whom(to: str, complaint: Complaint) -> tuple[Team | None, Person | None]:
    kind, _, name = to.partition(":")
    team = Team.objects.in_use().filter(slug=name).first() if kind == "team" else None
    person = Person.objects.filter(username=name, is_active=True).first() if kind == "person" else None
    if team is None and person is None:
        raise Unacceptable.of(to="Choose the team or the colleague who can answer.")
    if complaint.restricted and (person is None or not visible(person).filter(pk=complaint.pk).exists()):
        raise Unacceptable.of(to="This complaint is restricted: ask a colleague who may see it.")
    return team, person


def asked_people(asked: Ask) -> Iterable[Person]:
    """Everybody at work who was asked; where a colleague has left meanwhile, whoever asked them, so that the question is not forgotten."""
    if asked.person and not asked.person.is_active:
        return Person.objects.filter(pk=asked.asked_by_id, is_active=True)
    return Person.objects.filter(Q(pk=asked.person_id) if asked.person_id else Q(team=asked.team_id), is_active=True)


def chase_after(row: Deadline) -> Any:
    """The first working day after its own; None where no calendar goes that far."""
    try:
        return workdays.add(row.due_on, 1, all_calendars()[row.calendar])
    except (workdays.OutsideCalendar, KeyError):
        return None


def answer(ask_id: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, text}`, once. Whoever may see the complaint may type the answer; who did is on record."""
    asked = asks_seen(by).filter(pk=ask_id).first()
    if asked is None:
        raise Unknown(NO_SUCH)

    def do(complaint: Complaint, call: Call) -> dict:
        history = history_of(complaint)
        row = next(row for row in history.known.values() if row.pk == asked.deadline_id)
        require(call)
        if not row.is_open:
            raise Conflict(_over(asked), code="stage")
        text = parse(AnswerIn, body_of(given)).text
        meet(complaint, history, row, at=now, how=text, by=by, now=now)
        Ask.objects.filter(pk=asked.pk).update(answered_by=by, chase_on=None)
        event = Event.objects.filter(complaint=complaint, kind="deadline.met").order_by("-seq").first()
        if event:
            tell(asked.asked_by, complaint, "answered", event=event, now=now)
        return {"ask": asked.pk, "complaint": complaint.pk, "version": complaint.version, "stage": complaint.stage}
    return called(asked.complaint.reference, f"asks/{ask_id}/answer", given, by, now, do)


def taken_back(deadline: Deadline, what: str) -> None:
    """Whoever asked or answered took that back: nobody is reminded of a question that was not asked; one not answered waits again."""
    chase_on = chase_after(deadline) if what == "met" else None
    Ask.objects.filter(deadline=deadline).update(answered_by=None, chase_on=chase_on)


def _over(asked: Ask) -> str:
    fresh = Ask.objects.select_related("answered_by").get(pk=asked.pk)
    if fresh.answered_by:
        return f"{fresh.answered_by.full_name} answered this already. Add what you know as a note on the complaint."
    return "This question fell away: the complaint went on without it. Add what you know as a note on the complaint."


def asks_seen(person: Any) -> QuerySet[Ask]:
    """Questions on complaints that this person may see."""
    return Ask.objects.filter(complaint__in=visible(person)).select_related("complaint__customer", "deadline", "team", "person", "asked_by")


def waiting_for(person: Any) -> QuerySet[Ask]:
    """What is open and asked of this person or their team, the one due first on top."""
    own = Q(person=person.pk) | (Q(team=person.team_id) if person.team_id else Q(pk=None))
    return asks_seen(person).filter(OPEN, own).order_by("deadline__due_on", "pk")


def refer(reference: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version, body, their_reference?, referred_on, due_on, what}`: who referred it, and by when they want our reply."""
    def do(complaint: Complaint, call: Call) -> dict:
        check_version(complaint, given.get("version"))
        require(call)
        need_version(given.get("version"))
        made = _referred(complaint, body_of(given), by=by, now=now)
        return {"referral": made.pk, "complaint": complaint.pk, "version": complaint.version, "stage": complaint.stage}
    return called(reference, "referrals", given, by, now, do, status=201)


def _referred(complaint: Complaint, given: Mapping[str, Any], *, by: Any, now: datetime) -> Referral:
    """On a complaint that is locked, or was made in this transaction."""
    asked = parse(ReferralIn, given)
    if asked.referred_on > london.day_of(now):
        raise Unacceptable.of(referred_on="This day lies in the future.")
    if asked.due_on < asked.referred_on:
        raise Unacceptable.of(due_on="The day of the reply lies before the day of the referral.")
    clock = shapes.ClockIn(kind="referral_reply", due_on=asked.due_on, what=f"{BODY_WORDS[asked.body]}: {asked.what}")
    data = {"referred_by": asked.body, "referred_on": asked.referred_on.isoformat()}
    key, _ = start_clock(complaint, clock, by=by, now=now, data=data)
    return Referral.objects.create(complaint=complaint, deadline=Deadline.objects.get(complaint=complaint, key=key), body=asked.body,
                                   their_reference=asked.their_reference, referred_on=asked.referred_on, by=by)


def log_referred(given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, …as POST /complaints, referral: {body, their_reference?, referred_on, due_on, what}}`: a complaint that somebody outside sent us,
    logged with their reply date in one save, or neither. Refused at `referral.…`."""
    call = Call(given.get("op_id"), by, "complaints", given)

    def do() -> dict:
        require(call)
        body = body_of(given)
        referral = body.pop("referral")
        complaint = receive(parse(shapes.ComplaintIn, body), by=by, now=now, door="page")
        try:
            made = _referred(complaint, referral, by=by, now=now)
        except Unacceptable as refused:
            raise Unacceptable(refused.sentence, fields={f"referral.{name}": told for name, told in refused.fields.items()}) from None
        return {"complaint": complaint.pk, "version": complaint.version, "stage": complaint.stage, "referral": made.pk}
    return once(call, do, now=now, status=201)
