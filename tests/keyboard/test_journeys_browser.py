"""Whole journeys by keys alone: a letter is checked, approved and sent; a report is read down to a breached case. No mouse, few steps.

The figures are those of the effort goals: an approved letter goes in at most 4 steps, a breached case is at most 3 steps below its report.
A step is a key that leaves a page or sends a form.
"""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.utils import timezone

from tests.factories import do_move, make_complaint, make_person, make_team
from tests.letters import walked

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.timeout(240)]
WAIT = 30_000
COUNT_THE_MOUSE = """window.mouse = 0;
for (const kind of ['mousedown', 'mousemove', 'pointerdown', 'click'])
  addEventListener(kind, event => { if (event.isTrusted && (kind !== 'click' || event.detail > 0)) window.mouse += 1; }, true);"""
MOST_TABS = 40


class Keys:
    """A person at the keyboard of one page: counts steps and Tabs."""

    def __init__(self, page):
        self.page, self.steps, self.tabs = page, 0, 0

    def step(self, *keys, to):
        """Keys of which the last leaves the page."""
        for key in keys[:-1]:
            self.page.keyboard.press(key)
        with self.page.expect_navigation(timeout=WAIT):
            self.page.keyboard.press(keys[-1])
        self.page.wait_for_url(to, timeout=WAIT)
        self.page.wait_for_load_state("load")
        self.steps += 1

    def tab_to(self, selector):
        """Tab, past the navigation by the skip link, until the focus is on what the selector names."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            self.tabs += 1
            if self.page.evaluate("document.activeElement.matches('.skip')"):
                self.page.keyboard.press("Enter")
            if self.page.evaluate("it => document.activeElement.matches(it)", selector):
                return
        raise AssertionError(f"{MOST_TABS} Tabs lead to no {selector}, but to {self.page.evaluate('document.activeElement.outerHTML')[:200]}")

    @property
    def mouse(self):
        return self.page.evaluate("window.mouse")


@pytest.fixture
def people(real_db, settings, tmp_path, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    settings.VAR_DIR = tmp_path
    return {"writer": make_person("senior_manager", full_name="Priya Raman", team=make_team("senior_review")),
            "checker": make_person("senior_manager", full_name="Tom Ashby"), "officer": make_person("compliance_officer", full_name="Lena Fraser")}


@pytest.fixture
def at_keys(chromium, people, live_url):
    """`at_keys("checker")` answers the keyboard of that person, signed in, on their own page of preferences."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])

        def sit_down(who):
            client = Client()
            client.force_login(people[who])
            context = browser.new_context(base_url=live_url, viewport={"width": 1366, "height": 768})
            context.set_default_timeout(WAIT)
            key = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_url}])
            context.add_init_script(COUNT_THE_MOUSE)
            page = context.new_page()
            page.goto("/preferences/")
            return Keys(page)
        yield sit_down
        browser.close()
        connections["default"].close()
        del connections["default"]


@pytest.fixture
def submitted(people):
    """A deadlock letter, written and waiting to be checked."""
    return walked.submitted(by=people["writer"])


def test_a_letter_is_approved_and_sent_by_keys_alone_in_few_steps(at_keys, submitted):
    keys = at_keys("checker")
    keys.step("g", "l", to="**/letters/")
    keys.tab_to(f"a[href='/letters/{submitted.pk}/']")
    keys.step("Enter", to=f"**/letters/{submitted.pk}/")
    keys.step("Control+Enter", to=f"**/letters/{submitted.pk}/")
    submitted.refresh_from_db()
    assert submitted.state == "approved"
    approved_in, keys.steps = keys.steps, 0
    keys.tab_to("a[href$='/do/send/']")
    keys.step("Enter", to=f"**/letters/{submitted.pk}/do/send/")
    keys.tab_to("input[name=method]")
    keys.page.keyboard.press("Space")
    keys.step("Control+Enter", to=re.compile(rf"/letters/{submitted.pk}/(#work)?$"))
    submitted.refresh_from_db()
    assert submitted.state == "sent" and keys.mouse == 0
    assert approved_in <= 3 and keys.steps <= 4 and keys.tabs <= 25, (approved_in, keys.steps, keys.tabs)


def test_a_report_is_read_down_to_a_breached_case_by_keys_alone_in_few_steps(at_keys, people):
    now = timezone.now()
    case = make_complaint(by=make_person(), received_at=now - timedelta(days=20))
    do_move(case, "escalate", at=now - timedelta(days=19))
    keys = at_keys("officer")
    keys.step("g", "p", to="**/reports/")
    keys.steps = 0
    keys.tab_to("a[href^='/reports/deadlines/?']")
    keys.step("Enter", to="**/reports/deadlines/**")
    keys.tab_to("a[href*='what=late']")
    keys.step("Enter", to="**/cases/**")
    keys.tab_to(f"a[href^='/c/{case.reference}/']")
    keys.step("Enter", to=f"**/c/{case.reference}/**")
    assert keys.steps <= 3 and keys.mouse == 0 and keys.tabs <= 60, (keys.steps, keys.tabs)
