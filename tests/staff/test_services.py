"""What the services of people and teams do, refuse and write down."""

import pytest
from django.db import DatabaseError, connection, transaction

from staff import services, teams, who
from staff.models import ApiToken, Person, Role, StaffEvent, Team
from staff.refusal import Refusal

from .conftest import NOW, PASSWORD


def kinds(person):
    return list(StaffEvent.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def add(**details):
    wanted = {"username": "priya.raman", "full_name": "Priya Raman", "role": "senior_manager", "by": None, "now": NOW}
    return services.create_person(**wanted | details)


@pytest.mark.parametrize("role", Role.values)
def test_every_role_has_words_and_is_exactly_one_of_the_four(role):
    tests = (who.is_agent, who.is_senior_manager, who.is_compliance_officer, who.is_administrator)
    assert sum(test(role) for test in tests) == 1
    assert who.words(role).islower()


def test_a_new_person_gets_a_one_time_password_that_must_be_changed(db):
    person, one_time = add()
    assert person.check_password(one_time)
    assert (person.must_change_password, person.is_active, person.role_words) == (True, True, "senior manager")
    assert kinds(person) == ["person_added"]


def test_a_username_is_kept_in_small_letters_and_found_whatever_its_capitals(db):
    add(username="Priya.Raman")
    assert services.find(" PRIYA.raman ").username == "priya.raman"


@pytest.mark.parametrize(
    ("details", "code", "field"),
    [
        ({"username": "PRIYA.RAMAN"}, "username_taken", "username"),
        ({"username": ""}, "bad_username", "username"),
        ({"username": "new"}, "bad_username", "username"),
        ({"username": "a/b"}, "bad_username", "username"),
        ({"username": "x" * 61}, "bad_username", "username"),
        ({"username": "nul\0"}, "bad_username", "username"),
        ({"full_name": " \u200b "}, "bad_name", "full_name"),
        ({"full_name": "x" * 121}, "bad_name", "full_name"),
        ({"email": "not-a-mail-address"}, "bad_email", "email"),
        ({"role": "king"}, "unknown_role", "role"),
    ],
)
def test_what_cannot_be_a_person_is_refused_with_the_field(db, details, code, field):
    add()
    with pytest.raises(Refusal) as refused:
        add(**{"username": "somebody"} | details)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert refused.value.sentence.endswith(".")
    assert Person.objects.count() == 1


def south():
    return Team.objects.get_or_create(slug="south", defaults={"name": "South", "created_at": NOW})[0]


ONLY_ADMINISTRATORS = [
    lambda dan, by: services.create_person(username="x", full_name="X", role="agent", by=by, now=NOW),
    lambda dan, by: services.change_role(dan, "administrator", by=by, now=NOW),
    lambda dan, by: services.change_team(dan, None, by=by, now=NOW),
    lambda dan, by: services.change_details(dan, full_name="X", email="", by=by, now=NOW),
    lambda dan, by: services.deactivate(dan, by=by, now=NOW),
    lambda dan, by: services.reactivate(dan, by=by, now=NOW),
    lambda dan, by: services.unlock(dan, by=by, now=NOW),
    lambda dan, by: services.reset_password(dan, by=by, now=NOW),
    lambda dan, by: services.make_token(dan, by=by, now=NOW),
    lambda dan, by: teams.change_team_itself(south(), name="South", kind="compliance", by=by, now=NOW),
    lambda dan, by: teams.switch_off(south(), by=by, now=NOW),
    lambda dan, by: teams.switch_on(south(), by=by, now=NOW),
    lambda dan, by: teams.add_team(name="North", by=by, now=NOW),
]


@pytest.mark.parametrize("role", ["agent", "senior_manager", "compliance_officer"])
@pytest.mark.parametrize("call", ONLY_ADMINISTRATORS)
def test_only_administrators_keep_people_and_teams(dan, make_person, call, role):
    other = make_person("other", role=role)
    with pytest.raises(Refusal) as refused:
        call(dan, other)
    assert refused.value.code == "forbidden"


@pytest.mark.parametrize("call", ONLY_ADMINISTRATORS)
def test_administrators_and_the_system_may(dan, admin, call):
    call(dan, admin)
    if call is not ONLY_ADMINISTRATORS[0] and call is not ONLY_ADMINISTRATORS[-1]:
        call(dan, None)


def test_a_change_of_role_is_written_down_with_both_roles(dan, admin):
    services.change_role(dan, "senior_manager", by=admin, now=NOW)
    event = StaffEvent.objects.filter(person=dan).first()
    assert (event.kind, event.detail, event.by) == ("role_changed", "from agent to senior manager", admin)


def test_changing_nothing_writes_nothing(dan, admin):
    before = kinds(dan)
    details = {"full_name": dan.full_name, "email": dan.email, "role": dan.role, "team": dan.team}
    services.change_person(dan, **details, by=admin, now=NOW)
    services.reactivate(dan, by=admin, now=NOW)
    assert kinds(dan) == before


def test_a_refused_change_of_a_person_changes_nothing_of_them(dan, admin):
    with pytest.raises(Refusal):
        services.change_person(dan, full_name="New Name", email="", role="king", team=None, by=admin, now=NOW)
    dan.refresh_from_db()
    assert dan.full_name == "Dan Whitlock"


def test_deactivating_takes_the_token_and_leaves_the_person(dan, admin):
    token = services.make_token(dan, by=dan, now=NOW)
    services.deactivate(dan, by=admin, now=NOW)
    assert services.person_of_token(token, now=NOW) is None
    assert not ApiToken.objects.exists()
    assert kinds(dan)[-1] == "deactivated"


@pytest.mark.parametrize(
    "call",
    [
        lambda admin: services.deactivate(admin, by=None, now=NOW),
        lambda admin: services.change_role(admin, "agent", by=None, now=NOW),
    ],
)
def test_the_last_administrator_stays_one(admin, make_person, call):
    with pytest.raises(Refusal) as refused:
        call(admin)
    assert refused.value.code == "last_administrator"
    make_person("second", role="administrator")
    call(admin)


def test_nobody_deactivates_themselves(admin, make_person):
    make_person("second", role="administrator")
    with pytest.raises(Refusal) as refused:
        services.deactivate(admin, by=admin, now=NOW)
    assert refused.value.code == "own_account"


def test_a_reset_password_opens_once_and_must_be_changed(dan, admin):
    one_time = services.reset_password(dan, by=admin, now=NOW)
    dan.refresh_from_db()
    assert (dan.must_change_password, dan.check_password(PASSWORD), dan.check_password(one_time)) == (True, False, True)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("wrong", "kd7m-x4wq-zz9p", "wrong_password"),
        ("w" * 5000, "kd7m-x4wq-zz9p", "wrong_password"),
        (PASSWORD, PASSWORD, "same_password"),
        (PASSWORD, "short", "weak_password"),
        (PASSWORD, "lastmile2026!", "weak_password"),
        (PASSWORD, "Whitlock-Dan-1", "weak_password"),
    ],
)
def test_a_change_of_password_is_refused_with_a_sentence(dan, old, new, code):
    with pytest.raises(Refusal) as refused:
        services.change_password(dan, old=old, new=new, by=dan, now=NOW)
    assert refused.value.code == code
    dan.refresh_from_db()
    assert dan.check_password(PASSWORD)


def test_nobody_changes_the_password_of_another(dan, admin):
    with pytest.raises(Refusal) as refused:
        services.change_password(dan, old=PASSWORD, new="kd7m-x4wq-zz9p", by=admin, now=NOW)
    assert refused.value.code == "not_yours"


def test_no_password_lies_in_the_security_log(dan, admin):
    one_time = services.reset_password(dan, by=admin, now=NOW)
    services.change_password(dan, old=one_time, new="kd7m-x4wq-zz9p", by=dan, now=NOW)
    text = " ".join(StaffEvent.objects.values_list("detail", flat=True))
    assert one_time not in text
    assert "kd7m" not in text


@pytest.mark.parametrize("change", ["UPDATE staff_staffevent SET detail = ''", "DELETE FROM staff_staffevent"])
def test_the_security_log_is_neither_changed_nor_emptied(dan, change):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert StaffEvent.objects.exists()


def test_a_username_with_capitals_is_refused_by_the_database_too(dan):
    with pytest.raises(DatabaseError), transaction.atomic():
        Person.objects.filter(pk=dan.pk).update(username="DAN")


def test_teams_have_names_of_their_own(admin):
    team = teams.add_team(name="  Senior   review ", kind="senior_review", by=admin, now=NOW)
    assert (team.name, team.slug) == ("Senior review", "senior-review")
    for name, kind, code in (("Senior review", "other", "team_exists"), ("", "other", "bad_name"), ("B", "x", "unknown_kind")):
        with pytest.raises(Refusal) as refused:
            teams.add_team(name=name, kind=kind, by=admin, now=NOW)
        assert refused.value.code == code


def test_preferences_are_ones_own_and_known(dan, admin):
    wanted = {"mail_preference": "digest", "mail_any_hour": True, "theme": "dark", "shortcuts_on": False}
    services.change_preferences(dan, by=dan, now=NOW, **wanted)
    dan.refresh_from_db()
    assert {name: getattr(dan, name) for name in wanted} == wanted
    for by, bad in ((admin, {"theme": "dark"}), (dan, {"theme": "pink"}), (dan, {"role": "administrator"})):
        with pytest.raises(Refusal):
            services.change_preferences(dan, by=by, now=NOW, **bad)
