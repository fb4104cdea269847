"""What a browser keeps of a complaint once its reader has signed out: nothing, in no store, in no cookie, not behind "back". All of it came
from the desk itself."""

import json
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.utils import timezone

from complaints.drafts.middleware import WAS
from tests.factories import make_complaint
from tests.web.test_journeys_browser import agent as agent
from tests.web.test_journeys_browser import browser as browser
from tests.web.test_journeys_browser import opened as opened

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.timeout(120)]
TYPED = "Rang from a neighbour's line"
STORES = """async () => ({local: {...localStorage}, session: {...sessionStorage}, name: window.name, state: history.state,
  databases: indexedDB.databases ? await indexedDB.databases() : [], caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length, cookie: document.cookie})"""
EMPTY = {"local": {}, "session": {}, "name": "", "state": None, "databases": [], "caches": [], "workers": 0}


@pytest.fixture
def signed_out(opened, agent, live_url):
    """The tab of an agent who looked a customer up, read the case, typed into a call and left; `asked` is where its requests went."""
    made = make_complaint(by=agent, received_at=timezone.now() - timedelta(minutes=5))
    page = opened()
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto("/complaints/?view=mine")
    page.fill("input[name=q]", made.customer.name)
    page.keyboard.press("Enter")
    page.wait_for_url("**/complaints/?list=*")
    page.goto(f"/c/{made.reference}/")
    page.goto(f"/complaints/new/{made.reference}/")
    page.fill("#id_wanted", TYPED)
    page.keyboard.press("Tab")
    page.locator("[data-saved]", has_text="Saved ").wait_for()
    with page.expect_navigation():
        page.evaluate("document.querySelector('form[action=\"/sign-out/\"]').submit()")
    return page


def test_after_signing_out_the_browser_holds_nothing_of_a_complaint(signed_out):
    found = signed_out.evaluate(STORES)
    cookies = signed_out.context.cookies()
    assert {name: found[name] for name in EMPTY} == EMPTY
    # WAS says whose words come after a session is gone, signed, and opens nothing.
    assert {cookie["name"] for cookie in cookies} <= {settings.CSRF_COOKIE_NAME, WAS}
    assert not [word for word in ("Harper", "neighbour", "Mill Lane") if word in json.dumps([found, cookies])]


def test_back_opens_nothing_and_everything_came_from_the_desk(signed_out, live_url):
    for _ in range(3):
        signed_out.go_back()
        assert urlsplit(signed_out.url).path == "/sign-in/" and TYPED not in signed_out.content()
    assert {urlsplit(url).netloc for url in signed_out.asked if url.startswith("http")} == {urlsplit(live_url).netloc}
