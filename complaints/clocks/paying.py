"""What payments and offers do to the clocks: the day to pay by, a dispute that stops it, money to pass on, an offer that runs out.

Pure; part of the fold. Days to pay by are worked out by the standards and come in with the fact; only a stop is counted here.
"""

from datetime import date

import workdays
from complaints.clocks.facts import Fact
from complaints.clocks.folding import Folding, noon
from complaints.clocks.kinds import Kind
from workdays import Calendar, london

MISSED = "the standard was missed"
REACHED_US = "the network’s money reached us"
LIMITS = (10, 20)


def due_after_hold(due_on: date, held_on: date, released_on: date, calendar: Calendar) -> date:
    """The day to pay by once a dispute is over: the working days left on the day before it began, counted from the day before
    its end. One that had passed before it began stays."""
    if held_on > due_on:
        return due_on
    left = workdays.between(date.fromordinal(held_on.toordinal() - 1), due_on, calendar)
    return workdays.add(date.fromordinal(released_on.toordinal() - 1), max(left, 1), calendar)


def proposed(f: Folding, fact: Fact) -> None:
    """A payment whose day is not known yet (a job that is not completed) has no clock until `due` gives the day."""
    if fact.data.get("due_on"):
        _start(f, fact)


def _start(f: Folding, fact: Fact) -> None:
    due_on, started_on = (date.fromisoformat(fact.data[name]) for name in ("due_on", "started_on"))
    clock = f.start_given(Kind.STANDARD_PAYMENT, noon(min(started_on, due_on)), due_on, MISSED, fact)
    clock.working_days = _limit(min(started_on, due_on), due_on, f.calendar)


def _limit(start: date, due_on: date, calendar: Calendar) -> int:
    """How many working days that is, where it is one of the limits printed; counted from another day than the failure it is not."""
    days = workdays.between(start, due_on, calendar)
    return days if days in LIMITS else 0


def due(f: Folding, fact: Fact) -> None:
    """The day is known now, or another."""
    clock = f.clocks.get(fact.data.get("key", ""))
    if clock is None:
        _start(f, fact)
    elif clock.is_open:
        clock.due_on, clock.by_calendar = date.fromisoformat(fact.data["due_on"]), bool(fact.data.get("by_calendar"))
        clock.working_days = _limit(london.day_of(clock.started_at), clock.due_on, f.calendar)


def received(f: Folding, fact: Fact) -> None:
    """The network has paid us: its own clock is met, ours to pass the money on begins."""
    day = date.fromisoformat(fact.data["received_on"])
    _meet(f, fact, day, "the network paid the supplier")
    clock = f.start_given(Kind.STANDARD_PAYMENT, noon(day), date.fromisoformat(fact.data["pass_on_by"]), REACHED_US, fact)
    clock.working_days = _limit(day, clock.due_on, f.calendar)


def held(f: Folding, fact: Fact) -> None:
    clock = f.clocks.get(fact.data.get("key", ""))
    if clock is not None and clock.is_open:
        clock.held_on, clock.held_why = date.fromisoformat(fact.data["held_on"]), fact.data["why"]


def released(f: Folding, fact: Fact) -> None:
    """It goes on where it stood still."""
    clock = f.clocks.get(fact.data.get("key", ""))
    if clock is None or not clock.is_open or clock.held_on is None:
        return
    until = date.fromisoformat(fact.data["released_on"])
    clock.stood_still += ({"from": clock.held_on.isoformat(), "until": until.isoformat(), "why": clock.held_why},)
    clock.due_on = due_after_hold(clock.due_on, clock.held_on, until, f.calendar)
    clock.held_on, clock.held_why, clock.by_calendar = None, "", False


def paid(f: Folding, fact: Fact) -> None:
    _meet(f, fact, date.fromisoformat(fact.data["paid_on"]), "paid")


def _meet(f: Folding, fact: Fact, day: date, because: str) -> None:
    """Late where that day is late; the moment of a day is its midday."""
    clock = f.clocks.get(fact.data.get("key", ""))
    if clock is not None:
        clock.meet(noon(day), because)


def refused(f: Folding, fact: Fact) -> None:
    clock = f.clocks.get(fact.data.get("key", ""))
    if clock is not None:
        clock.held_on, clock.held_why = None, ""
        clock.cancel(fact.at, "the payment was refused")


def offered(f: Folding, fact: Fact) -> None:
    if fact.data.get("open_until"):
        f.start_given(Kind.OFFER_EXPIRES, noon(date.fromisoformat(fact.data["made_on"])), date.fromisoformat(fact.data["open_until"]),
                      "offer made", fact)


def answered(f: Folding, fact: Fact) -> None:
    _meet(f, fact, date.fromisoformat(fact.data["on"]), "the customer answered")


def lapsed(f: Folding, fact: Fact) -> None:
    """An offer that ran out was kept open for its whole time."""
    clock = f.clocks.get(fact.data.get("key", ""))
    if clock is not None:
        clock.meet(london.end_of_day(clock.due_on), "the offer ran out")
