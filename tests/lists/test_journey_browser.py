"""A list by keyboard alone in a real browser: narrowed, kept under a name, opened, walked through; and read by axe on its every page."""

import pytest
from django.utils import timezone

from complaints.case.models import Complaint
from complaints.case.services import add_note
from complaints.lists.models import SavedView
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


def heading(page):
    return page.locator("h1").inner_text()


@pytest.fixture
def page(opened, agent):
    """Two complaints with a need and one without, in the list of the agent."""
    now = timezone.now()
    for needs in (["medical"], ["medical"], []):
        make_complaint(by=agent, received_at=now, needs=needs)
    found = opened()
    found.goto("/complaints/?view=mine")
    return found


def test_narrowed_saved_opened_and_walked_through_by_keyboard_alone(page):
    page.locator("input[name=need][value=medical]").focus()
    went(page, "Space", "Enter", to="**/complaints/?list=*")
    assert page.locator("[data-rows] tr.line").count() == 2 and not violations(page)
    went(page, "s", to="**/complaints/views/new/*")
    assert not violations(page)
    page.locator("input[name=name]").focus()
    went(page, "=Medical needs", "Control+Enter", to="**/complaints/?list=v*")
    assert heading(page).startswith("Medical needs: ") and SavedView.objects.get().filters == {"need": ["medical"]}
    went(page, "j", "Enter", to="**/c/*/*")
    first = page.url
    went(page, ">", to=lambda address: address != first)
    assert "2 of 2" in page.locator("main").inner_text() and page.evaluate("window.mouse") == 0


def test_the_page_says_when_it_is_old_and_moves_no_row(page, agent):
    before = page.locator("[data-rows] tr.line").all_inner_texts()
    add_note(Complaint.objects.filter(owner=agent).first().reference, {"op_id": op(), "text": "Rang back."}, by=make_person(), now=timezone.now())
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    link = page.locator("a[data-changes]")
    link.wait_for(timeout=WAIT)
    assert link.inner_text() == "1 change since, refresh" and page.locator("[data-rows] tr.line").all_inner_texts() == before
    assert not violations(page)
    page.goto("/complaints/columns/?list=mine")
    assert not violations(page)
    page.goto("/complaints/export/?list=mine")
    assert not violations(page)
