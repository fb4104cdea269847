"""When mail about alerts may go."""

from datetime import date, time, timedelta

import pytest

from complaints.alerts import mail_hours
from workdays import london
from workdays.calendars import shipped

ENGLAND = shipped()["england-and-wales"]


def at(text):
    day, clock = text.split()
    return london.moment(date.fromisoformat(day), time.fromisoformat(clock))


@pytest.mark.parametrize(("now", "goes"), [
    ("2026-05-11 06:59", "2026-05-11 07:00"),
    ("2026-05-11 07:00", "2026-05-11 07:00"),
    ("2026-05-11 18:59", "2026-05-11 18:59"),
    ("2026-05-11 19:00", "2026-05-12 07:00"),
    ("2026-05-15 23:00", "2026-05-18 07:00"),
    ("2026-05-16 12:00", "2026-05-18 07:00"),
    ("2026-12-24 20:00", "2026-12-29 07:00"),
    ("2026-03-28 12:00", "2026-03-30 07:00"),
    ("2060-01-03 12:00", "2060-01-05 07:00"),
])
def test_mail_goes_from_seven_to_seven_on_working_days(now, goes):
    assert mail_hours.at_once(at(now), ENGLAND, any_hour=False) == at(goes)


def test_who_wants_it_at_any_hour_gets_it_at_any_hour():
    night = at("2026-12-25 03:00")
    assert mail_hours.at_once(night, ENGLAND, any_hour=True) == night


@pytest.mark.parametrize(("now", "goes"), [
    ("2026-05-11 06:59", "2026-05-11 07:00"),
    ("2026-05-11 07:00", "2026-05-12 07:00"),
    ("2026-05-22 12:00", "2026-05-26 07:00"),
    ("2026-10-23 07:01", "2026-10-26 07:00"),
])
def test_the_morning_list_goes_at_seven_of_the_next_working_day(now, goes):
    assert mail_hours.next_morning(at(now), ENGLAND) == at(goes)


def test_every_hour_of_a_year_has_an_hour_at_which_mail_goes():
    for hour in range(365 * 24):
        now = at("2026-01-01 00:30") + timedelta(hours=hour)
        goes = mail_hours.at_once(now, ENGLAND, any_hour=False)
        assert now <= goes <= now + timedelta(days=6) and 7 <= goes.astimezone(london.LONDON).hour < 19
