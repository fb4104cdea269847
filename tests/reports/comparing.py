"""Compares every report that the oracle holds with the oracle, of two periods, now and as of ten past moments. No assertion lives here."""

import time
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from complaints.reports.periods import Period
from complaints.reports.reading import REPORTS
from tests.factories import MONDAY as NOW
from tests.reports import made
from tests.reports.oracle import SHAPES, Asked, Oracle, told
from tests.reports.oracle_received import ACCOUNTS

PERIODS = (Period(date(2025, 11, 1), date(2026, 4, 30)), Period(date(2023, 1, 1), date(2026, 12, 31)))
MOMENTS = (None, *(NOW - timedelta(days=days, hours=days % 24) for days in (0, 3, 9, 17, 31, 55, 80, 99, 160, 400)))


PARTS = ("rows", "totals", "teams", "categories", "causes", "undated")
HELD = (*SHAPES, "standards")
# What the oracle does not hold, whole or in part, and why.
NOT_HELD = {
    "windows": "Random lives keep no windows by the rules, and only the engine of the clocks works these out of a past moment; held by "
               "test_ombudsman_and_windows, and the engine by tests/clocks.",
}
HELD_IN_PART = {
    "ombudsman": "The moves. Clocks of compliance of a past moment are worked out by the engine; held by test_ombudsman_and_windows.",
    "standards": "All but the quarters, which are the report of each quarter; held by test_standards.",
}


def asked_of() -> list[tuple[Period, Asked]]:
    """Each moment of one of the periods, and now of both."""
    chosen = [(PERIODS[place % 2], then) for place, then in enumerate(MOMENTS)] + [(PERIODS[1], None)]
    return [(period, Asked(period.first, period.last, then, NOW)) for period, then in chosen]


def differences(asked: list[tuple[Period, Asked]]) -> tuple[list[str], int, dict[str, float]]:
    """Where a report is not as the oracle has it; how many complaints were looked at; the longest time of each report, and
    under "" what the oracle took for all of them."""
    began = time.perf_counter()
    oracle, wrong, times = Oracle([one for _, one in asked]).read(), [], defaultdict(float)
    times[""] = time.perf_counter() - began
    for (period, one), found in zip(asked, oracle.found, strict=True):
        for name in HELD:
            began = time.perf_counter()
            answer = figures(name, period, one)
            times[name] = max(times[name], time.perf_counter() - began)
            judged = tuple(made.judged(period.first, period.last, one.then).values()) if name == "standards" else told(name, found[name], one)
            wrong += [f"{name}, {period.first} to {period.last}, as of {one.then}: {line}" for line in apart(answer, judged)]
    return wrong, oracle.looked, dict(times)


def figures(name: str, period: Period, one: Asked) -> tuple[Any, ...]:
    """The parts of a report that are compared."""
    given = {"now": one.now, "accounts": ACCOUNTS}
    answer = REPORTS[name].figures(period, as_of=one.then, **{what: given[what] for what in REPORTS[name].asks})
    return tuple(answer[part] for part in PARTS if part in answer)


def apart(answer: tuple[Any, ...], judged: tuple[Any, ...]) -> list[str]:
    """Where the two differ, as lines to read."""
    if answer == judged:
        return []
    lines = [f"{part}\n  report {mine}\n  oracle {other}" for part, (mine, other) in enumerate(zip(answer, judged, strict=True)) if mine != other]
    return lines or ["not of one shape"]
