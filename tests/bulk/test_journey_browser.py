"""Bulk work by keyboard alone in a real browser, and read by axe: tick with x, assign, see what came out; take the next one."""

import pytest
from django.utils import timezone

from complaints.case.models import Complaint
from complaints.case.services import assign
from tests.factories import make_complaint, make_person, op
from tests.web.test_journeys_browser import agent as agent
from tests.web.test_journeys_browser import browser as browser
from tests.web.test_journeys_browser import keys, violations
from tests.web.test_journeys_browser import opened as opened

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.timeout(240)]
WAIT = 30_000


def went(page, *pressed, to):
    keys(page, *pressed)
    page.wait_for_url(to, timeout=WAIT)


def test_rows_are_ticked_assigned_and_told_by_keyboard_alone(opened, agent):
    now = timezone.now()
    for _ in range(3):
        make_complaint(by=agent, received_at=now)
    tom = make_person(full_name="Tom Ashby")
    page = opened()
    page.goto("/complaints/?view=mine")
    went(page, "j", "x", "j", "x", "a", to="**/complaints/bulk/**")
    assert "Assign 2 complaints" in page.locator("h1").inner_text() and not violations(page)
    page.locator("select[name=to]").focus()
    went(page, "=Tom", "Control+Enter", to="**/jobs/*/")
    assert "2 assigned + 0 refused + 0 left = 2" in page.locator("#job").inner_text() and not violations(page)
    assert Complaint.objects.filter(owner=tom).count() == 2 and page.evaluate("window.mouse") == 0


def test_the_next_one_is_taken_and_another_with_e_by_keyboard_alone(opened, agent):
    manager, now = make_person("senior_manager"), timezone.now()
    for _ in range(2):
        complaint = make_complaint(received_at=now)
        assign(complaint.reference, {"op_id": op(), "version": 1, "team": agent.team.slug}, by=manager, now=timezone.now())
    page = opened()
    page.goto("/complaints/?view=queue")
    assert not violations(page)
    went(page, "Control+Enter", to="**/c/*/")
    assert "is yours now" in page.locator("main").inner_text()
    page.goto("/complaints/?view=queue")
    page.locator("[data-rows]").wait_for(timeout=WAIT)
    with page.expect_navigation(timeout=WAIT):
        keys(page, "j", "e")
    assert Complaint.objects.filter(owner=agent).count() == 2 and page.evaluate("window.mouse") == 0
