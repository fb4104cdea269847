"""Figures of many complaints are at most a minute old and say from when they are; those of few are always new."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache

from complaints.reports import kept, reading
from complaints.reports.kept import MANY, figures
from complaints.reports.periods import Asked, Period
from tests.factories import MONDAY, make_complaint

ASKED = Asked(Period(date(2026, 4, 1), date(2026, 6, 30)), None)


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()
    yield
    cache.clear()


def read(number, after=0, asked=ASKED):
    return figures("index", asked, lambda: number, many=int, now=MONDAY + timedelta(seconds=after))


def test_figures_of_many_are_kept_for_a_minute_and_say_when_they_were_worked_out():
    read(MANY + 1)
    assert (read(MANY + 2, after=59).figures, read(MANY + 2, after=59).at) == (MANY + 1, MONDAY)
    assert read(MANY + 3, after=60).figures == MANY + 3


def test_figures_of_few_are_worked_out_each_time():
    read(MANY)
    assert (read(7, after=1).figures, read(7, after=1).at) == (7, None)


def test_another_period_or_moment_has_its_own():
    read(MANY + 1)
    assert read(8, asked=Asked(ASKED.period, MONDAY)).figures == 8
    assert read(9, asked=Asked(ASKED.period.before(), None)).figures == 9


@pytest.mark.django_db
@pytest.mark.parametrize(("many", "received", "seconds"), [(0, 1, 0), (MANY, 2, 30)])
def test_the_page_of_a_report_says_from_when_its_figures_are(monkeypatch, many, received, seconds):
    monkeypatch.setattr(kept, "MANY", many)
    make_complaint()
    kept.answer(reading.REPORTS["complaints"], ASKED, now=MONDAY)
    make_complaint()
    answer = kept.answer(reading.REPORTS["complaints"], ASKED, now=MONDAY + timedelta(seconds=30))
    assert (answer["totals"]["received"], kept.moment_of(answer)) == (received, MONDAY + timedelta(seconds=seconds))
