"""Deadlines of a past moment are told as they were recorded by then: nothing that was entered, moved or lifted later is in them."""

from datetime import date, timedelta

import pytest

from complaints.case import services
from complaints.case.receiving import log_complaint
from complaints.reports import breaches_report, deadlines_report, due_counting
from complaints.reports.periods import Period
from tests.factories import AN_HOUR, MONDAY, contact, do_move, given, make_complaint, make_person
from tests.money.cases import NOW, a_payment, do
from tests.rules.moving import apply, proclaimed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MAY = Period(date(2026, 5, 1), date(2026, 5, 31))


def stands(kind, as_of, period=MAY):
    rows = deadlines_report.figures(period, as_of=as_of, now=MONDAY + 20 * DAY)["rows"]
    return {name: row[name] for row in rows if row["kind"] == kind for name in ("met", "met_late", "late", "open") if row[name]}


def test_what_was_entered_late_is_missed_until_it_was_entered():
    called = contact(MONDAY + AN_HOUR, direction="outbound")
    services.add_contact(make_complaint().reference, called, by=make_person(), now=MONDAY + 4 * DAY)
    assert stands("first_response", MONDAY + 2 * DAY) == {"late": 1}
    assert stands("first_response", MONDAY + 5 * DAY) == stands("first_response", None) == {"met": 1}


def test_a_day_that_was_moved_since_is_told_as_it_was_told_then():
    do_move(make_complaint(), "escalate", at=MONDAY + AN_HOUR)
    apply(proclaimed(date(2026, 5, 18), name="A royal day"), now=MONDAY + DAY)
    on = Period(date(2026, 5, 18), date(2026, 5, 18))
    assert stands("senior_review", MONDAY + 2 * AN_HOUR, on) == {"open": 1} and stands("senior_review", MONDAY + 2 * DAY, on) == {}
    assert stands("senior_review", MONDAY + 8 * DAY) == {"open": 1}
    [row] = due_counting.behind(on, MONDAY + 2 * AN_HOUR, MONDAY, what="due", kind="senior_review")
    assert (row.was_due_on, row.due_on) == (date(2026, 5, 18), date(2026, 5, 19))


def test_what_was_cancelled_since_ran_then():
    do_move(make_complaint("deadlock"), "resolve", at=MONDAY + 3 * DAY)
    assert stands("deadlock_letter", MONDAY + 2 * DAY) == {"open": 1} and stands("deadlock_letter", None) == {}


def test_nothing_was_on_record_before_the_complaint_was_logged():
    log_complaint(given(received_at=(MONDAY - 4 * DAY).isoformat()), by=make_person(), now=MONDAY)
    assert stands("first_response", MONDAY - DAY) == {} and stands("first_response", MONDAY + DAY) == {"late": 1}


def test_why_it_was_late_is_told_once_it_was_said():
    do_move(make_complaint(), "resolve", at=MONDAY + 9 * DAY, late_reason="Nobody was there.")
    told = [breaches_report.figures(MAY, as_of=as_of, now=MONDAY + 20 * DAY)["totals"]["with_reason"] for as_of in (MONDAY + 8 * DAY, None)]
    assert told[0] == 0 < told[1]


def test_a_clock_that_a_dispute_stopped_is_open_then_and_late_once_it_was_over():
    payment = a_payment("held")
    do(payment, "release", now=NOW + 30 * DAY)
    year = Period(date(2026, 5, 1), date(2026, 12, 31))
    assert stands("standard_payment", NOW + 29 * DAY, year) == {"open": 1}
    assert stands("standard_payment", NOW + 60 * DAY, year) == {"late": 1}
