"""The list of complaints: filters, keyset pages, and what it costs."""

from datetime import timedelta

import pytest

from tests.api.callers import is_error
from tests.factories import MONDAY, make_complaint, make_person

HOSTILE_CURSORS = ["x", "LTE=", "||", "LXw5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "w7_DvzE=", "%00", "é", "MjAyNi0wMi0zMXwx", "A" * 200, "MjAyNi0wNXwtMQ=="]


def refs(response):
    return [item["reference"] for item in response.json()["items"]]


@pytest.fixture
def three(agent):
    """Received today, a week ago and resolved."""
    return [make_complaint(by=agent.person), make_complaint(by=agent.person, received_at=MONDAY - timedelta(days=7)),
            make_complaint("resolved", by=agent.person)]


def test_the_list_begins_with_what_is_due_first_and_ends_with_what_is_not_due(agent, three):
    today, last_week, resolved = (row.reference for row in three)
    assert refs(agent.get("/complaints")) == [last_week, today, resolved]


@pytest.mark.parametrize(("query", "places"), [
    ({"stage": "immediate"}, [1, 0]), ({"stage": "resolved"}, [2]), ({"state": "overdue"}, [1]), ({"state": "due_soon"}, [0]),
    ({"state": "later"}, [2]), ({"state": "due_today"}, []), ({"due_before": "2026-05-12"}, [1]), ({"owner": "nobody"}, []),
    ({"stage": "", "owner": "", "state": "", "due_before": "", "q": "", "cursor": "", "limit": ""}, [1, 0, 2]),
])
def test_a_filter_narrows(agent, three, query, places):
    assert refs(agent.get("/complaints", **query)) == [three[place].reference for place in places]


def test_an_owner_is_found_by_username(agent, three):
    other = make_complaint(by=make_person(username="rosa"))
    assert refs(agent.get("/complaints", owner="rosa")) == [other.reference]


@pytest.mark.parametrize("q", ["zebra", "Zenobia", "NG9 9ZZ", "ng99zz", "07700 900123"])
def test_a_search_finds_words_name_postcode_and_phone(agent, three, q):
    found = make_complaint(description="A zebra stood on the meter.", name="Zenobia Clay", postcode="NG9 9ZZ", phone="07700 900123")
    assert refs(agent.get("/complaints", q=q)) == [found.reference]


def test_a_search_finds_the_reference(agent, three):
    assert refs(agent.get("/complaints", q=three[0].reference.lower())) == [three[0].reference]


def test_pages_by_cursor_hold_each_complaint_once(agent, three):
    seen, cursor = [], ""
    for _ in range(4):
        response = agent.get("/complaints", limit=1, cursor=cursor)
        seen += refs(response)
        cursor = response.json()["next"]
        if cursor is None:
            break
    assert seen == refs(agent.get("/complaints")) and cursor is None


@pytest.mark.parametrize(("query", "field"), [
    ({"limit": "0"}, "limit"), ({"limit": "201"}, "limit"), ({"limit": "x"}, "limit"), ({"stage": "nowhere"}, "stage"),
    ({"state": "late"}, "state"), ({"due_before": "2026-02-31"}, "due_before"), ({"offset": "3"}, "offset"), ({"owner": "a\x00"}, "owner"),
])
def test_a_filter_that_cannot_be_is_named(agent, query, field):
    response = agent.get("/complaints", **query)
    assert is_error(response, 422) and field in response.json()["fields"]


@pytest.mark.parametrize("cursor", HOSTILE_CURSORS)
def test_a_cursor_that_was_not_given_out_is_refused_or_harmless(agent, three, cursor):
    assert agent.get("/complaints", cursor=cursor).status_code in (200, 422)


@pytest.mark.parametrize("q", ["%", "_", "\\", "'; drop table x; --", "\x00", "a & | ! :*", "(" * 300, "💩", "é" * 5000, "<->", '"'])
def test_any_text_may_be_searched_for(agent, three, q):
    assert agent.get("/complaints", q=q).status_code == 200


def test_a_list_costs_the_same_for_one_and_for_many(agent, django_assert_max_num_queries):
    for _ in range(6):
        make_complaint(by=agent.person)
    with django_assert_max_num_queries(14):
        assert len(agent.get("/complaints").json()["items"]) == 6


@pytest.mark.parametrize(("what", "key"), [("events", "seq"), ("deadlines", "id")])
def test_a_list_of_a_complaint_is_oldest_first_and_goes_on_at_its_cursor(agent, complaint, what, key):
    whole = agent.get(f"/complaints/{complaint.reference}/{what}").json()
    first = agent.get(f"/complaints/{complaint.reference}/{what}", limit=1).json()
    rest = agent.get(f"/complaints/{complaint.reference}/{what}", cursor=first["next"]).json()
    assert [item[key] for item in whole["items"]] == sorted(item[key] for item in whole["items"])
    assert whole["next"] is None and first["items"] + rest["items"] == whole["items"]


@pytest.mark.parametrize("cursor", ["x", "-1", "9" * 30, "1.5", "\x00"])
def test_a_hostile_cursor_of_a_complaints_list_is_refused(agent, complaint, cursor):
    assert is_error(agent.get(f"/complaints/{complaint.reference}/events", cursor=cursor), 422)
