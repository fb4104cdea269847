"""The pages of the reports on complaints, stages, deadlines and breaches: the finding first, sums that add up, every number opens its cases."""

import re
from datetime import timedelta
from html import unescape

import pytest

from complaints.case.models import Complaint
from complaints.reports import filed
from complaints.reports.pages import index
from tests.factories import MONDAY, do_move, make_complaint

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PERIOD = "?from=2026-05-01&to=2026-05-31"
NAMES = ("complaints", "stages", "deadlines", "breaches")


def text(response):
    return response.content.decode()


@pytest.fixture
def desk(at):
    make_complaint("resolved")
    make_complaint("closed")
    late = make_complaint("senior_review")
    do_move(make_complaint("senior_review"), "resolve", at=MONDAY + 9 * DAY)
    at(MONDAY + 20 * DAY)
    return late


def test_what_came_is_what_is_resolved_closed_and_open(signed_in, at, desk):
    client = signed_in("senior_manager")
    at(MONDAY + 20 * DAY)
    page = text(client.get(f"/reports/complaints/{PERIOD}"))
    assert "Complaints, 1 May to 31 May 2026: 4 received, 2 resolved" in page and "Both sides are 4" in page
    assert "Resolved by the end of the next working day: 25 % of 4 in May 2026" in page and "Target 70 %" in page and "Show data" in page


def test_the_stages_say_how_many_went_on(signed_in, at, desk):
    client = signed_in("compliance_officer")
    at(MONDAY + 20 * DAY)
    page = text(client.get(f"/reports/stages/{PERIOD}"))
    assert "Stages, 1 May to 31 May 2026: 2 of 4 went on to a senior review" in page and "2, 50 %" in page and "Those there now add up" in page


def test_deadlines_add_up_and_breaches_stand_by_rule_and_team(signed_in, at, desk):
    client = signed_in("compliance_officer")
    at(MONDAY + 20 * DAY)
    page = text(client.get(f"/reports/deadlines/{PERIOD}"))
    assert "Both sides are" in page and re.search(r"Deadlines, 1 May to 31 May 2026: \d+ of \d+ missed", page)
    heat = text(client.get(f"/reports/breaches/{PERIOD}"))
    assert 'class="num heat-1"' in heat and "All teams" in heat and "Senior review, 5 working days" in heat


@pytest.mark.parametrize("name", NAMES)
def test_every_number_opens_exactly_as_many_cases(signed_in, at, desk, name):
    client = signed_in("compliance_officer")
    at(MONDAY + 20 * DAY)
    page = text(client.get(f"/reports/{name}/{PERIOD}"))
    links = re.findall(r'<a href="(/reports/\w+/cases/[^"]+)">(?:<b>)?([\d,]+)<', page)
    assert len(links) >= 4
    for href, number in links:
        cases = text(client.get(unescape(href)))
        assert cases.count('<th scope="row"') == int(number), href


@pytest.mark.parametrize("name", NAMES)
def test_every_report_can_be_had_as_a_file(signed_in, at, desk, name):
    client = signed_in("compliance_officer")
    for kind in ("csv", "xlsx"):
        assert f'href="/reports/{name}.{kind}?' in text(client.get(f"/reports/{name}/{PERIOD}"))
        assert client.get(f"/reports/{name}.{kind}{PERIOD}").status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_period_says_what_was_looked_at(signed_in, name):
    page = text(signed_in("administrator").get(f"/reports/{name}/?from=2021-01-01&to=2021-01-31"))
    assert re.search("Looked at|Nothing was received|nothing was received", page)


@pytest.mark.parametrize("name", NAMES)
def test_hostile_addresses_are_answered_in_words(signed_in, name):
    client = signed_in("senior_manager")
    for query in ("from=99999-99", "from=2026-05-31&to=2026-05-01", "as_of=9999-12-31", "from=%00", "from=2000-01-01&to=2040-12-31", "to=2026-05-01"):
        assert client.get(f"/reports/{name}/?{query}").status_code in (200, 422), query
    assert signed_in("agent").get(f"/reports/{name}/").status_code == 403


NO_NUMBER = ["complaints/cases/?what=nothing", "complaints/cases/?stage=nowhere", "deadlines/cases/?what=x", "deadlines/cases/?kind=x"]
ODD = ["complaints/cases/?category=%00x&page=-1", "deadlines/cases/?team=%00%C3%A9&page=999999999", "complaints/cases/?at=closed&as_of=2026-05-01"]


@pytest.mark.parametrize("path", NO_NUMBER)
def test_a_number_that_is_none_is_not_found(signed_in, path):
    assert signed_in("senior_manager").get(f"/reports/{path}").status_code == 404


def test_any_category_team_and_page_is_answered(signed_in):
    client = signed_in("senior_manager")
    for path in ODD:
        assert client.get(f"/reports/{path}").status_code == 200


def test_what_is_restricted_is_counted_and_listed_only_for_those_who_may_see_it(signed_in, at, desk):
    Complaint.objects.filter(pk=desk.pk).update(restricted=True)
    client = signed_in("senior_manager")
    at(MONDAY + 20 * DAY)
    for path in (f"complaints/cases/{PERIOD}&what=received", f"deadlines/cases/{PERIOD}&what=due"):
        page = text(client.get(f"/reports/{path}"))
        assert desk.reference not in page and "that you may not see" in page and "counted as well" in page
    assert desk.reference in text(signed_in("compliance_officer").get(f"/reports/complaints/cases/{PERIOD}&what=received"))


def test_a_past_moment_says_what_it_can_and_what_not(signed_in, at, desk):
    client = signed_in("senior_manager")
    at(MONDAY + 20 * DAY)
    page = text(client.get(f"/reports/complaints/{PERIOD}&as_of=2026-05-11"))
    assert "As recorded by Mon 11 May 2026" in page and "the corrections recorded by then are told" in page


def test_the_index_shows_the_pictures_and_leads_to_all_reports(signed_in, at, desk):
    client = signed_in("senior_manager")
    at(MONDAY + 20 * DAY)
    page = text(client.get(f"/reports/{PERIOD}"))
    assert page.count("<svg class=\"chart chart-wide\"") == 3 and "missed; most:" in page
    assert all(f'href="/reports/{name}/' in page for name in (*NAMES, "standards", "ombudsman", "windows"))


def test_the_cases_say_their_number_in_the_title(signed_in, at, desk):
    client = signed_in("compliance_officer")
    at(MONDAY + 20 * DAY)
    assert "<h1>4 complaints received in May 2026</h1>" in text(client.get(f"/reports/complaints/cases/{PERIOD}&what=received"))
    page = text(client.get(f"/reports/deadlines/cases/{PERIOD}&what=breaches"))
    number = re.search(r"<h1>([\d,]+) deadlines missed in May 2026, [\d,]+ still late</h1>", page)
    assert int(number[1]) == page.count('<th scope="row"')


def test_why_a_deadline_was_missed_is_read_at_its_case_and_never_of_a_restricted_one(signed_in, at, desk):
    row = do_move(desk, "resolve", at=MONDAY + 12 * DAY, late_reason="The depot was shut for a week.")
    client, address = signed_in("senior_manager"), f"/reports/deadlines/cases/{PERIOD}&what=with_reason"
    at(MONDAY + 20 * DAY)
    assert "Why late" in (page := text(client.get(address))) and "The depot was shut for a week." in page
    Complaint.objects.filter(pk=row.pk).update(restricted=True)
    assert "The depot was shut for a week." not in text(client.get(address))


@pytest.mark.parametrize(("at_once", "many", "told"), [
    (0, 100_000, 'hx-get="/reports/?from=2026-04-01&amp;to=2026-06-30&amp;pictures=1"'), (0, 0, "They are on the pages of the reports."),
])
def test_pictures_that_take_long_follow_the_index_or_are_elsewhere(signed_in, at, desk, monkeypatch, at_once, many, told):
    monkeypatch.setattr(index, "AT_ONCE", at_once)
    monkeypatch.setattr(filed, "AT_ONCE", many)
    client = signed_in("senior_manager")
    text = client.get("/reports/").content.decode()
    assert told in unescape(text) or told in text
    assert "<svg class=\"chart" not in text
    followed = client.get("/reports/?from=2026-04-01&to=2026-06-30&pictures=1").content.decode()
    assert ('id="pictures"><div class="chart-pair">' in followed) == bool(many)
