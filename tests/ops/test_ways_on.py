"""A page that refuses says what to do next, and leads back: to the thing, to the page one came from, to the room."""

import pytest
from django.test import RequestFactory

from complaints.case.models import Complaint
from config.ways_on import ways_on
from tests.factories import make_complaint, make_person
from tests.web.reading import text

pytestmark = pytest.mark.once


def hrefs(path, status, **meta):
    return [way["href"] for way in ways_on(RequestFactory().get(path, **meta), status)]


def test_a_refused_step_leads_back_to_its_thing():
    assert hrefs("/incidents/4/approve/", 409) == ["/incidents/4/", "/incidents/", "/"]


@pytest.mark.parametrize(("path", "thing"), [
    ("/compliance/breaches/d5/reopen/", "/compliance/breaches/d5/"), ("/privacy/requests/3/answer/", "/privacy/requests/3/"),
    ("/people/teams/review/do/off/", "/people/teams/review/"), ("/settings/categories/power_cut/retire/", "/settings/categories/power_cut/"),
])
def test_what_lies_deeper_is_led_back_to_as_well(path, thing):
    assert hrefs(path, 409)[0] == thing


def test_what_may_not_be_there_is_not_led_to():
    assert hrefs("/c/CMP-1/timeline/", 404) == ["/complaints/?view=all", "/"]


def test_a_part_that_is_not_there_leads_back_to_the_complaint_that_is(client, db):
    client.force_login(make_person())
    complaint = make_complaint()
    gone = text(client.get(f"/c/{complaint.reference}/notes/999/"))
    assert "Not found" in gone and gone.index("Go back to the complaint") < gone.index("Look through all complaints")


def test_a_restricted_complaint_is_told_apart_from_none_by_no_word(client, db):
    client.force_login(make_person())
    complaint = make_complaint()
    Complaint.objects.update(restricted=True)
    shut, none = (text(client.get(f"/c/{reference}/correct/")) for reference in (complaint.reference, "LM-26-99999-X"))
    assert "Go back to the complaint" not in shut and shut.count("Not found") == none.count("Not found") > 0


def test_the_page_one_came_from_is_a_way_back():
    assert "/letters/?show=due" in hrefs("/nothing/here/", 404, HTTP_HOST="desk", HTTP_REFERER="https://desk/letters/?show=due")


@pytest.mark.parametrize("told", ["https://other/letters/", "https://desk//other/", "https://[", "https://desk/nothing/here/"])
def test_nowhere_else_is_led_to(told):
    assert hrefs("/nothing/here/", 404, HTTP_HOST="desk", HTTP_REFERER=told) == ["/complaints/?view=all", "/"]


def test_a_room_that_one_may_not_enter_is_not_offered(client, db):
    client.force_login(make_person())
    page = text(client.get("/people/nobody/"))
    assert "Only an administrator can see and change people." in page and "See who may do what" in page
    assert 'href="/people/"' not in page and "Page 403" not in page and "“You may not do this”, 403, " in page
