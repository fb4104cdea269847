"""Over the senior manager's list: whose day 5 is today, how much each person has, how long it is to the 8-week letter."""

import re
from datetime import timedelta

import pytest

from complaints.bulk.load import Load, load_of_owners
from complaints.case.models import Complaint
from complaints.case.services import restrict
from complaints.lists import columns
from tests.bulk.test_leaving import gone
from tests.factories import MONDAY, do_move, fresh, make_complaint, make_person, op
from tests.web.reading import text

TODAY = MONDAY.date()
# Days to the due day: 2 late, 1 today, 1 in two working days, 3 later.
DAYS = (-4, -1, 0, 1, 10, 11, 12)


@pytest.fixture
def manager(signed_in):
    return signed_in("senior_manager", full_name="Priya Raman")


def review(owner, days, **fields):
    """A senior review of that owner that is due so many days from today."""
    complaint = make_complaint("senior_review", **fields)
    Complaint.objects.filter(pk=complaint.pk).update(owner=owner, next_due_on=TODAY + timedelta(days=days), next_kind="senior_review")
    return fresh(complaint)


def test_the_load_is_counted_by_owner_and_urgency(manager):
    tom = make_person(full_name="Tom Ashby")
    for days in DAYS:
        review(tom, days)
    review(None, 0)
    make_complaint(by=tom)
    assert load_of_owners(manager.person, TODAY, stage="senior_review") == {tom.pk: Load(2, 2, 3), None: Load(0, 1, 0)}


def test_a_restricted_complaint_counts_for_those_who_may_see_it_alone(manager):
    tom, officer = make_person(), make_person("compliance_officer")
    complaint = review(tom, 0)
    given = {"op_id": op(), "version": complaint.version, "people": [officer.username], "reason": "Press"}
    restrict(complaint.reference, given, by=officer, now=MONDAY + timedelta(hours=9))
    assert (load_of_owners(manager.person, TODAY), set(load_of_owners(officer, TODAY))) == ({}, {tom.pk})


def test_the_picture_and_its_table_say_the_same_numbers(manager):
    tom = make_person(full_name="Tom Ashby")
    for days in DAYS:
        review(tom, days)
    page = text(manager.get("/complaints/?view=reviews"))
    assert "Tom Ashby has 7 of 7 reviews, 2 overdue" in page
    assert 'aria-label="Tom Ashby: 2 overdue, 2 due today or in 1–2 working days, 3 later"' in page
    assert re.findall(r'text-anchor="middle">(\d+)</text>', page) == ["2", "2", "3"]
    assert re.findall(r'<td class="num">(\d+)</td>', page)[:4] == ["2", "2", "3", "7"]


def test_day_5_today_stands_first_with_the_way_to_send_the_update(manager):
    today, later = review(manager.person, 0, name="Due Today"), review(manager.person, 5, name="Due Later")
    page = text(manager.get("/complaints/?view=reviews"))
    section = page[page.index("Day 5 is today: 1"):page.index('class="sheet reviews-load"')]
    assert f"/c/{today.reference}/do/send_update/" in section and later.reference not in section


def test_an_update_that_is_due_today_is_named_so(manager):
    complaint = do_move(make_complaint("senior_review"), "send_update")
    Complaint.objects.filter(pk=complaint.pk).update(next_due_on=TODAY, next_kind="next_update")
    assert "Next update is due" in text(manager.get("/complaints/?view=reviews"))


def test_the_list_of_reviews_says_how_long_it_is_to_the_8_week_letter(manager):
    review(manager.person, 3)
    page = text(manager.get("/complaints/?view=reviews"))
    assert "8-week letter" in page and "40 working days left, Tue 7 Jul 2026" in page
    assert "working days left, Tue 7 Jul" not in text(manager.get("/complaints/?view=mine"))


def test_the_8_week_letter_carries_the_icon_and_colour_that_deadlines_have(manager, at):
    complaint = review(manager.person, 60)
    at(MONDAY + timedelta(days=58))
    row = text(manager.get("/complaints/?view=reviews")).split(complaint.reference)[-1]
    cell = row.partition('<td class="horizon" role="cell">')[2].partition("</td>")[0]
    assert 'class="status is-late"><svg' in cell and "1 working day late, Tue 7 Jul 2026" in cell


def test_reviews_leave_out_the_last_contact_until_somebody_asks_for_it():
    assert "last" not in columns.chosen(None, "reviews") and "last" in columns.chosen(None, "all")
    assert columns.chosen(["last", "horizon"], "reviews") == ("horizon", "last")


def test_who_is_away_is_named_beside_their_load(manager):
    tom = make_person(full_name="Tom Ashby")
    review(tom, 3)
    gone(tom, manager.person)
    assert "away until Fri 15 May" in text(manager.get("/complaints/?view=reviews"))


@pytest.mark.parametrize(("role", "shown"), [("agent", False), ("senior_manager", True), ("compliance_officer", False), ("administrator", True)])
def test_the_load_is_shown_to_those_who_give_work_to_others(signed_in, role, shown):
    client = signed_in(role)
    review(make_person(), 3)
    assert ("Show data" in text(client.get("/complaints/?view=reviews"))) is shown


def test_the_head_costs_the_same_however_many_reviews_there_are(manager, django_assert_max_num_queries):
    for number in range(8):
        review(make_person(), 0 if number < 4 else 9)
    manager.get("/complaints/?view=reviews")
    with django_assert_max_num_queries(28):
        manager.get("/complaints/?view=reviews")

