"""Each key in a real browser, on the page on which the table says that it works; the command box; the switch."""

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.utils import timezone

from complaints.keyboard import table
from config.frame import nav_of
from staff.models import Person
from tests.factories import make_complaint, make_person, make_team

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.timeout(240)]
WAIT = 30_000
FOCUSED = "document.activeElement.textContent.trim()"


@pytest.fixture
def manager(real_db, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    return make_person("senior_manager", full_name="Priya Raman", team=make_team("senior_review"))


@pytest.fixture
def page(chromium, manager, live_url):
    from playwright.sync_api import sync_playwright

    client = Client()
    client.force_login(manager)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(base_url=live_url, viewport={"width": 1366, "height": 768}, permissions=["clipboard-read", "clipboard-write"])
        context.set_default_timeout(WAIT)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value, "url": live_url}])
        yield context.new_page()
        browser.close()
        connections["default"].close()
        del connections["default"]


@pytest.fixture
def cases(manager):
    return [make_complaint(by=manager, received_at=timezone.now()) for _ in range(3)]


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def leads(page, start, keys, to):
    """Pressing the keys on one page leads to the other."""
    page.goto(start)
    press(page, *keys)
    page.wait_for_url(f"**{to}", timeout=WAIT)


def test_keys_of_everywhere_lead_where_the_navigation_does(page, manager):
    for name, _, href, keys in nav_of(manager.role):
        if name in table.GO_TO:
            leads(page, "/preferences/", keys.split(), href)
    leads(page, "/preferences/", ["?"], "/help/#keys")
    leads(page, "/preferences/", ["c"], "/complaints/new/")


def test_keys_of_a_complaint_do_what_the_table_says(page, cases):
    base = f"/c/{cases[0].reference}/"
    for keys, to in (("m", "contacts/new/"), ("a", "assign/"), ("l", "letters/"), ("t", "timeline/"), ("n", "timeline/#note"), ("r", "do/resolve/")):
        leads(page, base, [keys], base + to)
    leads(page, base, ["Shift+E"], base + "do/escalate/")
    page.goto(base)
    press(page, ".")
    page.wait_for_function("navigator.clipboard.readText().then(said => said.length > 5)")
    assert page.evaluate("navigator.clipboard.readText()") == cases[0].reference
    press(page, ".", ".")
    page.wait_for_function("navigator.clipboard.readText().then(said => said.includes(','))")
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"{cases[0].reference}, ")


def test_keys_of_a_list_walk_and_open_and_rest_while_a_person_types(page, cases):
    page.goto("/complaints/?view=all")
    press(page, "j", "j", "k")
    first = page.evaluate(FOCUSED)
    press(page, "j")
    assert first != page.evaluate(FOCUSED)
    press(page, "/")
    page.keyboard.type("jcx?")
    assert page.input_value("#q") == "jcx?" and page.url.endswith("view=all")
    press(page, "Escape")
    page.goto("/complaints/?view=all")
    press(page, "j", "Enter")
    page.wait_for_url(f"**/c/{first}/?list=all", timeout=WAIT)


def test_switched_off_single_keys_rest_and_the_keys_with_ctrl_do_not(page, manager, cases):
    Person.objects.filter(pk=manager.pk).update(shortcuts_on=False)
    page.goto(f"/c/{cases[0].reference}/timeline/")
    press(page, "c", "g", "w", "?", "r", "j")
    assert page.url.endswith("/timeline/")
    press(page, "Control+k")
    page.wait_for_selector("#commands[open] [role=option]")
    press(page, "Escape")
    page.wait_for_selector("#commands", state="hidden")
    page.fill("#note", "Rang back, no answer.")
    with page.expect_navigation():
        press(page, "Control+Enter")
    assert "Rang back, no answer." in page.inner_text("main")


def test_the_command_box_finds_pages_actions_and_complaints_and_gives_the_focus_back(page, cases):
    page.goto(f"/c/{cases[0].reference}/")
    page.focus(".tabs a >> nth=2")
    press(page, "Control+k")
    page.wait_for_selector("#commands [role=group][aria-label='On this page'] [role=option]")
    press(page, "Escape")
    assert page.evaluate(FOCUSED).startswith("Letters")
    press(page, "Control+k")
    page.keyboard.type(cases[1].reference)
    page.wait_for_selector(f"#commands [role=option][data-href='/c/{cases[1].reference}/'][aria-selected=true]")
    assert page.get_attribute("#command", "aria-activedescendant") == page.get_attribute("#commands [aria-selected=true]", "id")
    press(page, "Enter")
    page.wait_for_url(f"**/c/{cases[1].reference}/", timeout=WAIT)
    press(page, "Control+k")
    page.keyboard.type("record a call")
    press(page, "Enter")
    page.wait_for_url("**/contacts/new/", timeout=WAIT)
