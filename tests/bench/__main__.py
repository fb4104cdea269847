"""`make bench`: every benchmark, a line each: name, value, unit, ratio to its reference in the same run. Needs PostgreSQL.

`python -m tests.bench import log` runs those alone. Sizes come from the environment, so that a small run is quick: BENCH_COMPLAINTS (lists, pages,
search, reports), BENCH_PENDING, BENCH_DUE (sweep), BENCH_ROWS (import), BENCH_LOGS (logging), BENCH_STORM (standards), BENCH_FINDINGS (reports).
The goals are for a million complaints: `BENCH_COMPLAINTS=1000000 BENCH_DATABASE=bench_1m python -m tests.bench lists pages search reports` makes
that desk once and keeps it. A goal that is missed is a line `MISSED` behind the figures, and status 1.
"""

import importlib
import logging
import os
import sys
import tempfile
import traceback
from pathlib import Path
from types import ModuleType

from tests import needs
from tests.bench.goals import Missed

HERE = Path(__file__).resolve().parent


def prepare(folder: str, url: str) -> None:
    """Django on PostgreSQL, as in demo mode, with a folder of its own."""
    ours = {"DEMO": "1", "VAR_DIR": folder, "SECRET_KEY": "only-for-benchmarks-" * 3, "DATABASE_URL": url}
    os.environ.update(ours, DEMO_PASSWORD="bench-password-1", DJANGO_SETTINGS_MODULE="config.settings")
    import django

    from config import settings

    settings.INSTALLED_APPS.append("django_tables2")  # what lists are compared with
    django.setup()
    logging.disable()  # addresses that are no page are asked for, too


def benchmarks(wanted: list[str]) -> list[ModuleType]:
    """Every module `bench_*` that has a `run`, or those asked for."""
    names = sorted(path.stem for path in HERE.glob("bench_*.py"))
    chosen = [name for name in names if not wanted or name.removeprefix("bench_") in wanted]
    return [module for name in chosen if hasattr(module := importlib.import_module(f"tests.bench.{name}"), "run")]


def ran(module: ModuleType) -> bool:
    """Print its lines; whether it came to its end with every goal reached."""
    try:
        for name, value, unit, ratio in module.run():
            print(f"{name.replace(' ', '_').replace(',', '')} {value:.6g} {unit} {ratio:.3g}", flush=True)
    except Missed as told:
        print(f"MISSED {module.__name__.rpartition('.')[2]}: {told}", flush=True)
        return False
    except Exception:
        print(f"{module.__name__} FAILED", flush=True)
        traceback.print_exc()
        return False
    return True


def main(wanted: list[str]) -> int:
    url = needs.postgres()
    if not url:
        print(f"NOT RUN: {needs.SENTENCES['postgres']}.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        prepare(folder, url)
        try:
            ended = [ran(module) for module in benchmarks(wanted)]
        finally:
            importlib.import_module("tests.bench.filled").leave()
    return 0 if all(ended) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
