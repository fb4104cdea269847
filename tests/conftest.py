"""What every test stands on: a demo environment in a folder of its own, tripwires, and databases to work in.

Fixtures: `db` (rolled back), `real_db` (real transactions on a copy; `.url`, `.environment` for programs), `live_url`
(a server on a copy), `redis_url`, `chromium`. `transactional_db` and `live_server` flush tables and are refused.
"""

import atexit
import gc
import os
import shutil
import socket
import sys
import tempfile
from pathlib import Path
from types import FrameType
from typing import Any

import hypothesis
import pytest
from pytest_django import fixtures as django_fixtures

VAR = Path(tempfile.mkdtemp(prefix="complaints-tests-"))
(VAR / "static").mkdir()
atexit.register(shutil.rmtree, VAR, ignore_errors=True)
for name in ("CELERY_BROKER_URL", "EMAIL_URL", "RULEBOOK", "TRUSTED_PROXIES", "ALLOWED_HOSTS", "HOST", "PORT"):
    os.environ.pop(name, None)
os.environ |= {
    "DEMO": "1",
    "VAR_DIR": str(VAR),
    "SECRET_KEY": "only-for-tests-" * 5,
    "DEMO_PASSWORD": "demo-password-1",
}
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"

from tests import databases, needs  # noqa: E402

# A busy machine is no failure: laws are held to what they say, not to how fast they say it.
hypothesis.settings.register_profile("desk", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("desk")

MARKERS = {
    "browser": "needs Chromium",
    "postgres": "needs PostgreSQL as the database of the run",
    "redis": "needs a Redis server",
    "poppler": "needs the PDF tools of poppler-utils",
    "kills": "starts programs and kills them; slow",
    "once": "looks at what is alike on every database (words and forms of pages, refusals): left out of the second run",
}
HERE = {name: finder() for name, finder in needs.FINDERS.items()}


class UnknownVariable:
    """Stands in for `string_if_invalid`: a variable that our own templates do not know fails the test."""

    def __contains__(self, text: str) -> bool:
        return text == "%s"

    def __mod__(self, name: str) -> str:
        origin = template_origin(sys._getframe(1))
        if "site-packages" in origin:
            return ""
        pytest.fail(f"The template {origin} asks for {name!r}, which it was not given.")


def template_origin(frame: FrameType | None) -> str:
    """The file of the template node being rendered."""
    while frame:
        origin = getattr(frame.f_locals.get("self"), "origin", None)
        if frame.f_code.co_name.startswith("render") and origin is not None:
            return str(origin)
        frame = frame.f_back
    return "of unknown origin"


def pytest_configure(config: pytest.Config) -> None:
    for name, meaning in MARKERS.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UnknownVariable()
    socket.socket.connect = near_only(socket.socket.connect)
    # A run of nothing but `real_db` tests would otherwise set up no test database and copy the one of DATABASE_URL.
    django_fixtures._get_databases_for_setup = lambda items: ({"default"}, set())


def near_only(connect: Any) -> Any:
    """No test talks to another machine."""

    def guarded(self: socket.socket, address: Any) -> Any:
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in ("127.0.0.1", "::1", "localhost"):
            raise RuntimeError(f"A test tried to reach {host}.")
        return connect(self, address)

    return guarded


def touches_database(item: pytest.Item) -> bool:
    wanted = {"db", "real_db", "live_url", "client", "admin_client"} & set(getattr(item, "fixturenames", ()))
    return bool(wanted) or item.get_closest_marker("django_db") is not None


def later(item: pytest.Item) -> tuple[bool, ...]:
    """What stays together on one process begins first: it lasts longest. Then what mostly waits for programs, while the others compute."""
    return tuple(item.get_closest_marker(name) is None for name in ("xdist_group", "kills", "browser"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL (ONLY_DATABASE=1) the tests that never touch the database, or are alike on every one, are left out: they ran before."""
    items.sort(key=later)
    if os.environ.get("ONLY_DATABASE") == "1":
        left_out = [item for item in items if not touches_database(item) or item.get_closest_marker("once")]
        there = {id(item) for item in left_out}
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if id(item) not in there]


def pytest_collection_finish(session: pytest.Session) -> None:
    """Thousands of tests stand in memory and stay there: the collector need not look through them again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_runtest_setup(item: pytest.Item) -> None:
    on_postgres = os.environ.get("DATABASE_URL", "").startswith("postgres")
    for name in HERE:
        if item.get_closest_marker(name) is None:
            continue
        if not HERE[name]:
            (pytest.fail if os.environ.get("REQUIRE_ALL") == "1" else pytest.skip)(needs.SENTENCES[name])
        if name == "postgres" and not on_postgres:
            pytest.skip("runs in the PostgreSQL half of make test")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The test database holds the rows that ship with the product."""
    from django.core.management import call_command, get_commands

    with django_db_blocker.unblock():
        if "load_fixtures" in get_commands():
            call_command("load_fixtures", verbosity=0)


@pytest.fixture
def transactional_db() -> None:
    pytest.fail("The event table refuses to be flushed; use the fixture real_db.")


@pytest.fixture(scope="session")
def prepared_database(django_db_setup: None, django_db_blocker: Any) -> Any:
    with django_db_blocker.unblock():
        name = databases.prepare_copy(VAR)
        yield name
        databases.drop(name)


@pytest.fixture
def real_db(prepared_database: str, django_db_blocker: Any, tmp_path: Path) -> Any:
    """A `RealDatabase`: a copy of the prepared database, used by every connection of this process during the test."""
    with django_db_blocker.unblock():
        name = databases.make_copy(prepared_database, VAR)
        vendor = databases.connection.vendor
        with databases.pointed_at(name):
            yield databases.RealDatabase(name, databases.url_of(name), vendor, tmp_path)
        databases.drop(name)


@pytest.fixture
def live_url(real_db: databases.RealDatabase) -> Any:
    """The address of a server, in a thread of this process, that works on the test's own database."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.test.testcases import LiveServerThread

    thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


@pytest.fixture
def redis_url() -> str:
    return HERE["redis"]


@pytest.fixture
def chromium() -> str:
    """The path of the browser; mark the test `browser`."""
    return HERE["browser"]
