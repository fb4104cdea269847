"""A month as weeks: Monday first, every day once, days off named by whose calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import workdays
from complaints.calendar import grid
from workdays.calendars import shipped

CALENDARS = [shipped()["england-and-wales"], shipped()["scotland"]]
MONTHS = st.dates(date(2008, 1, 1), date(2040, 12, 31)).map(lambda day: day.replace(day=1))


def cell_of(day):
    return next(cell for week in grid.weeks(day.replace(day=1), CALENDARS) for cell in week if cell.day == day)


@given(MONTHS)
def test_whole_weeks_from_monday_hold_every_day_of_the_month_once(month):
    weeks = grid.weeks(month, CALENDARS)
    days = [cell.day for week in weeks for cell in week]
    assert all(week[0].day.weekday() == 0 and len(week) == 7 for week in weeks)
    assert days == [days[0] + timedelta(days=place) for place in range(len(days))]
    assert [cell.day for week in weeks for cell in week if not cell.outside] == [
        month + timedelta(days=place) for place in range((grid.last_of(month) - month).days + 1)]
    assert not all(cell.outside for cell in weeks[0]) and not all(cell.outside for cell in weeks[-1])


@given(MONTHS)
def test_a_day_is_shaded_exactly_when_nobody_works_by_any_calendar_shown(month):
    for cell in (cell for week in grid.weeks(month, CALENDARS) for cell in week if not cell.outside):
        works = [workdays.is_working_day(cell.day, calendar) for calendar in CALENDARS]
        assert (cell.whole, bool(cell.offs)) == (not any(works), not all(works))


@pytest.mark.parametrize(("day", "offs"), [
    (date(2026, 5, 4), (("Early May bank holiday", "all of GB"),)),
    (date(2026, 5, 9), (("weekend", ""),)),
    (date(2026, 4, 6), (("Easter Monday", "England and Wales"),)),
    (date(2026, 11, 30), (("St Andrew’s Day", "Scotland"),)),
    (date(2026, 5, 5), ()),
])
def test_days_off_are_named_as_gov_uk_names_them(day, offs):
    assert cell_of(day).offs == tuple(grid.Off(*off) for off in offs)


def test_days_of_the_months_beside_are_off_as_on_their_own_page():
    beside = {cell.day: cell for week in grid.weeks(date(2026, 12, 1), CALENDARS) for cell in week if cell.outside}
    assert beside[date(2026, 11, 30)].offs == (grid.Off("St Andrew’s Day", "Scotland"),)
    assert beside[date(2027, 1, 1)].whole and beside[date(2027, 1, 2)].offs[0].name == "weekend"


def test_of_days_beside_the_last_known_month_nothing_is_said():
    last = min(calendar.last for calendar in CALENDARS)
    assert all(not cell.offs for week in grid.weeks(last.replace(day=1), CALENDARS) for cell in week if cell.day > last)


def test_one_calendar_alone_names_itself():
    assert grid.offs_of(date(2026, 5, 4), CALENDARS[:1]) == (grid.Off("Early May bank holiday", "England and Wales"),)


@pytest.mark.parametrize("typed", ["99999-99", "2026-13", "2026-00", "0000-01", "2026-5", "٢٠٢٦-٠٥", "2026-05-01", "", "\x00", "-026-05"])
def test_what_is_no_month_is_none(typed):
    assert grid.read_month(typed) is None


def test_a_month_is_read():
    assert grid.read_month("2026-05") == date(2026, 5, 1)
