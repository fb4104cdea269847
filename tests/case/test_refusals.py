"""What a move refuses for want of a fact, in a sentence at its field; and what it takes."""

from datetime import timedelta

import pytest

from complaints.case.carrying import carry
from complaints.case.models import ComplaintLink
from complaints.case.moving import move
from complaints.case.services import assign, set_clock
from complaints.case.stages import MOVES, refusal_of_role
from complaints.clocks.services import history_of
from complaints.record.entries import Entry
from complaints.record.models import Event
from complaints.record.refusals import Conflict, Refused
from complaints.record.services import words_of
from tests.factories import AN_HOUR, MONDAY, NOT_DUE, PART, do_contact, do_move, fresh, make_complaint, make_person, move_body, op

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def refused(complaint, name, *, at=None, now=None, by=None, **fields) -> Refused:
    with pytest.raises(Refused) as caught:
        do_move(complaint, name, at=at, now=now, by=by, **fields)
    return caught.value


ACTION = {"given": True, "text": "Pay 30 pounds."}
RESOLVING = [
    ({"explanation": {"given": True}}, "explanation.text"),
    ({"apology": {"given": False}}, "apology.why_not"),
    ({"corrective_action": ACTION}, "corrective_action.done_on"),
    ({"corrective_action": ACTION | {"done_on": "2026-05-13"}}, "corrective_action.done_on"),
    ({"corrective_action": ACTION | {"for_customer": False, "due_on": "2026-05-01"}}, "corrective_action.due_on"),
    ({"agreed_by": "provider"}, "proposal_told_on"),
    ({"agreed_by": "provider", "proposal_told_on": "2026-05-11"}, "why_reasonable"),
    ({"agreed_by": "nobody"}, "agreed_by"), ({"at_fault": "yes"}, "at_fault"), ({"basis": ""}, "basis"), ({"basis": "a\0b"}, "basis"),
    ({"surprise": 1}, "surprise"),
]


@pytest.mark.parametrize(("fields", "field"), RESOLVING, ids=lambda value: value if isinstance(value, str) else "")
def test_a_resolution_asks_for_each_part_at_its_field(fields, field):
    told = refused(make_complaint(), "resolve", **fields)
    assert told.status == 422 and field in told.fields, told.fields


def test_a_resolution_of_a_review_says_how_it_was_handled():
    assert "handling" in refused(make_complaint("senior_review"), "resolve", handling="").fields


def test_resolving_after_a_missed_deadline_asks_why_it_was_late():
    complaint, at = make_complaint(), MONDAY + 7 * DAY
    assert "late_reason" in refused(complaint, "resolve", at=at, late_reason="").fields
    resolved = do_move(complaint, "resolve", at=at, late_reason="Nobody was told of it.")
    event = Event.objects.get(complaint=resolved, kind="moved.resolve")
    assert event.data["late"] == ["first_response"] and words_of(event)["late_reason"] == "Nobody was told of it."


def test_resolving_in_time_asks_no_reason():
    assert do_move(make_complaint(), "resolve", late_reason="").stage == "resolved"


def test_what_was_met_late_is_asked_about_too():
    complaint = do_contact(make_complaint(), MONDAY + 4 * DAY)
    assert "late_reason" in refused(complaint, "resolve", at=MONDAY + 5 * DAY, late_reason="").fields


def test_a_missed_promise_is_not_asked_about():
    complaint = do_contact(make_complaint(), MONDAY + AN_HOUR, promised={"what": "Ring back", "due_on": "2026-05-12"})
    assert do_move(complaint, "resolve", at=MONDAY + 4 * DAY, late_reason="").stage == "resolved"


def owed(complaint, **fields):
    body = {"op_id": op(), "version": complaint.version, "kind": "corrective_action", "due_on": "2026-05-29", "what": "Relay the paving",
            "for_customer": True, **fields}
    set_clock(complaint.reference, body, by=make_person(), now=MONDAY + AN_HOUR)
    return fresh(complaint)


def test_what_is_owed_to_this_customer_is_done_before_it_is_resolved():
    complaint = owed(make_complaint())
    assert complaint.awaiting_us
    assert "Relay the paving" in refused(complaint, "resolve", at=MONDAY + 2 * AN_HOUR).sentence


def test_an_action_for_the_future_does_not_hold_it_up_and_keeps_its_words():
    complaint = owed(make_complaint(), for_customer=False)
    action = ACTION | {"text": "Train the crews.", "for_customer": False, "due_on": "2026-09-01", "owner": "Works"}
    complaint = do_move(complaint, "resolve", at=MONDAY + 2 * AN_HOUR, corrective_action=action)
    assert {row.what for row in complaint.deadlines.filter(kind="corrective_action", met_at=None)} == {"Relay the paving", "Train the crews."}


REFERRING = [
    ("immediate", {"because": "deadlock"}, "because"), ("senior_review", {"because": "deadlock"}, "because"),
    ("immediate", {"because": "eight_weeks"}, "because"), ("resolved", {"because": "eight_weeks"}, "because"),
    ("closed", {"because": "deadlock"}, "because"), ("deadlock", {"referred_on": "2026-05-10"}, "referred_on"),
    ("deadlock", {"referred_on": "2026-05-12"}, "referred_on"), ("deadlock", {"referred_on": "2026-02-31"}, "referred_on"),
]


@pytest.mark.parametrize(("stage", "fields", "field"), REFERRING)
def test_going_to_the_ombudsman_needs_a_reason_that_holds(stage, fields, field):
    assert field in refused(make_complaint(stage), "refer_to_ombudsman", **fields).fields


@pytest.mark.parametrize(("days", "allowed"), [(55, False), (56, True)])
def test_the_ombudsman_is_open_from_day_56(days, allowed):
    complaint, at = make_complaint(), MONDAY + days * DAY
    if allowed:
        assert do_move(complaint, "refer_to_ombudsman", at=at, because="eight_weeks").stage == "ombudsman"
    else:
        assert "Monday 6 July 2026" in refused(complaint, "refer_to_ombudsman", at=at, because="eight_weeks").sentence


def test_an_offer_ends_no_earlier_than_it_was_made():
    offer = {"text": "50 pounds", "stays_open": True, "open_until": "2026-05-10"}
    assert "offer.open_until" in refused(make_complaint("senior_review"), "declare_deadlock", offer=offer).fields


def test_an_offer_that_stays_open_starts_its_clock_with_its_words():
    offer = {"text": "50 pounds", "stays_open": True, "open_until": "2026-06-10"}
    row = do_move(make_complaint("senior_review"), "declare_deadlock", offer=offer).deadlines.get(kind="offer_expires")
    assert (row.due_on.isoformat(), row.what) == ("2026-06-10", "50 pounds")


SETTING_ASIDE = [({"reason": "not_ours"}, "passed_to"), ({"reason": "duplicate"}, "duplicate_of"), ({"reason": "tired"}, "reason"),
                 ({"reason": "duplicate", "duplicate_of": "LM-26-99999-A"}, "duplicate_of"), ({"told_customer_on": "2026-05-12"}, "told_customer_on")]


@pytest.mark.parametrize(("fields", "field"), SETTING_ASIDE)
def test_setting_aside_says_why_and_whither(fields, field):
    assert field in refused(make_complaint(), "set_aside", **fields).fields


def test_the_later_of_two_is_set_aside_and_linked_to_the_earlier():
    first, second = make_complaint(), make_complaint(received_at=MONDAY + AN_HOUR)
    told = refused(first, "set_aside", at=MONDAY + 2 * AN_HOUR, reason="duplicate", duplicate_of=second.reference)
    assert "earlier receipt stands" in told.sentence
    typed = first.reference.removeprefix("LM-").lower().replace("-", " ")
    do_move(second, "set_aside", reason="duplicate", duplicate_of=typed)
    assert ComplaintLink.objects.get(complaint=second).other == first


def test_a_complaint_is_not_the_double_of_itself():
    complaint = make_complaint()
    assert "duplicate_of" in refused(complaint, "set_aside", reason="duplicate", duplicate_of=complaint.reference).fields


@pytest.mark.parametrize("done", [[], [{"index": 1, "done_on": "2026-05-11"}],
                                  [{"index": 0, "done_on": "2026-05-11"}, {"index": 0, "done_on": "2026-05-11"}],
                                  [{"index": 0, "done_on": "2026-05-12"}], [{"index": -1, "done_on": "2026-05-11"}]])
def test_compliance_names_each_required_thing_once_with_its_day(done):
    complaint = make_complaint("ombudsman")
    for name in ("record_decision", "record_acceptance"):
        complaint = do_move(complaint, name)
    assert refused(complaint, "confirm_compliance", done=done).status == 422


def test_a_stale_version_is_refused_and_a_missing_one_asked_for():
    complaint, person = make_complaint(), make_person()
    body = move_body("escalate", complaint, MONDAY + AN_HOUR)
    for version, status in ((complaint.version + 1, 409), (None, 422), ("1", 422), (True, 422)):
        with pytest.raises(Refused) as caught:
            move(complaint.reference, "escalate", body | {"version": version}, by=person, now=MONDAY + AN_HOUR)
        assert caught.value.status == status


def test_a_version_comes_before_the_stage_in_the_order_of_checks():
    complaint = make_complaint("resolved")
    with pytest.raises(Conflict) as caught:
        do_move(complaint, "escalate", version=99)
    assert caught.value.code == "stale_version"


def test_the_reviewer_is_not_the_person_who_answered():
    manager = make_person("senior_manager")
    complaint = do_contact(make_complaint(), MONDAY + AN_HOUR, by=manager)
    told = refused(complaint, "escalate", at=MONDAY + 2 * AN_HOUR, senior_manager=manager.username)
    assert "answered this customer before" in told.fields["senior_manager"][0]


def test_whoever_answered_in_the_review_itself_may_take_it_back():
    manager, other = make_person("senior_manager"), make_person("senior_manager")
    complaint = do_move(make_complaint(), "escalate", senior_manager=manager.username)
    complaint = do_move(complaint, "send_update", by=manager)
    for person in (other, manager):
        body = {"op_id": op(), "version": complaint.version, "owner": person.username}
        assign(complaint.reference, body, by=other, now=MONDAY + 6 * AN_HOUR)
        complaint = fresh(complaint)
    assert complaint.owner == manager


def test_escalated_without_a_name_it_waits_in_the_reviews_queue():
    from tests.factories import make_team

    team = make_team("senior_review")
    complaint = make_complaint("senior_review")
    assert (complaint.owner, complaint.team) == (None, team)


@pytest.mark.parametrize(("gone", "back_to"), [(False, "owner"), (True, "nobody")])
def test_a_reopened_complaint_goes_to_its_last_owner_still_at_work(gone, back_to):
    agent = make_person()
    complaint = do_move(make_complaint(by=agent), "resolve")
    if gone:
        type(agent).objects.filter(pk=agent.pk).update(is_active=False)
    assert do_move(complaint, "reopen").owner == (agent if back_to == "owner" else None)


def test_a_lapse_waits_for_the_law_when_no_letter_reached_the_customer():
    told = refused(make_complaint("deadlock"), "lapse", at=MONDAY + 330 * DAY)
    assert "has not begun" in told.sentence and told.code == "too_early"


@pytest.mark.parametrize(("days", "allowed"), [(366, False), (367, True)])
def test_a_lapse_waits_for_the_last_window_of_either_rulebook(days, allowed):
    """The owner's nine and seven months have passed; the law's twelve run from the letter of 12 May 2026."""
    complaint = make_complaint("deadlock")
    data = {"letter": 1, "letter_kind": "deadlock", "sent_on": "2026-05-12", "method": "email"}
    at = MONDAY + DAY
    carry(complaint, history_of(complaint), [Entry("letter.sent", at, data)], by=None, now=at, because="letter sent", touch=False)
    complaint = fresh(complaint)
    if allowed:
        assert do_move(complaint, "lapse", at=MONDAY + days * DAY).stage == "closed"
    else:
        assert "until Wednesday 12 May 2027" in refused(complaint, "lapse", at=MONDAY + days * DAY).sentence


def test_a_resolution_keeps_its_parts():
    resolution = do_move(make_complaint(), "resolve").resolutions.get()
    assert resolution.parts["explanation"]["text"] == PART["text"] and resolution.parts["corrective_action"]["why_not"] == NOT_DUE["why_not"]


def test_who_may_make_a_move_is_said_in_english():
    sentences = [refusal_of_role(made) for made in MOVES.values()]
    assert any("by an agent" in sentence for sentence in sentences) and not any("by a a" in sentence for sentence in sentences)
