"""When each clock is due: worked examples over Easter, Christmas and month ends, by both calendars (design, section 3)."""

from datetime import date

import pytest

from tests.clocks.lives import BOOK, Life, at

# Good Friday 3 April and, in England alone, Easter Monday 6 April 2026. Christmas 2026: Fri 25, Mon 28 (for Boxing Day); Fri
# 1 January 2027, in Scotland also Mon 4 (for the 2nd).
DUE = [
    ("first_response", "2026-05-11", "2026-05-12", "2026-05-12"),
    ("first_response", "2026-05-15", "2026-05-18", "2026-05-18"),
    ("first_response", "2026-05-16", "2026-05-18", "2026-05-18"),
    ("first_response", "2026-04-02", "2026-04-07", "2026-04-06"),
    ("first_response", "2026-04-04", "2026-04-07", "2026-04-06"),
    ("first_response", "2026-12-24", "2026-12-29", "2026-12-29"),
    ("first_response", "2026-12-31", "2027-01-04", "2027-01-05"),
    ("senior_review", "2026-05-11", "2026-05-18", "2026-05-18"),
    ("senior_review", "2026-04-02", "2026-04-13", "2026-04-10"),
    ("senior_review", "2026-12-22", "2026-12-31", "2026-12-31"),
    ("senior_review", "2026-12-23", "2027-01-04", "2027-01-05"),
    ("deadlock_letter", "2026-04-02", "2026-04-13", "2026-04-10"),
    ("deadlock_notice", "2026-04-02", "2026-04-07", "2026-04-06"),
    ("deadlock_letter", "2026-12-23", "2027-01-04", "2027-01-05"),
    ("eight_week_letter", "2026-05-11", "2026-07-07", "2026-07-07"),
    ("eight_week_letter", "2026-02-05", "2026-04-07", "2026-04-06"),
    ("eight_week_letter", "2026-02-07", "2026-04-07", "2026-04-06"),
    ("eight_week_letter", "2026-10-30", "2026-12-29", "2026-12-29"),
    ("eight_week_letter", "2026-05-17", "2026-07-13", "2026-07-13"),
    ("transporter_reply", "2026-04-02", "2026-04-20", "2026-04-17"),
    ("ombudsman_from_complaint", "2026-05-11", "2027-02-11", "2027-02-11"),
    ("ombudsman_from_complaint", "2026-05-31", "2027-02-28", "2027-02-28"),
    ("ombudsman_from_complaint", "2023-05-31", "2024-02-29", "2024-02-29"),
]
MOVES_TO = {"senior_review": ("escalate",), "deadlock_letter": ("escalate", "declare_deadlock"),
            "deadlock_notice": ("escalate", "declare_deadlock")}


def started(kind: str, day: str, nation: str) -> Life:
    life = Life(day, nation=nation, licence="gas_transporter")
    for hour, name in enumerate(MOVES_TO.get(kind, ()), 11):
        life.move(name, day, hour)
    return life


@pytest.mark.parametrize("nation", ["england", "wales", "scotland"])
@pytest.mark.parametrize(("kind", "day", "england", "scotland"), DUE, ids=lambda value: str(value))
def test_a_clock_is_due_by_its_rule_and_its_nations_calendar(kind, day, england, scotland, nation):
    expected = scotland if nation == "scotland" else england
    assert started(kind, day, nation).one(kind).due_on == date.fromisoformat(expected)


def test_next_update_counts_from_the_update():
    life = Life("2026-04-01").move("escalate", "2026-04-01").move("send_update", "2026-04-02", channel="telephone")
    assert life.one("next_update").due_on == date(2026, 4, 13)


def test_compliance_is_due_28_days_after_we_were_told():
    life = Life("2026-01-05").deadlock("2026-01-06").move("refer_to_ombudsman", "2026-01-07", referred_on="2026-01-07")
    life.move("record_acceptance", "2026-03-05", accepted=True, on="2026-03-01", we_were_told_on="2026-03-02")
    assert life.one("ombudsman_compliance").due_on == date(2026, 3, 30)


def test_the_confirming_letter_is_due_5_working_days_after_compliance():
    life = Life("2026-01-05").deadlock("2026-01-06").move("refer_to_ombudsman", "2026-01-07", referred_on="2026-01-07")
    life.move("confirm_compliance", "2026-04-02", done=[])
    assert life.one("confirmation_letter").due_on == date(2026, 4, 13)


@pytest.mark.parametrize(("hour", "minute", "target"), [(9, 0, True), (14, 59, True), (15, 0, False), (18, 0, False)])
def test_before_the_same_day_hour_the_same_day_is_the_target(hour, minute, target):
    life = Life("2026-05-11")
    moment = at("2026-05-11", hour, minute)
    life.facts[0] = life.facts[0]._replace(at=moment, data={**life.facts[0].data, "received_at": moment.isoformat()})
    assert life.one("first_response").target_on == (date(2026, 5, 11) if target else None)


@pytest.mark.parametrize("life", [Life("2026-05-16", 9), Life("2026-05-11", 12, time_known=False)], ids=["saturday", "time unknown"])
def test_no_same_day_target_on_a_day_off_or_without_a_time(life):
    assert life.one("first_response").target_on is None


@pytest.mark.parametrize(("moment", "due"), [("2026-05-10T22:59:59+00:00", "2026-05-11"), ("2026-05-10T23:00:00+00:00", "2026-05-12")])
def test_days_are_london_days_also_in_summer(moment, due):
    life = Life("2026-05-10")
    life.facts[0] = life.facts[0]._replace(data={**life.facts[0].data, "received_at": moment})
    assert life.one("first_response").due_on == date.fromisoformat(due)


def test_done_on_the_due_day_is_in_time_and_a_second_later_is_late():
    in_time = Life("2026-05-11").fact("contact", "2026-05-12", 23, direction="outbound", channel="telephone", reached=True)
    late = Life("2026-05-11").fact("contact", "2026-05-13", 0, direction="outbound", channel="telephone", reached=True)
    assert (in_time.one("first_response").was_late, late.one("first_response").was_late) == (False, True)


def test_every_kind_has_a_row_in_force_in_both_books_or_a_reason_not_to():
    for kind in {rule.kind for rule in BOOK.rules.rows}:
        assert BOOK.rules.pick(kind, "documents", date(2026, 5, 11))
        missing = BOOK.rules.pick(kind, "law", date(2026, 5, 11)) is None
        assert missing == (kind == "ombudsman_from_complaint")
