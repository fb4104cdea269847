"""`python -m tests.look.screens OUT [words …]`: pictures of every page × role × state, for people who score the face.

Two desks of their own are served and looked at in Chromium: the demonstration, and one with people and rules but no complaint. A picture is
named STATE--PAGE--ROLES.png; roles whose page holds the same share one. With words, only pages whose name holds one of them.
"""

import hashlib
import json
import logging
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SIZES = {"": (1366, 768), "-320": (320, 640)}
# The five that are used most.
NARROW = re.compile(r"/complaints/(\?view=(mine|reviews)|new/)?$|/alerts/$|/c/[^/]+/$")
# What no two answers have in common although they look alike.
VARIES = re.compile(r'name="(csrfmiddlewaretoken|op_id|mark|draft)" value="[^"]*"|<time[^>]*>[^<]*</time>|\d\d:\d\d(:\d\d)?')
NAMES = re.compile(r"[^A-Za-z0-9.=-]+")


@dataclass(frozen=True)
class Seen:
    """One page as one or several roles have it."""

    state: str
    address: str
    roles: tuple[str, ...]
    fingerprint: str
    sends: bool = False

    @property
    def name(self) -> str:
        return f"{self.state}--{NAMES.sub('_', self.address).strip('_') or 'home'}--{'+'.join(self.roles)}"


def main() -> None:
    out, words = Path(sys.argv[1]), sys.argv[2:]
    out.mkdir(parents=True, exist_ok=True)
    for desk in ("full", "empty"):
        subprocess.run([sys.executable, "-m", "tests.look.screens", str(out), *words], env={**os.environ, "SCREENS_OF": desk}, check=True)


def of_one_desk(out: Path, words: list[str], desk: str) -> None:
    """The full desk tells in a file beside the pictures what it showed: the empty one leaves out what is the same there."""
    told = out / "pages.json"
    with tempfile.TemporaryDirectory(prefix="screens-") as folder:
        base = _served(desk, folder)
        before = json.loads(told.read_text()) if desk == "empty" else {"every": _every(), "had": []}
        seen = list(_seen(desk, before["every"], set(before["had"])))
        told.write_text(json.dumps({"every": before["every"], "had": sorted({one.fingerprint for one in seen})}))
        _take(out, base, [one for one in seen if not words or any(word in one.name for word in words)])


def _served(desk: str, folder: str) -> str:
    os.environ |= {
        "DEMO": "1",
        "VAR_DIR": folder,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
        "DEMO_PASSWORD": "demo-password-1",
    }
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.test.utils import setup_test_environment

    from tests.look import guide_pictures

    setup_test_environment()
    logging.disable()
    guide_pictures.plain_names()
    return guide_pictures.serve(_demonstration if desk == "full" else _people_alone)


def _demonstration() -> None:
    from django.core.management import call_command

    from tests.walk.conftest import work_in_every_state

    call_command("seed_demo", verbosity=0)
    work_in_every_state()
    _what_it_lacks()


def _what_it_lacks() -> None:
    """A request about personal data, a report that goes by mail, somebody who is away: pages that would be empty without them."""
    from datetime import timedelta

    from django.utils import timezone

    from complaints.case.requests import log_request
    from complaints.reports.mailed import services as mailed
    from staff import absences
    from staff.models import Person

    now, people = timezone.now(), {person.username: person for person in Person.objects.all()}
    today = now.date()
    log_request({"op_id": "look-1", "right": "access", "received_on": (today - timedelta(days=9)).isoformat(),
                 "person": {"name": "Natalie Frost"}}, by=people["compliance"], now=now)
    mailed.make({"op_id": "look-2", "name": "Board", "reports": ["complaints", "deadlines"], "form": "pdf", "every": "weekly", "weekday": 0,
                 "period": "last_week", "first_on": (today + timedelta(days=1)).isoformat(), "people": ["compliance", "manager"]},
                by=people["compliance"], now=now)
    absences.record(people["manager2"], from_on=today + timedelta(days=2), until_on=today + timedelta(days=6), by=people["manager"], now=now,
                    today=today)


def _people_alone() -> None:
    from django.utils import timezone

    from staff.demo import load_demo_people

    load_demo_people("demo-password-1", now=timezone.now())


def _every() -> list[str]:
    from tests.walk import addresses

    known = addresses.facts()
    routes = [address for _, route in addresses.routes() for address in addresses.samples(route, known)]
    return list(dict.fromkeys([*routes, *addresses.STATES, *addresses.cases()]))


def _seen(desk: str, every: list[str], had: set[str]) -> Iterator[Seen]:
    """Each page that the desk before did not show, once for all roles that it is the same for."""
    from tests.walk.conftest import ROLES, Printed, walk

    answers: list[Printed] = walk("", ["/sign-in/", "/sign-in/?ended=idle"], [])
    for who in ROLES:
        answers += walk(who, every, answers)
    found: dict[tuple[str, str, bool, str], list[str]] = {}
    for answer in answers:
        if answer.is_page and answer.status not in (302, 405):
            state = "error" if answer.state or answer.status >= 400 else desk
            found.setdefault((answer.address, state, bool(answer.state), _fingerprint(answer.text)), []).append(answer.who or "nobody")
    # What was searched for is kept under a number, which the address leads on to.
    yield from (Seen(desk, answer.address, (answer.who,), answer.address) for answer in answers if "?q=" in answer.address and answer.who == "agent")
    for (address, state, sends, fingerprint), roles in found.items():
        if fingerprint not in had:
            yield Seen(state, address, tuple(roles), fingerprint, sends)
        had |= {fingerprint} if state == "error" else set()


def _fingerprint(text: str) -> str:
    """Of what the page itself says: its frame counts what other pages hold."""
    main = text.partition("<main")[2].partition("</main>")[0]
    return hashlib.sha256(VARIES.sub("", main).encode()).hexdigest()


# The page's own form without its words and with days that are none, sent as somebody without the browser's own checks would.
SPOIL = """() => {
  const form = document.querySelector("main form[method=post]");
  for (const field of form.querySelectorAll("input:not([type=hidden]):not([type=radio]):not([type=checkbox]), textarea"))
    field.value = /_on$|_at$|day|date/.test(field.name) ? "soon" : "";
  for (const field of form.querySelectorAll("select")) field.selectedIndex = 0;
  for (const field of form.querySelectorAll("[type=radio], [type=checkbox]")) field.checked = false;
  form.noValidate = true;
  form.requestSubmit(form.querySelector("button.btn-primary") || form.querySelector("button"));
}"""


def _take(out: Path, base: str, pages: list[Seen]) -> None:
    """What is only looked at first: a form that is taken against expectation would change what others show."""
    from playwright.sync_api import sync_playwright

    from tests.needs import FINDERS

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=FINDERS["browser"](), args=["--no-sandbox", "--disable-gpu"])
        tabs = {who: _signed_in(browser, base, who).new_page() for who in {one.roles[0] for one in pages}}
        for one in sorted(pages, key=lambda one: one.sends):
            for suffix in SIZES if NARROW.match(one.address) else [""]:
                _picture(tabs[one.roles[0]], one, out / f"{one.name}{suffix}.png", suffix)
        browser.close()


def _signed_in(browser: Any, base: str, who: str) -> Any:
    from django.conf import settings
    from django.test import Client

    from staff.models import Person

    context = browser.new_context(base_url=base)
    if who != "nobody":
        client = Client()
        client.force_login(Person.objects.get(username=who))
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value, "url": base}])
    return context


def _picture(page: Any, one: Seen, path: Path, suffix: str) -> None:
    """The window as it opens; a narrow one, or one that goes on below, from top to bottom."""
    from tests.look.guide_pictures import runs_well

    runs_well()
    width, height = SIZES[suffix]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(one.address, wait_until="load", timeout=60_000)
    if one.sends:
        with page.expect_navigation(wait_until="load", timeout=20_000):
            page.evaluate(SPOIL)
    page.screenshot(path=path, full_page=bool(suffix))
    below = page.evaluate("document.documentElement.scrollHeight")
    if not suffix and below > height + 40:
        page.set_viewport_size({"width": width, "height": min(below, 3_000)})
        page.screenshot(path=path.with_suffix(".whole.png"))


if __name__ == "__main__":
    of_one_desk(Path(sys.argv[1]), sys.argv[2:], os.environ["SCREENS_OF"]) if "SCREENS_OF" in os.environ else main()
