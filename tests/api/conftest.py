"""Monday noon, people with tokens, and a complaint to call about. Imports inside: this file is read before Django is set up."""

from datetime import UTC, datetime

import pytest
import time_machine

NOON = datetime(2026, 5, 11, 11, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon():
    """The clock stands two hours after the factories' Monday morning."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def as_role(db):
    """`as_role("agent")`: a new person of that role at the API."""
    from tests.api.callers import Caller
    from tests.factories import make_person

    return lambda role="agent", **columns: Caller(make_person(role, **columns))


@pytest.fixture
def agent(as_role):
    return as_role("agent")


@pytest.fixture
def manager(as_role):
    return as_role("senior_manager")


@pytest.fixture
def compliance(as_role):
    return as_role("compliance_officer")


@pytest.fixture
def nobody(db):
    from tests.api.callers import Caller

    return Caller(None)


@pytest.fixture
def complaint(agent):
    """Logged this morning by the agent who owns it."""
    from tests.factories import make_complaint

    return make_complaint(by=agent.person)
