"""The shipped days off, changes to them, and the refusal of what is not known."""
import json
from datetime import date, datetime

import pytest

import workdays
from workdays import OutsideCalendar
from workdays.calendars import SHIPPED_FILE, from_rows, shipped
from workdays.shipped import as_json, rows

ENGLAND, SCOTLAND = shipped()["england-and-wales"], shipped()["scotland"]
FRIDAY = date(2026, 5, 8)


def test_the_shipped_file_is_what_the_pinned_library_lists():
    assert json.loads(SHIPPED_FILE.read_text(encoding="utf-8")) == json.loads(as_json())


def test_the_shipped_names_are_the_published_ones():
    for row in rows():
        assert "observed" not in row["name"] and ";" not in row["name"] and "May Day" not in row["name"]
        assert date.fromisoformat(row["date"]).weekday() < 5


@pytest.mark.parametrize(("calendar", "days"), [
    ("england-and-wales", 269), ("scotland", 303), ("northern-ireland", 335),
])
def test_thirty_three_years_are_laid_down(calendar, days):
    cal = shipped()[calendar]
    assert (cal.first, cal.last, cal.published_until) == (date(2008, 1, 1), date(2040, 12, 31), date(2028, 12, 31))
    assert len(cal.off) == days


@pytest.mark.parametrize(("nation", "calendar"), [
    ("england", "england-and-wales"), ("wales", "england-and-wales"), ("scotland", "scotland"),
    ("northern_ireland", "northern-ireland"),
])
def test_the_nation_of_the_premises_picks_the_calendar(nation, calendar):
    assert workdays.calendar_for(nation) == calendar


@pytest.mark.parametrize("nation", ["", "GB", "France", None, "England"])
def test_an_unknown_nation_is_refused(nation):
    with pytest.raises(ValueError, match="There is no nation"):
        workdays.calendar_for(nation)


@pytest.mark.parametrize("ask", [
    lambda cal: workdays.add(date(2007, 12, 31), 1, cal),
    lambda cal: workdays.add(date(2041, 1, 1), 1, cal),
    lambda cal: workdays.add(date(2040, 12, 31), 1, cal),
    lambda cal: workdays.add(date(2040, 1, 1), 2000, cal),
    lambda cal: workdays.add(date(2007, 12, 31), 0, cal),
    lambda cal: workdays.add(date(2041, 1, 1), 5, cal, workdays.TREATED_AS_RECEIVED),
    lambda cal: workdays.subtract(date(2008, 1, 2), 5, cal),
    lambda cal: workdays.between(date(2007, 1, 1), FRIDAY, cal),
    lambda cal: workdays.between(FRIDAY, date(2041, 1, 1), cal),
    lambda cal: workdays.is_working_day(date(2041, 1, 1), cal),
    lambda cal: workdays.is_provisional(date(2041, 1, 1), cal),
    lambda cal: workdays.explain(date(1999, 1, 1), 5, cal),
    lambda cal: workdays.add(date.max, 1, cal),
])
@pytest.mark.parametrize("cal", [ENGLAND, SCOTLAND], ids=lambda cal: cal.name)
def test_a_day_outside_the_calendar_is_refused_naming_the_range(ask, cal):
    with pytest.raises(OutsideCalendar, match="laid down from 2008-01-01 to 2040-12-31"):
        ask(cal)


@pytest.mark.parametrize("ask", [
    lambda: workdays.add(FRIDAY, -1, ENGLAND), lambda: workdays.add(FRIDAY, 2001, ENGLAND),
    lambda: workdays.add(FRIDAY, 5.5, ENGLAND), lambda: workdays.add(FRIDAY, "5", ENGLAND),
    lambda: workdays.add(FRIDAY, None, ENGLAND), lambda: workdays.add("2026-05-08", 5, ENGLAND),
    lambda: workdays.add(None, 5, ENGLAND), lambda: workdays.add([], 5, ENGLAND),
    lambda: workdays.add(datetime(2026, 5, 8), 5, ENGLAND),
    lambda: workdays.add(FRIDAY, 5, ENGLAND, "backwards"), lambda: workdays.add(FRIDAY, 0, ENGLAND, None),
    lambda: workdays.subtract(FRIDAY, -1, ENGLAND), lambda: workdays.is_working_day("today", ENGLAND),
    lambda: workdays.between(FRIDAY, date(2026, 5, 7), ENGLAND), lambda: workdays.between(FRIDAY, None, ENGLAND),
    lambda: workdays.add_months(FRIDAY, 1201), lambda: workdays.add_months(FRIDAY, 1.5),
    lambda: workdays.add_months("x", 1), lambda: workdays.add_months(date(9999, 12, 31), 1),
    lambda: workdays.add_months(date(1, 1, 1), -1),
])
def test_bad_input_is_refused_with_a_sentence(ask):
    with pytest.raises(ValueError, match=r"\.$"):
        ask()


def test_days_after_the_published_list_are_provisional():
    assert not workdays.is_provisional(date(2028, 12, 31), ENGLAND)
    assert workdays.is_provisional(date(2029, 1, 1), ENGLAND)
    assert not workdays.explain(date(2028, 12, 20), 3, ENGLAND).provisional
    assert workdays.explain(date(2028, 12, 27), 5, ENGLAND).provisional


def test_an_added_day_moves_what_is_counted_and_leaves_the_old_calendar_alone():
    changed = workdays.with_changes(ENGLAND, version="2", added=[(date(2026, 5, 7), "Day of mourning")])
    assert workdays.why_off(date(2026, 5, 7), changed) == "Day of mourning"
    assert workdays.add(date(2026, 4, 30), 5, changed) == date(2026, 5, 11)
    assert workdays.add(date(2026, 4, 30), 5, ENGLAND) == date(2026, 5, 8)
    assert changed.version == "2"


def test_a_withdrawn_day_stays_withdrawn_whatever_comes_after():
    once = workdays.with_changes(ENGLAND, version="2", withdrawn=[date(2026, 5, 4)])
    again = workdays.with_changes(once, version="3", added=[(date(2026, 5, 4), "Early May bank holiday")])
    assert workdays.is_working_day(date(2026, 5, 4), once) and workdays.is_working_day(date(2026, 5, 4), again)


def test_merging_never_loses_or_renames_a_known_day():
    merged = workdays.with_changes(ENGLAND, version="2", added=[(date(2026, 5, 4), "May Day")])
    assert merged.off == ENGLAND.off


def test_a_newer_published_list_moves_the_horizon_forward_only():
    later = workdays.with_changes(ENGLAND, version="2", published_until=date(2029, 12, 31))
    assert not workdays.is_provisional(date(2029, 6, 1), later)
    assert workdays.with_changes(later, version="3", published_until=date(2027, 1, 1)).published_until.year == 2029


@pytest.mark.parametrize("change", [
    {"added": [(date(2050, 1, 3), "Far")]}, {"added": [(date(2026, 5, 7), " ")]}, {"withdrawn": [date(2050, 1, 3)]},
    {"added": [("2026-05-07", "Text")]},
])
def test_a_change_that_makes_no_sense_is_refused(change):
    with pytest.raises((ValueError, TypeError)):
        workdays.with_changes(ENGLAND, version="2", **change)


def test_a_calendar_of_an_unknown_part_is_refused():
    with pytest.raises(ValueError, match="There is no calendar called 'wales'"):
        workdays.lay_down("wales", {}, version="1", first=FRIDAY, last=FRIDAY, published_until=FRIDAY)


def test_a_calendar_is_built_from_plain_rows():
    laid = {"version": "x", "first": "2026-01-01", "last": "2026-12-31", "published_until": "2026-12-31",
            "days": [{"date": "2026-05-08", "calendar": "scotland", "name": "Test day", "source": "a test"}]}
    built = from_rows(laid)
    assert workdays.why_off(FRIDAY, built["scotland"]) == "Test day"
    assert workdays.is_working_day(FRIDAY, built["england-and-wales"])


@pytest.mark.parametrize(("today", "days"), [(date(2028, 12, 1), 30), (date(2029, 1, 1), 0), (date(2028, 12, 31), 0)])
def test_the_horizon_of_known_holidays_is_counted_in_days(today, days):
    assert workdays.known_for(ENGLAND, today) == days
