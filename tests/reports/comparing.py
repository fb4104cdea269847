"""Compares every counted report with the oracle, of two periods, now and as of ten past moments. No assertion lives here."""

import time
from collections import defaultdict
from datetime import date, timedelta

from complaints.reports.periods import Period
from complaints.reports.reading import REPORTS
from tests.factories import MONDAY as NOW
from tests.reports.oracle import SHAPES, Asked, Oracle, told

PERIODS = (Period(date(2025, 11, 1), date(2026, 4, 30)), Period(date(2023, 1, 1), date(2026, 12, 31)))
MOMENTS = (None, *(NOW - timedelta(days=days, hours=days % 24) for days in (0, 3, 9, 17, 31, 55, 80, 99, 160, 400)))


def asked_of() -> list[tuple[Period, Asked]]:
    """Each moment of one of the periods, and now of both."""
    chosen = [(PERIODS[place % 2], then) for place, then in enumerate(MOMENTS)] + [(PERIODS[1], None)]
    return [(period, Asked(period.first, period.last, then, NOW)) for period, then in chosen]


def differences(asked: list[tuple[Period, Asked]]) -> tuple[list[str], int, dict[str, float]]:
    """Where a report is not as the oracle has it; how many complaints were looked at; the longest time of each report."""
    oracle, wrong, times = Oracle([one for _, one in asked]).read(), [], defaultdict(float)
    for (period, one), found in zip(asked, oracle.found, strict=True):
        for name in SHAPES:
            began = time.perf_counter()
            answer = REPORTS[name].figures(period, as_of=one.then, now=NOW)
            times[name] = max(times[name], time.perf_counter() - began)
            figures, judged = tuple(answer[part] for part in ("rows", "totals", "teams") if part in answer), told(name, found[name], one)
            if figures != judged:
                wrong.append(f"{name}, {period.first} to {period.last}, as of {one.then}\n  report {figures[1]}\n  oracle {judged[1]}")
    return wrong, oracle.looked, dict(times)
