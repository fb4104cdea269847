"""A database of a benchmark's own on PostgreSQL, with the shipped rows and some people; and the best of turns."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.core.management import call_command
from django.db import connection

from staff.demo import load_demo_people
from staff.models import Person
from tests import databases

NOW = datetime(2026, 5, 11, 9, tzinfo=UTC)
Line = tuple[str, float, str, float]


@contextmanager
def desk(name: str) -> Iterator[Person]:
    """A fresh desk; answers an agent. The database goes afterwards."""
    database = f"bench_{name}_{os.getpid()}"
    databases.run_outside(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)', f'CREATE DATABASE "{database}"')
    try:
        with databases.pointed_at(database):
            call_command("migrate", verbosity=0, skip_checks=True)
            call_command("load_fixtures", verbosity=0)
            yield load_demo_people("bench-password-1", now=NOW)["agent"]
    finally:
        databases.drop(database)


def settle() -> None:
    """So that what went before does not slow what comes: statistics up to date, nothing left to be written to the disk."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")


TURNS = 5


def best(*works: Callable[[], object], turns: int = TURNS) -> list[float]:
    """Seconds of the best of several turns of each, taken in turn, so that all have the same company on the machine; one turn before warms."""
    times = [[timed(work) for work in works] for _ in range(turns + 1)]
    return [min(column) for column in zip(*times[1:], strict=True)]


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
