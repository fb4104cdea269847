"""What a complaint lived through before it was imported: from the fields of one row to the steps of its life, in their order.

Contradictions are refused at their field. What a step writes is worked out where a move of today has it from (`walking`); what the row
doesn't say is left open and never filled in. Pure but for what the walk asks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal

from pydantic import model_validator

from complaints.case import move_shapes as moves
from complaints.case.shapes import Channel, ContactIn
from complaints.case.stages import MOVES, STANDS, Stage
from complaints.case.to_ombudsman import opens_on
from complaints.clocks.counting import ahead_of
from complaints.clocks.kinds import Kind
from complaints.intake.cells import Read
from complaints.intake.walking import Walk
from complaints.record.entries import Entry
from complaints.record.parsing import Blank, Day, Moment, Shape, Yes, at_field, parse
from complaints.record.refusals import Unacceptable
from workdays import OutsideCalendar, london

OF_AN_END = ("basis", "agreed_by", "at_fault", "late_reason", "closed_reason")
OF_A_RESOLUTION = ("agreed_by", "at_fault", "late_reason")
# Which move a reason for closing is.
CLOSED_BY = {
    "withdrawn": "withdraw", "not_ours": "set_aside", "duplicate": "set_aside", "logged_in_error": "set_aside", "lapsed": "lapse",
    "customer_refused": "close_after_decision", "no_answer": "close_after_decision", "not_upheld": "close_after_decision",
    "ombudsman_closed": "close_after_decision",
}
NOTHING_SAID = moves.Part.model_construct(given=False)
NO_ACTION = moves.Action.model_construct(given=False)


class HistoryIn(Shape):
    """The history fields of the contract's section "Import", and the contact that answered the customer."""

    contacted_at: Moment | None = None
    contact_channel: Channel | None = None
    contact_summary: Blank = ""
    escalated_at: Moment | None = None
    deadlock_at: Moment | None = None
    letter_sent_on: Day | None = None
    referred_on: Day | None = None
    resolved_at: Moment | None = None
    basis: Blank = ""
    agreed_by: Literal["customer", "provider"] | None = None
    at_fault: Yes | None = None
    late_reason: Blank = ""
    closed_reason: Literal[
        "withdrawn", "not_ours", "duplicate", "logged_in_error", "lapsed", "customer_refused", "no_answer", "not_upheld", "ombudsman_closed",
    ] | None = None

    @model_validator(mode="after")
    def whole(self):
        if self.contacted_at and not self.contact_channel:
            raise at_field("contacted_at", "Say as well how the customer was contacted (contact_channel).")
        if self.deadlock_at and not self.escalated_at:
            raise at_field("deadlock_at", "A deadlock follows a senior review: give the day of that as well (escalated_at).")
        return self


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: the field that tells it, when, and what it does to the life."""

    field: str
    at: datetime
    do: Callable[[Walk, datetime], None]


def told_of(read: Read) -> HistoryIn | None:
    """The row's history, None where it has none. Details of an end that only a default fills are left out where nothing ended."""
    told = {name: value for name, value in read.history.items() if name not in read.filled or _fits(name, read.history)}
    for name in OF_AN_END:
        if name in told and "resolved_at" not in told:
            raise Unacceptable.of(**{name: "This tells how the complaint ended: give the day of that as well (resolved_at)."})
        if name in told and name in OF_A_RESOLUTION and "closed_reason" in told:
            raise Unacceptable.of(**{name: "A complaint that was closed without being resolved has none: leave it empty."})
    return parse(HistoryIn, told) if told else None


def _fits(name: str, history: dict[str, Any]) -> bool:
    """Whether a default means anything on this row."""
    if name in ("contact_channel", "contact_summary"):
        return "contacted_at" in history
    if name in OF_A_RESOLUTION and "closed_reason" in history:
        return False
    return name not in OF_AN_END or "resolved_at" in history


def live(walk: Walk, told: HistoryIn, days: frozenset[str], *, by_id: int | None, team_id: int | None, now: datetime) -> None:
    """Take every step of the history. Raises Unacceptable at the field that contradicts another, the rules or today."""
    for step in steps_of(walk, told, days, by_id=by_id, team_id=team_id, now=now):
        try:
            step.do(walk, step.at)
        except OutsideCalendar as error:
            raise Unacceptable.of(**{step.field: str(error)}) from None
        except Unacceptable as refused:
            raise Unacceptable.of(**{step.field: refused.sentence}) from None


def steps_of(walk: Walk, told: HistoryIn, days: frozenset[str], *, by_id: int | None, team_id: int | None, now: datetime) -> list[Step]:
    """In the order in which they happened; each move not before the one before it."""
    received_at: datetime = walk.life.complaint["received_at"]
    line = _Line(received_at, now, days)
    steps: list[Step] = []
    if told.contacted_at:
        at = line.beside("contacted_at", told.contacted_at)
        steps.append(Step("contacted_at", at, lambda walk, at: walk.contact(_contact(told, at), by_id=by_id, at=at)))
    if told.escalated_at:
        at = line.next("escalated_at", told.escalated_at)
        steps.append(Step("escalated_at", at, lambda walk, at: walk.escalate("", by_id=by_id, team_id=team_id, at=at, asked=None)))
    if told.deadlock_at:
        at = line.next("deadlock_at", told.deadlock_at)
        steps.append(_moved("deadlock_at", at, "declare_deadlock", DEADLOCK, by_id))
    if told.letter_sent_on:
        steps.append(_letter(walk, told, line, by_id))
    steps += _ends(walk, told, line, by_id)
    return sorted(steps, key=lambda step: step.at)


class _Line:
    """The moves so far: each is placed not before the one before it. A day alone is its midday, or as near as the others leave room."""

    def __init__(self, received_at: datetime, now: datetime, days: frozenset[str]):
        self.received_at, self.last, self.now, self.days = received_at, received_at, now, days
        self.before = "the complaint was received"

    def next(self, name: str, at: datetime) -> datetime:
        self.last = self._placed(name, at, self.last, self.before, alone=name in self.days)
        self.before = WHAT[name]
        return self.last

    def beside(self, name: str, at: datetime) -> datetime:
        """What is no move needs only lie after the receipt."""
        return self._placed(name, at, self.received_at, "the complaint was received", alone=name in self.days)

    def next_day(self, name: str, day: date, *, move: bool = True) -> datetime:
        at = self._placed(name, london.moment(day, time(12)), self.last, self.before, alone=True)
        if move:
            self.last, self.before = at, WHAT[name]
        return at

    def _placed(self, name: str, at: datetime, after: datetime, before: str, *, alone: bool) -> datetime:
        if alone and london.day_of(at) == london.day_of(after):
            at = max(at, after)
        if alone and london.day_of(at) == london.day_of(self.now):
            at = min(at, self.now)
        if at > self.now:
            raise Unacceptable.of(**{name: "This moment lies in the future."})
        if at < after:
            raise Unacceptable.of(**{name: f"This lies before {before}."})
        return at


WHAT = {
    "escalated_at": "it was escalated", "deadlock_at": "deadlock was declared", "letter_sent_on": "the letter was sent",
    "referred_on": "the customer went to the Ombudsman", "resolved_at": "the complaint ended",
}


def _contact(told: HistoryIn, at: datetime) -> ContactIn:
    return ContactIn.model_construct(at=at, direction="outbound", channel=told.contact_channel, summary=told.contact_summary)


DEADLOCK = moves.DeclareDeadlock.model_construct(customer_said="", final_position="", handling="")


def _moved(field: str, at: datetime, name: str, given: moves.MoveShape, by_id: int | None) -> Step:
    """A move from a stage that it is made from; of an end the stages that the procedure names, and from the Ombudsman the end as told."""
    def do(walk: Walk, at: datetime) -> None:
        if walk.stage not in MOVES[name].sources and not (name == "resolve" and walk.stage == Stage.OMBUDSMAN):
            raise Unacceptable(f"The complaint was {STANDS[Stage(walk.stage)]} then: it can’t have ended so.")
        walk.move(name, given, by_id=by_id, at=at)
    return Step(field, at, do)


def _letter(walk: Walk, told: HistoryIn, line: _Line, by_id: int | None) -> Step:
    """The deadlock letter where deadlock was declared, else the 8-week letter. How it went was not told: it is taken as posted, which
    leaves the customer the longer time."""
    kind, sent_on = ("deadlock" if told.deadlock_at else "eight_week"), told.letter_sent_on
    at = line.next_day("letter_sent_on", sent_on, move=False)
    if kind == "eight_week":
        _not_too_early(walk, sent_on)
    if told.resolved_at and london.day_of(told.resolved_at) < sent_on:
        raise Unacceptable.of(letter_sent_on="This lies after the complaint ended.")
    if told.resolved_at and "resolved_at" not in line.days:
        at = min(at, told.resolved_at)
    data = {"letter": 0, "letter_kind": kind, "sent_on": sent_on.isoformat(), "method": "post"}

    def do(walk: Walk, at: datetime) -> None:
        sets = {"last_contact_at": at, "last_contact_how": "letter"}
        walk.carry([Entry("letter.sent", at, data)], sets, by_id=by_id, at=at, because="letter sent", touch=False)
    return Step("letter_sent_on", at, do)


def _not_too_early(walk: Walk, sent_on: date) -> None:
    """Without a deadlock the letter is that of the 8 weeks; it can't have gone before the day on which the desk would draft it."""
    clock = next(clock for clock in walk.clocks if clock.kind == Kind.EIGHT_WEEK_LETTER)
    first = ahead_of(clock.rule, clock.due_on, london.day_of(clock.started_at), walk.calendar) or clock.due_on
    if sent_on < first:
        raise Unacceptable.of(letter_sent_on="Without a deadlock this is the 8-week letter, and it lies too early for one. Give deadlock_at, "
                                             "or leave the letter out.")


def _ends(walk: Walk, told: HistoryIn, line: _Line, by_id: int | None) -> list[Step]:
    """Going to the Ombudsman and the end, in the order of their days."""
    ended_on = london.day_of(told.resolved_at) if told.resolved_at else None
    referral_last = bool(told.referred_on and ended_on and told.referred_on > ended_on)
    parts = [_end, _referral] if referral_last else [_referral, _end]
    return [step for part in parts for step in part(walk, told, line, by_id)]


def _referral(walk: Walk, told: HistoryIn, line: _Line, by_id: int | None) -> list[Step]:
    if not told.referred_on:
        return []
    complaint = walk.life.complaint
    open_on = opens_on(london.day_of(complaint["received_at"]), complaint["rulebook"], walk.book.rules)
    ended = told.resolved_at is not None and london.day_of(told.resolved_at) < told.referred_on
    because = "ombudsman_took_it" if ended or (told.referred_on < open_on and not told.deadlock_at) else (
        "deadlock" if told.deadlock_at else "eight_weeks")
    given = moves.ReferToOmbudsman.model_construct(referred_on=told.referred_on, because=because)
    return [_moved("referred_on", line.next_day("referred_on", told.referred_on), "refer_to_ombudsman", given, by_id)]


def _end(walk: Walk, told: HistoryIn, line: _Line, by_id: int | None) -> list[Step]:
    if not told.resolved_at:
        return []
    at = line.next("resolved_at", told.resolved_at)
    if told.closed_reason:
        name = CLOSED_BY[told.closed_reason]
        return [_moved("closed_reason", at, name, _closing(name, told), by_id)]
    given = moves.Resolve.model_construct(
        basis=told.basis, agreed_by=told.agreed_by or "", at_fault=told.at_fault, explanation=NOTHING_SAID, apology=NOTHING_SAID,
        corrective_action=NO_ACTION, late_reason=told.late_reason,
    )
    return [_moved("resolved_at", at, "resolve", given, by_id)]


def _closing(name: str, told: HistoryIn) -> moves.MoveShape:
    shapes: dict[str, Callable[[], moves.MoveShape]] = {
        "withdraw": lambda: moves.Withdraw.model_construct(customer_said=told.basis),
        "set_aside": lambda: moves.SetAside.model_construct(reason=told.closed_reason, told_customer_on=None, passed_to="", duplicate_of=""),
        "lapse": lambda: moves.Lapse.model_construct(),
        "close_after_decision": lambda: moves.CloseAfterDecision.model_construct(because=told.closed_reason),
    }
    assert set(shapes) == set(CLOSED_BY.values())
    return shapes[name]()
