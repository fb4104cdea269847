"""API tokens, the two commands, and the staff of the demonstration."""

import io
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import RequestFactory

from staff import demo, services, tokens
from staff.models import ApiToken, Person, StaffEvent

from .conftest import NOW, PASSWORD, sign_in

ROOT = Path(__file__).resolve().parents[2]


def with_header(value):
    return RequestFactory().get("/", headers={"Authorization": value} if value is not None else {})


def test_a_token_names_its_person(dan):
    token = services.make_token(dan, by=dan, now=NOW)
    assert tokens.person_for(with_header(f"Bearer {token}")) == dan
    assert tokens.person_for(with_header(f"bearer  {token} ")) == dan


@pytest.mark.parametrize("value", [None, "", "Bearer", "Bearer ", "Basic ZGFu", "Bearer nonsense", "Bearer " + "x" * 9999, "Bearer é\0"])
def test_anything_else_names_nobody(dan, value):
    services.make_token(dan, by=dan, now=NOW)
    assert tokens.person_for(with_header(value)) is None


def test_a_token_is_kept_as_a_hash_only_and_a_new_one_replaces_it(dan):
    first, second = (services.make_token(dan, by=dan, now=NOW) for _ in range(2))
    row = ApiToken.objects.get()
    assert first not in str(vars(row))
    assert services.person_of_token(first, now=NOW) is None
    assert services.person_of_token(second, now=NOW) == dan


def test_the_day_of_use_is_noted_once_a_day(dan, django_assert_num_queries):
    token = services.make_token(dan, by=dan, now=NOW)
    services.person_of_token(token, now=NOW)
    with django_assert_num_queries(1):
        services.person_of_token(token, now=NOW + timedelta(hours=1))
    services.person_of_token(token, now=NOW + timedelta(days=1))
    assert ApiToken.objects.get().last_used_on == (NOW + timedelta(days=1)).date()


def test_no_token_for_the_deactivated(dan, admin):
    services.deactivate(dan, by=admin, now=NOW)
    with pytest.raises(services.Refusal) as refused:
        services.make_token(dan, by=None, now=NOW)
    assert refused.value.code == "deactivated"


def run(*words):
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue().strip()


@pytest.mark.parametrize("before", ["nobody", "agent", "deactivated", "locked"])
def test_create_admin_lets_an_administrator_in_whatever_was_before(db, make_person, at, before):
    if before != "nobody":
        person = make_person("root")
    if before == "deactivated":
        services.deactivate(person, by=None, now=NOW)
    if before == "locked":
        [sign_in(at(), "root", "wrong") for _ in range(11)]
    one_time = run("create_admin", "Root")
    answer = sign_in(at(), "root", one_time)
    person = Person.objects.get(username="root")
    assert (answer.status_code, person.role, person.must_change_password) == (302, "administrator", True)


def test_the_api_token_command_prints_a_token_that_works(dan):
    assert services.person_of_token(run("api_token", "dan"), now=NOW) == dan


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["create_admin"], 2, "username"),
        (["create_admin", "not a name"], 2, "A username has"),
        (["create_admin", "root", "extra"], 2, "extra"),
        (["api_token"], 2, "username"),
        (["api_token", "nobody"], 2, "Nobody has this username."),
    ],
)
def test_a_command_that_fails_says_one_sentence_and_an_exit_code(real_db, words, code, sentence):
    done = subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=real_db.environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (code, "", 1), done.stderr
    assert sentence in done.stderr


def test_the_demonstration_has_its_five_people_and_twice_is_as_once(db):
    first = demo.load_demo_people(PASSWORD, now=NOW)
    events = StaffEvent.objects.count()
    second = demo.load_demo_people(PASSWORD, now=NOW)
    assert first == second
    assert StaffEvent.objects.count() == events
    assert {name: person.role for name, person in second.items()} == {
        "agent": "agent",
        "manager": "senior_manager",
        "manager2": "senior_manager",
        "compliance": "compliance_officer",
        "admin": "administrator",
    }


def test_another_demonstration_password_replaces_the_first(db, at):
    demo.load_demo_people("first", now=NOW)
    demo.load_demo_people("second", now=NOW)
    assert [sign_in(at(), "agent", word).status_code for word in ("first", "second")] == [200, 302]
