"""When a report by mail falls due and of which days it tells: the first working days of months and quarters, whole weeks and months before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.reports.mailed import when
from complaints.rules.services import all_calendars
from workdays import calendar_for, is_working_day

DAYS = st.dates(date(2024, 1, 1), date(2027, 6, 30))


@pytest.fixture(scope="module")
def england(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return all_calendars()[calendar_for("england")]


@pytest.mark.parametrize(("every", "weekday", "day", "due"), [
    ("weekly", 0, date(2026, 5, 11), date(2026, 5, 11)), ("weekly", 0, date(2026, 5, 12), date(2026, 5, 18)),
    ("weekly", 4, date(2026, 5, 12), date(2026, 5, 15)),
    ("monthly", None, date(2026, 5, 1), date(2026, 5, 1)), ("monthly", None, date(2026, 5, 2), date(2026, 6, 1)),
    ("monthly", None, date(2026, 1, 1), date(2026, 1, 2)), ("monthly", None, date(2026, 8, 1), date(2026, 8, 3)),
    ("quarterly", None, date(2026, 1, 3), date(2026, 4, 1)), ("quarterly", None, date(2026, 12, 31), date(2027, 1, 4)),
])
def test_it_falls_due_on_its_weekday_or_first_working_day(england, every, weekday, day, due):
    assert when.next_due(every, weekday, on_or_after=day, calendar=england) == due


@pytest.mark.parametrize(("rule", "first", "last"), [
    ("last_week", date(2026, 5, 4), date(2026, 5, 10)), ("last_month", date(2026, 4, 1), date(2026, 4, 30)),
    ("last_quarter", date(2026, 1, 1), date(2026, 3, 31)), ("last_12_months", date(2025, 5, 1), date(2026, 4, 30)),
])
def test_it_tells_of_the_whole_span_before(rule, first, last):
    period = when.period_of(rule, date(2026, 5, 13))
    assert (period.first, period.last) == (first, last)


@given(DAYS, st.sampled_from(when.EVERY), st.integers(0, 4))
def test_the_next_day_is_never_earlier_and_none_lies_between(england, day, every, weekday):
    due = when.next_due(every, weekday, on_or_after=day, calendar=england)
    assert due >= day and when.next_due(every, weekday, on_or_after=due, calendar=england) == due
    assert due == day or when.next_due(every, weekday, on_or_after=day + timedelta(days=1), calendar=england) == due


@given(DAYS, st.sampled_from(("monthly", "quarterly")))
def test_the_first_working_day_is_a_working_day_with_none_before_it_in_its_month(england, day, every):
    due = when.next_due(every, None, on_or_after=day, calendar=england)
    assert is_working_day(due, england) and not any(is_working_day(due.replace(day=earlier), england) for earlier in range(1, due.day))


@given(DAYS, st.sampled_from(when.RULES))
def test_a_period_is_over_when_its_report_goes(day, rule):
    period = when.period_of(rule, day)
    assert period.first <= period.last < day


def test_it_falls_due_at_seven_in_the_morning():
    assert when.moment_of(date(2026, 7, 1)).isoformat() == "2026-07-01T06:00:00+00:00"
