"""The numbers of the reports `ombudsman` and `windows` open exactly their cases, now and as of a past moment."""

import re
from datetime import date, timedelta
from html import unescape

import pytest

from complaints.case.models import Complaint
from complaints.intake.load import Asked, load
from complaints.reports import at_ombudsman, closing, keyset, ombudsman_report, windows_report
from complaints.reports.periods import Period
from staff.demo import load_demo_people
from tests.factories import MONDAY, do_move, make_complaint
from tests.letters.walked import sent
from tests.reports.test_ombudsman_and_windows import decided

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DAYS = "?from=2026-01-01&to=2027-12-31"
YEARS = Period(date(2026, 1, 1), date(2027, 12, 31))
MOMENTS = [None, MONDAY + 3 * DAY + DAY / 2, MONDAY - 20 * DAY]
NUMBER = re.compile(r'<a href="(/reports/\w+/cases/[^"]+)">(?:<b>)?([\d,]+)<')


@pytest.fixture
def desk(db):
    """Everything that is counted around the Ombudsman, and windows from a complaint and from a letter."""
    load_demo_people("demo-password-1", now=MONDAY)
    load(Asked(80, open=0.4), now=MONDAY)
    do_move(decided("2026-05-14"), "confirm_compliance", at=MONDAY + 5 * DAY)
    do_move(decided("2026-05-12"), "confirm_compliance", at=MONDAY + 50 * DAY)
    decided("2026-05-13", outcome="settled")
    do_move(decided(outcome="not_upheld"), "record_acceptance", at=MONDAY + 3 * DAY, accepted=False)
    do_move(make_complaint("ombudsman"), "return_from_ombudsman", at=MONDAY + DAY)
    make_complaint()
    sent()


@pytest.mark.parametrize("as_of", MOMENTS, ids=str)
def test_the_rows_of_each_figure_are_as_many_as_it_says(desk, as_of):
    now, kinds = MONDAY + 60 * DAY, [(ombudsman_report, at_ombudsman.ALL), (windows_report, (closing.CLOSING,))]
    for report, populations in kinds:
        totals = report.figures(YEARS, as_of=as_of)["totals"]
        found = {what: one.behind(what, YEARS, as_of, now).count() for one in populations for what in one.counts}
        assert found == {name: totals[name] for name in found}


@pytest.mark.parametrize("as_of", ["", "&as_of=2026-05-14"])
@pytest.mark.parametrize("name", ["ombudsman", "windows"])
def test_every_number_opens_exactly_as_many_cases_as_it_says(signed_in, desk, at, monkeypatch, name, as_of):
    monkeypatch.setattr(keyset.page_of, "__kwdefaults__", {"after": "", "before": "", "size": 10_000})
    client = signed_in("compliance_officer")
    at(MONDAY + 60 * DAY)
    links = NUMBER.findall(client.get(f"/reports/{name}/{DAYS}{as_of}").content.decode())
    assert len(links) >= 4
    for href, number in dict(links).items():
        cases = client.get(unescape(href)).content.decode()
        assert cases.count('<th scope="row"') == int(number.replace(",", "")) and re.search(rf"<h1>{number} ", cases), href


def test_what_is_restricted_is_counted_and_not_listed(signed_in, at):
    row = decided("2026-05-14")
    Complaint.objects.filter(pk=row.pk).update(restricted=True)
    client = signed_in("senior_manager")
    at(MONDAY + 60 * DAY)
    for name, what in (("ombudsman", "upheld"), ("ombudsman", "compliance_due")):
        page = client.get(f"/reports/{name}/cases/{DAYS}&what={what}").content.decode()
        assert "<h1>1 decision " in page and row.reference not in page and "1 restricted complaint that you may not see" in page


def test_a_clock_of_a_past_moment_is_told_as_it_stood(signed_in, at):
    do_move(decided("2026-05-14"), "confirm_compliance", at=MONDAY + 9 * DAY)
    client, address = signed_in("compliance_officer"), f"/reports/ombudsman/cases/{DAYS}&what=compliance_due"
    at(MONDAY + 60 * DAY)
    assert "Wed 20 May 2026" in client.get(address).content.decode()
    assert "Not yet" in client.get(f"{address}&as_of=2026-05-15").content.decode()
