"""A call in a real browser: by keyboard alone, without scripts, on a narrow screen, with the connection gone, and for readers (axe)."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.utils import timezone

from complaints.alerts.sweep import sweep
from complaints.case.models import Complaint
from tests.factories import do_move, make_complaint, make_person, make_team
from tests.readers import violations

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.timeout(240)]
SAID = "An engineer was booked for Thursday. Nobody came, nobody rang."
COUNT_THE_MOUSE = """window.mouse = 0;
for (const kind of ['mousedown', 'mousemove', 'pointerdown', 'click'])
  addEventListener(kind, event => { if (event.isTrusted && (kind !== 'click' || event.detail > 0)) window.mouse += 1; }, true);"""
PAGES = {
    "new": "/complaints/new/", "letter": "/complaints/new/?channel=letter", "going on": "/complaints/new/{open}/", "correct": "/c/{open}/correct/",
    "supply reports": "/supply-reports/", "alerts": "/alerts/?show=all", "no alerts": "/alerts/?show=team", "help": "/help/",
    "days": "/working-days/?ask=add&start=2026-04-30&days=5&calendar=scotland&counting=day_after",
    "eligibility of a case": "/c/{open}/eligibility/", "what closes when": "/windows/",
    "who may go": "/eligibility/?seen=who&shown=class_of,complaint_began_on&class_of=business&complaint_began_on=2026-01-05",
    "who may go, refused": "/eligibility/?seen=who&shown=class_of,complaint_began_on&complaint_began_on=soon",
    "days refused": "/working-days/?ask=is&day=2050-01-01",
}


@pytest.fixture
def agent(real_db, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    return make_person(full_name="Dan Whitlock", team=make_team())


@pytest.fixture
def browser(chromium, agent, live_url):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        # One that an earlier browser left behind would lead to the database of its test.
        connections["default"].close()
        del connections["default"]
        found = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()
        # While the browser runs, Django keeps connections of its own, which still lead to this test's database.
        connections["default"].close()
        del connections["default"]


@pytest.fixture
def opened(browser, live_url, agent):
    """`opened(script=…, width=…)` answers a tab in which the agent is signed in."""
    def tab(*, script=True, width=1366, height=768):
        client = Client()
        client.force_login(agent)
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        context = browser.new_context(base_url=live_url, viewport={"width": width, "height": height}, java_script_enabled=script)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_url}])
        context.add_init_script(COUNT_THE_MOUSE)
        return context.new_page()
    return tab


def keys(page, *pressed):
    """Presses keys and types words ("=words"); answers how often Tab was pressed."""
    for key in pressed:
        if key.startswith("="):
            page.keyboard.type(key[1:])
        else:
            page.keyboard.press(key)
    return pressed.count("Tab")


def sent(page):
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")


def the_one():
    return Complaint.objects.select_related("customer").get()


def test_a_call_is_logged_and_finished_by_keyboard_alone_with_at_most_12_tabs(opened):
    page = opened()
    page.goto("/complaints/new/")
    tabs = keys(page, "=Yusuf Okonjo", "Tab", "Tab", f"={SAID}")
    sent(page)
    assert page.locator("[data-ref]").inner_text() == the_one().reference
    tabs += keys(page, "=A new date", "Tab", "=07700 900672", "Tab", "=P", "Tab", "=After 17:00", *["Tab"] * 6, "Space", "ArrowRight")
    assert page.locator("input[name=end][value=open]").is_checked()
    mouse = page.evaluate("window.mouse")
    sent(page)
    page.wait_for_url(f"**/c/{the_one().reference}/")
    made = the_one()
    assert (made.wanted, made.customer.phone, made.customer.contact_arrangement) == ("A new date", "07700 900672", "After 17:00")
    assert (tabs <= 12, mouse) == (True, 0), (tabs, mouse)


def test_the_whole_call_works_without_scripts(opened, agent):
    earlier = make_complaint(by=agent, received_at=timezone.now() - timedelta(days=1))
    page = opened(script=False)
    page.goto("/complaints/new/")
    page.fill("#id_customer__name", "harper")
    page.fill("#id_description", SAID)
    page.click("text=Find")
    page.click(f"button[name=pick][value='{earlier.reference}']")
    page.click("text=Save and give reference")
    page.click("text=It is another complaint")
    assert page.locator("[data-ref]").inner_text() == Complaint.objects.latest("pk").reference
    page.fill("#id_wanted", "A reason")
    page.click("button[name=do][value=save]")
    page.click("button[name=use]")
    page.check("input[name=end][value=senior]")
    page.click("text=Finish call")
    made = Complaint.objects.select_related("customer", "category").latest("pk")
    assert page.url.endswith(f"/c/{made.reference}/do/escalate/")
    assert (made.wanted, made.customer.name, made.category.name) == ("A reason", "Ann Harper", "Missed or moved appointment")


def test_earlier_customers_appear_while_typing_and_one_is_picked(opened, agent):
    earlier = make_complaint(by=agent, received_at=timezone.now() - timedelta(days=1))
    page = opened()
    page.goto("/complaints/new/")
    page.keyboard.type("harp")
    page.locator(".hits button").wait_for()
    assert earlier.reference in page.locator("#earlier").inner_text()
    page.fill("#id_description", SAID)
    page.locator(".hits button").click()
    page.locator(".chosen").wait_for()
    assert page.input_value("#id_description") == SAID and "4 Mill Lane" in page.locator(".chosen").inner_text()
    assert "customer__name" not in page.url


def test_words_wait_while_the_connection_is_gone_and_are_sent_when_it_is_back(opened, agent):
    made = make_complaint(by=agent, received_at=timezone.now() - timedelta(minutes=5))
    page = opened()
    page.goto(f"/complaints/new/{made.reference}/")
    page.context.set_offline(True)
    page.fill("#id_wanted", "A written reason")
    page.keyboard.press("Tab")
    page.locator("[data-offline]").wait_for()
    assert "trying again" in page.locator("[data-saved]").inner_text()
    page.context.set_offline(False)
    page.locator("[data-offline]").wait_for(state="hidden")
    assert page.locator("[data-saved]").inner_text().startswith("Saved ") and the_one().wanted == "A written reason"


def test_finishing_right_after_typing_never_clashes_with_what_is_kept_by_itself(opened, agent):
    made = make_complaint(by=agent, received_at=timezone.now() - timedelta(minutes=5))
    page = opened()
    page.goto(f"/complaints/new/{made.reference}/")
    page.check("input[name=end][value=open]")
    page.fill("#id_wanted", "A written reason")
    page.focus("#id_customer__phone")
    sent(page)
    page.wait_for_url(f"**/c/{made.reference}/")
    assert the_one().wanted == "A written reason"


@pytest.fixture
def full(agent):
    """Complaints of every sort, swept: something stands on every page."""
    now = timezone.now()
    made = make_complaint(by=agent, received_at=now - timedelta(days=20), needs=["sight"], wanted="A call")
    late = make_complaint(by=make_person(), received_at=now - timedelta(days=30))
    do_move(late, "escalate", at=now - timedelta(days=29))
    sweep(now=now)
    return made.reference


def everything_open(page):
    """Folds open, ticks set: whatever they reveal is looked at too. Not the menu, which lies over what is below it."""
    page.evaluate("""document.querySelectorAll('main details:not(.menu)').forEach(fold => { fold.open = true; });
      document.querySelectorAll('main .reveal > .choice input').forEach(box => { box.checked = true; });""")


def test_readers_rules_find_nothing_and_nothing_is_wider_than_the_screen(opened, full):
    page, found = opened(), {}
    for name, address in PAGES.items():
        page.goto(address.format(open=full))
        everything_open(page)
        found[name] = violations(page)
        for width in (1366, 320):
            page.set_viewport_size({"width": width, "height": 768})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found[name].append(f"wider than {width}")
        found[name] += violations(page)
        page.set_viewport_size({"width": 1366, "height": 768})
    assert {name: one for name, one in found.items() if one} == {}


def test_readers_rules_find_nothing_on_a_refused_form_and_on_a_clash(opened, full):
    page = opened()
    page.goto("/complaints/new/")
    page.fill("#id_customer__phone", "1")
    sent(page)
    assert page.evaluate("document.activeElement.textContent").startswith("Write ") and violations(page) == []
    page.goto(f"/c/{full}/correct/")
    other = page.context.new_page()
    other.goto(f"/c/{full}/correct/")
    for tab, words in ((other, "A letter"), (page, "A visit")):
        tab.fill("#id_wanted", words)
        tab.fill("#id_reason", "They rang.")
        sent(tab)
    assert "Two changes clash" in page.title() and violations(page) == []
