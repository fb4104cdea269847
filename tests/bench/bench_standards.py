"""The guaranteed standards assessed one by one, and a storm's customers by the hundred thousand on two processes.

Meant to hold on an idle machine: 20 us for a flat row, 100 us for any, 30 s for a storm of a million (the time of BENCH_STORM customers,
200,000 unless said, scaled; each customer's facts are read and assessed). The reference is the bare sum in Python in the same run: a day
compared and a sum chosen; for the storm two moments compared, whole periods counted and the maximum taken, on the same two processes.
"""
import multiprocessing
import os
import random
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import standards
from tests.standards.asking import NOBODY, TABLES
from tests.standards.breaches import EVERY

MILLION, PROCESSES, ROUNDS, EACH = 1_000_000, 2, 15, 200
STORM = int(os.environ.get("BENCH_STORM", "200000"))
AS_OF = datetime(2025, 12, 1, 12, tzinfo=UTC)
BEGAN = datetime(2024, 12, 7, 6, tzinfo=UTC)
FLAT = ("SUP-DNO-PASS-ON", "SUP-METER-ASSESS", "EL-R19", "ELC-BUDGET-LT1MVA", "GAS-GS12")

Line = tuple[str, float, str, float]
SHARES: list[list[tuple[datetime, datetime]]] = []  # of the storm, one a process; laid out before the processes begin


def assessing(code: str) -> Callable[[], object]:
    """One row assessed `EACH` times from facts already read."""
    standard = standards.find(code)
    facts = standards.read_facts(standard, NOBODY | EVERY[code])

    def call() -> None:
        for _ in range(EACH):
            standards.assess(standard, facts, TABLES, rulebook="documents", as_of=AS_OF)

    return call


def bare_day() -> list[Decimal]:
    """The floor of a flat row."""
    limit, done, owed, none = date(2024, 6, 10), date(2024, 6, 11), Decimal("30.00"), Decimal("0.00")
    return [owed if done > limit else none for _ in range(EACH)]


def fastest(calls: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Least microseconds for one of `EACH`, the calls taken in turns so that a busy machine slows all alike."""
    best = dict.fromkeys(calls, float("inf"))
    for _ in range(ROUNDS):
        for name, call in calls.items():
            began = time.perf_counter_ns()
            call()
            best[name] = min(best[name], (time.perf_counter_ns() - began) / EACH / 1000)
    return best


def homes(number: int, seed: int) -> list[tuple[datetime, datetime]]:
    """Off with the storm, on again within a week."""
    drawn = random.Random(seed)
    return [(BEGAN, BEGAN + timedelta(minutes=drawn.randint(0, 10_080))) for _ in range(number)]


def bare(share: int) -> int:
    """Pounds owed to one share of the storm by Regulation 7: no facts read, no words, no dates."""
    limit, further, total = timedelta(hours=24), timedelta(hours=12), 0
    for off, on in SHARES[share]:
        late = on - off - limit
        if late > timedelta(0):
            total += min(700, 70 + 70 * (late // further))
    return total


def assessed(share: int) -> int:
    """The same, each customer read and assessed."""
    standard, total = standards.find("EL-R7"), Decimal(0)
    same = NOBODY | EVERY["EL-R7"]
    for off, on in SHARES[share]:
        facts = standards.read_facts(standard, same | {"aware_at": off, "restored_at": on})
        total += standards.assess(standard, facts, TABLES, rulebook="documents", as_of=AS_OF).amount
    return int(total)


def storm() -> tuple[float, float]:
    """Seconds on two processes: assessed, and the bare sum."""
    SHARES[:] = [homes(STORM // PROCESSES, seed) for seed in range(PROCESSES)]
    took, owed = {}, {}
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        for work in (bare, assessed):
            began = time.perf_counter()
            owed[work] = sum(pool.map(work, range(PROCESSES), chunksize=1))
            took[work] = time.perf_counter() - began
    assert owed[bare] == owed[assessed]
    return took[assessed], took[bare]


def run() -> list[Line]:
    """Lines of name, value, unit and ratio to the reference."""
    best = fastest({"floor": bare_day} | {code: assessing(code) for code in EVERY})
    floor = best.pop("floor")
    flat, slowest = max(FLAT, key=best.__getitem__), max(best, key=best.__getitem__)
    took, least = storm()
    return [
        (f"standards_flat_row_{flat}", best[flat], "us", best[flat] / floor),
        (f"standards_slowest_row_{slowest}", best[slowest], "us", best[slowest] / floor),
        (f"standards_storm_of_1000000_scaled_from_{STORM}", took * MILLION / STORM, "s", took / least),
    ]
