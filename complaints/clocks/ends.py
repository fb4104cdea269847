"""What the ends of a complaint do to the clocks still open, and what starts again when it is open again. Pure; part of the fold.

The sets stand in `kinds`; design.md section 3 ("What an end does").
"""

from datetime import date, datetime

import workdays
from complaints.clocks.clock import Clock
from complaints.clocks.facts import Fact
from complaints.clocks.folding import Folding, noon
from complaints.clocks.kinds import CANCELLED_BY_RESOLVING, MET_BY_RESOLVING, ONLY_AT, OUTLIVES_CLOSING, REVIEWS, WINDOWS, Kind
from complaints.clocks.lettered import UNRESOLVED, first_standing, open_window, sent_before
from workdays import london


def referred(f: Folding, fact: Fact) -> None:
    """Gone to the Ombudsman on the day the customer went, which may be known to us later."""
    at = _that_day(f, fact, fact.data["referred_on"])
    f.stage = "ombudsman"
    f.stop(WINDOWS, at, "customer went to the Ombudsman", met=True)
    f.cancel({Kind.EIGHT_WEEK_LETTER, *REVIEWS}, at, "customer went to the Ombudsman")


def _that_day(f: Folding, fact: Fact, day: str) -> datetime:
    """Midday of that day, but not before the move before this one nor after this one was made."""
    earliest = f.moved_at or f.basis.received_at
    return min(max(noon(date.fromisoformat(day)), earliest), fact.at)


def returned(f: Folding, fact: Fact) -> None:
    f.stage = fact.data["to"]
    f.cancel({Kind.OMBUDSMAN_FILE, Kind.OMBUDSMAN_COMPLIANCE}, fact.at, "the Ombudsman did not take it")
    _open_again(f, fact, "the Ombudsman did not take it")


def decided(f: Folding, fact: Fact) -> None:
    """A decision alone starts nothing: we comply when we are told that the customer accepted (P13). A later decision
    replaces the earlier, and with it what was to be done."""
    f.cancel({Kind.OMBUDSMAN_COMPLIANCE}, fact.at, "a later decision")


def accepted(f: Folding, fact: Fact) -> None:
    f.stage = "ombudsman"
    f.cancel({Kind.OMBUDSMAN_COMPLIANCE}, fact.at, "a later answer of the customer")
    for clock in f.clocks.values():
        clock.stopped = clock.stopped and clock.kind != Kind.OMBUDSMAN_COMPLIANCE
    if fact.data["accepted"]:
        told = noon(date.fromisoformat(fact.data["we_were_told_on"]))
        f.start(Kind.OMBUDSMAN_COMPLIANCE, told, "we were told that the customer accepted", fact)


def complied(f: Folding, fact: Fact) -> None:
    """In time where the last required thing was done in time, whenever that was confirmed."""
    done_on = max((done["done_on"] for done in fact.data.get("done", ())), default=None)
    at = min(noon(date.fromisoformat(done_on)), fact.at) if done_on else fact.at
    f.stop({Kind.OMBUDSMAN_COMPLIANCE}, at, "each required thing was done", met=True)
    resolved(f, fact)
    f.start(Kind.CONFIRMATION_LETTER, fact.at, "each required thing was done", fact)
    sent_before(f, frozenset({Kind.CONFIRMATION_LETTER}), "compliance_confirmation")


def resolved(f: Folding, fact: Fact) -> None:
    f.stage = "resolved"
    f.answers.append(fact.at)
    f.meet(MET_BY_RESOLVING, fact.at, "resolved")
    f.stop(CANCELLED_BY_RESOLVING, fact.at, "resolved")
    if fact.data.get("action_due_on"):
        f.start_given(Kind.CORRECTIVE_ACTION, fact.at, date.fromisoformat(fact.data["action_due_on"]), "action promised", fact)


CLOSED_BECAUSE = {
    "moved.withdraw": "withdrawn", "moved.set_aside": "set aside", "moved.lapse": "time for the Ombudsman has passed",
    "moved.close_after_decision": "closed after the Ombudsman's decision",
}


def closed(f: Folding, fact: Fact) -> None:
    f.stage = "closed"
    f.stop(set(Kind) - OUTLIVES_CLOSING, fact.at, CLOSED_BECAUSE[fact.kind])


def reopened(f: Folding, fact: Fact) -> None:
    f.stage = fact.data["to"]
    f.cancel({Kind.CONFIRMATION_LETTER}, fact.at, "reopened")
    _open_again(f, fact, "reopened")


def _open_again(f: Folding, fact: Fact, because: str) -> None:
    """What was stopped goes on from its old start, as new rows; an unsent 8-week letter too; a review gets fresh days."""
    if f.stage in ("resolved", "closed"):
        return
    for clock in list(f.clocks.values()):
        if clock.stopped and f.stage in ONLY_AT.get(clock.kind, {f.stage}):
            f.again(clock, because, fact)
    if f.stage in UNRESOLVED and first_standing(f) is None:
        _eight_weeks_again(f, fact, because)
    open_window(f, fact)
    if f.stage == "senior_review":
        f.start(Kind.SENIOR_REVIEW, fact.at, because, fact)


def _eight_weeks_again(f: Folding, fact: Fact, because: str) -> None:
    last = [clock for clock in f.clocks.values() if clock.kind == Kind.EIGHT_WEEK_LETTER][-1]
    if not last.is_open:
        f.again(last, because, fact, due_on=_after_day_56(f, last, fact))


def _after_day_56(f: Folding, clock: Clock, fact: Fact) -> date:
    """Open again after day 56, the letter is due on the first working day after that (design, section 3)."""
    day_56 = london.day_of(clock.started_at).toordinal() + clock.rule.amount
    again_on = london.day_of(fact.at)
    if again_on.toordinal() > day_56:
        return workdays.add(again_on, 1, f.calendar)
    return workdays.add(date.fromordinal(day_56), 1, f.calendar)
