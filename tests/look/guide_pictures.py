"""`python -m tests.look.guide_pictures`: the pictures of the guide, taken in Chromium from the pages of the demonstration.

Each is 800 × 450, WebP, and small. Made anew whenever pages have changed; `tests/guide` says when one is missing or too large.
"""

import base64
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "static/img/guide"
WHO = {"agent": "agent", "senior_manager": "manager", "compliance_officer": "compliance", "administrator": "admin"}
WINDOW = {"width": 960, "height": 900}
CLIP = {"x": 0, "width": 960, "height": 540, "scale": 800 / 960}
# The frame above the page's own head is the same on every page.
ABOVE = "Math.max(0, document.querySelector('h1').getBoundingClientRect().top - 12)"
QUALITIES = (60, 40, 25)
MOST = 30_000


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="guide-pictures-") as folder:
        os.environ |= {"DEMO": "1", "VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings", "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
                       "DEMO_PASSWORD": "demo-password-1"}
        import django

        django.setup()
        plain_names()
        base = serve(_demonstration)
        addresses = _addresses()
        _take(base, addresses)


def plain_names() -> None:
    """Style sheets and scripts under their own names, without a collection of them first."""
    from django.conf import settings

    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def serve(prepare: Callable[[], None]) -> str:
    """A desk of its own, served from a thread of this program."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.management import call_command
    from django.test.testcases import LiveServerThread
    from django.utils import timezone

    from complaints.alerts.sweep import sweep

    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_fixtures", verbosity=0)
    prepare()
    sweep(now=timezone.now())
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    return f"http://127.0.0.1:{thread.port}"


def _demonstration() -> None:
    from django.core.management import call_command

    call_command("seed_demo", verbosity=0)


def runs_well() -> None:
    """As on a desk whose worker and clockwork run, and whose mail goes out: nothing of that is the picture's subject."""
    from datetime import timedelta

    from django.utils import timezone

    from complaints.alerts import heartbeat
    from complaints.record.models import Outbox

    now = timezone.now()
    heartbeat.beat_and_worker(now=now)
    heartbeat.beat(heartbeat.SWEEP, heartbeat.last(heartbeat.SWEEP).data, now=now)
    Outbox.objects.filter(state=Outbox.State.WAITING).update(not_before=now + timedelta(hours=1))


def _addresses() -> list[tuple[str, str, str, str]]:
    """(role, task, address, session) of each picture, once for tasks that several roles have."""
    from django.conf import settings
    from django.test import Client

    from complaints.guide.lessons import GUIDES
    from staff.models import Person
    from tests.walk.addresses import guided

    found: dict[str, tuple[str, str, str, str]] = {}
    for role, tasks in GUIDES.items():
        client = Client()
        client.force_login(Person.objects.get(username=WHO[role]))
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        for task in tasks:
            found.setdefault(task.name, (role, task.name, guided(task.page), session))
    return list(found.values())


def _take(base: str, addresses: list[tuple[str, str, str, str]]) -> None:
    from django.conf import settings
    from playwright.sync_api import sync_playwright

    from tests.needs import FINDERS

    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=FINDERS["browser"](), args=["--no-sandbox", "--disable-gpu"])
        for _, name, address, session in addresses:
            context = browser.new_context(base_url=base, viewport=WINDOW)
            runs_well()
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": base}])
            page = context.new_page()
            page.goto(address, wait_until="load", timeout=120_000)
            (FOLDER / f"{name}.webp").write_bytes(_small(page))
            context.close()
        browser.close()


def _small(page: Any) -> bytes:
    """The page from its head on as WebP, in the best of the qualities that stays small."""
    session, clip = page.context.new_cdp_session(page), {**CLIP, "y": page.evaluate(ABOVE)}
    for quality in QUALITIES:
        made = base64.b64decode(session.send("Page.captureScreenshot", {"format": "webp", "quality": quality, "clip": clip})["data"])
        if len(made) <= MOST:
            break
    return made


if __name__ == "__main__":
    main()
