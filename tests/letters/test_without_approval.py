"""A letter that needs no approver, by email: on its way like any other, and never stuck or sent twice."""

import pytest

from complaints.record.outbox import relay
from complaints.record.refusals import Conflict
from complaints.record.tasks import HANDLERS
from tests.factories import make_complaint, make_person
from tests.letters.walked import MINUTE, do, drafted, fresh, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed():
    letter = drafted("acknowledgement", make_complaint(email="ann.harper@example.com"))
    return do(letter, "send", by=make_person(), now=later(letter), method="email")


def test_it_answers_approved_and_on_its_way(handed):
    assert (handed.state, handed.sending_since, handed.approver_id) == ("approved", later(handed), None)


def test_it_is_sent_by_the_hand_over(handed):
    relay(HANDLERS, now=later(handed) + MINUTE, seconds=5)
    letter = fresh(handed)
    assert (letter.state, letter.method, letter.sending_since) == ("sent", "email", None) and letter.sha256


@pytest.mark.parametrize("move", ["send", "submit"])
def test_it_is_left_alone_until_that_is_known(handed, move):
    with pytest.raises(Conflict):
        do(handed, move, by=make_person("senior_manager"), now=later(handed), **({"method": "post"} if move == "send" else {}))
