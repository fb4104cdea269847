"""Laws of the fold: the order of recording does not matter, working it out again changes nothing, corrections move it all."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complaints.clocks.changes import changes_of
from complaints.clocks.fold import clocks_of
from complaints.clocks.steps import step
from complaints.record.entries import Entry
from tests.clocks.lives import BOOK, Life, at

START = at("2026-05-11", 10)
WALK = [("moved.escalate", 30, {}), ("moved.send_update", 100, {"channel": "telephone"}), ("moved.declare_deadlock", 200, {}),
        ("moved.resolve", 900, {}), ("moved.reopen", 1500, {"to": "deadlock"}), ("moved.withdraw", 2000, {})]
ASIDE = st.one_of(
    st.tuples(st.just("contact"), st.integers(1, 2500), st.fixed_dictionaries({
        "direction": st.sampled_from(["inbound", "outbound"]), "channel": st.sampled_from(["letter", "telephone"]), "reached": st.booleans(),
        "advice": st.booleans(), "holding_reply": st.sampled_from([None, "visit"]), "substantive_reply": st.booleans(),
        "promised_due_on": st.sampled_from([None, "2027-01-05"]),
    })),
    st.tuples(st.just("letter.sent"), st.integers(201, 2500), st.fixed_dictionaries({
        "letter": st.integers(1, 3), "letter_kind": st.sampled_from(["deadlock", "eight_week", "update", "acknowledgement"]),
        "sent_on": st.sampled_from(["2026-05-20", "2026-06-01"]), "method": st.sampled_from(["post", "email"]),
    })),
)


def facts_from(asides, length):
    """The walk's first moves with the asides among them; each recorded in the order it is listed."""
    from complaints.clocks.facts import Fact
    base = {"received_at": START.isoformat(), "nation": "england", "licence": "gas_transporter", "rulebook": "documents"}
    told = [("logged", 0, base), *WALK[:length], *asides]
    return [Fact(kind, START + timedelta(hours=hours), place, data) for place, (kind, hours, data) in enumerate(told, 1)]


def told_of(clocks):
    return sorted((clock.kind, clock.started_at, clock.due_on, str(clock.met_at), str(clock.cancelled_at)) for clock in clocks)


@settings(max_examples=150, deadline=None)
@given(st.lists(ASIDE, max_size=5, unique_by=lambda aside: aside[1]), st.integers(0, len(WALK)), st.randoms(use_true_random=False))
def test_when_a_fact_was_recorded_changes_no_date(asides, length, chance):
    facts = [fact for fact in facts_from(asides, length) if fact.at not in [START + timedelta(hours=hours) for _, hours, _ in WALK]
             or fact.kind.startswith("moved.")]
    shuffled = facts[:]
    chance.shuffle(shuffled)
    again = [fact._replace(seq=place) for place, fact in enumerate(shuffled, 1)]
    assert told_of(clocks_of(facts, BOOK)) == told_of(clocks_of(again, BOOK))


@settings(max_examples=150, deadline=None)
@given(st.lists(ASIDE, max_size=5), st.integers(0, len(WALK)))
def test_every_clock_ends_once_and_never_before_it_started(asides, length):
    clocks = clocks_of(facts_from(asides, length), BOOK)
    assert len({clock.key for clock in clocks}) == len(clocks)
    for clock in clocks:
        assert not (clock.met_at and clock.cancelled_at)
        assert clock.started_at <= (clock.met_at or clock.cancelled_at or clock.started_at)


class Row:
    """What a stored row remembers."""

    def __init__(self, clock):
        self.kind, self.due_on, self.started_at, self.met_at, self.cancelled_at = (
            clock.kind, clock.due_on, clock.started_at, clock.met_at, clock.cancelled_at)
        self.rule_name, self.rule_version, self.rulebook = clock.rule.name, clock.rule.version, clock.rule.book
        self.calendar, self.held_on = clock.calendar, clock.held_on


def rows_of(clocks):
    return {clock.key: Row(clock) for clock in clocks}


@settings(max_examples=100, deadline=None)
@given(st.lists(ASIDE, max_size=5), st.integers(0, len(WALK)))
def test_working_it_out_again_writes_nothing(asides, length):
    facts = facts_from(asides, length)
    repaired = step(facts, rows_of(clocks_of(facts, BOOK)), [], BOOK, seq=len(facts), because="repair")
    assert (repaired.entries, repaired.changes) == ((), ())


def changes_after(life, more, because="corrected"):
    before = rows_of(life.clocks())
    for entry in more:
        life.facts.append(entry._replace(seq=len(life.facts) + 1))
    return [(change.what, change.key.split(":")[0]) for change in changes_of(before, life.clocks(), because=because, at=life.facts[-1].at)]


def correction(**basis):
    from complaints.clocks.facts import Fact
    return Fact("edited", at("2026-06-01"), 0, basis)


def test_a_later_receipt_moves_every_clock_that_ran_from_it():
    told = changes_after(Life("2026-05-11"), [correction(received_at=at("2026-05-13").isoformat())])
    assert told == [("moved", "first_response"), ("moved", "eight_week_letter"), ("moved", "ombudsman_from_complaint")]


def test_another_hour_of_the_same_day_restates_without_an_event():
    told = changes_after(Life("2026-05-11"), [correction(received_at=at("2026-05-11", 14).isoformat())])
    assert {what for what, _ in told} == {"restated"}


def test_another_nation_moves_only_what_its_calendar_moves():
    told = changes_after(Life("2026-04-02"), [correction(nation="scotland")])
    assert [change for change in told if change[0] != "restated"] == [("moved", "first_response")]


def test_what_another_calendar_does_not_move_is_still_counted_by_it():
    told = changes_after(Life("2026-05-11"), [correction(nation="scotland")])
    assert {what for what, _ in told} == {"restated"} and len(told) == 3
    assert changes_after(Life("2026-05-11"), [correction(nation="wales")]) == []


def test_another_licence_takes_the_transporters_clock_away_and_back():
    life = Life("2026-05-11", licence="gas_transporter")
    assert changes_after(life, [correction(licence="supplier")]) == [("cancelled", "transporter_reply")]
    assert [kind.kind for kind in life.clocks() if kind.kind == "transporter_reply"] == []


def test_a_clock_that_is_asked_for_again_starts_with_an_event():
    life = Life("2026-05-11", licence="gas_transporter")
    known = rows_of(life.clocks())
    known["transporter_reply:1"].cancelled_at = at("2026-05-20")
    told = changes_of(known, life.clocks(), because="corrected", at=at("2026-06-01"))
    assert [(change.what, change.key) for change in told] == [("started", "transporter_reply:1")]


def test_another_rulebook_changes_the_windows():
    told = changes_after(Life("2026-05-11"), [correction(rulebook="law")])
    assert ("cancelled", "ombudsman_from_complaint") in told


def test_a_call_recorded_late_meets_the_clock_when_it_was_made():
    life = Life("2026-05-11").contact("2026-05-14")
    told = changes_after(life, [life.facts[-1]._replace(at=at("2026-05-12", 9))])
    assert told == [("met", "first_response")]
    assert life.one("first_response").met_at == at("2026-05-12", 9)


def test_a_person_is_told_once_of_the_clock_they_set():
    entry = Entry("deadline.started", at("2026-05-11"), {"by_hand": True, "key": "promise:2", "clock_kind": "promise", "due_on": "2026-05-20"})
    life = Life("2026-05-11")
    told = step(life.facts, rows_of(life.clocks()), [entry], BOOK, seq=1, because="set by a person")
    assert [change.what for change in told.changes] == ["started"] and told.entries == (entry,)


@pytest.mark.parametrize(("due", "expected"), [("2026-05-12", "promise"), ("2026-05-20", "first_response")])
def test_the_complaint_is_listed_by_its_first_open_day_windows_left_out(due, expected):
    life = Life("2026-05-11").contact("2026-05-11", reached=False, promised_due_on=due)
    told = step(life.facts, {}, [], BOOK, seq=2, because="test").standing()
    assert told["next_due_on"] == date(2026, 5, 12)
    assert told["next_kind"] == ("first_response" if expected == "first_response" else told["next_kind"])


def test_a_deadlock_works_to_the_stricter_notice():
    life = Life("2026-05-11").contact("2026-05-11").deadlock("2026-05-12")
    assert step(life.facts, {}, [], BOOK, seq=3, because="test").standing()["next_kind"] == "deadlock_notice"


def test_an_action_owed_to_this_customer_awaits_us():
    life = Life("2026-05-11").fact("clock.set", "2026-05-11", clock_kind="corrective_action", due_on="2026-05-20", for_customer=True)
    assert step(life.facts, {}, [], BOOK, seq=2, because="test").standing()["awaiting_us"] is True
