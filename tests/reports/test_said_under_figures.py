"""What a report says of itself: whether its numbers open their cases, a share of what fell due, and an empty one without noughts."""

import re
from datetime import timedelta

import pytest

from complaints.reports import counted_findings, signposting_report
from complaints.templatetags.figures import EVERY, UNDERLINED, opens_words
from tests.factories import MONDAY, make_complaint
from tests.web.reading import text

COUNTS = dict.fromkeys(signposting_report.COUNTS, 0) | {"unresolved": 8, "on_time": 2, "late": 1, "none": 1, "not_due_yet": 3, "at_ombudsman": 1}


def table(*cells):
    return {"groups": [{"rows": [[{"text": "12 months"}, *cells]]}], "foot": None}


@pytest.mark.parametrize(("cells", "said"), [
    (({"text": "1,204", "href": "/x/"}, {"text": "0", "href": None}, {"text": "9.80 %"}, {"text": "+1.2"}), EVERY),
    (({"text": "4", "href": "/x/"}, {"text": "3"}), UNDERLINED), (({"text": "4", "href": "/x/"}, {"text": "£30.00"}), UNDERLINED),
    (({"text": "4"},), ""), (({"text": "0"},), ""), ((), ""),
])
def test_a_table_says_that_its_numbers_open_their_cases_only_where_they_do(cells, said):
    assert opens_words(table(*cells)) == said


def test_the_share_of_letters_on_time_is_of_those_that_fell_due():
    told = signposting_report._told(COUNTS)
    assert told["on_time"] == {"count": 2, "share_percent": "50.00"} and told["unresolved"] == 8
    assert counted_findings.signposting({"totals": told}) == "2 of 4 not told of the Ombudsman in time"


def test_where_no_letter_fell_due_there_is_no_share():
    told = signposting_report._told(dict.fromkeys(COUNTS, 0) | {"unresolved": 3, "not_due_yet": 3})
    assert told["on_time"]["share_percent"] is None and counted_findings.signposting({"totals": told}) == "no letter has fallen due"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["stages", "complaints", "signposting"])
def test_a_report_on_an_empty_desk_draws_nothing_and_has_one_filled_button(signed_in, name):
    main = text(signed_in("compliance_officer").get(f"/reports/{name}/")).partition("<main")[2].partition("</main>")[0]
    assert main.count("btn-primary") == 1 and "Log a complaint" in main
    assert "<table" not in main and "<svg" not in main and "Both sides are 0" not in main


@pytest.mark.django_db
def test_the_way_back_from_a_number_without_cases_stands_once(signed_in):
    make_complaint(received_at=MONDAY)
    page = text(signed_in("compliance_officer").get("/reports/complaints/cases/?what=received&from=2020-01-01&to=2020-01-31"))
    assert page.count("Back to the report") == 1


@pytest.mark.django_db
def test_the_resolved_in_the_heading_are_no_part_of_the_received_below_it(signed_in, at):
    make_complaint("resolved", received_at=MONDAY)
    page = text(signed_in("compliance_officer").get("/reports/complaints/?from=2026-05-01&to=2026-05-31"))
    assert "1 received, 1 resolved whenever received" in page and "of them resolved" in page


@pytest.mark.django_db
def test_the_deadlines_behind_a_report_begin_with_those_still_late_and_count_them(signed_in, at):
    late, met = make_complaint(received_at=MONDAY), make_complaint("resolved", received_at=MONDAY)
    at(MONDAY + timedelta(days=3))
    page = text(signed_in("compliance_officer").get("/reports/deadlines/cases/?what=due&from=2026-05-01&to=2026-07-31"))
    assert re.search(r"<h1>\d+ deadlines with their day in the period, 1 May to 31 July 2026, 1 still late</h1>", page)
    rows = page.split("<tr>")[2:]
    assert late.reference in rows[0] and "2 working days late" in rows[0] and any(met.reference in row for row in rows)
    assert sum("working days late" in row for row in rows) == 1
