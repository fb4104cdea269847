"""People to test with, and browsers at addresses of their own."""

from datetime import UTC, datetime

import pytest
from django.test import Client

NOW = datetime(2026, 5, 11, 9, 0, tzinfo=UTC)
PASSWORD = "otter-violin-granite-lamp"


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def make_person(db):
    """`make_person("dan", role="agent")`: an active person with the password `PASSWORD`."""

    def make(username="dan", *, role="agent", **details):
        from staff import services

        details = {"full_name": "Dan Whitlock", "password": PASSWORD, "by": None, "now": NOW} | details
        return services.create_person(username=username, role=role, **details)[0]

    return make


@pytest.fixture
def admin(make_person):
    return make_person("marcus", role="administrator", full_name="Marcus Oyelaran")


@pytest.fixture
def dan(make_person):
    return make_person()


@pytest.fixture
def at():
    """`at("127.0.0.7")`: a browser at that address."""

    def browser(address="127.0.0.1", **extra) -> Client:
        return Client(REMOTE_ADDR=address, **extra)

    return browser


def sign_in(browser, username="dan", password=PASSWORD, **fields):
    """Send the sign-in form; the answer as it came."""
    return browser.post("/sign-in/", {"username": username, "password": password, **fields})


def is_signed_in(browser) -> bool:
    return browser.get("/session/").status_code == 200
