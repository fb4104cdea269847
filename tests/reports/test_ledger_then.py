"""The ledger of a past moment is told as it was recorded by then, in the reports of the standards and of money alike."""

from datetime import date, timedelta

import pytest

from complaints.money import accruing
from complaints.money.incidents import paying
from complaints.reports import money_report, standards_report
from complaints.reports.periods import Period
from tests.factories import AN_HOUR, MONDAY
from tests.money.cases import NOW, a_payment, do
from tests.money.storms import row
from tests.money.test_incident_money import do as do_incident
from tests.money.test_incident_paying import approved

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
YEAR = Period(date(2026, 5, 1), date(2026, 12, 31))


def in_ledger(as_of):
    """What each of the two reports has by state, of pounds."""
    ledger = standards_report.figures(YEAR, as_of=as_of)["totals"]["ledger"]
    money = money_report.figures(YEAR, as_of=as_of, now=NOW + 300 * DAY)["totals"]
    told = [{state: sums[f"{state}_gbp"] for state in standards_report.PAYMENT_STATES if sums[f"{state}_gbp"] != "0.00"} for sums in (ledger, money)]
    assert told[0] == told[1]
    return told[0]


def test_a_payment_is_paid_once_it_was_recorded_whatever_its_day():
    do(a_payment("approved"), "pay", now=NOW + 4 * DAY, paid_on="2026-05-13")
    assert in_ledger(NOW + 3 * DAY) == {"approved": "40.00"}
    assert in_ledger(NOW + 4 * DAY) == in_ledger(None) == {"paid": "40.00"}


def test_a_hold_that_was_lifted_stood_then():
    do(a_payment("held"), "release", now=NOW + 4 * DAY)
    assert [in_ledger(NOW + days * DAY) for days in (3, 4)] == [{"held": "40.00"}, {"proposed": "40.00"}]


def test_a_refused_payment_was_on_hold_until_it_was_refused():
    do(a_payment("held"), "refuse", now=NOW + 4 * DAY)
    assert [in_ledger(NOW + days * DAY) for days in (3, 4)] == [{"held": "40.00"}, {"refused": "40.00"}]


def test_payments_of_an_incident_are_paid_once_that_was_recorded(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    storm = approved([row("A"), row("B")])
    do_incident(paying, storm, now=MONDAY + 4 * DAY, method="BACS", paid_on="2026-05-13")
    assert [in_ledger(MONDAY + days * DAY) for days in (3, 5)] == [{"approved": "420.00"}, {"paid": "420.00"}]


def test_rounds_on_one_day_and_one_paid_by_itself_are_told_apart(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    storm = approved([row("A"), row("B"), row("C")])
    first, _, third = storm.payments.order_by("pk")
    do(first, "pay", now=MONDAY + DAY, method="cheque", paid_on="2026-05-12")
    storm.payments.filter(pk=third.pk).update(state="proposed", approved_at=None, approver=None)
    storm = do_incident(paying, storm, now=MONDAY + 2 * DAY, method="BACS", paid_on="2026-05-12")
    storm.payments.filter(pk=third.pk).update(state="approved", approved_at=MONDAY + 3 * DAY)
    do_incident(paying, storm, now=MONDAY + 4 * DAY, method="BACS", paid_on="2026-05-12")
    told = [in_ledger(MONDAY + days * DAY + AN_HOUR).get("paid") for days in (0, 1, 2, 3, 4)]
    assert told == [None, "210.00", "420.00", "420.00", "630.00"]


def test_what_was_owed_once_more_and_taken_back_was_owed_then():
    payment = a_payment("approved", now=NOW)
    accruing.accrue_due(now=NOW + 20 * DAY)
    payment.refresh_from_db()
    do(payment, "pay", now=NOW + 21 * DAY, paid_on="2026-05-20")
    assert in_ledger(NOW + 20 * DAY + AN_HOUR) == {"approved": "80.00"} and in_ledger(None) == {"paid": "40.00"}
