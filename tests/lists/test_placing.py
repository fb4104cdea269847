"""Next and previous inside the list that a case was opened from."""

from datetime import timedelta

import pytest

from complaints.lists.asked import keep
from complaints.lists.wanted import Wanted
from tests.factories import MONDAY, do_move, make_complaint, make_person

DAY = timedelta(days=1)


def text(response):
    return response.content.decode()


@pytest.fixture
def three(signed_in):
    client = signed_in()
    return client, [make_complaint(by=client.person, received_at=MONDAY - n * DAY) for n in (5, 3, 0)]


def test_a_case_opened_from_a_list_says_its_place_and_its_neighbours(three):
    client, (first, second, third) = three
    page = text(client.get(f"/c/{second.reference}/?list=mine"))
    assert "2 of 3" in page
    assert f'href="/c/{first.reference}/?list=mine" data-key="&lt;"' in page and f'href="/c/{third.reference}/?list=mine" data-key="&gt;"' in page


def test_a_case_opened_by_itself_has_no_place(three):
    client, (first, *_) = three
    assert "Next in your list" not in text(client.get(f"/c/{first.reference}/"))


def test_the_place_is_kept_on_other_tabs_and_after_a_move(three):
    client, (_, second, third) = three
    client.get(f"/c/{second.reference}/?list=mine")
    assert "2 of 3" in text(client.get(f"/c/{second.reference}/timeline/"))
    do_move(second, "withdraw", at=MONDAY + DAY / 24)
    page = text(client.get(f"/c/{second.reference}/"))
    assert "Left the list of 2" in page and f"/c/{third.reference}/?list=mine" in page


@pytest.mark.parametrize("ident", ["nonsense", "%00", "a" * 40, "mine%27--", "a234567890"])
def test_an_id_that_no_list_has_gives_no_place_and_no_error(three, ident):
    client, (first, *_) = three
    response = client.get(f"/c/{first.reference}/?list={ident}")
    assert response.status_code == 200 and "Next in your list" not in text(response)


def test_a_list_of_somebody_else_is_not_opened(three):
    client, (first, *_) = three
    ident = client.post("/complaints/", {"view": "all", "stage": "immediate"}).url.partition("list=")[2]
    other = make_person()
    client.force_login(other)
    assert client.get(f"/complaints/?list={ident}").status_code == 404
    assert "Next in your list" not in text(client.get(f"/c/{first.reference}/?list={ident}"))


def test_a_narrowed_list_has_neighbours_of_its_own(three):
    client, (_, second, third) = three
    address = client.post("/complaints/", {"view": "mine", "state": ["overdue", "due_today"]}).url
    page = text(client.get(f"/c/{second.reference}/{address.partition('/complaints/')[2]}"))
    assert "2 of 2" in page and f"/c/{third.reference}/?" not in page


def test_restricted_complaints_are_no_neighbours_and_are_not_counted(three):
    client, (first, second, _) = three
    type(first).objects.filter(pk=first.pk).update(restricted=True)
    page = text(client.get(f"/c/{second.reference}/?list=mine"))
    assert "1 of 2" in page and first.reference not in page


@pytest.mark.parametrize("words", ["-", "zebra", "Harpre 123456789"])
def test_a_case_opens_from_a_list_whose_words_find_nothing_any_more(three, words):
    client, (first, *_) = three
    ident = keep(Wanted("all", words), by=client.person, now=MONDAY)
    assert "Left the list of 0" in text(client.get(f"/c/{first.reference}/?list={ident}"))
