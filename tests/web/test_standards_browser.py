"""A standard on a case in a real browser: suggested and recorded by keyboard alone, approved and paid by others, without scripts, for readers."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from complaints.clocks.words import plain_day
from complaints.money.models import ConnectionJob, Finding, Payment
from tests.factories import make_complaint, make_person
from tests.money.test_connections import begin, dated
from tests.web.test_journeys_browser import COUNT_THE_MOUSE, agent, browser, sent, violations  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.timeout(240)]
MOST_TABS = 70


@pytest.fixture
def complaint(agent):  # noqa: F811
    return make_complaint(by=agent, received_at=timezone.now() - timedelta(days=2), licence="electricity_distributor",
                          description="An engineer was booked. Nobody came, nobody rang.")


@pytest.fixture
def opened_by(browser, live_url):  # noqa: F811
    """`opened_by(person, script=…)` answers a tab in which that person is signed in."""
    def tab(person, *, script=True):
        client = Client()
        client.force_login(person)
        context = browser.new_context(base_url=live_url, viewport={"width": 1366, "height": 768}, java_script_enabled=script)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value, "url": live_url}])
        context.add_init_script(COUNT_THE_MOUSE)
        return context.new_page()
    return tab


def tab_to(page, selector):
    """Presses Tab until the element has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} is not reached by Tab")


def entered(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def day(days):
    return (timezone.localdate() - timedelta(days=days)).isoformat()


def test_a_standard_is_suggested_recorded_approved_and_paid_by_keyboard_alone(opened_by, agent, complaint):  # noqa: F811
    page = opened_by(agent)
    page.goto(f"/c/{complaint.reference}/standards/")
    tab_to(page, ".suggest-list a")
    entered(page)
    for name, answer in (("appointment_offered", ("Space",)), ("appointment_kept", ("Space", "ArrowRight")),
                         ("connection_visit", ("Space", "ArrowRight"))):
        tab_to(page, f"input[name={name}]")
        for key in answer:
            page.keyboard.press(key)
    page.locator("#result").get_by_text("£30.00").first.wait_for()
    assert not Finding.objects.exists()
    mouse = page.evaluate("window.mouse")
    sent(page)
    payment = Payment.objects.get()
    assert (payment.amount_gbp, payment.state, mouse) == (30, "proposed", 0)
    assert ": failed" in page.locator(".finding-card h2").inner_text()
    manager = opened_by(make_person("senior_manager"))
    for move in ("approve", "pay"):
        manager.goto(f"/payments/{payment.pk}/do/{move}/")
        if move == "pay":
            manager.fill("[name=method]", "Bank transfer")
            manager.fill("[name=paid_on]", day(0))
        sent(manager)
    payment.refresh_from_db()
    assert payment.state == "paid" and "Paid on" in opened(page, f"/c/{complaint.reference}/standards/")


def opened(page, address):
    page.goto(address)
    return page.locator("main").inner_text()


def test_assessing_works_without_scripts(opened_by, agent, complaint):  # noqa: F811
    page = opened_by(agent, script=False)
    page.goto(f"/c/{complaint.reference}/standards/")
    page.select_option("#any", "EL-R12")
    page.click("text=Assess this standard")
    page.fill("[name=interrupted_on]", day(1))
    page.click("text=Work it out")
    assert page.locator("#result").inner_text().count("£30.00") and not Finding.objects.exists()
    assert page.input_value("[name=interrupted_on]") == plain_day(date.fromisoformat(day(1)))
    page.click("text=Record this finding")
    assert Finding.objects.get().code == "EL-R12" and page.url.endswith("/standards/")


def test_a_connection_is_followed_without_scripts(opened_by, agent):  # noqa: F811
    page = opened_by(agent, script=False)
    page.goto("/connections/new/")
    page.fill("[name=label]", "4 Mill Lane")
    for name, value in (("customer_type", "domestic"), ("nation", "england"), ("works", "hv")):
        page.check(f"[name={name}][value={value}]")
    page.click("text=Follow this connection")
    page.select_option("[name=name]", "info_complete_on")
    page.fill("[name=on]", day(90))
    page.click("text=Record this")
    assert ConnectionJob.objects.get().facts["dates"] == {"info_complete_on": day(90)}
    assert "working days late" in page.locator(".due-card").inner_text()


def test_readers_rules_find_nothing_and_nothing_is_wider_than_the_screen(opened_by, agent, complaint):  # noqa: F811
    job = dated(begin(agent, timezone.now(), works="hv"), agent, "info_complete_on", day(90), timezone.now())
    base, page, found = f"/c/{complaint.reference}", opened_by(agent), {}
    addresses = (f"{base}/standards/", f"{base}/standards/new/?code=EL-R17", f"{base}/standards/new/?code=EL-R10", f"{base}/payments/new/",
                 f"{base}/offers/new/", "/connections/", "/connections/new/", "/connections/new/?fuel=gas", f"/connections/{job.pk}/")
    for address in addresses:
        page.goto(address)
        page.evaluate("document.querySelectorAll('main details:not(.menu)').forEach(fold => { fold.open = true; })")
        found[address] = violations(page)
        for width in (1366, 320):
            page.set_viewport_size({"width": width, "height": 768})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found[address].append(f"wider than {width}")
        found[address] += violations(page)
        page.set_viewport_size({"width": 1366, "height": 768})
    assert {address: one for address, one in found.items() if one} == {}
