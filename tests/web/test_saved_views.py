"""Saving a list on its page, and choosing its order and its columns."""

import re

import pytest

from complaints.lists.models import ListChoice, SavedView
from tests.factories import make_complaint, make_person


def text(response):
    return response.content.decode()


def op_of(page):
    return re.search(r'name="op_id" value="(\w+)"', page)[1]


@pytest.fixture
def narrowed(signed_in):
    client = signed_in()
    make_complaint(by=client.person)
    return client, client.post("/complaints/", {"view": "mine", "stage": "immediate"}).url.partition("list=")[2]


def save(client, ident, **given):
    page = text(client.get(f"/complaints/views/new/?list={ident}"))
    start = page.index("row-form")
    told = {"list": ident, "op_id": op_of(page[start:]), "name": "New ones", "seen_by": "me", "digest": "never", **given}
    return client.post("/complaints/views/new/", told)


def test_a_list_is_saved_opened_renamed_and_deleted(narrowed):
    client, ident = narrowed
    page = text(client.get(save(client, ident).url))
    assert "New ones: nothing overdue" in page and 'aria-current="page">New ones' in page
    view = SavedView.objects.get()
    told = {"name": "Renamed", "seen_by": "me", "digest": "daily"}
    assert client.post(f"/complaints/views/{view.pk}/", {**told, "op_id": "a1"}).status_code == 303
    assert SavedView.objects.get().name == "Renamed"
    assert client.post(f"/complaints/views/{view.pk}/", {"do": "delete", "op_id": "a2"}).url == "/complaints/?view=mine"
    assert not SavedView.objects.exists()


def test_a_view_without_a_name_is_asked_again_with_what_was_given(narrowed):
    client, ident = narrowed
    response = save(client, ident, name="", digest="over", over="7")
    assert response.status_code == 422 and "There is a problem" in text(response) and 'value="7"' in text(response)


def test_order_and_columns_are_kept_for_the_view_and_the_person(narrowed):
    client, ident = narrowed
    client.post("/complaints/order/", {"list": ident, "sort": "received"})
    client.post("/complaints/columns/", {"list": ident, "column": ["nation", "rule"]})
    page = text(client.get("/complaints/?view=mine"))
    assert "Received, oldest first (1)" in page and ">Nation</th>" in page and ">Last contact</th>" not in page
    client.force_login(make_person())
    assert "Received, oldest first" not in text(client.get("/complaints/?view=mine")) and ListChoice.objects.count() == 1


@pytest.mark.parametrize(("address", "given"), [
    ("order/", {"list": "mine", "sort": "name"}), ("order/", {"list": "\x00", "sort": "due"}), ("columns/", {"list": "zz"}),
    ("views/new/", {"list": "zz"}), ("views/nothing/", {"do": "delete"}), ("views/new/", {"list": "mine", "over": "9" * 40, "name": "x"}),
])
def test_a_form_that_came_as_something_else_is_answered_in_words(narrowed, address, given):
    client, _ = narrowed
    assert client.post(f"/complaints/{address}", given).status_code in (404, 422)


def test_a_column_in_which_no_row_has_a_value_is_left_out(narrowed):
    client, _ = narrowed
    client.post("/complaints/columns/", {"list": "mine", "column": ["team", "category", "received"]})
    page = text(client.get("/complaints/?view=mine"))
    assert ">Received</th>" in page and ">Team</th>" not in page and ">Category</th>" not in page
