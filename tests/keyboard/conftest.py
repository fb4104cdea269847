"""Somebody signed in."""

import pytest


@pytest.fixture
def signed_in(client, db):
    """`signed_in("senior_manager")` answers a client with that person as `.person`."""
    from tests.factories import make_person

    def sign_in(role="agent", **columns):
        client.person = make_person(role, **columns)
        client.force_login(client.person)
        return client
    return sign_in
