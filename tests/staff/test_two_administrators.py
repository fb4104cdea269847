"""Two administrators on one person or team at once: the second sees what the first did, keeps what they typed, and nothing happens twice."""

import pytest

from staff import services, teams
from staff.models import Person, StaffEvent, Team
from tests.factories import op
from tests.web.reading import fields_of, text

from .conftest import NOW, sign_in


@pytest.fixture
def desk(admin, at):
    """The administrator's browser."""
    browser = at()
    sign_in(browser, "marcus")
    return browser


@pytest.fixture
def north(db):
    return teams.add_team(name="North", by=None, now=NOW)


def test_the_second_of_two_is_shown_what_the_first_did_and_keeps_their_words(desk, dan):
    form = fields_of(desk.get("/people/dan/")) | {"full_name": "Dan W."}
    services.change_role(dan, "senior_manager", by=None, now=NOW)
    clash = desk.post("/people/dan/", form)
    assert clash.status_code == 409 and "Role, as it stands now: Senior manager" in text(clash) and "Dan W." in text(clash)
    assert Person.objects.get(pk=dan.pk).full_name == "Dan Whitlock"
    assert desk.post("/people/dan/", fields_of(clash)).status_code == 302
    dan.refresh_from_db()
    assert (dan.full_name, dan.role) == ("Dan W.", "agent")


def test_a_form_without_the_version_it_was_made_from_is_a_clash(desk, dan):
    form = fields_of(desk.get("/people/dan/")) | {"version": "soon"}
    assert desk.post("/people/dan/", form).status_code == 409


def test_two_on_one_team_are_told_apart(desk, north):
    form = fields_of(desk.get("/people/teams/north/")) | {"name": "North East"}
    teams.change_team_itself(north, name="North West", kind="compliance", by=None, now=NOW)
    clash = desk.post("/people/teams/north/", form)
    assert clash.status_code == 409 and "North West" in text(clash) and "North East" in text(clash)
    assert Team.objects.get(pk=north.pk).name == "North West"
    assert desk.post("/people/teams/north/", fields_of(clash)).status_code == 302


def test_each_change_of_a_person_raises_the_version_and_the_same_again_does_not(dan, admin):
    for _ in range(2):
        services.change_role(dan, "senior_manager", by=admin, now=NOW)
        services.change_details(dan, full_name="Dan", email="", by=admin, now=NOW)
        services.deactivate(dan, by=admin, now=NOW)
    assert Person.objects.get(pk=dan.pk).version == 4


def test_the_same_form_sent_twice_happens_once(desk, dan):
    form = fields_of(desk.get("/people/dan/")) | {"full_name": "Dan W."}
    assert [desk.post("/people/dan/", form).status_code for _ in range(2)] == [302, 302]
    assert StaffEvent.objects.filter(kind="person_changed", person=dan).count() == 1


def test_a_person_is_added_once_and_their_password_is_shown_once(desk):
    form = fields_of(desk.get("/people/new/")) | {"username": "lena", "full_name": "Lena Fraser", "role": "agent"}
    first = desk.post("/people/new/", form)
    again = desk.post("/people/new/", form, follow=True)
    assert first.context["one_time_password"] not in text(again) and "added already" in text(again)
    assert Person.objects.filter(username="lena").count() == 1


def test_a_password_is_reset_once(desk, dan):
    given = {"op_id": op()}
    desk.post("/people/dan/do/reset/", given)
    assert "reset already" in text(desk.post("/people/dan/do/reset/", given, follow=True))
    assert StaffEvent.objects.filter(kind="password_reset").count() == 1


def test_what_carries_no_op_id_is_refused(desk, dan, north):
    assert desk.post("/people/dan/do/deactivate/").status_code == desk.post("/people/teams/north/do/off/").status_code == 409
    assert desk.post("/people/teams/", {"name": "South", "kind": "other"}).status_code == 422
    assert Person.objects.get(pk=dan.pk).is_active and Team.objects.get(pk=north.pk).is_active
