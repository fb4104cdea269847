"""The three weeks on the sign-in page."""

from datetime import date

import pytest

from staff.almanac import almanac
from workdays import OutsideCalendar
from workdays.calendars import shipped


@pytest.mark.parametrize(
    ("today", "title", "ends", "next_off"),
    [
        (date(2026, 5, 11), "Monday 11 May 2026 is a working day", "Monday 18 May", "Monday 25 May, Spring bank holiday"),
        (date(2026, 5, 16), "Saturday 16 May 2026 is not a working day", "Friday 22 May", "Monday 25 May"),
        (date(2026, 12, 24), "Thursday 24 December 2026 is a working day", "Tuesday 5 January", "Friday 25 December, Christmas Day"),
        (date(2026, 4, 3), "Friday 3 April 2026 is not a working day", "Monday 13 April", "Monday 6 April, Easter Monday, England and Wales"),
    ],
)
def test_the_sentences_name_today_the_fifth_day_and_the_next_day_off(today, title, ends, next_off):
    said = almanac(shipped(), today)
    assert said["title"] == title
    assert f"end on {ends}." in said["text"]
    assert f"Next day off: {next_off}" in said["text"]


@pytest.mark.parametrize("today", [date(2026, 5, 11), date(2026, 5, 17), date(2026, 12, 24), date(2028, 2, 29)])
def test_three_whole_weeks_hold_today_and_one_limit_on_the_fifth_day(today):
    weeks = almanac(shipped(), today)["weeks"]
    cells = [cell for week in weeks for cell in week]
    assert [len(week) for week in weeks] == [7, 7, 7]
    assert [cell["bottom"] for cell in cells].count("Today") == 1
    assert [cell["bottom"] for cell in cells if cell["limit"]] == ["5"]


def test_a_day_beyond_the_calendar_is_refused_and_the_page_does_without():
    with pytest.raises(OutsideCalendar):
        almanac(shipped(), date(2090, 1, 1))


def test_the_sign_in_page_opens_when_the_calendar_has_run_out(client, db):
    import time_machine

    with time_machine.travel("2055-01-01T10:00:00Z"):
        answer = client.get("/sign-in/")
    assert (answer.status_code, answer.context["almanac"]) == (200, None)
