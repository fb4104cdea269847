"""At the Ombudsman: every exit, where each complaint stands, the 28 days, each required thing with its proof, the list."""

from datetime import timedelta

import pytest

from complaints.case import at_ombudsman, told
from complaints.case.at_ombudsman import Standing
from complaints.case.models import Decision
from complaints.case.pages import printed
from complaints.case.services import set_clock
from complaints.clocks.models import Deadline
from complaints.evidence import services as evidence
from complaints.record.refusals import Conflict, Unacceptable
from tests.evidence.made import PDF, Upload
from tests.factories import MONDAY, do_move, fresh, make_complaint, make_person, op

pytestmark = pytest.mark.django_db
ASKED = [{"kind": "apology", "text": "Apologise in writing."}, {"kind": "money", "text": "Pay for the food.", "amount_gbp": "50.00"}]


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def standing(complaint):
    return at_ombudsman.standings([fresh(complaint)])[0]


def decided(**fields):
    return do_move(make_complaint("ombudsman"), "record_decision", **{"required": ASKED, **fields})


def accepted(complaint=None, *, told_after=0):
    complaint = complaint or decided()
    day = complaint.stage_since.date() + timedelta(days=told_after)
    at = complaint.stage_since + timedelta(days=told_after, hours=6)
    return do_move(complaint, "record_acceptance", at=at, now=at, on=day, we_were_told_on=day)


def compliance(complaint):
    return Deadline.objects.filter(complaint=complaint, kind="ombudsman_compliance", cancelled_at=None).get()


@pytest.mark.parametrize(("walk", "where"), [
    ([], Standing.WAITS), ([("record_decision", {})], Standing.CUSTOMER_ANSWERS),
    ([("record_decision", {}), ("record_acceptance", {})], Standing.TO_DO),
    ([("record_decision", {}), ("record_acceptance", {"accepted": False})], Standing.NOT_ACCEPTED),
    ([("record_decision", {}), ("record_acceptance", {}), ("confirm_compliance", {})], Standing.DONE),
    ([("record_decision", {}), ("close_after_decision", {"because": "customer_refused"})], Standing.ENDED),
    ([("record_decision", {}), ("close_after_decision", {"because": "no_answer"})], Standing.ENDED),
    ([("record_decision", {"outcome": "not_upheld", "required": []}), ("close_after_decision", {"because": "not_upheld"})], Standing.ENDED),
    ([("close_after_decision", {"because": "ombudsman_closed"})], Standing.ENDED),
    ([("record_decision", {"outcome": "settled"})], Standing.CUSTOMER_ANSWERS),
])
def test_where_a_complaint_stands_there(walk, where):
    complaint = make_complaint("ombudsman")
    for name, fields in walk:
        complaint = do_move(complaint, name, **fields)
    assert standing(complaint).standing == where


def test_our_file_is_asked_for_by_a_day_the_ombudsman_gives():
    complaint = make_complaint("ombudsman")
    set_clock(complaint.reference, {"op_id": op(), "version": complaint.version, "kind": "ombudsman_file", "due_on": "2026-06-01",
                                    "what": "The whole file"}, by=make_person(), now=complaint.stage_since)
    assert standing(complaint).standing == Standing.FILE_ASKED


@pytest.mark.parametrize("stage", ["immediate", "resolved", "closed"])
def test_the_ombudsman_may_take_it_before_8_weeks_or_after_its_end(stage):
    complaint = do_move(make_complaint(stage), "refer_to_ombudsman", because="ombudsman_took_it", ombudsman_reference="EO-77")
    told = standing(complaint)
    assert (told.reference, told.because, told.standing) == ("EO-77", "ombudsman_took_it", Standing.WAITS)


@pytest.mark.parametrize("stage", ["immediate", "senior_review", "deadlock"])
def test_what_they_do_not_take_goes_back_to_where_it_was(stage):
    complaint = do_move(make_complaint(stage), "refer_to_ombudsman", because="ombudsman_took_it")
    assert do_move(complaint, "return_from_ombudsman").stage == stage


def test_their_reference_may_come_with_the_decision():
    complaint = do_move(make_complaint(), "refer_to_ombudsman", ombudsman_reference="")
    assert standing(complaint).reference == ""
    assert standing(do_move(complaint, "record_decision", ombudsman_reference="EO-9")).reference == "EO-9"


@pytest.mark.parametrize("told_after", [0, 3])
def test_the_day_we_were_told_is_day_0_of_28(told_after):
    complaint = accepted(told_after=told_after)
    told_on = MONDAY.date() + timedelta(days=told_after)
    assert compliance(complaint).due_on == told_on + timedelta(days=28)


def test_an_early_settlement_that_was_accepted_at_once_is_owed_within_the_28_days():
    told_on = MONDAY.date()
    complaint = decided(outcome="settled", customer_accepted_on=told_on, we_were_told_on=told_on)
    assert standing(complaint).standing == Standing.TO_DO and compliance(complaint).due_on == told_on + timedelta(days=28)


def test_a_decision_accepted_late_opens_a_closed_complaint_again_with_its_28_days():
    complaint = do_move(decided(), "close_after_decision", because="no_answer")
    complaint = accepted(complaint, told_after=40)
    assert complaint.stage == "ombudsman" and standing(complaint).standing == Standing.TO_DO
    assert compliance(complaint).due_on == MONDAY.date() + timedelta(days=68)


def test_a_decision_changed_on_review_replaces_what_was_required_and_its_clock():
    complaint = accepted()
    again = [{"kind": "apology", "text": "Once more."}]
    complaint = do_move(complaint, "record_decision", at=complaint.stage_since + timedelta(days=2), required=again)
    assert not Deadline.objects.filter(complaint=complaint, kind="ombudsman_compliance", cancelled_at=None, met_at=None).exists()
    told = standing(complaint)
    assert told.standing == Standing.CUSTOMER_ANSWERS and [item["text"] for item in told.decision.required] == ["Once more."]
    assert Decision.objects.filter(complaint=complaint).count() == 2


@pytest.mark.parametrize(("ground", "said"), [("error_of_fact", "an error of fact"), ("new_evidence", "new evidence")])
def test_a_review_says_on_which_ground_the_decision_was_changed(ground, said):
    complaint = do_move(decided(), "record_decision", on_review=ground)
    event = complaint.events.filter(kind="moved.record_decision").last()
    assert told.summary(event.kind, event.data) == f"decision recorded, changed on review for {said}"
    assert printed.did(event) == f"recorded the Ombudsman’s decision: {told.OUTCOMES[event.data['outcome']]}, changed on review for {said}"


def test_without_a_decision_nothing_can_be_changed_on_review():
    with pytest.raises(Unacceptable) as refused:
        do_move(make_complaint("ombudsman"), "record_decision", on_review="new_evidence")
    assert "on_review" in refused.value.fields


def test_the_page_asks_for_the_ground_of_a_review_once_a_decision_stands(client):
    client.force_login(make_person("compliance_officer"))
    asked = ["Changed on review" in client.get(f"/c/{one.reference}/do/record_decision/").content.decode()
             for one in (make_complaint("ombudsman"), decided())]
    assert asked == [False, True]


def test_what_went_there_again_waits_for_a_new_decision():
    complaint = do_move(decided(), "close_after_decision", because="no_answer")
    complaint = do_move(complaint, "refer_to_ombudsman", because="ombudsman_took_it", at=complaint.stage_since + timedelta(days=9))
    assert standing(complaint).standing == Standing.WAITS and standing(complaint).decision is None


def proof(complaint):
    given = {"op_id": op(), "what": "Bank transfer"}
    return evidence.keep_file(complaint.reference, Upload("paid.pdf", PDF), given, by=make_person(), now=MONDAY).ids["file"]


def done(*proofs, day="2026-05-11"):
    return [{"index": place, "done_on": day, **({"proof": found} if found else {})} for place, found in enumerate(proofs)]


def test_the_decision_of_an_earlier_referral_can_be_accepted_no_more():
    complaint = do_move(do_move(decided(), "return_from_ombudsman"), "refer_to_ombudsman")
    with pytest.raises(Unacceptable, match="No decision"):
        do_move(complaint, "record_acceptance")


def test_each_required_thing_is_done_with_its_proof():
    complaint = accepted()
    file = proof(complaint)
    complaint = do_move(complaint, "confirm_compliance", at=complaint.stage_since + timedelta(hours=9), done=done(None, file))
    required = standing(complaint).decision.required
    assert complaint.stage == "resolved" and [item.get("proof") for item in required] == [None, file]
    assert complaint.events.get(kind="moved.confirm_compliance").data["done"][1] == {"index": 1, "done_on": "2026-05-11", "proof": file}
    assert Deadline.objects.filter(complaint=complaint, kind="confirmation_letter", met_at=None).exists()


def test_a_file_of_another_complaint_proves_nothing():
    complaint, other = accepted(), make_complaint()
    with pytest.raises(Unacceptable) as refused:
        do_move(complaint, "confirm_compliance", at=complaint.stage_since + timedelta(hours=9), done=done(None, proof(other)))
    assert "done.1.proof" in refused.value.fields


def test_a_thing_not_done_after_all_opens_it_again_without_its_proof():
    complaint = accepted()
    complaint = do_move(complaint, "confirm_compliance", at=complaint.stage_since + timedelta(hours=9), done=done(proof(complaint), None))
    complaint = do_move(complaint, "reopen")
    assert complaint.stage == "ombudsman" and {item["proof"] for item in standing(complaint).decision.required} == {None}


def test_an_accepted_decision_cannot_be_closed_without_doing_it():
    with pytest.raises((Unacceptable, Conflict)):
        do_move(accepted(), "close_after_decision", because="no_answer")


def test_the_list_shows_where_each_stands_and_ended_ones_apart(client):
    waiting, owed = make_complaint("ombudsman", name="Una Waits"), accepted(decided())
    ended = do_move(decided(), "close_after_decision", because="no_answer")
    client.force_login(make_person("compliance_officer"))
    page = client.get("/ombudsman/").content.decode()
    assert "Una Waits" in page and "EG-1" in page and "Waiting for the decision" in page and "Apology; money £50.00" in page
    assert owed.reference in page and ended.reference not in page and ended.reference in client.get("/ombudsman/?view=ended").content.decode()
    assert waiting.reference in page and client.get("/ombudsman/?view=x&cursor=zz").status_code == 422


def test_the_list_asks_the_same_number_of_questions_whatever_its_length(client, django_assert_max_num_queries):
    client.force_login(make_person("compliance_officer"))
    for _ in range(3):
        accepted()
    with django_assert_max_num_queries(26):
        assert client.get("/ombudsman/").status_code == 200


def test_a_restricted_complaint_is_not_in_the_list_of_others(client):
    complaint = make_complaint("ombudsman")
    type(complaint).objects.filter(pk=complaint.pk).update(restricted=True)
    client.force_login(make_person())
    assert complaint.reference not in client.get("/ombudsman/").content.decode()


def test_the_page_of_compliance_offers_the_files_of_the_case(client):
    complaint = accepted()
    file = proof(complaint)
    client.force_login(make_person("senior_manager"))
    page = client.get(f"/c/{complaint.reference}/do/confirm_compliance/").content.decode()
    assert f'<option value="{file}">paid.pdf, Bank transfer</option>' in page
    today = complaint.stage_since.date().isoformat()
    typed = {"op_id": op(), "version": complaint.version, "done__0__done_on": today, "done__1__done_on": today, "done__1__proof": file}
    assert client.post(f"/c/{complaint.reference}/do/confirm_compliance/", typed).status_code == 302
    assert standing(complaint).decision.required[1]["proof"] == file
