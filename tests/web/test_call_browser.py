"""The call in a real browser, by keyboard alone: from the name to a senior manager, a case found, a session that ends; and for readers (axe)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from complaints.drafts.models import Draft
from config import frame
from staff import credentials, sessions
from tests.factories import fresh, make_complaint
from tests.web.test_journeys_browser import SAID, agent, browser, keys, opened, sent, the_one, violations

__all__ = ["agent", "browser", "opened"]
pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.timeout(300)]
SLOW, PASSWORD = 30_000, "the-desk-opens-at-9"


@pytest.fixture
def tab(opened):
    page = opened()
    page.set_default_timeout(SLOW)
    return page


@pytest.fixture
def earlier(agent):
    return make_complaint(by=agent, received_at=timezone.now() - timedelta(days=1))


def looked_at(page, *, at):
    """What axe finds, and whether the page runs over a narrow screen."""
    found = violations(page)
    page.set_viewport_size({"width": 320, "height": 700})
    if page.evaluate("document.documentElement.scrollWidth") > 320:
        found.append(f"{at} is wider than 320")
    found += violations(page)
    page.set_viewport_size({"width": 1366, "height": 768})
    return found


def test_a_call_goes_from_the_name_to_a_senior_manager_by_keyboard_alone(tab):
    tab.goto("/complaints/new/")
    tabs = keys(tab, "=Yusuf Okonjo", "Tab", "Tab", f"={SAID}")
    sent(tab)
    assert tab.locator("[data-ref]").inner_text() == the_one().reference
    tabs += keys(tab, "=A new date", "Tab", "=07700 900672", *["Tab"] * 8, "Space", "ArrowRight", "ArrowRight", "Tab", "=Third missed visit.")
    mouse, wrong = tab.evaluate("window.mouse"), looked_at(tab, at="the end of a call")
    sent(tab)
    tab.wait_for_url(f"**/c/{the_one().reference}/")
    assert (the_one().stage, the_one().wanted, the_one().customer.phone) == ("senior_review", "A new date", "07700 900672")
    assert (tabs <= 12, mouse, wrong) == (True, 0, []), (tabs, mouse, wrong)


def test_customers_found_are_chosen_with_arrow_keys_and_passed_with_one_tab(tab, earlier):
    tab.goto("/complaints/new/")
    tab.keyboard.type("harp")
    tab.locator(".hits button").wait_for()
    wrong = looked_at(tab, at="customers found")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.tagName") == "SUMMARY"
    keys(tab, "Shift+Tab", "ArrowDown", "Enter")
    tab.locator(".chosen").wait_for()
    assert (tab.evaluate("document.activeElement.name"), tab.evaluate("window.mouse"), wrong) == ("description", 0, [])


def test_a_likely_duplicate_is_added_to_its_complaint_by_keyboard_alone(tab, earlier):
    tab.goto("/complaints/new/")
    keys(tab, "=Ann Harper", "Tab", "Tab", f"={SAID}")
    sent(tab)
    tab.get_by_text("This looks like").wait_for()
    wrong = looked_at(tab, at="a likely duplicate")
    with tab.expect_navigation(url="**/contacts/new/"):
        keys(tab, "Tab", "Enter")
    assert tab.input_value("[name=summary]") == SAID
    tab.focus("[name=summary]")
    sent(tab)
    tab.wait_for_url(f"**/c/{earlier.reference}/")
    assert (the_one().contacts.filter(direction="inbound").count(), tab.evaluate("window.mouse"), wrong) == (1, 0, [])


def test_a_case_is_found_with_at_most_twelve_keys(tab, earlier):
    tab.goto("/working-days/")
    keys(tab, "/", "=ann har")
    tab.locator("#ahead-hits [role=option]").first.wait_for()
    wrong = looked_at(tab, at="the list below the search box")
    tab.keyboard.press("ArrowDown")
    assert tab.get_attribute("#q", "aria-activedescendant") == "ahead-1"
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    tab.wait_for_url(f"**/c/{earlier.reference}/")
    assert (len("/ann har") + 2 <= 12, tab.evaluate("window.mouse"), wrong) == (True, 0, [])


def test_a_session_that_ends_in_the_middle_of_a_form_loses_no_word_and_sends_it_once(opened, earlier, agent, monkeypatch):
    credentials.set_demo_password(agent, PASSWORD)
    tab = opened()
    tab.set_default_timeout(SLOW)
    tab.goto(f"/c/{earlier.reference}/do/escalate/")
    tab.fill("[name=reason]", "Third missed visit.")
    tab.check("[name=asked_by_customer][value=yes]")
    with monkeypatch.context() as during:
        during.setattr(sessions, "IDLE", timedelta(seconds=-1))
        sent(tab)
        tab.wait_for_url("**/sign-in/**")
    tab.fill("#id_username", agent.username)
    tab.fill("#id_password", PASSWORD)
    with tab.expect_navigation(url="**/do/escalate/"):
        tab.keyboard.press("Enter")
    assert tab.input_value("[name=reason]") == "Third missed visit." and tab.is_checked("[name=asked_by_customer][value=yes]")
    tab.focus("[name=reason]")
    sent(tab)
    tab.wait_for_url(f"**/c/{earlier.reference}/")
    assert fresh(earlier).stage == "senior_review" and earlier.events.filter(kind="moved.escalate").count() == 1
    assert not Draft.objects.exists()


def test_two_minutes_before_a_session_ends_the_page_and_its_tab_say_so_and_one_key_keeps_it(opened, earlier, monkeypatch):
    from playwright.sync_api import expect

    tab = opened()
    with monkeypatch.context() as during:
        for place in (sessions, frame):
            during.setattr(place, "IDLE", timedelta(seconds=110))
        tab.goto(f"/c/{earlier.reference}/do/escalate/")
        title = tab.title()
        expect(tab).to_have_title(f"Signed out in 2 minutes · {title}", timeout=SLOW)
        assert "You will be signed out in 2 minutes" in tab.inner_text("#idle") and violations(tab) == []
    tab.keyboard.press("Enter")
    expect(tab.locator("#idle")).to_be_hidden(timeout=SLOW)
    expect(tab).to_have_title(title)


def test_who_types_on_and_on_is_saved_within_three_seconds(tab):
    tab.goto("/complaints/new/")
    tab.keyboard.type("Yusuf Okonjo")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.keyboard.type("An engineer was booked and nobody came. " * 3, delay=60)
    kept = Draft.objects.get(place="/complaints/new/")
    assert kept.fields["description"][0].startswith("An engineer") and tab.locator("[data-saved]").inner_text().startswith(("Draft saved ", "Saving"))
