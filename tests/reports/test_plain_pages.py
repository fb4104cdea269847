"""The pages of the reports of one table: the finding in the heading, only columns that have a figure, who may read."""

import pytest

from tests.factories import make_complaint

pytestmark = pytest.mark.django_db
PERIOD = "?from=2026-05-01&to=2027-12-31"


def text(response):
    return response.content.decode()


def test_the_ombudsmans_report_says_its_finding_first(signed_in):
    make_complaint("ombudsman")
    page = text(signed_in("compliance_officer").get(f"/reports/ombudsman/{PERIOD}"))
    assert "<h1>At the Ombudsman, 1 May 2026 to 31 December 2027: 1 went, 0 decisions</h1>" in page
    assert "Taken by them" in page and 'class="num">Upheld' not in page and "May 2026" in page


def test_the_windows_report_says_how_many_the_other_rulebook_keeps_open(signed_in):
    make_complaint()
    page = text(signed_in("senior_manager").get(f"/reports/windows/{PERIOD}"))
    assert "1 close, 1 of them open by the other rulebook" in page and "February 2027" in page


@pytest.mark.parametrize("name", ["ombudsman", "windows"])
def test_an_empty_period_a_wrong_one_and_who_may_not(signed_in, name):
    client = signed_in("administrator")
    assert "Nothing in this period" in text(client.get(f"/reports/{name}/?from=2020-01-01&to=2020-01-31"))
    assert client.get(f"/reports/{name}/?from=2020-02-01&to=2020-01-31").status_code == 422
    assert signed_in("agent").get(f"/reports/{name}/").status_code == 403


def test_both_are_listed_among_the_reports(signed_in):
    page = text(signed_in("senior_manager").get("/reports/"))
    assert "/reports/ombudsman/" in page and "/reports/windows/" in page
