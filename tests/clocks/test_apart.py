"""Two deadlines of one day that count differently say by which holiday."""
from datetime import date

import pytest

from complaints.clocks.apart import why_apart
from workdays.calendars import shipped

pytestmark = pytest.mark.once
ENGLAND, SCOTLAND, IRELAND = "england-and-wales", "scotland", "northern-ireland"
EVE, TUESDAY = date(2025, 12, 31), date(2026, 1, 6)


def why(*names, due_on=EVE, today=TUESDAY):
    return why_apart([(due_on, name) for name in names], today, shipped())


def test_a_holiday_that_one_nation_alone_has_stands_beside_its_deadlines():
    assert why(ENGLAND, SCOTLAND) == {(EVE, SCOTLAND): "Fri 2 Jan is a holiday in Scotland only"}


def test_a_holiday_that_one_nation_alone_has_not_does_too():
    thursday = date(2026, 4, 2)
    told = why(ENGLAND, SCOTLAND, IRELAND, due_on=thursday, today=date(2026, 4, 8))
    assert told == {(thursday, SCOTLAND): "Mon 6 Apr is no holiday in Scotland"}


def test_the_days_ahead_are_explained_alike():
    assert why(ENGLAND, SCOTLAND, due_on=TUESDAY, today=EVE) == {(TUESDAY, SCOTLAND): "Fri 2 Jan is a holiday in Scotland only"}


@pytest.mark.parametrize("names", [(SCOTLAND,), (ENGLAND, ENGLAND), (ENGLAND, IRELAND)])
def test_nothing_is_said_where_all_count_alike(names):
    assert why(*names) == {}


def test_a_long_time_names_two_days_and_how_many_more():
    told = why(ENGLAND, SCOTLAND, due_on=date(2025, 1, 1), today=TUESDAY)[(date(2025, 1, 1), SCOTLAND)]
    assert told.startswith("Thu 2 Jan is a holiday in Scotland only and Mon 21 Apr is no holiday in Scotland and ")
    assert told.endswith("more such days")
