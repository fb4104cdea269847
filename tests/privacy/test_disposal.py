"""What is kept no longer is destroyed by two people, nothing else is, and a certificate says what there was."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from complaints.case.ended import ended_by
from complaints.case.models import Complaint
from complaints.drafts import services as drafts
from complaints.drafts.models import Draft
from complaints.jobs import services as jobs
from complaints.jobs import steering
from complaints.jobs.tasks import KINDS
from complaints.privacy import disposal, holds, retention
from complaints.privacy.models import Batch, BatchItem, Erased, Hold
from complaints.record.models import Event, Sealed
from complaints.record.refusals import Conflict, Forbidden
from complaints.record.verifying import verify
from complaints.rules import in_use
from tests.factories import MONDAY, do_move, make_complaint, make_person, op
from tests.kills.dying import killed_at
from workdays import add_months, london

AFTER = london.start_of_day(date(2032, 5, 12))
BEFORE = london.start_of_day(date(2032, 5, 10))


@pytest.fixture
def officer(db):
    return make_person("compliance_officer")


def proposed(by, now=AFTER):
    return Batch.objects.get(pk=disposal.propose({"op_id": op()}, by=by, now=now).ids["batch"])


def approved(batch, now=AFTER):
    disposal.decide(batch.pk, {"op_id": op(), "approved": True}, by=make_person("compliance_officer"), now=now)


def work(now=AFTER):
    return jobs.run_waiting({"disposal": KINDS["disposal"]}, clock=lambda: now)


def states(batch):
    return dict(batch.items.values_list("complaint__reference", "state"))


def held(complaint, by):
    return holds.hold(complaint.reference, {"op_id": op(), "why": "A court asks."}, by=by, now=AFTER - timedelta(days=1))


def test_a_complaint_is_due_on_the_day_its_time_is_over_and_not_before(officer):
    ended = make_complaint("resolved")
    assert retention.due(london.day_of(BEFORE)) == []
    assert [one.complaint.pk for one in retention.due(london.day_of(AFTER))] == [ended.pk]


@pytest.mark.parametrize("outcome", retention.ENDINGS)
def test_each_way_to_end_has_its_own_time(outcome):
    rule = retention.rule_of(outcome, date(2032, 1, 1))
    assert rule.due_on(date(2026, 5, 11)) == add_months(date(2026, 5, 11), rule.months) and rule.source


def test_what_is_open_or_held_is_not_due(officer):
    make_complaint("senior_review")
    held(make_complaint("resolved"), officer)
    assert retention.due(london.day_of(AFTER)) == []


def test_a_lifted_hold_holds_nothing(officer):
    complaint = make_complaint("resolved")
    held(complaint, officer)
    holds.lift(complaint.reference, {"op_id": op(), "why": "The court has decided."}, by=officer, now=AFTER)
    assert len(retention.due(london.day_of(AFTER))) == 1
    assert [event.kind for event in complaint.events.order_by("-seq")[:2]] == ["hold.lifted", "hold.set"]


def test_what_was_opened_again_counts_from_its_last_end_and_stands_there_once(officer):
    complaint = make_complaint("resolved")
    do_move(do_move(complaint, "reopen", at=MONDAY + timedelta(days=30)), "withdraw", at=MONDAY + timedelta(days=60))
    assert retention.due(london.day_of(AFTER)) == []
    assert [one.rule.outcome for one in retention.due(london.day_of(AFTER + timedelta(days=62)))] == ["withdraw"]


def test_what_came_back_ended_from_the_ombudsman_is_due_by_how_it_had_ended_and_from_then(officer):
    complaint = do_move(make_complaint("resolved"), "refer_to_ombudsman", at=MONDAY + timedelta(days=30))
    do_move(complaint, "return_from_ombudsman", at=MONDAY + timedelta(days=60))
    assert retention.due(london.day_of(AFTER)) == []
    assert [one.rule.outcome for one in retention.due(london.day_of(AFTER + timedelta(days=62)))] == ["resolve"]


def test_what_the_ombudsman_gave_back_after_its_decision_is_kept_and_counted_by_how_it_stands(officer):
    """Resolved, decided there and closed, accepted late, and not taken after all: it stands resolved again."""
    complaint, at = make_complaint("resolved"), MONDAY
    for number, (name, fields) in enumerate((("refer_to_ombudsman", {"because": "ombudsman_took_it"}), ("record_decision", {}),
                                             ("close_after_decision", {"because": "no_answer"}), ("record_acceptance", {}),
                                             ("return_from_ombudsman", {})), 1):
        at = MONDAY + timedelta(days=number)
        complaint = do_move(complaint, name, at=at, now=at, **fields)
    assert complaint.stage == "resolved" and Complaint.objects.annotate(how=ended_by()).get().how == "moved.resolve"
    assert [one.rule.outcome for one in retention.due(london.day_of(AFTER + timedelta(days=9)))] == ["resolve"]
    look = in_use.Look(officer, AFTER)
    assert [bool(in_use.ended_by(how, look)) for how in ("resolve", "close_after_decision")] == [True, False]
    assert do_move(complaint, "reopen", at=at + timedelta(days=1)).stage == "immediate"


def test_a_count_leaves_out_what_may_not_be_seen(officer):
    complaint = make_complaint("resolved")
    Complaint.objects.filter(pk=complaint.pk).update(restricted=True)
    seen = {role: len(retention.due(london.day_of(AFTER), seen_by=make_person(role))) for role in ("compliance_officer", "administrator")}
    assert seen == {"compliance_officer": 1, "administrator": 0}


@pytest.mark.parametrize("role", ["agent", "senior_manager", "administrator"])
def test_only_compliance_holds(db, role):
    with pytest.raises(Forbidden):
        held(make_complaint("resolved"), make_person(role))


def test_who_proposed_does_not_approve(officer):
    make_complaint("resolved")
    batch = proposed(officer)
    with pytest.raises(Forbidden):
        disposal.decide(batch.pk, {"op_id": op(), "approved": True}, by=officer, now=AFTER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(approved=True, decided_by=officer)


def test_nothing_due_is_no_batch(officer):
    with pytest.raises(Conflict):
        proposed(officer)


def test_the_dry_run_says_what_the_real_run_does(officer):
    complaints = [make_complaint(stage) for stage in ("resolved", "closed", "resolved", "resolved")]
    batch = proposed(officer)
    held(complaints[0], officer)
    told = {item.complaint.reference: "left" if why else "destroyed" for item, why in disposal.dry_run(batch, london.day_of(AFTER))}
    approved(batch)
    work()
    assert states(batch) == told and sorted(told.values()) == ["destroyed", "destroyed", "destroyed", "left"]


def test_what_was_put_on_hold_after_the_batch_was_approved_is_left(officer):
    complaint = make_complaint("resolved")
    batch = proposed(officer)
    approved(batch)
    held(complaint, officer)
    work()
    item = batch.items.get()
    assert (item.state, item.left_why) == ("left", "held") and Sealed.objects.filter(event__complaint=complaint).exists()


@pytest.fixture
def stopped(officer):
    """A batch of two whose approver stopped its job before anything was destroyed."""
    for _ in range(2):
        make_complaint("resolved")
    batch = proposed(officer)
    approved(batch)
    job = Batch.objects.get(pk=batch.pk).job
    steering.stop(job.pk, {"op_id": op()}, by=job.by, now=AFTER)
    return Batch.objects.get(pk=batch.pk)


@pytest.mark.parametrize("role", ["compliance_officer", "administrator"])
def test_what_stopped_on_its_way_goes_on_by_anybody_who_may_decide(stopped, role):
    work()
    assert set(states(stopped).values()) == {"waiting"}
    disposal.go_on(stopped.pk, {"op_id": op()}, by=make_person(role), now=AFTER)
    work()
    assert set(states(stopped).values()) == {"destroyed"}
    assert Event.objects.get(kind="disposal.gone_on").data == {"batch": stopped.pk, "complaints": 2}


def test_who_may_not_decide_lets_no_disposal_go_on_and_none_goes_on_that_does_not_stand_still(stopped):
    with pytest.raises(Forbidden):
        disposal.go_on(stopped.pk, {"op_id": op()}, by=make_person("senior_manager"), now=AFTER)
    disposal.go_on(stopped.pk, {"op_id": op()}, by=make_person("administrator"), now=AFTER)
    with pytest.raises(Conflict, match="does not stand still"):
        disposal.go_on(stopped.pk, {"op_id": op()}, by=make_person("administrator"), now=AFTER)


def test_the_page_of_a_disposal_that_stopped_lets_it_go_on(stopped, signed_in):
    client, address = signed_in("administrator"), f"/privacy/disposals/{stopped.pk}/"
    assert "Stopped on its way" in client.get("/privacy/").content.decode() and "Let the disposal go on" in client.get(address).content.decode()
    assert client.post(f"{address}go-on/", {"op_id": op()}).status_code == 302
    assert "Let the disposal go on" not in client.get(address).content.decode()


def test_the_certificate_keeps_reference_days_and_hashes_and_no_words(officer):
    complaint = make_complaint("resolved", name="Quirina Zanderwood", description="Zanderwords", account_number="8800112233")
    batch = proposed(officer)
    approved(batch)
    work()
    told = batch.items.get().certificate
    assert told["reference"] == complaint.reference and told["ended_on"] == "2026-05-11" and len(told["last_hash"]) == 64
    assert not {"zander", "8800112233"} & {word for word in ("zander", "8800112233") if word in str(told).lower()}


def test_the_desk_keeps_the_fingerprint_of_the_certificate(officer):
    make_complaint("resolved")
    batch = proposed(officer)
    approved(batch)
    work()
    assert Event.objects.get(kind="disposal.done").data["sha256"] == disposal.fingerprint(batch)


def test_a_certificate_is_never_rewritten(officer):
    make_complaint("resolved")
    batch = proposed(officer)
    approved(batch)
    work()
    with pytest.raises(IntegrityError), transaction.atomic():
        BatchItem.objects.update(certificate={})


def alike(complaint, number):
    """So many more that ended as this one did, written past the services, which would take minutes."""
    last = complaint.events.get(kind="moved.resolve")
    columns = {field.attname: getattr(complaint, field.attname) for field in Complaint._meta.concrete_fields
               if not field.generated and field.name not in ("id", "reference")}
    made = Complaint.objects.bulk_create(Complaint(reference=f"LM-26-{place}", **columns) for place in range(number))
    Event.objects.bulk_create(
        Event(complaint=row, seq=1, at=last.at, recorded_at=last.at, kind=last.kind, data=last.data, previous_hash="", hash=f"{row.pk:064}")
        for row in made)
    return made


def test_of_a_thousand_held_complaints_none_is_proposed_and_none_destroyed(officer):
    free = make_complaint("resolved")
    held_ones = alike(free, 1000)
    Hold.objects.bulk_create(Hold(complaint=row, why="A court asks.", by=officer, at=AFTER) for row in held_ones)
    batch = proposed(officer)
    approved(batch)
    work()
    assert states(batch) == {free.reference: "destroyed"} and not Erased.objects.filter(complaint__in=held_ones).exists()
    with pytest.raises(Conflict):
        proposed(officer)


@pytest.mark.kills
@pytest.mark.timeout(300)
def test_killed_at_twenty_moments_none_is_half_destroyed(real_db):
    officer = make_person("compliance_officer")
    for _ in range(5):
        make_complaint("resolved")
    batch = proposed(officer)
    approved(batch)
    kills = 0
    while killed_at(5 + 7 * kills, lambda later=kills: work(AFTER + later * timedelta(minutes=1))):
        kills += 1
        for item in batch.items.all():
            gone = not Sealed.objects.filter(event__complaint=item.complaint_id).exists()
            assert gone == (item.state == "destroyed") == Erased.objects.filter(complaint=item.complaint_id).exists()
    assert kills >= 20 and set(states(batch).values()) == {"destroyed"} and verify().broken is None



def test_what_was_typed_about_a_complaint_on_hold_stays(officer):
    held_one, gone = make_complaint("resolved"), make_complaint("resolved")
    batch = proposed(officer)
    approved(batch)
    held(held_one, officer)
    for complaint in (held_one, gone):
        drafts.keep(officer.pk, f"/c/{complaint.reference}/notes/new/", {"text": ["A court asks."]}, now=AFTER)
    work()
    assert [draft.place for draft in Draft.objects.all()] == [f"/c/{held_one.reference}/notes/new/"]
