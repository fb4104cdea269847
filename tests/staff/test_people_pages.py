"""The administrator's pages of people and teams, and everybody's preferences."""

import pytest

from staff import teams
from staff.models import Person, StaffEvent, Team
from tests.factories import op

from .conftest import NOW, is_signed_in, sign_in

DETAILS = {"username": "lena.fraser", "full_name": "Lena Fraser", "email": "lena@lastmile.example", "role": "compliance_officer"}


@pytest.fixture
def desk(admin, at):
    """The administrator's browser."""
    browser = at()
    sign_in(browser, "marcus")
    return browser


ADDRESSES = [
    ("get", "/people/"), ("get", "/people/new/"), ("post", "/people/new/"), ("get", "/people/dan/"), ("post", "/people/dan/"),
    ("post", "/people/teams/"), ("post", "/people/dan/do/deactivate/"), ("post", "/people/dan/do/reset/"),
    ("post", "/people/dan/do/unlock/"),
]  # fmt: skip


@pytest.mark.parametrize("role", ["agent", "senior_manager", "compliance_officer"])
def test_nobody_but_administrators_opens_these_pages_and_refusals_are_written_down(dan, make_person, at, role):
    somebody, browser = make_person("somebody", role=role), at()
    sign_in(browser, "somebody")
    codes = {getattr(browser, method)(address).status_code for method, address in ADDRESSES}
    assert codes == {403}
    assert StaffEvent.objects.filter(kind="refused", person=somebody).count() == 1
    assert Person.objects.get(username="dan").is_active


def test_an_added_person_signs_in_with_the_password_shown_once(desk, at):
    answer = desk.post("/people/new/", DETAILS | {"op_id": op()})
    one_time = answer.context["one_time_password"]
    assert one_time in answer.content.decode()
    assert sign_in(at(), "lena.fraser", one_time).status_code == 302
    assert one_time not in desk.get("/people/lena.fraser/").content.decode()


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"username": "MARCUS"}, "username"), ({"username": "a b"}, "username"), ({"full_name": ""}, "full_name"), ({"role": "king"}, "role"),
     ({"email": "x"}, "email"), ({"team": "9999"}, "team"), ({"team": "x"}, "team")],
)  # fmt: skip
def test_a_refused_person_keeps_what_was_typed_and_says_why_at_the_field(desk, changed, field):
    answer = desk.post("/people/new/", DETAILS | changed | {"op_id": op()})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert "lena@lastmile.example" in answer.content.decode() or "email" in changed
    assert Person.objects.count() == 1


def test_details_role_and_team_are_changed_together(desk, dan):
    team = teams.add_team(name="Senior review", kind="senior_review", by=None, now=NOW)
    wanted = {"full_name": "Dan W. Whitlock", "email": "", "role": "senior_manager", "team": team.pk, "op_id": op(), "version": 1}
    assert desk.post("/people/dan/", wanted)["Location"] == "/people/dan/?done=saved"
    dan.refresh_from_db()
    assert (dan.full_name, dan.role, dan.team) == ("Dan W. Whitlock", "senior_manager", team)


def test_deactivate_reactivate_and_unlock_work_from_the_page(desk, dan, at):
    browser = at("127.0.0.2")
    sign_in(browser)
    assert desk.post("/people/dan/do/deactivate/", {"op_id": op()}).status_code == 302
    assert not is_signed_in(browser)
    desk.post("/people/dan/do/reactivate/", {"op_id": op()})
    [sign_in(browser, password="wrong") for _ in range(11)]
    assert desk.get("/people/dan/").context["locked"]
    desk.post("/people/dan/do/unlock/", {"op_id": op()})
    assert sign_in(browser).status_code == 302


def test_a_refused_action_says_why_on_the_page(desk):
    answer = desk.post("/people/marcus/do/deactivate/", {"op_id": op()})
    assert answer.status_code == 409
    assert "You cannot deactivate yourself." in answer.content.decode()


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [("get", "/people/nobody/", 404), ("post", "/people/nobody/do/reset/", 404), ("post", "/people/marcus/do/promote/", 404),
     ("get", "/people/marcus/do/reset/", 405), ("get", "/people/teams/", 405), ("get", "/people/%00/", 404)],
)  # fmt: skip
def test_what_is_not_there_is_answered_as_such(desk, method, address, status):
    assert getattr(desk, method)(address).status_code == status


def test_a_reset_shows_a_password_that_opens(desk, dan, at):
    one_time = desk.post("/people/dan/do/reset/", {"op_id": op()}).context["one_time_password"]
    assert sign_in(at(), "dan", one_time).status_code == 302


def test_teams_are_added_once(desk):
    fields = {"name": "Field visits", "kind": "other"}
    assert desk.post("/people/teams/", fields | {"op_id": op()}).status_code == 302
    again = desk.post("/people/teams/", fields | {"op_id": op()})
    assert "already has this name" in again.content.decode()
    assert Team.objects.filter(name="Field visits").count() == 1


def test_names_of_people_are_text_and_nothing_else(desk):
    desk.post("/people/new/", DETAILS | {"full_name": "<b>Lena</b>{{ x }}", "op_id": op()})
    for address in ("/people/", "/people/lena.fraser/"):
        text = desk.get(address).content.decode()
        assert "<b>Lena" not in text
        assert "{{ x }}" in text


def test_preferences_are_saved_and_bad_ones_are_not(dan, at):
    browser = at()
    sign_in(browser)
    wanted = {"mail_preference": "digest", "mail_any_hour": "on", "theme": "dark"}
    assert browser.post("/preferences/", wanted)["Location"] == "/preferences/?done=saved"
    dan.refresh_from_db()
    assert (dan.mail_preference, dan.mail_any_hour, dan.theme, dan.shortcuts_on) == ("digest", True, "dark", False)
    refused = browser.post("/preferences/?done=saved", wanted | {"theme": "pink"})
    assert refused.context["form"].errors and not refused.context["done"]
