"""The pages of the reports of one table: the finding in the heading, only columns that have a figure, who may read."""

import re
from datetime import timedelta

import pytest

from complaints.reports.pictures.boxes import Line, Part, chart
from tests.factories import MONDAY, make_complaint

pytestmark = pytest.mark.django_db
PERIOD = "?from=2026-05-01&to=2027-12-31"


def text(response):
    return response.content.decode()


def test_the_ombudsmans_report_says_its_finding_first(signed_in):
    make_complaint("ombudsman")
    page = text(signed_in("compliance_officer").get(f"/reports/ombudsman/{PERIOD}"))
    assert "<h1>At the Ombudsman, 1 May 2026 to 31 December 2027: 1 went, 0 decisions</h1>" in page
    assert "The Ombudsman took it" in page and 'class="num">Upheld' not in page and "May 2026" in page


def test_the_windows_report_says_how_many_the_other_rulebook_keeps_open(signed_in):
    make_complaint()
    page = text(signed_in("senior_manager").get(f"/reports/windows/{PERIOD}"))
    assert "1 close, 1 of them open by the other rulebook" in page and "February 2027" in page


@pytest.mark.parametrize("name", ["ombudsman", "windows"])
def test_an_empty_period_a_wrong_one_and_who_may_not(signed_in, name):
    client = signed_in("administrator")
    make_complaint()
    page = text(client.get(f"/reports/{name}/?from=2020-01-01&to=2020-01-31"))
    assert "Nothing in this period" in page and "Looked at " in page and "of all periods: none lies in this one." in page
    assert client.get(f"/reports/{name}/?from=2020-02-01&to=2020-01-31").status_code == 422
    assert signed_in("agent").get(f"/reports/{name}/").status_code == 403


def test_both_are_listed_among_the_reports(signed_in):
    page = text(signed_in("senior_manager").get("/reports/"))
    assert "/reports/ombudsman/" in page and "/reports/windows/" in page


def boxes(page):
    return page.partition('class="box-chart"')[2].partition("</table>")[0]


def test_the_chart_s_title_is_its_finding_and_every_month_between_has_its_number(signed_in):
    make_complaint()
    make_complaint(received_at=MONDAY - timedelta(days=90))
    page = text(signed_in("compliance_officer").get(f"/reports/windows/{PERIOD}"))
    assert "Most close in November 2026: 1 of 2" in page and "One box is one complaint." in page
    months = ["November 2026", "December 2026", "January 2027", "February 2027"]
    assert re.findall(r'scope="row">([^<]*)<', boxes(page)) == months
    assert re.findall(r"M[\d.]+ ", boxes(page)) == ["M0.5 "] * 2 and "1 still open by the other rulebook" in boxes(page)
    assert "Show data" in page and f"/reports/windows.csv{PERIOD.replace('&', '&amp;')}" in page


def test_a_month_of_the_year_ahead_opens_its_complaints_and_a_past_moment_opens_nothing(signed_in):
    make_complaint()
    client = signed_in("compliance_officer")
    assert 'href="/windows/?month=2027-02"' in boxes(text(client.get(f"/reports/windows/{PERIOD}")))
    assert "href" not in boxes(text(client.get(f"/reports/windows/{PERIOD}&as_of=2026-05-11")))


def test_who_went_is_drawn_by_its_reason(signed_in):
    make_complaint("ombudsman")
    page = text(signed_in("compliance_officer").get(f"/reports/ombudsman/{PERIOD}"))
    assert "1 went in May 2026" in page and "1 taken by the ombudsman" in boxes(page)


@pytest.mark.parametrize(("count", "drawn"), [(0, 0), (1, 1), (40, 40), (41, 21), (1000, 20), (10**6, 10)])
def test_a_line_holds_forty_boxes_at_most(count, drawn):
    made = chart("", "", [Part("a", "A")], [Line("May", (count,))])
    assert "".join(shape["path"] for shape in made["rows"][0]["shapes"]).count("M") == drawn
    assert made["rows"][0]["number"] == f"{count:,}"


@pytest.mark.once
@pytest.mark.parametrize("name", ["complaints", "deadlines", "stages", "breaches", "annual", "quality", "ombudsman", "windows"])
def test_a_desk_without_complaints_says_so_and_where_to_begin(signed_in, name):
    page = text(signed_in("administrator").get(f"/reports/{name}/"))
    assert "No complaints yet" in page and 'href="/complaints/new/"' in page
