"""The company's rules change from a day on, by two people: complaints keep for life the rules of the day they were received."""

from datetime import date, timedelta

import pytest

from complaints.alerts import own_tiers
from complaints.desk_settings.pages.procedure import SUBJECT
from complaints.record.models import Event
from complaints.record.refusals import Conflict, Forbidden, Unacceptable
from complaints.rules import own_changes, rule_effects
from complaints.rules import services as rules
from complaints.rules.own_company import COMPANY
from tests.desk_settings.changing import TODAY, approve, change
from tests.factories import MONDAY, do_move, fresh, make_complaint, make_person, op
from tests.rules.moving import apply, proclaimed, stands_as_the_facts_say

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
SOURCED = {"source": "Board paper 12"}


def set_number(amount, kind="senior_review", **fields):
    return approve(SUBJECT, change(SUBJECT, kind, {"amount": amount}, **SOURCED | fields))


def review(received_at=MONDAY):
    complaint = do_move(make_complaint(received_at=received_at), "escalate")
    return complaint, complaint.deadlines.get(kind="senior_review")


def test_a_number_holds_for_complaints_received_from_its_day_on():
    set_number(3, days=1)
    (_, before), (_, after) = review(), review(MONDAY + A_DAY)
    assert (before.due_on, before.rule_version) == (date(2026, 5, 18), "1")
    assert (after.due_on, after.rule_version, after.rule_name) == (date(2026, 5, 15), "own-1", "Senior review, 3 working days")
    assert after.explanation["source"] == "Board paper 12"


def test_of_a_complaint_received_before_the_day_every_later_clock_has_the_old_number():
    complaint = make_complaint()
    set_number(3, days=1)
    row = do_move(complaint, "escalate", at=MONDAY + 2 * A_DAY).deadlines.get(kind="senior_review")
    assert row.due_on == date(2026, 5, 20) and row.rule_version == "1"


def test_a_bank_holiday_moves_a_deadline_by_its_own_number():
    set_number(3)
    complaint, row = review()
    assert row.due_on == date(2026, 5, 14)
    apply(proclaimed(date(2026, 5, 13), name="A royal day"), now=MONDAY)
    row.refresh_from_db()
    assert row.due_on == date(2026, 5, 15) and stands_as_the_facts_say(fresh(complaint))


def test_nobody_changes_a_number_alone():
    officer = make_person("compliance_officer")
    proposed = change(SUBJECT, "senior_review", {"amount": 3}, by=officer, **SOURCED)
    assert rules.clock_rules().pick("senior_review", "documents", TODAY).amount == 5
    with pytest.raises(Forbidden):
        approve(SUBJECT, proposed, by=officer)
    approve(SUBJECT, proposed)
    assert rules.clock_rules().pick("senior_review", "documents", TODAY).amount == 3
    assert [event.kind for event in Event.objects.filter(kind__startswith="setting.")] == ["setting.proposed", "setting.approved"]


def test_what_is_refused_is_kept_with_its_reason_and_never_used():
    proposed = change(SUBJECT, "senior_review", {"amount": 3}, **SOURCED)
    own_changes.refuse(SUBJECT, proposed.ids["row"], {"op_id": op(), "reason": "Too short."}, by=make_person("compliance_officer"), now=MONDAY)
    assert rules.clock_rules() is rules.shipped_clock_rules()
    with pytest.raises(Conflict):
        approve(SUBJECT, proposed)


@pytest.mark.parametrize(("key", "values"), [
    ("senior_review", {"amount": 0}), ("senior_review", {"amount": 21}), ("senior_review", {"amount": "3"}), ("senior_review", {}),
    ("eight_week_letter", {"amount": 3}), ("nothing", {"amount": 3}),
])
def test_what_is_no_number_of_ours_is_refused(key, values):
    with pytest.raises(Unacceptable):
        change(SUBJECT, key, values, **SOURCED)


def test_agents_and_managers_propose_nothing():
    for role in ("agent", "senior_manager"):
        with pytest.raises(Forbidden):
            change(SUBJECT, "senior_review", {"amount": 3}, by=make_person(role), **SOURCED)


def test_the_rulebook_changes_from_a_day_by_two_people():
    old = make_complaint()
    proposed = change(COMPANY, "rulebook", {"value": "law"}, days=1, **SOURCED)
    assert proposed.ids["waiting"] and rules.company(TODAY + A_DAY).rulebook == "documents"
    approve(COMPANY, proposed)
    assert [rules.company(day).rulebook for day in (TODAY, TODAY + A_DAY)] == ["documents", "law"]
    assert make_complaint(received_at=MONDAY + A_DAY).rulebook == "law" and fresh(old).rulebook == "documents"


@pytest.mark.parametrize("value", ["seed", "", None, 3])
def test_there_are_two_rulebooks(value):
    with pytest.raises(Unacceptable):
        change(COMPANY, "rulebook", {"value": value}, **SOURCED)


def test_what_would_be_different_is_told_and_nothing_moves():
    review()
    person = make_person("compliance_officer")
    told = rule_effects.of_number("senior_review", 3, person)
    assert told[0] == "Complaints received from that day on: Senior review within 3 working days."
    assert told[2] == "To know: of 1 open deadline of this kind 1 would fall on another day by the new number."
    assert "of 1 open deadline of this kind 0 would" in rule_effects.of_number("senior_review", 5, person)[2]


@pytest.mark.parametrize(("name", "value"), [("rulebook", "law"), ("same_day_until", "12:00"), ("post_working_days", 3)])
def test_each_rule_of_the_company_says_whom_it_concerns(name, value):
    make_complaint()
    told = rule_effects.of_fact(name, value, make_person("compliance_officer"))
    assert len(told) == 3 and told[1] == rule_effects.KEEP and ("1 open complaint" in told[2] or "0 open windows" in told[2])


AHEAD = {"ahead": "owner", "due": "managers", "late": "compliance", "further_after": 1}


@pytest.mark.parametrize(("days", "ahead_on"), [(0, None), (1, date(2026, 5, 15)), (3, date(2026, 5, 13)), (None, date(2026, 5, 14)), (9, TODAY)])
def test_how_long_ahead_is_set_and_never_before_the_start(days, ahead_on):
    change(own_tiers.SUBJECT, "senior_review", AHEAD | {"ahead_days": days})
    assert review()[1].ahead_on == ahead_on


def test_how_long_ahead_holds_for_deadlines_that_start_from_its_day_on():
    change(own_tiers.SUBJECT, "senior_review", AHEAD | {"ahead_days": 1}, days=2)
    assert [review(MONDAY + number * A_DAY)[1].ahead_on.day for number in (0, 1, 2)] == [14, 15, 19]


@pytest.mark.parametrize("days", [-1, 61, "2", True])
def test_an_absurd_time_ahead_is_refused(days):
    with pytest.raises(Unacceptable):
        change(own_tiers.SUBJECT, "senior_review", AHEAD | {"ahead_days": days})
