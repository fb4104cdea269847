"""Every report equals the slow oracle, which loops over events in plain Python, to the digit: now and as of ten past moments."""

from datetime import timedelta

import pytest
from django.db.models import F

from complaints.case.stages import MOVES
from complaints.record import models as record_models
from complaints.record.models import Event
from complaints.reports.populations import POPULATIONS
from complaints.reports.reading import REPORTS
from tests.reports import random_lives
from tests.reports.comparing import HELD, HELD_IN_PART, NOT_HELD, NOW, PERIODS, asked_of, differences, figures
from tests.reports.judging import KINDS
from tests.reports.oracle import SHAPES, Asked
from tests.reports.oracle_due import TELL
from tests.reports.oracle_received import WITH_THEM

pytestmark = pytest.mark.django_db


@pytest.mark.timeout(900)
def test_every_report_equals_the_oracle_to_the_digit_now_and_as_of_ten_moments():
    random_lives.make(600, seed=7, now=NOW)
    wrong, looked, _ = differences(asked_of())
    assert looked == 600 and not wrong, "\n".join(wrong)


def test_every_report_is_held_by_the_oracle_or_says_why_not():
    assert {*HELD} | {*NOT_HELD} == set(REPORTS) and not {*HELD} & {*NOT_HELD}
    assert {*SHAPES} > {*POPULATIONS} and {*HELD_IN_PART} < {*HELD}


def test_the_lives_of_the_oracle_have_something_of_everything():
    """A figure that is nought in all of them proves nothing."""
    random_lives.make(300, seed=11, now=NOW)
    for name, populations in POPULATIONS.items():
        both = [REPORTS[name].figures(period, as_of=None, now=NOW)["totals"] for period in PERIODS]
        if name != "signposting":
            assert not [figure for one in populations for figure in one.counts if not any(totals[figure] for totals in both)], name


def test_the_clocks_of_the_oracle_have_something_of_everything():
    random_lives.make(300, seed=11, now=NOW)
    of = {name: figures(name, PERIODS[1], Asked(PERIODS[1].first, PERIODS[1].last, None, NOW)) for name in ("deadlines", "breaches", "ombudsman")}
    (kinds, due), (_, missed, causes), (_, there) = of["deadlines"], of["breaches"], of["ombudsman"]
    assert [row["kind"] for row in kinds] == [kind for kind in KINDS if kind != "ombudsman_compliance"]
    assert not [name for name, number in {**due, **missed}.items() if not number and name != "change_points"]
    late = Event.objects.filter(kind__startswith="deadline.", complaint__isnull=False, recorded_at__gt=F("at") + timedelta(days=1))
    assert {*late.values_list("kind", flat=True)} == {*TELL}
    assert len(causes) > 4 and sum(row["signed"] for row in causes)
    assert not [name for name in WITH_THEM if not there[name] and "compl" not in name]


def test_the_index_of_moves_holds_every_move_of_the_procedure():
    assert set(record_models.MOVES) == {f"moved.{name}" for name in MOVES}
