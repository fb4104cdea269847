"""A letter's way from draft to sent, and what it does to the clocks."""

from datetime import timedelta

import pytest

from complaints.clocks.models import Deadline
from complaints.letters import paper, storing
from complaints.letters.models import Letter, LetterVersion
from complaints.record.models import Event
from tests.factories import make_complaint
from tests.letters.walked import approved, deadlocked, drafted, sent

pytestmark = pytest.mark.django_db


def test_a_deadlock_letter_goes_its_whole_way():
    letter = sent()
    assert letter.state == "sent" and letter.received_how == "deemed"
    assert paper.sha256(storing.read(letter.sha256)) == letter.sha256
    open_kinds = set(Deadline.objects.filter(complaint=letter.complaint, met_at=None, cancelled_at=None).values_list("kind", flat=True))
    assert "deadlock_letter" not in open_kinds and "ombudsman_from_letter" in open_kinds
