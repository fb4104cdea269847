"""Counting by the API: the contract's answers, and hostile questions."""

import pytest

from tests.api.callers import is_error

pytestmark = pytest.mark.once
EW = "england-and-wales"


def test_working_days_are_added_and_explained(agent):
    told = agent.get("/working-days/add", start="2026-05-21", days=3, calendar=EW).json()
    assert told == {
        "date": "2026-05-27", "counted": ["2026-05-22", "2026-05-26", "2026-05-27"],
        "skipped": [{"date": "2026-05-23", "why": "weekend"}, {"date": "2026-05-24", "why": "weekend"},
                    {"date": "2026-05-25", "why": told["skipped"][2]["why"]}],
        "provisional": False,
    }
    assert "bank holiday" in told["skipped"][2]["why"].lower()


@pytest.mark.parametrize(("start", "days", "calendar", "counting", "date"), [
    ("2026-05-23", 0, EW, "day_after", "2026-05-23"),
    ("2026-05-23", 0, EW, "treated_as_received_next_working_day", "2026-05-26"),
    ("2026-05-23", 1, EW, "treated_as_received_next_working_day", "2026-05-27"),
    ("2026-11-27", 1, "scotland", "day_after", "2026-12-01"),
    ("2026-11-27", 1, EW, "day_after", "2026-11-30"),
    ("2026-07-10", 1, "northern-ireland", "day_after", "2026-07-14"),
])
def test_each_calendar_and_each_way_of_counting(agent, start, days, calendar, counting, date):
    assert agent.get("/working-days/add", start=start, days=days, calendar=calendar, counting=counting).json()["date"] == date


def test_a_day_far_ahead_is_provisional(agent):
    assert agent.get("/working-days/add", start="2030-01-02", days=5, calendar=EW).json()["provisional"] is True


@pytest.mark.parametrize(("date", "working", "why"), [("2026-05-11", True, None), ("2026-05-16", False, "weekend")])
def test_whether_a_day_is_a_working_day(agent, date, working, why):
    assert agent.get("/working-days/is", date=date, calendar=EW).json() == {"working_day": working, "why": why}


def test_working_days_between_leave_out_the_first_day_and_take_in_the_last(agent):
    told = agent.get("/working-days/between", **{"from": "2026-05-21", "to": "2026-05-27", "calendar": EW}).json()
    assert told == {"working_days": 3}


@pytest.mark.parametrize(("start", "months", "date"), [("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"),
                                                       ("2026-03-15", 9, "2026-12-15"), ("2026-03-31", -1, "2026-02-28")])
def test_months_end_on_the_corresponding_date(agent, start, months, date):
    assert agent.get("/months/add", start=start, months=months).json() == {"date": date}


@pytest.mark.parametrize(("path", "query", "field"), [
    ("add", {"start": "2026-02-31"}, "start"), ("add", {"start": "2007-12-31"}, "start"), ("add", {"start": "9999-12-31"}, "start"),
    ("add", {"start": "0001-01-01"}, "start"), ("add", {"start": "2026-W20-1"}, "start"), ("add", {"start": "٢٠٢٦-٠٥-١١"}, "start"),
    ("add", {"days": "2001"}, "days"), ("add", {"days": "-1"}, "days"), ("add", {"days": "1.5"}, "days"), ("add", {"days": "9" * 40}, "days"),
    ("add", {"days": "²"}, "days"), ("add", {"days": ""}, "days"), ("add", {"calendar": "wales"}, "calendar"),
    ("add", {"counting": "backwards"}, "counting"), ("add", {"colour": "red"}, "colour"), ("add", {"start": "2040-12-30"}, "start"),
])
def test_a_question_that_cannot_be_answered_names_its_field(agent, path, query, field):
    response = agent.get(f"/working-days/{path}", **({"start": "2026-05-11", "days": "5", "calendar": EW} | query))
    assert is_error(response, 422) and field in response.json()["fields"]


def test_a_range_backwards_is_refused(agent):
    response = agent.get("/working-days/between", **{"from": "2026-05-27", "to": "2026-05-21", "calendar": EW})
    assert is_error(response, 422) and "to" in response.json()["fields"]


@pytest.mark.parametrize("months", ["1201", "x", "99999999999999999999", ""])
def test_months_beyond_bounds_are_refused(agent, months):
    assert is_error(agent.get("/months/add", start="2026-01-31", months=months), 422)


def test_a_name_given_twice_is_refused(agent):
    response = agent.client.get("/api/v1/months/add?start=2026-01-31&months=1&months=2", headers=agent.headers)
    assert is_error(response, 422) and "months" in response.json()["fields"]


def test_counting_asks_for_a_token(nobody):
    assert is_error(nobody.get("/working-days/is", date="2026-05-11", calendar=EW), 401)
