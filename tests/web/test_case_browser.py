"""A case in a real browser, by keyboard alone: escalate, a note that names a colleague, an assignment taken back; and for readers (axe)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from complaints.alerts.messages import messages_for
from complaints.alerts.sweep import sweep
from complaints.case import services
from complaints.models import Ask
from tests.enquiries.test_asks import asked
from tests.factories import do_contact, fresh, make_complaint, make_person, op
from tests.web.test_journeys_browser import agent, browser, everything_open, opened, sent, violations

__all__ = ["agent", "browser", "opened"]
pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.timeout(300)]
SLOW = 30_000


@pytest.fixture
def open_case(opened, agent):
    """The case of a complaint of today, in the agent's tab."""
    complaint = make_complaint(by=agent, received_at=timezone.now() - timedelta(hours=1))
    page = opened()
    page.set_default_timeout(SLOW)
    page.goto(f"/c/{complaint.reference}/")
    return page, complaint


def test_escalated_by_keyboard_alone_in_eight_presses_beside_the_reason(open_case):
    page, complaint = open_case
    sweep(now=timezone.now())
    with page.expect_navigation():
        page.keyboard.press("Shift+E")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    presses = 3 + tabbed_to(page, "reason", most=5)
    page.keyboard.type("She asks for a manager; the meter was read wrong twice")
    for key in ("Tab", "Space"):
        page.keyboard.press(key)
    sent(page)
    page.get_by_text("Escalated to senior review.").first.wait_for()
    assert presses + 3 <= 8 and page.evaluate("window.mouse") == 0
    assert fresh(complaint).stage == "senior_review"


def tabbed_to(page, name, *, most):
    """How many presses of Tab lead to the field of that name."""
    for pressed in range(most):
        if page.evaluate("document.activeElement.name") == name:
            return pressed
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not reached in {most} presses")


def test_a_note_names_a_colleague_by_keyboard_alone(open_case):
    page, complaint = open_case
    tom = make_person(username="tom")
    with page.expect_navigation():
        page.keyboard.press("n")
    page.wait_for_function("document.activeElement.id === 'note'")
    page.keyboard.type("@tom has had the same feeder")
    sent(page)
    page.get_by_text("@tom has had the same feeder").first.wait_for()
    assert [told.kind for told in messages_for(tom)] == ["mention"] and page.evaluate("window.mouse") == 0
    assert complaint.events.filter(kind="note").count() == 1


def test_an_assignment_is_taken_back_by_keyboard_alone(open_case, agent):
    page, complaint = open_case
    given = {"op_id": op(), "version": fresh(complaint).version, "owner": make_person().username}
    services.assign(complaint.reference, given, by=agent, now=timezone.now())
    page.reload()
    page.focus(".undo button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_text("Taken back.").wait_for()
    assert fresh(complaint).owner == agent and page.evaluate("window.mouse") == 0


def test_two_tabs_see_each_other_and_nobody_after_the_other_left(open_case, browser, live_url):
    from django.conf import settings
    from django.test import Client

    page, complaint = open_case
    client, tom = Client(), make_person(full_name="Tom Ashby")
    client.force_login(tom)
    client.post(f"/c/{complaint.reference}/here/", {"typing": "1"})
    page.reload()
    page.get_by_text("Also here: Tom Ashby (typing)").wait_for()
    assert settings.SESSION_COOKIE_NAME


def test_readers_rules_find_nothing_in_any_state_of_a_case(open_case, agent):
    page, complaint = open_case
    now = timezone.now()
    do_contact(complaint, now - timedelta(minutes=30), promised={"what": "Ring her", "due_on": (now + timedelta(days=9)).date()})
    make_person(username="nina")
    asked(fresh(complaint), "person:nina", now=now, due_on=(now + timedelta(days=9)).date().isoformat())
    services.add_note(complaint.reference, {"op_id": op(), "text": "Seen."}, by=agent, now=now)
    services.assign(complaint.reference, {"op_id": op(), "version": fresh(complaint).version, "owner": agent.username}, by=agent, now=now)
    base, found = f"/c/{complaint.reference}", {}
    for path in (f"{base}/", f"{base}/timeline/", f"{base}/audit/", f"{base}/print/", f"{base}/asks/new/", f"{base}/referrals/new/", "/asked/",
                 f"/asked/{Ask.objects.get().pk}/"):
        page.goto(path)
        everything_open(page)
        found[path] = violations(page)
        page.set_viewport_size({"width": 320, "height": 768})
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            found[path].append("wider than 320")
        page.set_viewport_size({"width": 1366, "height": 768})
    assert {path: faults for path, faults in found.items() if faults} == {}
