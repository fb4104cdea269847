"""Somebody signed in with a complaint of their own, and their session made to run out."""

from datetime import timedelta

import pytest


@pytest.fixture
def agent(client, db):
    from tests.factories import make_person

    client.person = make_person("agent")
    client.force_login(client.person)
    return client


@pytest.fixture
def case(agent):
    from tests.factories import make_complaint

    return make_complaint(by=agent.person)


@pytest.fixture
def run_out(monkeypatch):
    """From now on every session is half an hour too old."""
    from staff import sessions

    def ends():
        monkeypatch.setattr(sessions, "IDLE", timedelta(seconds=-1))

    def goes_on():
        monkeypatch.undo()
    ends.goes_on = goes_on
    return ends
