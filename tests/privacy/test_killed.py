"""An erasure killed at any statement, and run again, ends as one that was not: none is half erased."""

from datetime import timedelta

import pytest

from complaints.privacy.models import Erased
from complaints.record.models import Sealed
from complaints.record.verifying import verify
from tests.kills.dying import killed_at
from tests.privacy.planted import NOW, plant
from tests.privacy.test_erasing import assessed, decided, work
from tests.privacy.traces import dumped, left, on_disk

pytestmark = [pytest.mark.kills, pytest.mark.timeout(300)]
LATER = timedelta(minutes=1)
STEP = 4


def whole_or_gone(planted):
    """The complaint has all its sealed words, or none and its proof."""
    sealed = Sealed.objects.filter(event__complaint=planted.complaint).count()
    return (sealed == 0) == Erased.objects.filter(complaint=planted.complaint).exists()


def test_killed_again_and_again_at_other_statements_it_ends_and_leaves_nothing(real_db):
    planted = plant()
    assessed(planted)
    decided(planted)
    kills = 0
    while killed_at(3 + STEP * kills, lambda later=kills * LATER: work(NOW + later)):
        kills += 1
        assert whole_or_gone(planted)
    assert kills >= 20
    assert left(planted.marks, dumped() + on_disk()) == [] and verify().broken is None
    assert planted.complaint.events.filter(kind="erased").count() == 1
