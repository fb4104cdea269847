"""Working-day sums beside a bare rank table and beside the `holidays` library, the same sums in the same run."""
import random
import time
from collections.abc import Callable
from datetime import date

import holidays

import workdays
from workdays.calendars import shipped

ENGLAND = shipped()["england-and-wales"]
ROUNDS = 25
SHORT, LONG = 5, 40

Line = tuple[str, float, str, float]


def bare_table() -> Callable[[date, int], date]:
    """The floor: a list of ranks by ordinal and a list of working days; no bounds, no options, no refusals."""
    base, laid = ENGLAND.first.toordinal(), list(ENGLAND.working)
    ranks = [ENGLAND.rank[date.fromordinal(n)] for n in range(base, ENGLAND.last.toordinal() + 1)]

    def floor(start: date, days: int) -> date:
        return laid[ranks[start.toordinal() - base] + days]

    return floor


def starts(number: int) -> list[date]:
    """Random days of 2012 to 2028, the same ones in every run."""
    first, last = date(2012, 1, 1).toordinal(), date(2028, 6, 30).toordinal()
    drawn = random.Random(4)
    return [date.fromordinal(drawn.randint(first, last)) for _ in range(number)]


def fastest(calls: dict[str, Callable[[], object]], each: int) -> dict[str, float]:
    """Least nanoseconds a sum for each call, taken in turns so that a busy machine slows all alike."""
    best = dict.fromkeys(calls, float("inf"))
    for _ in range(ROUNDS):
        for name, call in calls.items():
            began = time.perf_counter_ns()
            call()
            best[name] = min(best[name], (time.perf_counter_ns() - began) / each)
    return best


def run() -> list[Line]:
    """Lines of name, value, unit and ratio to the reference."""
    floor, days = bare_table(), starts(2000)
    assert [floor(day, SHORT) for day in days] == [workdays.add(day, SHORT, ENGLAND) for day in days]
    best = fastest({
        "floor": lambda: [floor(day, SHORT) for day in days],
        "add5": lambda: [workdays.add(day, SHORT, ENGLAND) for day in days],
        "add40": lambda: [workdays.add(day, LONG, ENGLAND) for day in days],
    }, len(days))
    return [
        ("workdays_add_5_vs_rank_table", best["add5"], "ns", best["add5"] / best["floor"]),
        ("workdays_add_40_vs_add_5", best["add40"], "ns", best["add40"] / best["add5"]),
        *_beside_the_library(starts(200)),
    ]


def _beside_the_library(days: list[date]) -> list[Line]:
    listed = holidays.country_holidays("GB", subdiv="ENG", years=range(2011, 2031), expand=False)
    assert all(listed.get_nth_working_day(day, LONG) == workdays.add(day, LONG, ENGLAND) for day in days)
    best = fastest({
        "add5": lambda: [workdays.add(day, SHORT, ENGLAND) for day in days],
        "library5": lambda: [listed.get_nth_working_day(day, SHORT) for day in days],
        "add40": lambda: [workdays.add(day, LONG, ENGLAND) for day in days],
        "library40": lambda: [listed.get_nth_working_day(day, LONG) for day in days],
    }, len(days))
    return [(f"workdays_add_{n}_vs_holidays", best[f"add{n}"], "ns", best[f"add{n}"] / best[f"library{n}"])
            for n in (SHORT, LONG)]
