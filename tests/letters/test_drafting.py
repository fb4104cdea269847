"""What the sweep drafts: each letter once, when its clock asks for it, by nobody; and what falls when the clock ends."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext

from complaints.alerts.sweep import sweep
from complaints.clocks.models import Deadline
from complaints.letters import services
from complaints.letters.drafting import draft_due
from complaints.letters.models import Letter
from complaints.record.models import Event
from complaints.record.refusals import Conflict
from complaints.record.verifying import verify
from tests.factories import MONDAY, do_move, make_complaint, make_person, op
from tests.letters.walked import MINUTE, approved, drafted, fresh, later, sent, submitted

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def of(complaint, kind):
    return Letter.objects.filter(complaint=complaint, kind=kind).order_by("pk")


def test_the_first_sweep_after_deadlock_drafts_its_letter_by_nobody():
    complaint = make_complaint("deadlock")
    assert draft_due(now=complaint.stage_since + MINUTE) == 1
    letter = of(complaint, "deadlock").get()
    assert (letter.state, letter.author, letter.authors, letter.version) == ("draft", None, [], 1)
    assert letter.deadline_key == Deadline.objects.get(complaint=complaint, kind="deadlock_letter").key


def test_the_eight_week_letter_is_drafted_when_it_comes_ten_working_days_near():
    complaint = make_complaint()
    ahead_on = Deadline.objects.get(complaint=complaint, kind="eight_week_letter").ahead_on
    day = MONDAY + (ahead_on - MONDAY.date()) * 1
    assert draft_due(now=day - DAY) == 0
    assert draft_due(now=day) == 1 and of(complaint, "eight_week").get().state == "draft"


def test_a_second_sweep_drafts_nothing_more():
    complaint = make_complaint("deadlock")
    counts = [draft_due(now=complaint.stage_since + minute * MINUTE) for minute in (1, 2, 3)]
    assert counts == [1, 0, 0] and of(complaint, "deadlock").count() == 1


def test_thirty_silent_days_later_one_sweep_drafts_everything_once():
    complaints = [make_complaint("deadlock") for _ in range(3)] + [make_complaint() for _ in range(3)]
    swept = sweep(now=MONDAY + 60 * DAY, batch=2)
    assert swept.drafted == 9 == Letter.objects.filter(complaint__in=complaints).count()


def test_drafts_leave_every_chain_whole():
    complaint = make_complaint("deadlock")
    draft_due(now=MONDAY + 60 * DAY)
    assert Event.objects.filter(complaint=complaint, kind="letter.draft", by=None).count() == 2
    assert verify().broken is None


def test_an_idle_look_is_one_statement():
    from django.db import connection

    with CaptureQueriesContext(connection, ) as asked:
        assert draft_due(now=MONDAY) == 0
    assert len(asked) == 1


def test_a_letter_drafted_by_hand_is_not_drafted_again_by_the_sweep():
    complaint = make_complaint("deadlock")
    services.draft(complaint.reference, {"op_id": op(), "kind": "deadlock"}, by=make_person(), now=complaint.stage_since + MINUTE)
    assert draft_due(now=complaint.stage_since + MINUTE) == 0 and of(complaint, "deadlock").count() == 1


def test_a_letter_that_the_sweep_drafted_is_not_drafted_again_by_hand():
    letter = drafted()
    with pytest.raises(Conflict) as refused:
        services.draft(letter.complaint.reference, {"op_id": op(), "kind": "deadlock"}, by=make_person(), now=later(letter))
    assert refused.value.code == "drafted"


@pytest.mark.parametrize(("make", "state"), [(drafted, "superseded"), (submitted, "superseded"), (approved, "superseded")])
@pytest.mark.parametrize("end", ["resolve", "withdraw"])
def test_an_unsent_letter_falls_with_its_clock(make, state, end):
    letter = make()
    do_move(letter.complaint, end, at=later(letter))
    assert fresh(letter).state == state
    assert Event.objects.filter(complaint=letter.complaint_id, kind="letter.superseded").count() == 1


def test_sending_the_deadlock_letter_sets_aside_the_draft_of_the_eight_week_letter():
    letter = drafted()
    draft_due(now=MONDAY + 60 * DAY)
    sent(letter)
    assert of(letter.complaint, "eight_week").get().state == "superseded"


def test_an_update_that_can_no_longer_be_sent_falls_when_the_complaint_ends():
    letter = drafted("update", make_complaint("senior_review"))
    do_move(letter.complaint, "resolve", at=later(letter))
    assert fresh(letter).state == "superseded"


def test_reopened_with_its_clock_a_letter_is_drafted_anew():
    letter = drafted()
    complaint = do_move(letter.complaint, "resolve", at=later(letter))
    complaint = do_move(complaint, "reopen", at=later(letter) + DAY)
    assert complaint.stage == "deadlock" and draft_due(now=later(letter) + 2 * DAY) == 1
    assert [row.state for row in of(complaint, "deadlock")] == ["superseded", "draft"]
