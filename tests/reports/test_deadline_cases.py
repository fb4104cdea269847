"""The deadlines behind a number: when each was met and how far from its day, by rule, by team, and by the cause that the register has."""

import re
from datetime import timedelta
from html import unescape

import pytest

from complaints.case import services
from complaints.case.models import Complaint
from complaints.clocks.models import Deadline
from complaints.reports.pages import deadline_lines
from tests.factories import MONDAY, do_move, fresh, make_complaint, make_person, make_team, op

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PERIOD = "?from=2026-05-01&to=2026-05-31"
CASES = f"/reports/deadlines/cases/{PERIOD}"


def page(client, address):
    return unescape(client.get(address).content.decode())


@pytest.fixture
def reader(signed_in, at):
    """One review that was met late, one that is late still; compliance reads on a later day."""
    do_move(make_complaint("senior_review"), "resolve", at=MONDAY + 9 * DAY)
    make_complaint("senior_review")
    client = signed_in("compliance_officer")
    at(MONDAY + 20 * DAY)
    return client


def test_each_says_when_it_was_met_and_how_far_from_its_day(reader):
    told = page(reader, f"{CASES}&what=breaches&kind=senior_review")
    assert "Met on" in told and "Early or late" in told and "Not yet" in told
    assert re.search(r"Wed 20 May 2026</td>\s*<td[^>]*>\d working days? late", told)


@pytest.mark.parametrize(("days", "words"), [(-3, "1 working day early"), (0, "On the day"), (1, "1 working day late")])
def test_early_and_late_are_counted_in_working_days(days, words):
    row = make_complaint("senior_review").deadlines.get(kind="senior_review")
    row.met_at = MONDAY.replace(day=row.due_on.day, month=row.due_on.month) + days * DAY
    assert deadline_lines.early_or_late(row) == words


def test_nothing_is_early_or_late_that_was_not_met(reader):
    assert "Met on" not in page(reader, f"{CASES}&what=late")
    assert {deadline_lines.early_or_late(row) for row in Deadline.objects.filter(met_at=None)} == {""}


def test_the_list_is_narrowed_by_rule_and_team_and_keeps_what_was_asked(reader):
    nights = make_team(name="Nights")
    row = Complaint.objects.last()
    services.assign(row.reference, {"op_id": op(), "version": fresh(row).version, "team": nights.slug}, by=make_person("senior_manager"),
                    now=MONDAY + 10 * DAY)
    told = page(reader, f"{CASES}&what=breaches&team=Nights&kind=senior_review")
    assert "<h1>1 deadline missed, Senior review, Nights in May 2026, 1 still late</h1>" in told
    assert '<option value="Nights" selected>' in told and '<input type="hidden" name="what" value="breaches">' in told
    assert '<input type="hidden" name="from" value="2026-05-01">' in told
