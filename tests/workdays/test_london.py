"""London days across both clock changes, and office hours."""
from datetime import UTC, date, datetime, time

import pytest

from workdays import OfficeHours, is_open, london, next_opening, received_in_hours
from workdays.calendars import shipped
from workdays.hours import received_on

ENGLAND = shipped()["england-and-wales"]
SUPPLIER = OfficeHours((time(8), time(20)), (time(9), time(17)))
WEEKDAYS_ONLY = OfficeHours((time(7), time(19)))


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(("at", "day"), [
    ("2026-05-08T22:59:59", date(2026, 5, 8)), ("2026-05-08T23:00:00", date(2026, 5, 9)),
    ("2026-12-08T23:59:59", date(2026, 12, 8)), ("2026-12-09T00:00:00", date(2026, 12, 9)),
    ("2026-03-29T00:59:59", date(2026, 3, 29)), ("2026-10-24T23:30:00", date(2026, 10, 25)),
])
def test_a_moment_belongs_to_its_london_day(at, day):
    assert london.day_of(utc(at)) == day


@pytest.mark.parametrize(("day", "start", "end"), [
    (date(2026, 5, 8), "2026-05-07T23:00:00", "2026-05-08T22:59:59"),
    (date(2026, 12, 8), "2026-12-08T00:00:00", "2026-12-08T23:59:59"),
    (date(2025, 3, 30), "2025-03-30T00:00:00", "2025-03-30T22:59:59"),   # 23 hours
    (date(2025, 10, 26), "2025-10-25T23:00:00", "2025-10-26T23:59:59"),  # 25 hours
])
def test_a_day_runs_from_midnight_to_the_last_second_in_london(day, start, end):
    assert (london.start_of_day(day), london.end_of_day(day)) == (utc(start), utc(end))
    assert london.end_of_day(day).tzinfo is UTC


def test_a_moment_without_an_offset_has_no_day():
    with pytest.raises(ValueError, match="no offset"):
        london.day_of(datetime(2026, 5, 8))


def test_the_repeated_hour_of_october_is_told_apart():
    day, at = date(2026, 10, 25), time(1, 30)
    assert london.is_repeated(day, at) and not london.is_repeated(day, time(3))
    assert london.moment(day, at) == utc("2026-10-25T00:30:00")
    assert london.moment(day, at, second=True) == utc("2026-10-25T01:30:00")


def test_a_time_that_the_march_change_leaves_out_is_refused():
    with pytest.raises(ValueError, match="01:30 on 2026-03-29"):
        london.moment(date(2026, 3, 29), time(1, 30))
    assert london.moment(date(2026, 3, 29), time(2)) == utc("2026-03-29T01:00:00")


@pytest.mark.parametrize(("at", "open_"), [
    ("2026-05-08T07:00:00", True), ("2026-05-08T06:59:00", False), ("2026-05-08T19:00:59", True),
    ("2026-05-08T19:01:00", False), ("2026-05-09T07:30:00", False), ("2026-05-09T08:00:00", True),
    ("2026-05-04T16:00:00", True), ("2026-05-04T17:00:00", False), ("2026-12-08T20:00:00", True),
])
def test_both_ends_of_the_opening_hours_are_inside(at, open_):
    assert is_open(utc(at), SUPPLIER, ENGLAND) is open_


@pytest.mark.parametrize(("at", "hours", "received"), [
    ("2026-05-08T10:00:00", SUPPLIER, "2026-05-08T10:00:00"),
    ("2026-05-08T05:00:00", SUPPLIER, "2026-05-08T07:00:00"),       # before opening: that same morning
    ("2026-05-08T21:00:00", SUPPLIER, "2026-05-09T08:00:00"),       # Friday night: Saturday at nine
    ("2026-05-01T21:00:00", WEEKDAYS_ONLY, "2026-05-05T06:00:00"),  # over a bank holiday weekend
    ("2026-12-24T20:00:00", WEEKDAYS_ONLY, "2026-12-29T07:00:00"),
])
def test_what_comes_outside_hours_is_received_at_the_next_opening(at, hours, received):
    assert received_in_hours(utc(at), hours, ENGLAND) == utc(received)


def test_an_opening_is_never_before_the_moment_asked_about():
    assert next_opening(utc("2026-05-08T07:00:00"), SUPPLIER, ENGLAND) == utc("2026-05-08T07:00:00")
    assert next_opening(utc("2026-05-08T07:00:01"), SUPPLIER, ENGLAND) == utc("2026-05-09T08:00:00")


@pytest.mark.parametrize(("at", "day"), [
    ("2026-05-08T15:00:00", date(2026, 5, 8)), ("2026-05-08T15:01:00", date(2026, 5, 11)),
    ("2026-05-09T09:00:00", date(2026, 5, 11)),
])
def test_after_four_and_on_days_off_a_contact_counts_on_the_next_working_day(at, day):
    assert received_on(utc(at), time(16), ENGLAND) == day


def test_hours_that_close_before_they_open_are_refused():
    with pytest.raises(ValueError, match="not before closing"):
        OfficeHours((time(17), time(9)))
