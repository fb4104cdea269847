"""`make test`: lint, migrations, the suite on SQLite and again on PostgreSQL; a line for each thing that could not be run.

REQUIRE_ALL=1 turns each such line into a failure. Arguments go on to pytest.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests import needs

ROOT = Path(__file__).resolve().parent.parent
# Browsers starve each other where three run on two cores; none of their tests is in the second half, and many there wait for programs.
PROCESSES = {"SQLite": "2", "PostgreSQL": "3"}


def pytest_on(database: str) -> list[str]:
    return [sys.executable, "-m", "pytest", "-q", "-n", os.environ.get("TEST_PROCESSES", PROCESSES[database]), "--dist", "loadgroup"]


def run(title: str, argv: list[str], **extra: str) -> bool:
    """Runs one program of the suite; whether it went well."""
    started = time.monotonic()
    print(f"== {title}", flush=True)
    # The many programs that tests start, and the second half, need not compile every module again.
    kept = {"PYTHONDONTWRITEBYTECODE": ""}
    status = subprocess.run(argv, cwd=ROOT, env={**os.environ, **kept, **extra}, check=False).returncode
    print(f"== {title}: {'passed' if status == 0 else 'FAILED'} in {time.monotonic() - started:.0f} s", flush=True)
    return status == 0


def migrations_are_complete() -> bool:
    check = [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"]
    return run("migrations", check, DEMO="1", VAR_DIR=str(ROOT / "var" / "check"))


def suites(found: dict[str, str], arguments: list[str]) -> list[bool]:
    on_sqlite = run("tests on SQLite", pytest_on("SQLite") + arguments, DATABASE_URL="", ONLY_DATABASE="")
    if not found["postgres"]:
        return [on_sqlite]
    only = {"DATABASE_URL": found["postgres"], "ONLY_DATABASE": "1"}
    return [on_sqlite, run("tests on PostgreSQL", pytest_on("PostgreSQL") + arguments, **only)]


def main(arguments: list[str]) -> int:
    found = {name: finder() for name, finder in needs.FINDERS.items()}
    missing = [needs.SENTENCES[name] for name, where in found.items() if not where]
    went_well = [run("ruff", [sys.executable, "-m", "ruff", "check", "."]), migrations_are_complete()]
    went_well += suites(found, arguments)
    for sentence in missing:
        print(f"NOT RUN: {sentence}; its tests were left out.")
    if missing and os.environ.get("REQUIRE_ALL") == "1":
        print("REQUIRE_ALL=1: what could not be run counts as failed.")
        went_well.append(False)
    return 0 if all(went_well) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
