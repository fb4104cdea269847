"""The work lists: who sees what, in which order, in which groups, and what an empty one says."""

from datetime import UTC, datetime, timedelta

import pytest

from complaints.case.services import restrict
from tests.factories import MONDAY, make_complaint, make_person, make_team, op


def text(response):
    return response.content.decode()


def test_my_work_holds_mine_grouped_by_urgency(signed_in):
    client = signed_in()
    late = make_complaint(by=client.person, received_at=MONDAY - timedelta(days=7), name="Late Person")
    soon = make_complaint(by=client.person, name="Soon Person")
    make_complaint(name="Somebody Else's")
    page = text(client.get("/complaints/"))
    assert "Your complaints: 1 overdue" in page
    assert page.index(late.reference) < page.index(soon.reference)
    assert "Somebody Else" not in page


def test_an_ended_complaint_is_no_work(signed_in):
    client = signed_in()
    make_complaint("resolved", by=client.person)
    page = text(client.get("/complaints/"))
    assert "Your complaints: all done" in page


def test_the_first_day_says_that_there_are_none_yet(signed_in):
    assert "No complaints yet" in text(signed_in().get("/complaints/"))


@pytest.mark.parametrize(("role", "may"), [("agent", False), ("senior_manager", True)])
def test_a_list_without_rows_offers_nothing_to_sort_or_export_and_the_import_to_whom_may(signed_in, role, may):
    page = text(signed_in(role).get("/complaints/"))
    assert 'name="sort"' not in page and "/complaints/export/" not in page and "/complaints/columns/" not in page
    assert ("/complaints/import/" in page.partition("<main")[2]) == may


def test_filters_that_match_nothing_say_so_and_can_be_cleared(signed_in):
    client = signed_in()
    make_complaint(by=client.person)
    page = text(client.get("/complaints/?view=mine&stage=deadlock", follow=True))
    assert "No complaints match 1 filter" in page
    assert "Clear all filters" in page


def test_a_narrowed_list_that_is_empty_says_what_is_due_next_without_the_filters(signed_in, at):
    client = signed_in()
    make_complaint(by=client.person, received_at=MONDAY)
    first = make_complaint(by=client.person, received_at=MONDAY - timedelta(days=3))
    page = text(client.get("/complaints/?view=mine&stage=deadlock", follow=True))
    assert f'{first.reference}</a> comes next: Mon 11 May 2026, due today' in page
    assert "comes next" not in text(client.get("/complaints/?view=queue&stage=deadlock", follow=True))


TICKS = [
    ("stage=immediate", True), ("stage=senior_review", False), ("state=overdue", False), ("state=due_soon", True), ("stage=nonsense", True),
    ("need=medical", False), ("nation=england", True), ("nation=wales", False), ("type=domestic", True), ("type=micro_business", False),
    ("team=-", True), ("category=-", True), ("category=billing", False), ("owner=-", False), ("need=first", False), ("need=restricted", False),
]


@pytest.mark.parametrize(("query", "found"), TICKS)
def test_ticks_narrow_the_list_and_nonsense_does_not(signed_in, query, found):
    client = signed_in()
    complaint = make_complaint(by=client.person)
    rows = text(client.get(f"/complaints/?{query}", follow=True)).partition("data-rows")[2]
    assert (f"/c/{complaint.reference}/" in rows) is found


def test_the_queue_holds_the_teams_complaints_without_an_owner(signed_in):
    team = make_team("senior_review")
    client = signed_in("senior_manager", team=team)
    complaint = make_complaint("senior_review")
    page = text(client.get("/complaints/?view=queue"))
    assert complaint.reference in page


def test_reviews_hold_every_open_review(signed_in):
    complaint, other = make_complaint("senior_review"), make_complaint()
    page = text(signed_in("senior_manager").get("/complaints/?view=reviews"))
    assert complaint.reference in page and other.reference not in page


@pytest.mark.parametrize("typed", ["{digits}", "{ref}", "lm {digits}"])
def test_a_whole_reference_opens_its_case(signed_in, typed):
    reference = make_complaint().reference
    response = signed_in().get("/complaints/", {"q": typed.format(ref=reference.lower(), digits=reference[3:].replace("-", ""))})
    assert (response.status_code, response.url) == (303, f"/c/{reference}/")


@pytest.mark.parametrize("typed", ["harper", "NG1 1", "07700 900672", "+44 7700 900672", "engineer did not come"])
def test_search_finds_by_what_a_caller_can_give(signed_in, typed):
    reference = make_complaint().reference
    assert reference in text(signed_in().post("/complaints/", {"q": typed}, follow=True))


@pytest.mark.parametrize("typed", ["'; DROP TABLE", '"unterminated', "a & | ! b", "\x00", "%", "_", "\\", "😀" * 90, "(" * 150])
def test_hostile_searches_find_nothing_and_fail_nothing(signed_in, typed):
    make_complaint()
    assert signed_in().post("/complaints/", {"q": typed}, follow=True).status_code == 200


def test_a_restricted_complaint_is_in_nobody_elses_list_or_search(signed_in):
    client = signed_in()
    complaint = make_complaint(by=client.person, name="Hidden Person")
    officer = make_person("compliance_officer")
    restrict(complaint.reference, {"op_id": op(), "version": 1, "people": [officer.username], "reason": "Press"}, by=officer, now=MONDAY)
    for query in ("", "?view=all", "?q=hidden"):
        assert complaint.reference not in text(client.get(f"/complaints/{query}", follow=True))


def test_the_list_costs_the_same_number_of_queries_for_twenty_rows(signed_in, django_assert_max_num_queries):
    client = signed_in()
    for _ in range(20):
        make_complaint(by=client.person)
    client.get("/complaints/")
    with django_assert_max_num_queries(21):
        assert client.get("/complaints/").status_code == 200


def test_a_bad_cursor_is_told_and_not_followed(signed_in):
    make_complaint()
    assert signed_in().get("/complaints/?view=all&after=%00%ff").status_code == 422


def test_deadlines_of_one_day_that_are_late_by_other_numbers_of_days_say_why(signed_in, at):
    client, eve = signed_in(), datetime(2025, 12, 30, 10, tzinfo=UTC)
    for nation in ("england", "scotland"):
        make_complaint(by=client.person, received_at=eve, nation=nation)
    at(datetime(2026, 1, 6, 12, tzinfo=UTC))
    page = client.get("/complaints/").content.decode()
    assert page.count("Fri 2 Jan is a holiday in Scotland only") == 1
    assert "3 working days late" in page and "2 working days late" in page
