"""Every counted report equals the slow oracle, which loops over events in plain Python, to the digit: now and as of ten past moments."""

import pytest

from complaints.case.stages import MOVES
from complaints.record import models as record_models
from complaints.reports.populations import POPULATIONS
from complaints.reports.reading import REPORTS
from tests.reports import random_lives
from tests.reports.comparing import NOW, PERIODS, asked_of, differences
from tests.reports.oracle import SHAPES

pytestmark = pytest.mark.django_db


@pytest.mark.timeout(900)
def test_every_counted_report_equals_the_oracle_to_the_digit_now_and_as_of_ten_moments():
    random_lives.make(600, seed=7, now=NOW)
    wrong, looked, _ = differences(asked_of())
    assert looked == 600 and not wrong, "\n".join(wrong)


def test_every_counted_report_is_held_by_the_oracle():
    assert set(SHAPES) == set(POPULATIONS)


def test_the_lives_of_the_oracle_have_something_of_everything():
    """A figure that is nought in all of them proves nothing."""
    random_lives.make(300, seed=11, now=NOW)
    for name, populations in POPULATIONS.items():
        both = [REPORTS[name].figures(period, as_of=None, now=NOW)["totals"] for period in PERIODS]
        if name != "signposting":
            assert not [figure for one in populations for figure in one.counts if not any(totals[figure] for totals in both)], name


def test_the_index_of_moves_holds_every_move_of_the_procedure():
    assert set(record_models.MOVES) == {f"moved.{name}" for name in MOVES}
