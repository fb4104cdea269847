"""The pages of the counted reports: the finding first, sums that add up, every number opens exactly its cases, page after page by key."""

import re
from datetime import timedelta
from html import unescape

import pytest

from complaints.case.models import Complaint
from complaints.reports import keyset
from complaints.reports.pages.speaking import SPOKEN
from tests.factories import MONDAY, do_move, make_complaint, make_team
from tests.reports import random_lives

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DAY = timedelta(days=1)
PERIOD = "?from=2026-01-01&to=2026-05-31"
NUMBER = re.compile(r'<a href="(/reports/\w+/cases/[^"]+)">(?:<b>)?([\d,]+)<')


def text(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def desk(at):
    random_lives.make(120, seed=3, now=MONDAY)
    at(MONDAY)


@pytest.mark.parametrize("as_of", ["", "&as_of=2026-04-20"])
@pytest.mark.parametrize("name", list(SPOKEN))
def test_every_number_opens_exactly_as_many_cases_as_it_says(signed_in, desk, at, monkeypatch, name, as_of):
    monkeypatch.setattr(keyset.page_of, "__kwdefaults__", {"after": "", "before": "", "size": 10_000})
    client = signed_in("compliance_officer")
    at(MONDAY)
    links = NUMBER.findall(text(client.get(f"/reports/{name}/{PERIOD}{as_of}")))
    assert len(links) >= 4
    for href, number in dict(links).items():
        cases = text(client.get(unescape(href)))
        assert cases.count('<th scope="row"') == int(number.replace(",", "")), href
        assert re.search(rf"<h1>{number} ", cases), href


@pytest.mark.parametrize("name", list(SPOKEN))
def test_the_two_sides_of_every_sum_are_the_same(signed_in, desk, at, name):
    page = text(signed_in("compliance_officer").get(f"/reports/{name}/{PERIOD}"))
    assert page.count('aria-label="A sum that adds up"') == page.count("Both sides are") >= bool(SPOKEN[name].sums)


@pytest.mark.parametrize("name", list(SPOKEN))
def test_an_empty_report_says_how_much_it_looked_at_and_a_wrong_period_is_refused_in_words(signed_in, name):
    client = signed_in("administrator")
    assert "Looked at " in text(client.get(f"/reports/{name}/?from=2020-01-01&to=2020-01-31"))
    for query in ("from=99999-99", "from=2026-05-31&to=2026-05-01", "as_of=9999-12-31", "from=%00", "from=2000-01-01&to=2040-12-31", "to=1900-05-01"):
        assert client.get(f"/reports/{name}/?{query}").status_code in (200, 422), query
    assert signed_in("agent").get(f"/reports/{name}/").status_code == 403


@pytest.mark.parametrize("query", ["what=none", "", "what=name&team=%00"])
def test_a_number_that_is_none_is_not_found(signed_in, query):
    assert signed_in("senior_manager").get(f"/reports/outcomes/cases/?{query}").status_code == 404


KEYS = ["x", "2026-05-11~", "2026-05-11T00:00:00+00:00~" + "9" * 40, "0001-01-01T00:00:00+00:00~1", "%00", "~", "2026-05-11~1"]


@pytest.mark.parametrize("key", KEYS)
def test_a_key_that_is_none_is_refused_in_words(signed_in, key):
    for side in ("after", "before"):
        answer = signed_in("senior_manager").get("/reports/outcomes/cases/", {"what": "ended", side: key})
        assert answer.status_code == 422 and "is not there" in answer.content.decode()


def test_pages_of_cases_are_walked_forth_and_back_by_key(signed_in, at, monkeypatch):
    monkeypatch.setattr(keyset.page_of, "__kwdefaults__", {"after": "", "before": "", "size": 2})
    names = [make_complaint("resolved", received_at=MONDAY - place * DAY).reference for place in range(5)]
    client = signed_in("senior_manager")
    at(MONDAY + DAY)
    address, seen = f"/reports/outcomes/cases/{PERIOD}&what=ended", []
    while address:
        page = text(client.get(address))
        seen.append(re.findall(r'href="/c/([^/]+)/"', page))
        after = re.search(r'href="([^"]+)" data-key="\]"', page)
        address = unescape(after[1]) if after else ""
    assert [name for one in seen for name in one] == names and [len(one) for one in seen] == [2, 2, 1]
    back = re.search(r'href="([^"]+)" data-key="\["', page)
    assert re.findall(r'href="/c/([^/]+)/"', text(client.get(unescape(back[1])))) == seen[1]


def test_the_title_counts_the_cases_in_words(signed_in, at):
    make_complaint("resolved")
    make_complaint("resolved")
    at(MONDAY + DAY)
    page = text(signed_in("senior_manager").get("/reports/outcomes/cases/?what=at_fault&from=2026-05-01&to=2026-05-31"))
    assert "<h1>2 complaints resolved in which we were at fault in May 2026</h1>" in page


def test_what_is_restricted_is_counted_and_listed_only_for_those_who_may_see_it(signed_in, at):
    row = make_complaint("resolved")
    Complaint.objects.update(restricted=True)
    at(MONDAY + DAY)
    address = f"/reports/outcomes/cases/{PERIOD}&what=ended"
    page = text(signed_in("senior_manager").get(address))
    assert row.reference not in page and "<h1>1 complaint ended" in page and "1 restricted complaint that you may not see is counted as well." in page
    assert row.reference in text(signed_in("compliance_officer").get(address))


def test_outcomes_are_told_by_team_and_those_without_one_apart(signed_in, at):
    make_complaint("closed")
    resolved = make_complaint("resolved")
    Complaint.objects.filter(pk=resolved.pk).update(team=make_team(name="Nights"))
    at(MONDAY + DAY)
    client = signed_in("senior_manager")
    page = text(client.get(f"/reports/outcomes/{PERIOD}"))
    assert "2 ended, 1 resolved, at fault in 1" in page and "Nights" in page and "No team" in page
    assert "<h1>1 complaint ended, Nights" in text(client.get(f"/reports/outcomes/cases/{PERIOD}&what=ended&team=Nights"))


def test_the_annual_report_is_of_the_twelve_months_before_this_one(signed_in, at):
    at(MONDAY)
    page = text(signed_in("compliance_officer").get("/reports/annual/"))
    assert "Annual figure, 1 May 2025 to 30 April 2026" in page and "Regulation 11 asks" in page


def test_a_resolution_that_did_not_hold_counts_from_the_day_it_was_opened_again(signed_in, at):
    row = make_complaint("resolved")
    do_move(row, "reopen", at=MONDAY + 30 * DAY)
    at(MONDAY + 40 * DAY)
    page = text(signed_in("compliance_officer").get(f"/reports/reopened/{PERIOD}"))
    assert "1 of 1 opened again" in page and "100.00 %" in page
