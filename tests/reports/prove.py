"""Holds every report but `comparing.NOT_HELD` against the slow oracle at any size, in a PostgreSQL database of its own that goes afterwards:
`python -m tests.reports.prove --complaints 100000 [--seed 7]`. Prints what was compared and how long it took; exit 1 where they differ.
"""

import argparse
import sys
import tempfile
import time

from tests import needs
from tests.bench.__main__ import prepare


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.reports.prove")
    asked.add_argument("--complaints", type=int, default=1_000)
    asked.add_argument("--seed", type=int, default=7)
    given = asked.parse_args()
    url = needs.postgres()
    if not url:
        print(f"NOT RUN: {needs.SENTENCES['postgres']}.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder, url)
        return compared(given.complaints, given.seed)


def compared(count: int, seed: int) -> int:
    from tests.bench.desk import desk, settle
    from tests.reports import random_lives
    from tests.reports.comparing import NOW, asked_of, differences

    with desk("oracle"):
        random_lives.make(count, seed=seed, now=NOW)
        settle()
        began = time.perf_counter()
        wrong, looked, times = differences(asked_of())
    of_oracle = times.pop("")
    for line in wrong:
        print(line)
    for name, seconds in sorted(times.items(), key=lambda item: -item[1]):
        print(f"{name} {seconds:.2f} s at the slowest moment")
    print(f"{looked} complaints, {len(times)} reports, {len(asked_of())} periods and moments, {len(wrong)} differences, "
          f"{time.perf_counter() - began:.0f} s, {of_oracle:.0f} s of them the oracle’s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
