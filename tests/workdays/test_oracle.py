"""The tables against a loop that knows nothing of them, over every day, and laws that hold for any day and number."""
from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

import workdays
from workdays.calendars import shipped

ONE = timedelta(days=1)
SUBDIVISIONS = {"england-and-wales": ("ENG", "WLS"), "scotland": ("SCT",), "northern-ireland": ("NIR",)}
CALENDARS = [shipped()[name] for name in workdays.NAMES]
SPANS = (1, 2, 5, 10, 20, 40)
days_of_use = st.dates(date(2009, 1, 1), date(2030, 12, 31))
calendars = st.sampled_from(CALENDARS)
numbers = st.integers(1, 2000)


def listed_off(name):
    """The library's own days off for each nation of the calendar, as plain sets."""
    return [frozenset(holidays.country_holidays("GB", subdiv=nation, years=range(2011, 2030), expand=False))
            for nation in SUBDIVISIONS[name]]


def loop(off, start, days):
    while days:
        start += ONE
        days -= start.weekday() < 5 and start not in off
    return start


def answers(answer, spans):
    """One answer for each start of 2012 to 2028 and each span."""
    return [answer(date.fromordinal(n), days) for days in spans
            for n in range(date(2012, 1, 1).toordinal(), date(2029, 1, 1).toordinal())]


@pytest.mark.parametrize("cal", CALENDARS, ids=lambda cal: cal.name)
def test_every_start_of_seventeen_years_agrees_with_a_plain_loop(cal):
    for off in listed_off(cal.name):
        expected = answers(lambda start, days, off=off: loop(off, start, days), SPANS[:4])
        assert answers(lambda start, days: workdays.add(start, days, cal), SPANS[:4]) == expected


@pytest.mark.parametrize("cal", CALENDARS, ids=lambda cal: cal.name)
def test_an_explanation_ends_where_the_sum_ends(cal):
    starts = (date.fromordinal(n) for n in range(date(2025, 1, 1).toordinal(), date(2029, 1, 1).toordinal()))
    for start in starts:
        for counting in workdays.COUNTINGS:
            told = workdays.explain(start, 5, cal, counting)
            assert told.date == workdays.add(start, 5, cal, counting) == told.counted[-1]
            assert len(told.counted) == 5 and told.provisional == (told.date > date(2028, 12, 31))


@given(start=days_of_use, days=numbers, cal=calendars)
def test_what_is_added_is_what_lies_between(start, days, cal):
    end = workdays.add(start, days, cal)
    assert workdays.is_working_day(end, cal)
    assert workdays.between(start, end, cal) == days
    assert workdays.between(start, end - ONE, cal) == days - 1


@given(start=days_of_use, days=numbers, cal=calendars)
def test_counting_back_undoes_counting_on_from_a_working_day(start, days, cal):
    start = workdays.next_working_day(start, cal)
    assert workdays.subtract(workdays.add(start, days, cal), days, cal) == start


@given(start=days_of_use, days=st.integers(0, 1000), more=st.integers(0, 1000), cal=calendars)
def test_days_may_be_added_in_two_steps(start, days, more, cal):
    if days:
        assert workdays.add(workdays.add(start, days, cal), more, cal) == workdays.add(start, days + more, cal)


@given(start=days_of_use, later=st.integers(0, 400), days=numbers, cal=calendars)
def test_a_later_start_never_ends_earlier(start, later, days, cal):
    assert workdays.add(start, days, cal) <= workdays.add(start + later * ONE, days, cal)


@given(start=days_of_use, months=st.integers(-1200, 1200))
def test_months_there_and_back_lose_at_most_the_cut_days(start, months):
    end = workdays.add_months(start, months)
    assert end.day == start.day or (end + ONE).day == 1
    assert 0 <= (start - workdays.add_months(end, -months)).days <= 3


@given(start=days_of_use, span=st.integers(0, 4000))
def test_months_between_is_the_most_that_fit(start, span):
    to = start + span * ONE
    months = workdays.months_between(start, to)
    assert workdays.add_months(start, months) <= to < workdays.add_months(start, months + 1)
