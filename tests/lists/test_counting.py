"""Counts beside groups and ticks: true over the whole view, capped in words, never of what a person may not see."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.cache import cache

from complaints.lists import counting, holding
from complaints.lists.pages.words import number
from complaints.lists.wanted import Wanted
from tests.factories import MONDAY, make_complaint, make_person

pytestmark = pytest.mark.django_db
TODAY, DAY = date(2026, 5, 11), timedelta(days=1)


def counted(person, wanted, now=MONDAY):
    return counting.counted(person, wanted, TODAY, now=now)


def test_groups_are_counted_over_the_whole_narrowed_view_and_ticks_over_the_view():
    person = make_person()
    for back in (0, 0, 3, 7):
        make_complaint(by=person, received_at=MONDAY - back * DAY)
    make_complaint(by=person, needs=["off_supply", "medical"])
    found = counted(person, Wanted("mine", "", {"need": ("off_supply",)}))
    assert found.groups == {"first": 1} and found.facets["state"] == {"due_soon": 3, "due_today": 1, "overdue": 1}
    assert found.facets["need"] == {"off_supply": 1, "medical": 1, "first": 1} and (found.total, found.held) == (1, 5)


@pytest.mark.parametrize("view", ["mine", "team", "queue", "reviews", "all", "ended"])
def test_a_count_is_what_the_list_holds(view):
    person = make_person("senior_manager")
    for stage in ("immediate", "senior_review", "deadlock", "ombudsman", "resolved", "closed"):
        make_complaint(stage, by=person)
    rows = holding.narrowed(person, Wanted(view), TODAY)
    assert counted(person, Wanted(view)).groups == Counter("first" if not row.ordinary else row.state for row in rows)


def test_what_a_person_may_not_see_is_not_counted():
    person = make_person()
    complaint = make_complaint(by=person)
    type(complaint).objects.update(restricted=True)
    assert counted(person, Wanted("mine")).total == 0
    assert counted(make_person("compliance_officer"), Wanted("all")).facets["need"] == {"restricted": 1}


def test_a_large_view_is_counted_once_a_minute_and_says_when(monkeypatch):
    cache.clear()
    monkeypatch.setattr(counting, "CAPPED", 1)
    person = make_person()
    make_complaint(by=person), make_complaint(by=person)
    assert counted(person, Wanted("mine")).at == MONDAY
    make_complaint(by=person)
    told = [counted(person, Wanted("mine"), MONDAY + timedelta(seconds=after)) for after in (59, 61)]
    assert [(found.total, found.at - MONDAY) for found in told] == [(2, timedelta(0)), (3, timedelta(seconds=61))]
    cache.clear()


@pytest.mark.parametrize(("count", "words"), [(0, "0"), (500, "500"), (501, "500+"), (80_000, "500+")])
def test_a_count_is_told_to_500(count, words):
    assert number(count) == words
