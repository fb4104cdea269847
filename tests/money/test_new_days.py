"""A bank holiday proclaimed while a payment is due: its day to pay moves once, with its clock; whatever else set the day is left alone."""

from datetime import date, timedelta

import pytest

from complaints.alerts.models import Alert
from complaints.alerts.sweep import sweep
from complaints.money import new_days
from complaints.money.models import Finding, Payment
from complaints.record.models import Event
from complaints.record.verifying import verify
from complaints.rules import holidays
from complaints.rules import services as rules
from tests.factories import MONDAY, make_complaint, make_person, op
from tests.money.cases import NOW, a_payment, do, fresh, through_us
from tests.money.test_connections import NOW as LATER
from tests.money.test_connections import dated, late, owed
from tests.rules.moving import apply, proclaimed, stands_as_the_facts_say, withdrawal

pytestmark = pytest.mark.django_db
# The payment is due on Friday 22 May 2026, and Monday 25 May is a bank holiday already.
FRIDAY, TUESDAY = date(2026, 5, 22), date(2026, 5, 26)
JUBILEE = proclaimed(date(2026, 5, 20), name="Jubilee")


def clock(payment):
    return payment.complaint.deadlines.get(kind="standard_payment", met_at=None)


@pytest.mark.parametrize("state", ["proposed", "approved"])
def test_the_day_to_pay_moves_with_its_clock(state):
    payment = a_payment(state)
    assert payment.due_on == clock(payment).due_on == FRIDAY
    apply(JUBILEE, now=NOW)
    assert fresh(payment).due_on == clock(payment).due_on == TUESDAY
    assert stands_as_the_facts_say(payment.complaint) and verify().broken is None


def test_its_explanation_and_its_event_name_the_holiday():
    payment = a_payment()
    apply(JUBILEE, now=NOW)
    told = clock(payment).explanation
    because = "Jubilee, Wed 20 May 2026, is a bank holiday"
    assert told["moved_by"] == [{"from": "2026-05-22", "to": "2026-05-26", "because": because}] and told["working_days"] == 10
    assert Event.objects.get(kind="deadline.moved", complaint=payment.complaint).data["because"] == because


def test_the_preview_tells_it_and_writes_nothing():
    payment = a_payment()
    found = holidays.preview(JUBILEE, now=NOW)
    assert [(move.row.key, move.to) for move in found.moves if move.row.kind == "standard_payment"] == [(clock(payment).key, TUESDAY)]
    assert fresh(payment).due_on == FRIDAY


def test_what_moved_is_not_moved_again():
    payment = a_payment()
    apply(JUBILEE, now=NOW)
    assert holidays.settle_all(now=NOW) == 0 and fresh(payment).due_on == TUESDAY


def test_withdrawn_the_day_comes_back():
    payment = a_payment()
    apply(JUBILEE, now=NOW)
    apply(withdrawal(date(2026, 5, 20)), now=NOW + timedelta(hours=1))
    assert fresh(payment).due_on == clock(payment).due_on == FRIDAY
    assert clock(payment).explanation["moved_by"][-1]["because"].endswith("is no bank holiday any more")


def test_whoever_still_has_the_calendars_of_before_a_withdrawal_moves_nothing():
    payment = a_payment()
    apply(JUBILEE, now=NOW)
    offs, calendars = holidays.changes_in_force(), rules.all_calendars()
    apply(withdrawal(date(2026, 5, 20)), now=NOW + timedelta(hours=1))
    assert new_days.new_days(offs, calendars) and new_days.settle(offs, calendars, by=None, now=NOW) == 0
    assert fresh(payment).due_on == clock(payment).due_on == FRIDAY


def test_an_alert_that_was_raised_is_not_raised_again():
    payment = a_payment("approved")
    sweep(now=NOW + timedelta(days=9))
    alerts = Alert.objects.filter(deadline=clock(payment)).count()
    apply(JUBILEE, now=NOW + timedelta(days=9))
    sweep(now=NOW + timedelta(days=9, hours=1))
    assert alerts and Alert.objects.filter(deadline=clock(payment)).count() == alerts


@pytest.mark.parametrize("state", ["paid", "refused", "held"])
def test_what_is_paid_refused_or_stopped_keeps_its_day(state):
    payment = a_payment(state)
    apply(JUBILEE, now=NOW + timedelta(hours=3))
    assert fresh(payment).due_on == FRIDAY


def test_a_day_that_a_dispute_has_moved_is_left_alone():
    payment = do(a_payment("held"), "release", now=NOW + timedelta(days=2))
    before = payment.due_on
    apply(JUBILEE, now=NOW + timedelta(days=2))
    assert fresh(payment).due_on == before


def test_a_day_of_another_nation_moves_nothing():
    payment = a_payment()
    apply(proclaimed(date(2026, 5, 20), calendar="scotland", name="A fair"), now=NOW)
    assert fresh(payment).due_on == FRIDAY


def test_the_day_to_pass_the_network_s_money_on_moves():
    payment = do(through_us(), "received")
    assert payment.pass_on_due_on == TUESDAY
    apply(JUBILEE, now=NOW + timedelta(hours=3))
    assert fresh(payment).pass_on_due_on == clock(payment).due_on == date(2026, 5, 27)


def test_nothing_is_late_for_a_day_that_became_a_holiday():
    payment = a_payment("approved")
    apply(proclaimed(FRIDAY, name="Jubilee"), now=NOW)
    sweep(now=MONDAY + timedelta(days=12))
    assert fresh(payment).late_since_on is None and not Finding.objects.filter(failure=f"late:{payment.pk}").exists()


@pytest.mark.parametrize("on_complaint", [True, False])
def test_a_payment_of_a_connection_moves_whether_or_not_a_complaint_tells_it(on_complaint):
    agent = make_person()
    job = late(agent, complaint=make_complaint().reference if on_complaint else "")
    owed(dated(job, agent, "job_completed_on", "2026-05-22"), agent)
    payment = Payment.objects.get()
    later = proclaimed(date(2026, 6, 3), name="Jubilee")
    assert payment.due_on == date(2026, 6, 8) and holidays.preview(later, now=LATER).payments == (not on_complaint)
    apply(later, now=LATER)
    assert fresh(payment).due_on == date(2026, 6, 9) and verify().broken is None


@pytest.mark.parametrize("role", ["agent", "senior_manager"])
def test_who_may_not_change_the_calendar_moves_no_payment(role):
    payment = a_payment()
    with pytest.raises(holidays.Forbidden):
        holidays.apply(JUBILEE, {"op_id": op(), "version": holidays.stamp()}, by=make_person(role), now=NOW)
    assert fresh(payment).due_on == FRIDAY
