"""A clock that tests set, and jobs that count."""

from datetime import UTC, datetime, timedelta

import pytest

START = datetime(2026, 5, 11, 9, 2, tzinfo=UTC)


class Clock:
    def __init__(self):
        self.now = START

    def __call__(self):
        return self.now

    def on(self, **more):
        self.now += timedelta(**more)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def by(db):
    from tests.factories import make_person

    return make_person("senior_manager")
