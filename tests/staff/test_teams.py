"""Teams: renamed, given another purpose, switched off and on, each on record; what hangs on one is shown and holds it in use."""

import pytest

from complaints.case.models import Category, Complaint
from complaints.case.services import assign
from complaints.record.refusals import Unacceptable
from staff import services, teams
from staff.models import StaffEvent, Team
from staff.refusal import Refusal
from tests.factories import MONDAY, make_complaint, op

from .conftest import NOW, sign_in


@pytest.fixture
def north(db):
    return teams.add_team(name="North", by=None, now=NOW)


@pytest.fixture
def desk(admin, at):
    """The administrator's browser."""
    browser = at()
    sign_in(browser, "marcus")
    return browser


def kinds():
    return list(StaffEvent.objects.filter(kind__startswith="team_").order_by("pk").values_list("kind", "detail"))


def refused(call, *args, **named):
    with pytest.raises(Refusal) as found:
        call(*args, now=NOW, **named)
    return found.value


def test_a_renamed_team_keeps_its_address_and_both_changes_are_on_record(north, admin):
    changed = teams.change_team_itself(north, name="North West", kind="compliance", by=admin, now=NOW)
    assert (changed.name, changed.slug, changed.kind) == ("North West", "north", "compliance")
    assert kinds()[1:] == [("team_kind_changed", "North: from Other to Compliance"), ("team_renamed", "from North to North West")]


def test_the_same_again_writes_nothing_down(north, admin):
    for _ in range(2):
        teams.change_team_itself(north, name="North", kind="other", by=admin, now=NOW)
        teams.switch_on(north, by=admin, now=NOW)
    assert kinds() == [("team_added", "North")]


@pytest.mark.parametrize(("given", "code"), [
    ({"name": "South"}, "team_exists"), ({"name": ""}, "bad_name"), ({"name": "N" * 81}, "bad_name"), ({"kind": "x"}, "unknown_kind"),
])
def test_a_refused_change_changes_nothing(north, admin, given, code):
    teams.add_team(name="South", by=None, now=NOW)
    assert refused(teams.change_team_itself, north, by=admin, **{"name": "New", "kind": "compliance"} | given).code == code
    assert Team.objects.get(pk=north.pk).kind == "other" and len(kinds()) == 2


@pytest.mark.parametrize("kind", teams.SENT_WORK)
def test_the_last_team_to_which_work_goes_by_itself_stays(admin, kind):
    last = teams.add_team(name="Only", kind=kind, by=None, now=NOW)
    assert refused(teams.switch_off, last, by=admin).code == "last_of_its_kind"
    assert refused(teams.change_team_itself, last, name="Only", kind="other", by=admin).code == "last_of_its_kind"
    teams.add_team(name="Another", kind=kind, by=None, now=NOW)
    assert not teams.switch_off(last, by=admin, now=NOW).is_active


def test_a_team_with_anything_left_is_not_switched_off(north, admin, make_person):
    make_person("dan", team=north)
    Category.objects.create(code="own_north", name="North", team=north)
    Complaint.objects.filter(pk=make_complaint().pk).update(team=north)
    told = refused(teams.switch_off, north, by=admin)
    assert told.sentence == "Move what North still has first: 1 person, 1 open complaint, 1 category that sends complaints to it."
    assert Team.objects.get(pk=north.pk).is_active


def test_what_is_restricted_is_not_told_of(north):
    Complaint.objects.filter(pk=make_complaint().pk).update(team=north, restricted=True)
    assert teams.hanging_on(north) == []


def test_nothing_is_given_to_a_team_that_is_switched_off(north, admin, dan):
    teams.switch_off(north, by=admin, now=NOW)
    assert refused(services.change_team, dan, north, by=admin).code == "team_off"
    complaint = make_complaint()
    with pytest.raises(Unacceptable, match="There is no team of that name"):
        assign(complaint.reference, {"op_id": op(), "version": 1, "team": "north"}, by=admin, now=MONDAY)


def test_whoever_comes_back_to_a_team_that_is_switched_off_is_in_none(north, admin, make_person):
    lena = make_person("lena", team=north)
    services.deactivate(lena, by=admin, now=NOW)
    teams.switch_off(north, by=admin, now=NOW)
    assert services.reactivate(lena, by=admin, now=NOW).team is None


def test_the_page_shows_what_hangs_on_a_team_before_anything_is_changed(desk, north, make_person):
    make_person("dan", team=north)
    page = desk.get("/people/teams/north/").content.decode()
    assert "What hangs on it" in page and "1 person" in page
    answer = desk.post("/people/teams/north/do/off/", {"op_id": op()})
    assert answer.status_code == 409 and "Move what North still has first: 1 person." in answer.content.decode()


def test_a_team_is_renamed_switched_off_and_on_from_its_page(desk, north):
    assert desk.post("/people/teams/north/", {"name": "North West", "kind": "other", "op_id": op(), "version": 1}).status_code == 302
    for action, state in (("off", False), ("on", True)):
        assert desk.post(f"/people/teams/north/do/{action}/", {"op_id": op()}).status_code == 302
        assert Team.objects.get(slug="north").is_active is state
    assert "from North to North West" in desk.get("/people/teams/north/").content.decode()


@pytest.mark.parametrize(("address", "code"), [("/people/teams/nowhere/", 404), ("/people/teams/north/do/fly/", 404), ("/people/teams/north/", 422)])
def test_what_cannot_be_done_is_answered_and_what_was_typed_stays(desk, north, address, code):
    answer = desk.post(address, {"name": "x" * 90, "kind": "other"})
    assert answer.status_code == code and (code == 404 or "x" * 90 in answer.content.decode())


def test_a_team_of_the_page_of_teams_only_for_administrators(north, make_person, at):
    make_person("somebody", role="senior_manager")
    browser = at()
    sign_in(browser, "somebody")
    assert {browser.get("/people/teams/north/").status_code, browser.post("/people/teams/north/do/off/").status_code} == {403}


def test_people_are_added_to_a_team_and_a_team_is_switched_off_in_transactions_of_their_own(real_db):
    north = teams.add_team(name="North", by=None, now=NOW)
    person = services.create_person(username="x", full_name="X", role="agent", team=north, password="otter-violin-lamp", by=None, now=NOW)[0]
    services.change_team(person, None, by=None, now=NOW)
    assert not teams.switch_off(north, by=None, now=NOW).is_active
    assert refused(services.create_person, username="y", full_name="Y", role="agent", team=north, by=None).code == "team_off"
