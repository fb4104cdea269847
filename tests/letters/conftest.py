"""A folder of its own for the PDFs of each test, and pages at a moment that the test sets."""

from datetime import timedelta

import pytest


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def at(monkeypatch):
    """Sets what time it is on the pages; Monday 11 May 2026, 14:32 in London to begin with."""
    from complaints.case.pages import asking
    from tests.factories import MONDAY

    def set_to(moment):
        monkeypatch.setattr(asking, "now", lambda: moment)
    set_to(MONDAY + timedelta(hours=4, minutes=30))
    return set_to


@pytest.fixture
def signed_in(client, db, at):
    """`signed_in("senior_manager")` answers a client with a new person of that role as `.person`."""
    from tests.factories import make_person

    def sign_in(role="agent", **columns):
        client.person = make_person(role, **columns)
        client.force_login(client.person)
        return client
    return sign_in
