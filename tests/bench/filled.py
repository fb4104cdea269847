"""The desk that lists, pages, search and reports are measured on: the demonstration, and BENCH_COMPLAINTS complaints of `generate_load`.

It is made once a run: `generate_load` in a process for each core writes up to AT_ONCE of them, the database copies those as often as it takes
(`copies`), and the indexes are laid behind the rows. With BENCH_DATABASE it is kept under that name and taken as it is next time; without, it goes
with the run.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from complaints.alerts.sweep import sweep
from complaints.case.models import Complaint
from complaints.intake import demo
from staff.models import Person
from tests import databases
from tests.bench import copies
from tests.bench.desk import Line, settle

GOAL = 1_000_000
SIZE = int(os.environ.get("BENCH_COMPLAINTS", "100000"))
NAME = os.environ.get("BENCH_DATABASE", "") or f"bench_filled_{os.getpid()}"
AT_ONCE = 50_000
# Names of static files without their hashes: nothing is collected for a benchmark.
PLAIN = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# The rows of a load are right by how they are made: the server need not look each key up, nor wait for the disk.
OPTIONS = "-c session_replication_role=replica -c synchronous_commit=off"
HASTE = "SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '512MB'"
INDEXES = """SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
    LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid WHERE i.indrelid = ANY(%s::regclass[]) AND c.oid IS NULL"""


@contextmanager
def filled() -> Iterator[dict[str, Person]]:
    """The demonstration's people by name, on a desk of at least SIZE complaints."""
    if not _is_there(NAME):
        _make(NAME)
    with databases.pointed_at(NAME):
        _migrate()
        if (held := Complaint.objects.count()) < SIZE:
            raise AssertionError(f"{NAME} holds {held} complaints and BENCH_COMPLAINTS asks for {SIZE}: drop it, or ask for fewer")
        yield {person.username: person for person in Person.objects.all()}


def _migrate() -> None:
    """Migrations may write a table anew, and of such a table no index can be read alone before it is swept."""
    executor = MigrationExecutor(connection)
    behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    call_command("migrate", verbosity=0, skip_checks=True)
    if behind:
        settle()


def size_line() -> Line:
    """How many there are, beside the number that the goals speak of."""
    return ("complaints_on_the_desk", held := Complaint.objects.count(), "complaints", held / GOAL)


def leave() -> None:
    """What was made for this run alone goes."""
    if not os.environ.get("BENCH_DATABASE"):
        databases.drop(NAME)


def _is_there(name: str) -> bool:
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return bool(cursor.fetchone())


def _make(name: str) -> None:
    """Under another name until it is whole."""
    half = f"{name}_half"
    databases.run_outside(f'DROP DATABASE IF EXISTS "{half}" WITH (FORCE)', f'CREATE DATABASE "{half}"')
    with databases.pointed_at(half):
        call_command("migrate", verbosity=0, skip_checks=True)
        call_command("load_fixtures", verbosity=0)
        demo.seed(settings.DEMO_PASSWORD, now=timezone.now())
        sweep(now=timezone.now())
        _load(SIZE)
        settle()
    databases.run_outside(f'ALTER DATABASE "{half}" RENAME TO "{name}"')


def _load(number: int) -> None:
    times = -(-number // AT_ONCE)
    with connection.cursor() as cursor:
        cursor.execute(INDEXES, [[model._meta.db_table for model in copies.IDS]])
        indexes = dict(cursor.fetchall())
        for index in indexes:
            cursor.execute(f"DROP INDEX {index}")
        behind = copies.lasts()
        _processes(-(-number // times), os.cpu_count() or 1)
        cursor.execute(HASTE)
        copies.multiply(behind, times)
        for definition in indexes.values():
            cursor.execute(definition)


def _processes(number: int, several: int) -> None:
    """Each writes its share from a seed of its own."""
    shares = [number // several + (place < number % several) for place in range(several)]
    ours = {**os.environ, "DATABASE_URL": databases.url_of(connection.settings_dict["NAME"]), "PGOPTIONS": OPTIONS}
    command = (sys.executable, settings.BASE_DIR / "manage.py", "generate_load", "--complaints")
    running = [subprocess.Popen([*command, str(share), "--seed", str(place + 1)], env=ours, stdout=subprocess.DEVNULL)
               for place, share in enumerate(shares)]
    ended = [one.wait() for one in running]
    assert not any(ended), "generate_load failed"
