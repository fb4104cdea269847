"""Every move from every stage by every role: accepted, or refused with the right code and a sentence, leaving nothing behind.

The expectation is written here from design.md sections 2 and 7 by hand, not read from the table under test.
"""

from datetime import timedelta

import pytest

from complaints.case.models import Contact, Decision, Resolution
from complaints.case.moving import move, moves_of
from complaints.case.stages import MOVES
from complaints.clocks.models import Deadline
from complaints.record.models import Event, Operation, Sealed
from complaints.record.refusals import Refused
from complaints.record.verifying import verify
from tests.factories import AN_HOUR, MONDAY, do_move, fresh, make_complaint, make_person, move_body

pytestmark = pytest.mark.django_db
STAGES = ("immediate", "senior_review", "deadlock", "ombudsman", "resolved", "closed")
ROLES = {"a": "agent", "m": "senior_manager", "c": "compliance_officer", "d": "administrator"}
# Stage by stage the roles that may; what is not named is refused.
MAY = {
    "escalate": {"immediate": "amd"},
    "send_update": {"senior_review": "md"},
    "declare_deadlock": {"senior_review": "md"},
    "refer_to_ombudsman": {stage: "amcd" for stage in STAGES if stage != "ombudsman"},
    "return_from_ombudsman": {"ombudsman": "mcd"},
    "record_decision": {"ombudsman": "mcd"},
    "record_acceptance": {"ombudsman": "mcd", "closed": "mcd"},
    "close_after_decision": {"ombudsman": "mcd"},
    "set_aside": {"immediate": "mcd", "senior_review": "mcd"},
    "confirm_compliance": {"ombudsman": "mcd"},
    "resolve": {"immediate": "amd", "senior_review": "md", "deadlock": "md"},
    "withdraw": dict.fromkeys(("immediate", "senior_review", "deadlock", "ombudsman"), "amd"),
    "lapse": {"deadlock": "mcd"},
    "reopen": {"resolved": "amd", "closed": "amd"},
}
NEVER = {name: set(ROLES) - set().union(*stages.values()) for name, stages in MAY.items()} | {
    "send_update": {"c"}, "resolve": {"c"},
}
# Allowed by stage and role, and refused by what is on record: no decision yet, a window that is still open.
NOT_YET = {"record_acceptance": 422, "confirm_compliance": 422, "lapse": 422}
CASES = [(name, stage, role) for name in MAY for stage in STAGES for role in ROLES]


def expected(name: str, stage: str, role: str) -> tuple[int, str | None]:
    if role in NEVER[name]:
        return 403, "forbidden"
    if stage not in MAY[name]:
        return 409, "stage"
    if role not in MAY[name][stage]:
        return 403, "forbidden"
    if name == "record_acceptance" and stage == "closed":
        return 409, "stage"
    return (NOT_YET[name], None) if name in NOT_YET else (200, None)


def rows() -> list[int]:
    return [model.objects.count() for model in (Event, Sealed, Deadline, Operation, Contact, Resolution, Decision)]


@pytest.mark.parametrize(("name", "stage", "role"), CASES, ids=lambda value: str(value))
def test_each_pair_is_accepted_or_refused_as_the_procedure_says(name, stage, role):
    complaint, person = make_complaint(stage), make_person(ROLES[role])
    status, code = expected(name, stage, role)
    before, at = rows(), complaint.stage_since + AN_HOUR
    try:
        answer = move(complaint.reference, name, move_body(name, complaint, at), by=person, now=at)
    except Refused as refused:
        assert (refused.status, refused.code) == (status, code or refused.code), refused.sentence
        assert len(refused.sentence) > 15 and refused.sentence.endswith(".")
        assert rows() == before and fresh(complaint).version == complaint.version
    else:
        assert answer.status == status
        assert Event.objects.filter(complaint=complaint, kind=f"moved.{name}", by=person, at=at).exists()
        assert fresh(complaint).version == complaint.version + 1 and verify().broken is None


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("role", ROLES)
def test_the_moves_offered_are_the_moves_accepted(stage, role):
    complaint = make_complaint(stage)
    offered = moves_of(complaint, make_person(ROLES[role]), today=complaint.stage_since.date())
    assert offered == [name for name in MOVES if expected(name, stage, role)[0] == 200]


@pytest.mark.parametrize("role", ["agent", "senior_manager", "compliance_officer", "administrator"])
def test_the_owner_may_send_the_update_unless_of_compliance(role):
    owner = make_person(role)
    complaint = make_complaint("senior_review")
    type(complaint).objects.filter(pk=complaint.pk).update(owner=owner)
    assert ("send_update" in moves_of(fresh(complaint), owner)) is (role != "compliance_officer")


LANDS = {"escalate": "senior_review", "send_update": "senior_review", "declare_deadlock": "deadlock", "refer_to_ombudsman": "ombudsman",
         "record_decision": "ombudsman", "close_after_decision": "closed", "set_aside": "closed", "resolve": "resolved", "withdraw": "closed"}


@pytest.mark.parametrize(("name", "stage"), [(name, stage) for name in LANDS for stage in MAY[name]])
def test_each_move_leads_to_its_stage(name, stage):
    complaint = make_complaint(stage)
    moved = do_move(complaint, name)
    assert moved.stage == LANDS[name]
    assert moved.stage_since == (complaint.stage_since + AN_HOUR if moved.stage != stage else complaint.stage_since)


@pytest.mark.parametrize("stage", ["immediate", "senior_review", "deadlock"])
def test_a_complaint_comes_back_from_the_ombudsman_to_where_it_was(stage):
    complaint = do_move(do_move(make_complaint(stage), "refer_to_ombudsman"), "return_from_ombudsman")
    assert complaint.stage == stage


@pytest.mark.parametrize("stage", ["immediate", "senior_review", "deadlock"])
@pytest.mark.parametrize("end", ["resolve", "withdraw"])
def test_a_reopened_complaint_is_where_it_was(stage, end):
    complaint = do_move(do_move(make_complaint(stage), end), "reopen")
    assert complaint.stage == stage


def test_an_ended_complaint_that_the_ombudsman_returns_can_be_reopened_where_it_was():
    complaint = make_complaint("senior_review")
    for name, stage in [("resolve", "resolved"), ("refer_to_ombudsman", "ombudsman"), ("return_from_ombudsman", "resolved"),
                        ("reopen", "senior_review"), ("refer_to_ombudsman", "ombudsman"), ("withdraw", "closed"), ("reopen", "ombudsman"),
                        ("return_from_ombudsman", "senior_review")]:
        complaint = do_move(complaint, name)
        assert complaint.stage == stage, name
    assert verify().broken is None


def decided(**decision):
    return do_move(make_complaint("ombudsman"), "record_decision", **decision)


def test_reopened_after_compliance_it_is_with_the_ombudsman_and_undone():
    complaint = do_move(do_move(decided(), "record_acceptance"), "confirm_compliance")
    assert Decision.objects.get().required[0]["done_on"] == "2026-05-11"
    complaint = do_move(complaint, "reopen")
    assert complaint.stage == "ombudsman" and Decision.objects.get().required[0]["done_on"] is None
    assert do_move(complaint, "return_from_ombudsman").stage == "deadlock"


def test_after_the_decision_closed_it_reopening_is_refused_saying_what_to_do():
    complaint = do_move(decided(), "close_after_decision")
    with pytest.raises(Refused, match="record their answer") as refused:
        do_move(complaint, "reopen")
    assert (refused.value.status, refused.value.code) == (409, "stage")
    assert "reopen" not in moves_of(complaint, make_person("senior_manager"))


def test_an_acceptance_after_the_close_brings_it_back():
    complaint = do_move(decided(), "close_after_decision")
    with pytest.raises(Refused, match="only when the customer accepted"):
        do_move(complaint, "record_acceptance", accepted=False)
    complaint = do_move(complaint, "record_acceptance")
    assert complaint.stage == "ombudsman" and complaint.deadlines.filter(kind="ombudsman_compliance", met_at=None).exists()
    assert do_move(complaint, "return_from_ombudsman").stage == "deadlock"


def test_a_decision_with_its_acceptance_writes_both_events_and_one_version():
    complaint = make_complaint("ombudsman")
    moved = do_move(complaint, "record_decision", customer_accepted_on="2026-05-11", we_were_told_on="2026-05-11")
    kinds = list(Event.objects.filter(complaint=complaint, kind__startswith="moved.").values_list("kind", flat=True))[-2:]
    assert kinds == ["moved.record_decision", "moved.record_acceptance"] and moved.version == complaint.version + 1
    assert moved.deadlines.get(kind="ombudsman_compliance").due_on.isoformat() == "2026-06-08"
    assert verify().broken is None


def test_a_later_decision_stands_in_place_of_the_earlier():
    complaint = do_move(do_move(decided(), "record_acceptance"), "record_decision", required=[])
    with pytest.raises(Refused, match="accepted"):
        do_move(complaint, "confirm_compliance", done=[])
    assert Decision.objects.count() == 2


def test_what_the_customer_accepted_is_not_closed_away():
    complaint = do_move(decided(), "record_acceptance")
    with pytest.raises(Refused, match="has to be done"):
        do_move(complaint, "close_after_decision")


def test_there_is_no_other_move():
    with pytest.raises(Refused, match="no such move"):
        move(make_complaint().reference, "delete", {}, by=make_person(), now=MONDAY)


def test_moves_follow_each_other_in_time():
    complaint = make_complaint("senior_review")
    with pytest.raises(Refused, match="before the move before it"):
        do_move(complaint, "declare_deadlock", at=complaint.stage_since - timedelta(minutes=1), now=complaint.stage_since)


def test_no_move_lies_in_the_future():
    complaint = make_complaint()
    with pytest.raises(Refused, match="future"):
        do_move(complaint, "escalate", at=MONDAY + 2 * AN_HOUR, now=MONDAY + AN_HOUR)


def test_a_move_entered_late_is_marked_and_its_reason_sealed():
    complaint = make_complaint()
    do_move(complaint, "escalate", at=MONDAY + AN_HOUR, now=MONDAY + timedelta(days=3), why_late_entry="The form was lost.")
    assert Event.objects.get(complaint=complaint, kind="moved.escalate").data["late_entry"] is True
