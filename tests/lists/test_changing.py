"""The page of a list says after how many changes it is old; its rows never move by themselves, and asking is no use of the session."""

from datetime import timedelta

import pytest

from complaints.case.services import add_note
from complaints.lists.pages.changes import told
from tests.factories import MONDAY, make_complaint, make_person, op

pytestmark = pytest.mark.django_db


def note(complaint, by):
    add_note(complaint.reference, {"op_id": op(), "text": "Rang back."}, by=by, now=MONDAY + timedelta(hours=1))


def ask(client, page, shown=""):
    return client.get(f"{page.context['changes']['ask']}&shown={shown}", headers={"X-Background": "1"}).json()["words"]


def test_what_others_did_since_is_counted_by_complaint_and_what_i_did_is_not(signed_in):
    client, other = signed_in(), make_person()
    mine, second = make_complaint(by=client.person), make_complaint(by=client.person)
    page = client.get("/complaints/?view=mine")
    note(mine, client.person)
    assert ask(client, page) == "" and page.context["changes"]["words"] == ""
    note(mine, other), note(mine, other)
    assert ask(client, page) == "1 change since, refresh"
    note(second, other)
    assert ask(client, page) == "2 changes since, refresh"


def test_one_that_came_and_one_that_left_are_changes_and_what_is_elsewhere_is_none(signed_in):
    client, other = signed_in(), make_person()
    left, elsewhere = make_complaint(by=client.person), make_complaint(by=other)
    page = client.get("/complaints/?view=mine")
    note(elsewhere, other), note(left, other)
    type(left).objects.filter(pk=left.pk).update(owner=other)
    assert ask(client, page) == "" and ask(client, page, left.reference) == "1 change since, refresh"
    note(elsewhere, other)
    type(left).objects.filter(pk=elsewhere.pk).update(owner=client.person)
    assert ask(client, page, left.reference) == "2 changes since, refresh"


def test_what_a_person_may_not_see_is_no_change_to_them(signed_in):
    client, other = signed_in(), make_person()
    complaint = make_complaint(by=client.person)
    page = client.get("/complaints/?view=mine")
    note(complaint, other)
    type(complaint).objects.filter(pk=complaint.pk).update(restricted=True)
    assert ask(client, page, complaint.reference) == ""


@pytest.mark.parametrize(("query", "status"), [
    ("", 404), ("list=mine", 200), ("list=mine&mark=x", 200), ("list=mine&mark=-1", 200), ("list=nobodys&mark=1", 404),
    ("list=mine&mark=1&shown=%00,,é", 200)])
def test_whatever_is_asked_gets_an_answer(signed_in, query, status):
    assert signed_in().get(f"/complaints/changes/?{query}").status_code == status


@pytest.mark.parametrize(("count", "words"), [
    (0, ""), (1, "1 change since, refresh"), (99, "99 changes since, refresh"), (100, "More than 99 changes since, refresh")])
def test_it_is_told_in_words(count, words):
    assert told(count) == words
