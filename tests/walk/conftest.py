"""The demonstration's desk, every page of it printed once for each role, and one browser that is handed those pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tests.web.reading import fields_of

ROLES = {"agent": "agent", "manager": "senior_manager", "compliance": "compliance_officer", "admin": "administrator"}
FORM = re.compile(r'<form[^>]*method="post"[^>]*>')


@dataclass(frozen=True)
class Printed:
    """One answer: whose, for which address, in which state ("" as it is opened, "sent empty")."""

    who: str
    address: str
    state: str
    status: int
    kind: str
    headers: dict[str, str]
    text: str

    @property
    def name(self) -> str:
        return f"{self.who} {self.address} {self.state}".strip()

    @property
    def is_page(self) -> bool:
        return self.kind.startswith("text/html") and bool(self.text)


@pytest.fixture(scope="module")
def desk(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The desk with its demonstration, as samples for addresses: while the browser runs nothing asks the database. Rolled back at the end."""
    from complaints.alerts.sweep import sweep
    from complaints.intake import demo
    from tests.walk import addresses

    with django_db_blocker.unblock(), transaction.atomic():
        demo.seed("demo-password-1", now=timezone.now())
        sweep(now=timezone.now())
        work_in_every_state()
        yield addresses.facts()
        transaction.set_rollback(True)


def work_in_every_state() -> None:
    from complaints.jobs.models import STATES, Job
    from staff.models import Person

    now, by = timezone.now(), Person.objects.get(username="manager")
    trouble = {"item": "LM-26-00001-Q", "why": "No postal address on file", "href": "/complaints/", "todo": "Add an address"}
    for state in STATES:
        Job.objects.create(kind="bulk_letter", title="8-week letters to 38 customers", state=state, by=by, created_at=now, started_at=now, total=38,
                           done=37 if state == "done" else 24, failed=1, problems=[trouble], params={"items": []},
                           result={"why": "The printer of letters did not answer."} if state == "failed" else {},
                           ended_at=None if state in ("queued", "running") else now)


@pytest.fixture(scope="module")
def printed(desk: Any) -> list[Printed]:
    """Every address that answers this role, and each of its forms sent with nothing filled in."""
    from tests.walk import addresses

    known, found = addresses.facts(), walk("", ["/sign-in/", "/sign-in/?ended=idle"], [])
    routes = [address for _, route in addresses.routes() for address in addresses.samples(route, known)]
    every = list(dict.fromkeys([*routes, *addresses.STATES, *addresses.cases()]))
    for who in ROLES:
        found += walk(who, every, found)
    return found


def walk(who: str, every: list[str], before: list[Printed]) -> list[Printed]:
    """What is no page (a file, a door for forms alone) and what a form says when it is empty is asked for once, not by every role."""
    client = Client(raise_request_exception=False)
    if who:
        client.force_login(_person(who))
    done = {answer.address for answer in before if answer.state or answer.status == 405 or (answer.status == 200 and not answer.is_page)}
    asked = {answer.address for answer in before if answer.state}
    return [answer for address in every if address not in done - asked for answer in _answers(client, who, address, send=address not in asked)]


def _answers(client: Client, who: str, address: str, *, send: bool) -> Iterator[Printed]:
    with transaction.atomic():
        response = client.get(address)
        yield _printed(who, address, "", response)
        transaction.set_rollback(True)
    if who and send and response.status_code == 200 and (sent := _sent_empty(client, address, response)) is not None:
        yield _printed(who, address, "sent empty", sent)


def _person(username: str) -> Any:
    from staff.models import Person

    return Person.objects.get(username=username)


def _sent_empty(client: Client, address: str, response: Any) -> Any:
    """The answer to the page's own form with nothing filled in; None where it has none."""
    text = _text(response).partition("<main")[2]
    found = FORM.search(text)
    if not found or "multipart" in found[0]:
        return None
    action = re.search(r'action="([^"]*)"', found[0])
    kept = {name: value for name, value in fields_of(response).items() if name in ("op_id", "version", "mark")}
    with transaction.atomic():
        answer = client.post(action[1].replace("&amp;", "&") if action and action[1] else address, kept)
        transaction.set_rollback(True)
    return answer if answer.status_code != 302 else None


def _text(response: Any) -> str:
    return "" if response.streaming or not response["Content-Type"].startswith("text/html") else response.content.decode()


def _printed(who: str, address: str, state: str, response: Any) -> Printed:
    kind = response.headers.get("Content-Type", "")
    text = _text(response) if kind else ""
    if response.streaming:
        response.close()
    return Printed(who, address, state, response.status_code, kind, dict(response.headers), text)


@pytest.fixture(scope="module")
def tab(chromium_path: str) -> Iterator[Any]:
    """A tab to which `show(page)` hands a printed page with its own headers; `said` and `elsewhere` are what went wrong on it."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.test.testcases import LiveServerThread
    from playwright.sync_api import sync_playwright

    thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    base = f"http://127.0.0.1:{thread.port}"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium_path, args=["--no-sandbox", "--disable-gpu"])
        yield _handed(browser.new_page(viewport={"width": 1366, "height": 768}), base)
        browser.close()
    thread.terminate()


def _handed(page: Any, base: str) -> Any:
    now = SimpleNamespace(page=page, shown=None, said=[], elsewhere=[])

    def answer(route: Any) -> None:
        url = route.request.url
        if not url.startswith(base):
            now.elsewhere.append(url)
            route.abort()
        elif url.startswith(f"{base}/static/"):
            route.continue_()
        elif route.request.resource_type == "document":
            route.fulfill(status=200, headers=now.shown.headers, body=now.shown.text)
        else:
            route.fulfill(status=204, body="")

    def show(one: Printed) -> Any:
        now.shown = one
        now.said.clear()
        now.elsewhere.clear()
        page.goto(base + one.address, wait_until="load")
        return page

    page.route("**/*", answer)
    page.on("console", lambda line: now.said.append(line.text) if line.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: now.said.append(str(error)))
    now.show = show
    return now


@pytest.fixture(scope="module")
def chromium_path() -> str:
    from tests.conftest import HERE
    return HERE["browser"]
