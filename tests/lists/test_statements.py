"""A list page asks the database eight times at most, session and person included; the reviews with who has how much twelve times."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints.alerts import heartbeat
from complaints.case.searching import found_ids
from complaints.case.stages import EVERYBODY
from complaints.lists import numbers, paging
from complaints.lists.models import SavedView
from complaints.lists.wanted import VIEWS
from config.frame import NAV
from tests.factories import MONDAY, make_complaint

pytestmark = pytest.mark.django_db
LISTS, REVIEWS = 8, 12


def full(client, monkeypatch):
    """Two of everything that a list may hold, two views saved, and pages of one row."""
    whole = paging.page_of
    monkeypatch.setattr(paging, "page_of", lambda *rows, **told: whole(*rows, **{**told, "size": 1}))
    for stage in ("immediate", "senior_review", "resolved"):
        for _ in range(2):
            make_complaint(stage, by=client.person, needs=["off_supply", "medical"])
            make_complaint(stage, by=client.person)
    type(make_complaint()).objects.filter(pk__in=[1, 2]).update(owner=None)
    for name in ("One", "Two"):
        SavedView.objects.create(id=f"v{name.lower()}", person=client.person, name=name, view="all", filters={"stage": ["immediate"]}, made_at=MONDAY)


def asked(client, address):
    """How often, the first time after the numbers of saved views grew old. Of two times the lower: a session is written once a minute."""
    told = []
    for _ in range(2):
        cache.clear()
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        told.append(len(found))
    return min(told)


def over(client, role):
    """The views that ask more than they may."""
    told = {view: asked(client, f"/complaints/?view={view}") for view in VIEWS}
    strip = role in ("senior_manager", "administrator")
    return {view: count for view, count in told.items() if count > (REVIEWS if view == "reviews" and strip else LISTS)}


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_each_view_full_or_empty(signed_in, monkeypatch, role):
    client = signed_in(role)
    assert over(client, role) == {}
    full(client, monkeypatch)
    assert over(client, role) == {}


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_with_filters_a_saved_view_and_a_cursor(signed_in, monkeypatch, role):
    client = signed_in(role)
    full(client, monkeypatch)
    narrowed = client.get("/complaints/?view=all&stage=immediate").url
    onward = client.get(narrowed).context["pages"]["next"]
    nothing = client.get("/complaints/?view=all&stage=deadlock").url
    told = {address: asked(client, address) for address in (narrowed, onward, nothing, "/complaints/?list=vone")}
    assert {address: count for address, count in told.items() if count > LISTS} == {}


def test_what_was_searched_for_is_looked_for_once(signed_in, monkeypatch):
    """Each way to read the words is one statement beside those of the list."""
    client = signed_in()
    full(client, monkeypatch)
    found = client.get("/complaints/?q=heating").url
    with CaptureQueriesContext(connection) as ways:
        found_ids("heating")
    assert asked(client, found) <= LISTS + len(ways)


def test_the_numbers_of_the_frame_are_those_of_the_roles_navigation():
    shown = {"work": "mine", "queue": "queue", "reviews": "reviews"}
    for role, entries in NAV.items():
        assert numbers.VIEWS_OF[role] == tuple(shown[name] for name, *_ in entries if name in shown)


def test_the_frame_says_when_deadlines_were_checked(signed_in):
    heartbeat.beat("sweep", {}, now=MONDAY)
    assert "Deadlines not checked yet" not in signed_in().get("/complaints/").content.decode()
    assert numbers.numbers(signed_in().person, {}, now=MONDAY).swept_at == MONDAY


def test_a_saved_view_shows_what_it_holds_and_the_tab_what_matters(signed_in, monkeypatch):
    client = signed_in()
    full(client, monkeypatch)
    page = client.get("/complaints/?view=mine")
    assert {view["label"]: view["count"] for view in page.context["views"] if view["count"]} == {"One": "5", "Two": "5"}
    first = page.context["heading"]["title"].partition(": ")[2].partition(",")[0]
    assert f"<title>({first}) Your complaints" in page.content.decode() and first.endswith("off supply with a priority need")
