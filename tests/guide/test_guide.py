"""The guide can't rot: each task's page opens for its role, each control it names stands there, each picture is there and small."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from complaints.guide.lessons import GUIDES, TITLES
from complaints.guide.pages import STARS
from staff.models import Person, Role
from tests.look.guide_pictures import WHO

# One process reads the pages once for all of these tests.
pytestmark = [pytest.mark.xdist_group("guide"), pytest.mark.once]
PICTURES = Path(settings.BASE_DIR) / "static/img/guide"
TASKS = {task.name: (role, task) for role, tasks in GUIDES.items() for task in tasks}


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    """The words of each task's page, as its role sees it on the demonstration's desk."""
    from complaints.intake import demo
    from tests.walk.addresses import guided

    with django_db_blocker.unblock(), transaction.atomic():
        demo.seed("demo-password-1", now=timezone.now())
        found = {}
        for name, (role, task) in TASKS.items():
            client = Client()
            client.force_login(Person.objects.get(username=WHO[role]))
            answer = client.get(guided(task.page))
            found[name] = (answer.status_code, answer.content.decode().partition("<main")[2])
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("name", TASKS)
def test_the_page_of_a_task_opens_for_its_role_and_has_the_controls_it_names(pages, name):
    status, words = pages[name]
    named = [control for step in TASKS[name][1].steps for control in STARS.findall(step)]
    assert status == 200 and [control for control in named if control not in words] == []


@pytest.mark.parametrize("role", Role.values)
def test_each_role_has_a_guide_of_eight_to_twelve_tasks_with_each_name_once(role):
    names = [task.name for task in GUIDES[role]]
    assert 8 <= len(names) <= 12 and len(names) == len(set(names)) and TITLES[role]


def test_a_task_that_two_roles_have_is_the_same_task():
    assert all(task is TASKS[task.name][1] for tasks in GUIDES.values() for task in tasks)


@pytest.mark.parametrize("name", TASKS)
def test_each_task_has_a_small_picture_that_says_what_it_shows(name):
    assert 2_000 < (PICTURES / f"{name}.webp").stat().st_size <= 60_000 and len(TASKS[name][1].alt) > 10


def test_all_pictures_together_stay_small_and_none_is_left_over():
    files = list(PICTURES.iterdir())
    assert {path.stem for path in files} == set(TASKS) and sum(path.stat().st_size for path in files) <= 1_000_000


@pytest.mark.parametrize("role", Role.values)
def test_the_guide_opens_at_ones_own_role_and_leads_to_the_others(client, db, role):
    from tests.factories import make_person
    client.force_login(make_person(role))
    text = client.get("/guide/").content.decode()
    assert f"Guide for {TITLES[role]}" in text and text.count('href="/guide/') >= len(GUIDES)
    assert client.get("/guide/nobody/").status_code == 404


@pytest.mark.parametrize(("role", "offered"), [("agent", False), ("administrator", True)])
def test_a_page_is_offered_only_to_whom_it_opens(client, db, role, offered):
    from tests.factories import make_person
    client.force_login(make_person(role))
    assert ('<p><a href="/people/' in client.get("/guide/administrator/").content.decode()) == offered
