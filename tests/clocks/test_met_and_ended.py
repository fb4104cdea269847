"""What meets each clock, and what each end does to the clocks still open (design, section 3, the table and the list below it)."""

from datetime import date

import pytest

from complaints.clocks.kinds import Kind
from tests.clocks.lives import Life, at, ended

ANSWERS = [
    ({"direction": "outbound", "reached": True}, True),
    ({"direction": "outbound", "reached": False}, False),
    ({"direction": "inbound", "advice": True}, True),
    ({"direction": "inbound", "advice": False}, False),
    ({"direction": "inbound", "advice": True, "own_call": True}, False),
]


@pytest.mark.parametrize(("told", "met"), ANSWERS)
def test_only_a_contact_back_meets_the_first_response(told, met):
    assert ended(Life("2026-05-11").contact("2026-05-12", **told).one("first_response")) == ("met" if met else "open")


@pytest.mark.parametrize(("kind", "met"), [("acknowledgement", False), ("resolution", True), ("update", True), ("eight_week", False)])
def test_an_acknowledgement_alone_meets_no_clock(kind, met):
    life = Life("2026-05-11").letter(kind, "2026-05-12")
    assert ended(life.one("first_response")) == ("met" if met else "open")


@pytest.mark.parametrize("move", ["send_update", "declare_deadlock", "resolve"])
def test_an_update_a_deadlock_or_a_resolution_meets_the_review(move):
    life = Life("2026-05-11").move("escalate", "2026-05-11").move(move, "2026-05-14")
    assert life.of("senior_review")[0].met_at == at("2026-05-14", 11)


def test_an_update_starts_five_more_days_until_the_next():
    life = Life("2026-05-11").move("escalate", "2026-05-11").move("send_update", "2026-05-14").move("send_update", "2026-05-20")
    assert [(clock.due_on, ended(clock)) for clock in life.of("next_update")] == [(date(2026, 5, 21), "met"), (date(2026, 5, 28), "open")]


def test_a_deadlock_letter_meets_both_of_its_clocks_and_the_eight_weeks():
    life = Life("2026-05-11").deadlock("2026-05-12").letter("deadlock", "2026-05-13")
    assert {ended(life.one(kind)) for kind in ("deadlock_letter", "deadlock_notice", "eight_week_letter")} == {"met"}


def test_a_letter_entered_with_an_earlier_day_meets_the_clock_at_once():
    life = Life("2026-05-11").deadlock("2026-05-13")
    life.letter("deadlock", "2026-05-12")
    assert life.one("deadlock_letter").met_at == at("2026-05-13", 11)


def test_declaring_deadlock_does_not_meet_the_eight_week_letter():
    assert ended(Life("2026-05-11").deadlock("2026-05-12").one("eight_week_letter")) == "open"


HOLDING = [("letter", True, "2026-06-09"), ("email", True, "2026-06-09"), ("web", True, "2026-06-09"), ("social", True, "2026-06-09"),
           ("telephone", False, "2026-05-26")]


@pytest.mark.parametrize(("channel", "longer", "due"), HOLDING)
def test_a_written_holding_reply_gives_the_transporter_20_days(channel, longer, due):
    life = Life("2026-05-11", licence="gas_transporter").contact("2026-05-20", channel=channel, holding_reply="visit")
    clock = life.one("transporter_reply")
    assert (clock.due_on, bool(clock.variant_why)) == (date.fromisoformat(due), longer)


def test_a_holding_reply_after_day_10_changes_nothing():
    life = Life("2026-05-11", licence="gas_transporter").contact("2026-05-27", channel="letter", holding_reply="third_party")
    assert life.one("transporter_reply").due_on == date(2026, 5, 26)


def test_a_substantive_reply_meets_the_transporters_clock():
    life = Life("2026-05-11", licence="gas_transporter").contact("2026-05-20", channel="letter", substantive_reply=True)
    assert ended(life.one("transporter_reply")) == "met"


@pytest.mark.parametrize("licence", ["supplier", "electricity_distributor"])
def test_others_have_no_transporters_clock(licence):
    assert not Life("2026-05-11", licence=licence).of("transporter_reply")


def busy(stage: str) -> Life:
    """A complaint with every clock that a person can set, walked to the stage."""
    life = Life("2026-05-11", licence="gas_transporter").contact("2026-05-11", 10, reached=False, promised_due_on="2026-06-30")
    for kind in ("corrective_action", "information_request", "referral_reply", "ombudsman_file"):
        life.fact("clock.set", "2026-05-11", 10, clock_kind=kind, due_on="2026-06-30")
    if stage != "immediate":
        life.move("escalate", "2026-05-12", 10)
    if stage in ("deadlock", "ombudsman"):
        life.move("declare_deadlock", "2026-05-13", 10, offer_open_until="2026-06-30")
    return life


RESOLVING = {
    "first_response": "met", "eight_week_letter": "met", "transporter_reply": "met", "promise": "cancelled", "information_request": "cancelled",
    "ombudsman_from_complaint": "cancelled", "corrective_action": "open", "referral_reply": "open",
}
ENDS = [
    ("immediate", "resolve", RESOLVING),
    ("senior_review", "resolve", RESOLVING | {"senior_review": "met"}),
    ("deadlock", "resolve", RESOLVING | {"deadlock_letter": "cancelled", "deadlock_notice": "cancelled", "offer_expires": "cancelled"}),
    *((stage, name, {"referral_reply": "open"}) for stage, name in [
        ("immediate", "withdraw"), ("senior_review", "withdraw"), ("deadlock", "withdraw"), ("immediate", "set_aside"),
        ("senior_review", "set_aside"), ("deadlock", "lapse"),
    ]),
]


@pytest.mark.parametrize(("stage", "name", "expected"), ENDS, ids=lambda value: value if isinstance(value, str) else "")
def test_an_end_does_to_each_open_clock_what_the_design_says(stage, name, expected):
    open_before = {clock.kind for clock in busy(stage).clocks() if clock.is_open}
    after = {clock.kind: ended(clock) for clock in busy(stage).move(name, "2026-05-20").clocks() if clock.kind in open_before}
    other = "cancelled"
    assert after == {kind: expected.get(kind, other) for kind in open_before}


def test_going_to_the_ombudsman_meets_the_windows_and_cancels_eight_weeks_and_reviews():
    life = busy("senior_review").move("refer_to_ombudsman", "2026-07-20", referred_on="2026-07-20")
    told = {kind: ended(life.one(kind)) for kind in ("ombudsman_from_complaint", "eight_week_letter", "senior_review", "promise")}
    assert told == {"ombudsman_from_complaint": "met", "eight_week_letter": "cancelled", "senior_review": "cancelled", "promise": "open"}


def test_an_unsent_deadlock_letter_stays_due_while_the_ombudsman_has_it():
    life = busy("deadlock").move("refer_to_ombudsman", "2026-05-14", referred_on="2026-05-14")
    assert ended(life.one("deadlock_letter")) == "open"


def test_the_window_is_met_on_the_day_the_customer_went_not_when_we_heard():
    life = Life("2026-05-11").deadlock("2026-05-12").letter("deadlock", "2026-05-13")
    life.move("refer_to_ombudsman", "2027-01-20", referred_on="2026-12-10")
    assert life.one("ombudsman_from_letter").met_at == at("2026-12-10", 12)
    assert not life.one("ombudsman_from_letter").was_late


def test_the_day_they_went_is_never_before_the_move_before_it():
    life = Life("2026-05-11").move("escalate", "2026-06-20").move("refer_to_ombudsman", "2026-07-20", referred_on="2026-06-01")
    assert life.one("ombudsman_from_complaint").met_at == at("2026-06-20", 11)


@pytest.mark.parametrize(("done_on", "late"), [("2026-03-30", False), ("2026-03-31", True)])
def test_compliance_is_in_time_by_the_day_it_was_done(done_on, late):
    life = Life("2026-01-05").deadlock("2026-01-06").move("refer_to_ombudsman", "2026-01-07", referred_on="2026-01-07")
    life.move("record_acceptance", "2026-03-02", accepted=True, on="2026-03-02", we_were_told_on="2026-03-02")
    life.move("confirm_compliance", "2026-04-10", done=[{"index": 0, "done_on": "2026-03-09"}, {"index": 1, "done_on": done_on}])
    assert life.one("ombudsman_compliance").was_late is late


def test_a_later_decision_takes_back_what_the_earlier_one_required():
    life = Life("2026-01-05").deadlock("2026-01-06").move("refer_to_ombudsman", "2026-01-07", referred_on="2026-01-07")
    life.move("record_acceptance", "2026-03-02", accepted=True, on="2026-03-02", we_were_told_on="2026-03-02")
    life.move("record_decision", "2026-03-09")
    assert ended(life.one("ombudsman_compliance")) == "cancelled"


def test_nothing_is_owed_when_the_customer_did_not_accept():
    life = Life("2026-01-05").deadlock("2026-01-06").move("refer_to_ombudsman", "2026-01-07", referred_on="2026-01-07")
    life.move("record_acceptance", "2026-03-02", accepted=False, on="2026-03-02", we_were_told_on="2026-03-02")
    assert not life.of("ombudsman_compliance")


def test_an_action_for_the_future_outlives_the_resolution():
    life = Life("2026-05-11").move("resolve", "2026-05-12", action_due_on="2026-09-30")
    assert (life.one("corrective_action").due_on, ended(life.one("corrective_action"))) == (date(2026, 9, 30), "open")


def test_a_clock_that_a_person_says_is_met_is_met():
    life = Life("2026-05-11").fact("clock.set", "2026-05-11", clock_kind="promise", due_on="2026-05-20", for_customer=True)
    life.fact("clock.met", "2026-05-19", key="promise:2")
    assert ended(life.one("promise")) == "met"


def test_a_met_clock_is_not_met_again():
    life = Life("2026-05-11").contact("2026-05-12").contact("2026-05-20")
    assert life.one("first_response").met_at == at("2026-05-12", 12)


def test_every_kind_is_started_by_something_tested_here_or_by_another_room():
    elsewhere = {Kind.STANDARD_PAYMENT, Kind.DATA_REQUEST}
    seen = {clock.kind for life in (busy("deadlock").letter("deadlock", "2026-05-14"), busy("senior_review").move("send_update", "2026-05-13"))
            for clock in life.clocks()}
    assert set(Kind) - seen == elsewhere | {Kind.OMBUDSMAN_COMPLIANCE, Kind.CONFIRMATION_LETTER}
