"""The calendar's pages: the month, the list, a day, what is overdue; hostile addresses; nothing of restricted complaints."""

from datetime import datetime, timedelta
from urllib.parse import quote

import pytest

from complaints.case.models import Complaint
from tests.factories import MONDAY, do_contact, make_complaint, make_team
from tests.web.reading import text

AUTUMN = datetime(2026, 11, 26, 10, tzinfo=MONDAY.tzinfo)
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_the_month_says_what_is_due_today_and_its_heaviest_day(signed_in):
    make_complaint("senior_review")
    make_complaint(received_at=MONDAY - timedelta(days=3))
    page = text(signed_in().get("/calendar/?month=2026-05&whose=all"))
    assert "<h1>May 2026: 1 due today, heaviest day" in page and "11 today" in page and "1 first response" in page


def test_the_days_of_the_months_beside_hold_what_is_due_but_the_month_does_not_count_it(signed_in):
    make_complaint(received_at=MONDAY - timedelta(days=11))
    page = text(signed_in().get("/calendar/?month=2026-04&whose=all"))
    assert "<h1>April 2026: nothing due</h1>" in page and "Nothing is due in April 2026" in page
    beside = page.partition(">1 May</a>")[2].partition("</td>")[0]
    assert "1 late" in beside and "1 first response" in beside and "<rect" not in beside


def test_a_deadline_that_was_met_names_no_holiday_after_its_day(signed_in, at):
    """St Andrew's Day is a day off in Scotland alone."""
    for nation in ("england", "scotland"):
        complaint = make_complaint(received_at=AUTUMN, nation=nation)
        do_contact(complaint, AUTUMN + timedelta(hours=2))
        make_complaint(received_at=AUTUMN, nation=nation)
    at(AUTUMN + timedelta(days=6))
    lines = text(signed_in().get("/calendar/2026-11-27/?whose=all")).split("<tr>")[2:]
    assert sorted("Mon 30 Nov is a holiday" in line for line in lines) == [False, False, False, True]
    assert not any("Mon 30 Nov" in line for line in lines if "is-met" in line)


def test_days_off_are_named_and_the_weekend_too(signed_in):
    page = text(signed_in().get("/calendar/?month=2026-05&whose=all"))
    assert "<b>Early May bank holiday</b>" in page and "all of GB" in page and "weekend" in page
    assert "Spring bank holiday" in text(signed_in().get("/calendar/?month=2026-05&whose=all&as=list"))


def test_one_nation_may_be_chosen(signed_in):
    page = text(signed_in().get("/calendar/?month=2026-04&nation=scotland"))
    assert "Good Friday" in page and "Easter Monday" not in page


def test_overdue_is_carried_into_every_month(signed_in):
    late = make_complaint(received_at=MONDAY - timedelta(days=10))
    page = text(signed_in().get("/calendar/?month=2027-01&whose=all"))
    assert "1 overdue" in page and f"{late.reference}</a> First response, due Tue 5 May 2026, 4 working days late" in page


def test_a_day_lists_its_cases_with_what_is_due(signed_in):
    row = make_complaint("senior_review")
    client = signed_in()
    page = text(client.get("/calendar/2026-05-18/?whose=all"))
    assert "Monday 18 May 2026: 1 due" in page and row.reference in page and "Senior review, 5 working days" in page
    assert "Nothing is due on Tuesday 19 May 2026" in text(client.get("/calendar/2026-05-19/?whose=all"))


def test_an_empty_month_says_what_was_looked_at(signed_in):
    make_complaint()
    page = text(signed_in().get("/calendar/?month=2030-05&whose=all"))
    assert "Nothing is due in May 2030" in page and "Looked at 12:02 at" in page and "deadlines of “All complaints that you may see”" in page


def test_what_is_restricted_is_counted_nowhere_for_those_who_may_not_see_it(signed_in):
    row = make_complaint("senior_review", received_at=MONDAY - timedelta(days=10))
    Complaint.objects.update(restricted=True)
    client = signed_in(team=make_team())
    for path in ("/calendar/?month=2026-05&whose=all", "/calendar/2026-05-08/?whose=all", "/calendar/overdue/?whose=all"):
        page = text(client.get(path))
        assert row.reference not in page and "1 due" not in page and "1 overdue" not in page
    assert row.reference in text(signed_in("compliance_officer").get("/calendar/?month=2026-05&whose=all"))


@pytest.mark.parametrize(("role", "words"), [("agent", "Your complaints"), ("senior_manager", "Team nine"), ("compliance_officer", "All complaints")])
def test_each_role_begins_with_its_own(signed_in, role, words):
    page = text(signed_in(role, team=make_team(name="Team nine")).get("/calendar/"))
    assert f"<small>{words}" in page


def test_somebody_without_a_team_has_no_teams_calendar(signed_in):
    page = text(signed_in("senior_manager").get("/calendar/?whose=team"))
    assert "<small>Your complaints" in page and ">Team</a>" not in page


HOSTILE = ["99999-99", "0000-00", "2026-13", "1999-01", "2041-01", "\x00", "-1", "2026-05-05", "٢٠٢٦-٠٥", "9" * 3000]


@pytest.mark.parametrize("month", HOSTILE)
def test_a_month_that_is_none_is_refused_in_words(signed_in, month):
    answer = signed_in().get(f"/calendar/?month={quote(month)}")
    assert answer.status_code == 422 and "Give a month like 2026-05" in text(answer)


@pytest.mark.parametrize("day", ["2026-02-30", "99999-99", "1999-01-01", "9999-12-31", "0001-01-01", "20260508", "x" * 10, "%00", "2026-W19-1"])
def test_a_day_that_is_none_is_refused_in_words(signed_in, day):
    answer = signed_in().get(f"/calendar/{day}/")
    assert answer.status_code == 422 and "in the address, or choose one" in text(answer)


ODD = ["whose=\x00", "nation=mars&as=\x00", "page=-1", "page=99999999999", "whose=team&whose=all", "as=list&nation=northern-ireland"]


@pytest.mark.parametrize("query", ODD)
def test_any_other_address_is_answered(signed_in, query):
    client = signed_in()
    assert [client.get(f"{path}?{query}").status_code for path in ("/calendar/", "/calendar/2026-05-08/", "/calendar/overdue/")] == [200] * 3


def test_the_first_and_last_known_months_stand_without_a_way_beyond(signed_in):
    client = signed_in()
    assert 'data-month="before"' not in text(client.get("/calendar/?month=2008-01"))
    assert 'data-month="after"' not in text(client.get("/calendar/?month=2040-12"))


def test_a_month_takes_few_statements(signed_in, django_assert_max_num_queries):
    make_complaint()
    client = signed_in()
    client.get("/calendar/")
    with django_assert_max_num_queries(14):
        client.get("/calendar/?whose=all")
