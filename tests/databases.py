"""Databases for tests with real transactions: each test gets a copy of a prepared one.

The event table refuses DELETE and TRUNCATE, so nothing may be flushed. The prepared database is a copy of the test
database (migrated, shipped rows loaded) taken before the first test that asks; a copy costs some tens of milliseconds.
"""

import copy
import itertools
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection, connections

NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class RealDatabase:
    """A database of one test's own. `url` and `environment` are for programs started by the test."""

    name: str
    url: str
    vendor: str
    var_dir: Path

    @property
    def environment(self) -> dict[str, str]:
        ours = {"DEMO": "1", "DATABASE_URL": self.url, "VAR_DIR": str(self.var_dir), "SECRET_KEY": settings.SECRET_KEY}
        return {**os.environ, **ours}


def url_of(name: str) -> str:
    default = connections.settings["default"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    secret = f":{quote(default['PASSWORD'])}" if default["PASSWORD"] else ""
    host = f"{quote(default['HOST'], safe='')}:{default['PORT'] or 5432}"
    return f"postgres://{quote(default['USER'])}{secret}@{host}/{name}"


def run_outside(*statements: str) -> None:
    """Runs statements of the PostgreSQL server as such, outside every transaction and test database."""
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def prepare_copy(folder: Path) -> str:
    """Copies the test database as it stands; the answer is the name (PostgreSQL) or path (SQLite) of the copy."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        path = folder / "prepared.sqlite3"
        with closing(sqlite3.connect(path)) as target:
            connection.connection.backup(target)
        return str(path)
    source = connection.settings_dict["NAME"]
    connection.close()
    prepared = f"{source}_prepared"
    run_outside(f'DROP DATABASE IF EXISTS "{prepared}"', f'CREATE DATABASE "{prepared}" TEMPLATE "{source}"')
    return prepared


def make_copy(prepared: str, folder: Path) -> str:
    if connection.vendor == "sqlite":
        path = folder / f"real{next(NUMBERS)}.sqlite3"
        shutil.copyfile(prepared, path)
        return str(path)
    name = f"{prepared}_{os.getpid()}_{next(NUMBERS)}"
    run_outside(f'CREATE DATABASE "{name}" TEMPLATE "{prepared}"')
    return name


def drop(name: str) -> None:
    if connection.vendor == "sqlite":
        for tail in ("", "-wal", "-shm"):
            Path(name + tail).unlink(missing_ok=True)
    else:
        run_outside(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def pointed_at(name: str) -> Iterator[None]:
    """Every new connection, in every thread, goes to the database `name`; afterwards to the test database again."""
    old_settings, old_connection = connections.settings["default"], connections["default"]
    connections.settings["default"] = {**copy.deepcopy(old_settings), "NAME": name}
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = old_settings
        connections["default"] = old_connection
