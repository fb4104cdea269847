"""The report of breaches counts them by cause, as the register has it, now and as it stood at a past moment."""

import re
from datetime import timedelta
from html import unescape

import pytest

from complaints.case.models import Complaint
from complaints.compliance import causes, register
from complaints.reports import reading
from tests.factories import MONDAY, make_complaint, make_person, op

WRITTEN, SIGNED, LATER = (MONDAY + timedelta(days=days) for days in (3, 5, 7))
REPORT = reading.REPORTS["breaches"]


def counted(**more):
    given = {"from": "2026-05-01", "to": "2026-05-31", **more}
    return {row["cause"]: (row["breaches"], row["signed"]) for row in reading.read(REPORT, given, now=LATER)["causes"]}


@pytest.fixture
def three(db):
    """Three late first responses: one signed, one written, one of which nothing is said."""
    rows = [make_complaint().deadlines.get(kind="first_response") for _ in range(3)]
    first, second = make_person("compliance_officer"), make_person("administrator")
    for row, cause in zip(rows, ("workload", "system"), strict=False):
        register.write(f"d{row.pk}", {"op_id": op(), "version": 0, "cause": cause, "harm": "none"}, by=first, now=WRITTEN)
    register.sign(f"d{rows[0].pk}", {"op_id": op(), "version": 1}, by=second, now=SIGNED)
    return rows


def test_each_cause_is_counted_with_what_was_signed(three):
    assert counted() == {"workload": (1, 1), "system": (1, 0), None: (1, 0)}


def test_of_a_past_moment_what_was_written_by_then(three):
    assert counted(as_of=(WRITTEN + timedelta(hours=1)).isoformat()) == {"workload": (1, 0), "system": (1, 0), None: (1, 0)}
    assert counted(as_of=(WRITTEN - timedelta(hours=1)).isoformat()) == {None: (3, 0)}


def test_the_causes_add_up_to_the_breaches_and_each_has_a_name(three):
    answer = reading.read(REPORT, {"from": "2026-05-01", "to": "2026-05-31"}, now=LATER)
    assert sum(row["breaches"] for row in answer["causes"]) == answer["totals"]["breaches"] == 3
    assert {row["name"] for row in answer["causes"]} == {None, causes.name_of("workload"), causes.name_of("system")}


def test_every_cause_that_is_offered_has_a_day_and_a_source():
    assert causes.OTHER in causes.offered(MONDAY.date()) and not causes.offered(MONDAY.date().replace(year=2019))
    assert all({"code", "name", "valid_from", "source"} <= set(row) for row in causes._rows())


CAUSES = "from=2026-05-01&to=2026-05-31"
OPENED = re.compile(r'href="(/reports/deadlines/cases/[^"]*cause=[^"]*)"[^>]*>(\d+)')


@pytest.mark.parametrize(("as_of", "numbers"), [("", [1, 1, 1, 1]), (f"&as_of={WRITTEN.date()}", [1, 1, 1]), (f"&as_of={MONDAY.date()}", [])])
def test_the_numbers_of_causes_open_exactly_their_cases(three, signed_in, at, as_of, numbers):
    client = signed_in("compliance_officer")
    at(LATER)
    opened = OPENED.findall(unescape(client.get(f"/reports/breaches/?{CAUSES}{as_of}").content.decode()))
    assert [int(number) for _, number in opened] == numbers
    for href, number in opened:
        assert client.get(href).content.decode().count('<th scope="row"') == int(number), href


def test_a_cause_is_in_the_title_and_restricted_cases_are_counted_not_listed(three, signed_in, at):
    client = signed_in("senior_manager")
    at(LATER)
    Complaint.objects.filter(pk=three[0].complaint_id).update(restricted=True)
    page = client.get(f"/reports/deadlines/cases/?{CAUSES}&what=signed&cause=workload").content.decode()
    assert f"1 deadline missed and signed off in the register, {causes.name_of('workload')}" in page and three[0].complaint.reference not in page
    assert "1 deadline of a restricted complaint that you may not see is counted as well." in page
