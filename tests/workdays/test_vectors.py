"""Worked dates over the days that go wrong: Christmas, Easter, one-off holidays, both calendars, 8 weeks, months."""
from datetime import date, timedelta

import pytest

import workdays
from workdays.calendars import shipped

ENGLAND, SCOTLAND, ULSTER = (shipped()[name] for name in workdays.NAMES)


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(("start", "days", "england", "scotland"), [
    ("2026-12-23", 1, "2026-12-24", "2026-12-24"),
    ("2026-12-24", 1, "2026-12-29", "2026-12-29"),
    ("2026-12-24", 5, "2027-01-05", "2027-01-06"),
    ("2026-12-18", 10, "2027-01-06", "2027-01-07"),
    ("2026-06-11", 5, "2026-06-18", "2026-06-19"),
    ("2026-04-01", 5, "2026-04-10", "2026-04-09"),
    ("2026-07-31", 5, "2026-08-07", "2026-08-10"),
    ("2022-09-15", 5, "2022-09-23", "2022-09-23"),
    ("2022-05-30", 5, "2022-06-08", "2022-06-08"),
    ("2020-05-05", 5, "2020-05-13", "2020-05-13"),
    ("2027-03-24", 5, "2027-04-02", "2027-04-01"),
    ("2027-12-22", 5, "2027-12-31", "2027-12-31"),
    ("2026-04-30", 5, "2026-05-08", "2026-05-08"),
])
def test_working_days_end_where_the_worked_examples_say(start, days, england, scotland):
    assert workdays.add(day(start), days, ENGLAND) == day(england)
    assert workdays.add(day(start), days, SCOTLAND) == day(scotland)


@pytest.mark.parametrize(("received", "letter"), [
    ("2026-10-30", "2026-12-29"), ("2026-11-02", "2026-12-29"), ("2026-11-23", "2027-01-19"),
    ("2026-04-29", "2026-06-25"),
])
def test_the_eight_week_letter_is_due_on_the_first_working_day_after_day_56(received, letter):
    assert workdays.next_working_day(day(received) + timedelta(days=56), ENGLAND) == day(letter)


@pytest.mark.parametrize(("start", "months", "end"), [
    ("2014-05-31", 9, "2015-02-28"), ("2014-07-31", 7, "2015-02-28"), ("2016-02-29", 12, "2017-02-28"),
    ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-12-31", 2, "2027-02-28"),
    ("2026-05-08", 0, "2026-05-08"), ("2026-05-31", -3, "2026-02-28"), ("2026-01-15", -1, "2025-12-15"),
])
def test_months_end_on_the_corresponding_date_or_the_months_last_day(start, months, end):
    assert workdays.add_months(day(start), months) == day(end)


@pytest.mark.parametrize(("start", "zero", "five"), [
    ("2026-04-30", "2026-04-30", "2026-05-08"),  # a Thursday is its own day 0
    ("2026-05-02", "2026-05-05", "2026-05-12"),  # Saturday of a bank holiday weekend: Tuesday is day 0
    ("2026-05-04", "2026-05-05", "2026-05-12"),
    ("2026-12-25", "2026-12-29", "2027-01-06"),
])
def test_a_day_off_counts_as_received_on_the_next_working_day_where_the_rule_says_so(start, zero, five):
    for days, end in ((0, zero), (5, five)):
        assert workdays.add(day(start), days, ENGLAND, workdays.TREATED_AS_RECEIVED) == day(end)


@pytest.mark.parametrize("start", ["2026-04-30", "2026-05-02", "2026-12-25"])
def test_no_days_after_is_the_start_itself_even_on_a_day_off(start):
    assert workdays.add(day(start), 0, ENGLAND) == day(start)


@pytest.mark.parametrize(("on", "days", "before"), [
    ("2026-05-08", 2, "2026-05-06"), ("2026-05-05", 1, "2026-05-01"), ("2026-05-03", 1, "2026-05-01"),
    ("2027-01-05", 5, "2026-12-24"), ("2026-05-04", 0, "2026-05-04"),
])
def test_days_before_are_counted_back_over_days_off(on, days, before):
    assert workdays.subtract(day(on), days, ENGLAND) == day(before)


@pytest.mark.parametrize(("calendar", "on", "why"), [
    (ENGLAND, "2026-05-04", "Early May bank holiday"), (ENGLAND, "2026-05-25", "Spring bank holiday"),
    (ENGLAND, "2026-12-28", "Boxing Day (substitute day)"), (ENGLAND, "2020-05-08", "Early May bank holiday (VE day)"),
    (ENGLAND, "2026-08-31", "Summer bank holiday"), (ENGLAND, "2026-04-06", "Easter Monday"),
    (ENGLAND, "2026-12-26", "weekend"), (ENGLAND, "2026-05-05", None), (ENGLAND, "2026-06-15", None),
    (SCOTLAND, "2026-06-15", "World Cup bank holiday"), (SCOTLAND, "2026-01-02", "2nd January"),
    (SCOTLAND, "2026-08-03", "Summer bank holiday"), (SCOTLAND, "2026-11-30", "St Andrew’s Day"),
    (SCOTLAND, "2024-12-02", "St Andrew’s Day (substitute day)"), (SCOTLAND, "2026-04-06", None),
    (SCOTLAND, "2026-08-31", None), (SCOTLAND, "2023-01-03", "New Year’s Day (substitute day)"),
    (ULSTER, "2026-03-17", "St Patrick’s Day"),
])
def test_a_day_off_is_called_by_its_published_name(calendar, on, why):
    assert workdays.why_off(day(on), calendar) == why
    assert workdays.is_working_day(day(on), calendar) is (why is None)


def test_an_explanation_names_every_day_counted_and_skipped():
    told = workdays.explain(day("2026-04-30"), 5, ENGLAND)
    assert told.date == day("2026-05-08") and told.day_zero == day("2026-04-30") and not told.provisional
    assert [each.day for each in told.counted] == [1, 5, 6, 7, 8]
    assert [(each.day, why) for each, why in told.skipped] == [
        (2, "weekend"), (3, "weekend"), (4, "Early May bank holiday")]


def test_an_explanation_skips_the_days_before_a_late_receipt_counts():
    told = workdays.explain(day("2026-05-02"), 1, ENGLAND, workdays.TREATED_AS_RECEIVED)
    assert [each.day for each, _ in told.skipped] == [2, 3, 4]
    assert told.day_zero == day("2026-05-05") and told.counted == (day("2026-05-06"),)


def test_between_leaves_out_the_first_day_and_counts_the_last():
    assert workdays.between(day("2026-04-30"), day("2026-05-08"), ENGLAND) == 5
    assert workdays.between(day("2026-05-01"), day("2026-05-04"), ENGLAND) == 0
    assert workdays.between(day("2026-05-08"), day("2026-05-08"), ENGLAND) == 0
