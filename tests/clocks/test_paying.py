"""The clock of a payment: started, moved, stopped in a dispute, met on the day it was paid; and the clock of an offer."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import workdays
from complaints.clocks import rows, shown, words
from complaints.clocks.changes import changes_of
from complaints.clocks.described import state_of
from complaints.clocks.models import Deadline
from complaints.clocks.paying import due_after_hold
from complaints.clocks.steps import step
from complaints.record.entries import Entry
from tests.clocks.lives import BOOK, Life, at

ENGLAND = BOOK.calendars["england-and-wales"]
PROPOSED = {"payment": 1, "due_on": "2026-05-08", "started_on": "2026-04-23"}
KEY = {"payment": 1, "key": "standard_payment:2"}


def owed(**more):
    """Proposed on Friday 24 April 2026 for a visit missed the day before; the bank holiday of 4 May lies between."""
    return Life("2026-04-24").fact("payment.proposed", "2026-04-24", **(PROPOSED | more))


def held_life():
    return owed().fact("payment.held", "2026-05-06", **KEY, held_on="2026-05-06", why="in dispute")


def as_row(clock):
    return Deadline(**rows.values_of(clock, ENGLAND))


def test_a_payment_starts_its_clock_on_the_day_of_the_failure():
    clock = owed().one("standard_payment")
    assert (clock.due_on, clock.started_at, clock.working_days) == (date(2026, 5, 8), at("2026-04-23", 12), 10)


def test_a_payment_without_a_day_has_no_clock_until_the_day_is_known():
    life = owed(due_on=None)
    assert life.of("standard_payment") == []
    life.fact("payment.due", "2026-04-27", payment=1, due_on="2026-05-11", started_on="2026-04-24")
    assert life.one("standard_payment").due_on == date(2026, 5, 11)


def test_a_day_that_changes_moves_the_clock():
    life = owed().fact("payment.due", "2026-04-27", **KEY, due_on="2026-05-11", started_on="2026-04-24")
    assert life.one("standard_payment").due_on == date(2026, 5, 11)


@pytest.mark.parametrize(("paid_on", "late"), [("2026-05-08", False), ("2026-05-09", True), ("2026-04-20", False)])
def test_it_is_met_on_the_day_it_was_paid(paid_on, late):
    clock = owed().fact("payment.paid", "2026-05-11", **KEY, paid_on=paid_on).one("standard_payment")
    assert clock.met_at == max(at(paid_on, 12), clock.started_at) and clock.was_late is late


def test_a_refused_payment_ends_its_clock():
    clock = held_life().fact("payment.refused", "2026-05-07", **KEY).one("standard_payment")
    assert clock.cancelled_at == at("2026-05-07") and clock.held_on is None


@pytest.mark.parametrize("end", ["resolve", "withdraw", "set_aside"])
def test_it_outlives_the_complaint(end):
    assert owed().move(end, "2026-04-27").one("standard_payment").is_open


def test_a_dispute_stops_it():
    clock = held_life().one("standard_payment")
    assert clock.is_open and not clock.is_running and rows.next_due([clock]) is None
    row = as_row(clock)
    assert (row.next_tier, row.alert_at) == ("", None)
    told = shown.status(row, date(2026, 5, 11), ENGLAND)
    assert (told.words, state_of(row, date(2026, 5, 11))) == ("Clock stopped since 6 May (in dispute)", "held")
    assert shown.rule(row) == "Standard payment, 10 working days"


def test_seven_days_used_leave_three_when_it_goes_on():
    """Released on Monday 11 May: that day is the first of the three that were left."""
    clock = held_life().fact("payment.released", "2026-05-11", **KEY, released_on="2026-05-11").one("standard_payment")
    assert clock.due_on == date(2026, 5, 13) and clock.is_running
    facts = {fact["name"]: fact["text"] for fact in shown.explain(as_row(clock), date(2026, 5, 12), ENGLAND)["facts"]}
    assert facts["Stopped"] == "Wed 6 May until Mon 11 May, in dispute"


@pytest.mark.parametrize(("due", "held", "released", "after"), [
    ("2026-05-08", "2026-05-08", "2026-05-11", "2026-05-11"), ("2026-05-08", "2026-05-02", "2026-05-05", "2026-05-08"),
    ("2026-05-08", "2026-05-09", "2026-05-20", "2026-05-08"), ("2026-12-29", "2026-12-24", "2027-01-04", "2027-01-05"),
    ("2026-05-08", "2026-05-06", "2026-05-09", "2026-05-13"), ("2026-05-08", "2026-05-06", "2026-05-06", "2026-05-08"),
])
def test_days_off_count_neither_before_nor_after_a_stop(due, held, released, after):
    days = [date.fromisoformat(day) for day in (due, held, released)]
    assert due_after_hold(*days, ENGLAND) == date.fromisoformat(after)


DAYS = st.integers(0, 400).map(lambda n: date.fromordinal(date(2026, 1, 5).toordinal() + n))


@given(DAYS, st.integers(1, 20), st.integers(0, 40), st.integers(0, 400))
def test_as_many_working_days_run_with_a_stop_as_without(start, limit, first, stop):
    due = workdays.add(start, limit, ENGLAND)
    held = min(date.fromordinal(start.toordinal() + 1 + first), due)
    released = date.fromordinal(held.toordinal() + stop)
    after = due_after_hold(due, held, released, ENGLAND)
    ran = [day for day in span(start, after) if workdays.is_working_day(day, ENGLAND) and not held <= day < released]
    assert len(ran) == limit


def span(start, end):
    return [date.fromordinal(n) for n in range(start.toordinal() + 1, end.toordinal() + 1)]


def test_a_stop_has_no_event_of_its_own_beside_that_of_the_payment():
    clock = owed().one("standard_payment")
    entries = [Entry("payment.held", at("2026-05-06"), {**KEY, "held_on": "2026-05-06", "why": "in dispute"})]
    told = step(owed().facts, {clock.key: as_row(clock)} | rest(), entries, BOOK, seq=2, because="held")
    assert [change.what for change in told.changes if change.key == clock.key] == ["restated"]
    assert [entry.kind for entry in told.entries] == ["payment.held"]


def rest():
    return {clock.key: as_row(clock) for clock in owed().clocks() if clock.kind != "standard_payment"}


def test_once_stopped_and_written_nothing_more_is_written():
    clocks = held_life().clocks()
    assert changes_of({clock.key: as_row(clock) for clock in clocks}, clocks, because="", at=at("2026-05-07")) == []


def test_money_that_reached_us_is_to_be_passed_on():
    life = owed().fact("payment.received", "2026-05-06", **KEY, received_on="2026-05-05", pass_on_by="2026-05-19")
    network, ours = life.of("standard_payment")
    assert (network.met_at, network.was_late) == (at("2026-05-05", 12), False)
    assert (ours.due_on, ours.started_because, ours.working_days) == (date(2026, 5, 19), "the network’s money reached us", 10)


def strip_of(clock, today):
    return [f"{part.label}: {part.words}" for part in shown.explain(as_row(clock), date.fromisoformat(today), ENGLAND)["strip"]]


def test_the_strip_of_a_clock_that_stands_still_ends_there():
    assert strip_of(held_life().one("standard_payment"), "2026-05-11") == [
        "Thu 23 Apr: Start", "Fri 24: 1", "Sat 25, Sun 26: Weekend", "Mon 27: 2", "Tue 28: 3", "Wed 29: 4", "Thu 30: 5", "Fri 1 May: 6",
        "Sat 2, Sun 3: Weekend", "Mon 4: Bank holiday", "Tue 5: 7", "Wed 6 May to now: Stopped"]


def test_the_strip_goes_on_behind_a_stop_with_the_next_number():
    clock = held_life().fact("payment.released", "2026-05-11", **KEY, released_on="2026-05-11").one("standard_payment")
    assert strip_of(clock, "2026-05-12")[-5:] == [
        "Tue 5: 7", "Wed 6 May to Sun 10 May: Stopped", "Mon 11: 8", "Tue 12: 9", "Wed 13: 10, due"]


def test_the_days_off_on_the_way_are_named_and_a_stop_is_none_of_them():
    clock = held_life().fact("payment.released", "2026-05-11", **KEY, released_on="2026-05-11").one("standard_payment")
    told = rows.explanation_of(clock, ENGLAND)
    assert len(told["counted"]) == 10 and [day["date"] for day in told["skipped"]] == [
        "2026-04-25", "2026-04-26", "2026-05-02", "2026-05-03", "2026-05-04"]


OFFER = {"offer": 1, "made_on": "2026-04-27", "open_until": "2026-05-29"}


@pytest.mark.parametrize(("kind", "data", "met"), [
    ("offer.accepted", {"on": "2026-05-01"}, at("2026-05-01", 12)), ("offer.refused", {"on": "2026-05-01"}, at("2026-05-01", 12)),
])
def test_an_answer_ends_the_time_of_an_offer(kind, data, met):
    life = Life("2026-04-24").fact("offer.made", "2026-04-27", **OFFER)
    assert life.fact(kind, "2026-05-04", offer=1, key="offer_expires:2", **data).one("offer_expires").met_at == met


def test_an_offer_that_runs_out_was_open_for_its_whole_time():
    life = Life("2026-04-24").fact("offer.made", "2026-04-27", **OFFER).fact("offer.lapsed", "2026-06-01", key="offer_expires:2")
    clock = life.one("offer_expires")
    assert not clock.was_late and words.short_day(clock.met_at.date()) == "Fri 29 May 2026"
