"""Every counted report equals the slow oracle, which loops over events in plain Python, to the digit: now and as of ten past moments."""

from datetime import date, timedelta

import pytest

from complaints.case.stages import MOVES
from complaints.record import models as record_models
from complaints.reports.periods import Period
from complaints.reports.reading import REPORTS
from tests.factories import MONDAY
from tests.reports import random_lives
from tests.reports.oracle import SHAPES, Asked, Oracle, told

pytestmark = pytest.mark.django_db
PERIODS = (Period(date(2025, 11, 1), date(2026, 4, 30)), Period(date(2023, 1, 1), date(2026, 12, 31)))
MOMENTS = (None, *(MONDAY - timedelta(days=days, hours=days % 24) for days in (0, 3, 9, 17, 31, 55, 80, 99, 160, 400)))


def differences(count: int, seed: int) -> list[str]:
    """Which report, of which period and moment, is not as the oracle has it."""
    random_lives.make(count, seed=seed, now=MONDAY)
    chosen = [(PERIODS[place % 2], then) for place, then in enumerate(MOMENTS)] + [(PERIODS[1], None)]
    asked = [(Asked(period.first, period.last, then, MONDAY), period) for period, then in chosen]
    oracle, wrong = Oracle([one for one, _ in asked]).read(), []
    assert oracle.looked == count
    for (one, period), found in zip(asked, oracle.found, strict=True):
        for name in SHAPES:
            answer = REPORTS[name].figures(period, as_of=one.then, now=MONDAY)
            rows, totals = told(name, found[name], one)
            if (answer["rows"], answer["totals"]) != (rows, totals):
                wrong.append(f"{name} {period} {one.then}\n  report {answer['rows'][:2]} {answer['totals']}\n  oracle {rows[:2]} {totals}")
    return wrong


@pytest.mark.timeout(600)
def test_every_counted_report_equals_the_oracle_to_the_digit_now_and_as_of_ten_moments():
    assert not differences(600, seed=7)


def test_the_index_of_moves_holds_every_move_of_the_procedure():
    assert set(record_models.MOVES) == {f"moved.{name}" for name in MOVES}
