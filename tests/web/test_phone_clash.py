"""Two people at one call: what one of them did not touch stays as the other wrote it; only what each changed is sent."""

import re

import pytest

from complaints.case import correcting
from tests.factories import fresh, make_person, op
from tests.web.calls import address, autosaved, logged
from tests.web.reading import fields_of, text

pytestmark = pytest.mark.django_db
TOMS = {"wanted": "A new meter.", "customer": {"phone": "07700 900222", "needs": ["off_supply", "hearing"]}}


@pytest.fixture
def agent(signed_in):
    return signed_in()


def clash(agent, theirs=TOMS, **mine):
    """The page on which both meet, and the complaint: Tom corrected facts while the form stood open."""
    made = logged(agent, wanted="A reason.", off_supply="on")
    opened = fields_of(agent.get(address(made)))
    call = {"op_id": op(), "version": made.version, "fields": theirs, "reason": "He rang me."}
    correcting.correct(made.reference, call, by=make_person(full_name="Tom Ashby"), now=fresh(made).logged_at)
    return agent.post(address(made), opened | {"do": "save"} | mine), made


def sent_again(agent, page, made, **more):
    assert page.status_code == 409, text(page)
    assert agent.post(address(made), fields_of(page) | {"do": "save"} | more).status_code == 302
    return fresh(made)


def test_all_the_same_sends_only_what_was_changed(agent):
    page, made = clash(agent, customer__email="ann@example.org")
    now = sent_again(agent, page, made)
    assert (now.wanted, now.customer.phone, now.customer.email) == ("A new meter.", "07700 900222", "ann@example.org")
    assert sorted(now.customer.needs) == ["hearing", "off_supply"]


def test_what_both_changed_is_mine_once_i_send_it_all_the_same(agent):
    page, made = clash(agent, wanted="A reason, and 50 pounds.")
    assert "A new meter." in re.sub("</?b>", "", text(page))
    now = sent_again(agent, page, made)
    assert (now.wanted, now.customer.phone) == ("A reason, and 50 pounds.", "07700 900222")


def test_the_page_shows_as_mine_only_what_i_changed(agent):
    page, _ = clash(agent, customer__email="ann@example.org")
    assert "ann@example.org" in text(page) and ">A reason.<" not in text(page) and "07700 900222" not in text(page)


def test_a_tick_that_i_took_away_is_mine_and_a_need_that_he_added_stays_his(agent):
    page, made = clash(agent, off_supply="")
    assert fresh(sent_again(agent, page, made, off_supply="")).customer.needs == ["hearing"]


def test_a_form_that_saves_itself_goes_on_from_what_it_saved(agent):
    made = logged(agent)
    opened = fields_of(agent.get(address(made)))
    first = autosaved(agent, made, opened | {"wanted": "A call."}).json()["fields"]
    again = autosaved(agent, made, opened | first | {"wanted": ""})
    assert again.status_code == 200 and fresh(made).wanted == ""


@pytest.mark.parametrize("was", ["", "{", "[]", '{"wanted": 5}'])
def test_a_form_that_forgot_what_it_showed_loses_nothing_typed(agent, was):
    page, made = clash(agent, wanted="A call.", was=was)
    assert sent_again(agent, page, made).wanted == "A call."
