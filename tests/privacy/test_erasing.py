"""A person who is erased is gone from every place, and nothing else changes."""

from datetime import timedelta

import pytest

from complaints.case.models import Complaint, DataRequest
from complaints.case.services import add_note
from complaints.drafts import services as drafts
from complaints.drafts.models import Draft
from complaints.jobs import services as jobs
from complaints.jobs import steering
from complaints.jobs.models import Job
from complaints.jobs.tasks import KINDS
from complaints.privacy import choosing, erasure
from complaints.privacy.models import Erasure, Hold
from complaints.record.entries import Entry
from complaints.record.models import Event, Sealed
from complaints.record.refusals import Conflict, Forbidden, Unacceptable
from complaints.record.services import append_to_desk
from complaints.record.verifying import verify
from complaints.reports.reading import REPORTS, read
from tests.factories import make_complaint, make_person, op
from tests.privacy.planted import NOW, plant
from tests.privacy.traces import database_bytes, dumped, left, on_disk

ASSESSED = {"outcome": "allowed", "ground": "no_longer_needed", "why": "Nothing is owed and no claim can be brought."}


def assessed(planted, **more):
    given = {"op_id": op(), "version": version_of(planted), **ASSESSED, **more}
    return erasure.assess(planted.request.pk, given, by=planted.officer, now=NOW)


def version_of(planted):
    row = Erasure.objects.filter(data_request=planted.request).first()
    return row.version if row else 0


def decided(planted, **more):
    given = {"op_id": op(), "version": version_of(planted), "agreed": True, **more}
    return erasure.decide(planted.request.pk, given, by=make_person("compliance_officer"), now=NOW)


def work(now=NOW):
    return jobs.run_waiting({"erasure": KINDS["erasure"]}, clock=lambda: now)


def erased(planted):
    assessed(planted)
    decided(planted)
    work()
    return Erasure.objects.get(data_request=planted.request)


def test_the_person_was_in_more_than_thirty_places(real_db):
    planted = plant()
    assert set(planted.marks) - set(left(planted.marks, dumped() + on_disk())) == set()
    assert len(planted.marks) >= 60


def test_nothing_of_them_is_left_in_the_database_or_on_the_disk(real_db):
    planted = plant()
    row = erased(planted)
    assert row.done_at and row.job.__class__.objects.get(pk=row.job_id).state == "done"
    assert left(planted.marks, dumped()) == []
    assert left(planted.marks, on_disk()) == []
    if real_db.vendor == "sqlite":
        assert left(planted.marks, database_bytes()) == []


def test_everybody_else_is_whole(real_db):
    planted, other = plant(), plant("YK", "Yolanda Kettlewick", "7700998877")
    erased(planted)
    assert len(left(other.marks, dumped() + on_disk())) == len(other.marks)


def test_the_chains_still_verify(db):
    planted = plant()
    erased(planted)
    verdict = verify()
    assert verdict.broken is None and verdict.erased >= 5


def figures():
    """The fingerprint of every report, as it stands and as recorded by a day."""
    asked = ({"from": "2026-05-01", "to": "2026-05-31", **as_of} for as_of in ({}, {"as_of": "2026-05-13"}))
    return [read(report, given, now=NOW)["sha256"] for given in asked for report in REPORTS.values()]


def test_the_figures_of_every_report_stay(db):
    planted = plant()
    before = figures()
    erased(planted)
    assert figures() == before and len(set(before)) > 5


def test_an_event_says_that_and_when_and_by_whom_without_words(db):
    planted = plant()
    erased(planted)
    event = Event.objects.get(complaint=planted.complaint, kind="erased")
    assert event.data == {"because": "request", "data_request": planted.request.pk} and event.sealed_hash == "" and event.by
    assert Event.objects.get(complaint=None, kind="erasure.done").data["records"] == 5


@pytest.mark.parametrize("again", [1, 2])
def test_erasing_again_finds_nothing_to_do(db, again):
    planted = plant()
    erased(planted)
    events = Event.objects.count()
    assert work() == 0 and Event.objects.count() == events


def choose(planted, by, *records):
    return choosing.choose(planted.request.pk, {"op_id": op(), "records": list(records)}, by=by, now=NOW)


def test_who_decides_does_not_choose_other_records_first(db):
    planted, other = plant(), make_complaint("resolved")
    assessed(planted)
    choose(planted, make_person("compliance_officer"), f"complaint:{other.pk}")
    with pytest.raises(Conflict):
        decided(planted)
    assessed(planted)
    assert decided(planted).ids["job"]


def test_nobody_decides_on_an_assessment_that_they_have_not_read(db):
    planted = plant()
    assessed(planted, outcome="refused", ground="legal_claims")
    assessed(planted)
    with pytest.raises(Conflict):
        decided(planted, version=1)
    assert Erasure.objects.get().decided_at is None


def test_what_was_sent_back_is_assessed_anew_before_anybody_agrees(db):
    planted = plant()
    assessed(planted)
    decided(planted, agreed=False, why="Ask them again.")
    with pytest.raises(Conflict):
        decided(planted)
    assessed(planted)
    assert Erasure.objects.get().agreed is None


@pytest.mark.parametrize("kind", choosing.MODELS)
def test_a_record_that_there_is_not_is_not_chosen(db, kind):
    planted = plant()
    with pytest.raises(Unacceptable):
        choose(planted, planted.officer, f"{kind}:987654321987654321")
    assert DataRequest.objects.get(pk=planted.request.pk).subjects.count() > 1


def test_once_erased_a_complaint_takes_no_new_words(db):
    planted = plant()
    erased(planted)
    with pytest.raises(Conflict):
        add_note(planted.complaint.reference, {"op_id": op(), "text": f"{planted.name} rang again."}, by=planted.officer, now=NOW)


def test_what_an_export_was_of_goes_with_the_person(db):
    planted = plant()
    for held in (f"All complaints; words: {planted.name.split()[0]}", "All complaints; words: Kettlewick"):
        append_to_desk([Entry("exported", NOW, {"rows": 1}, {"reason": "For the auditors", "held": held})], by=planted.officer, now=NOW)
    erased(planted)
    [left_one] = Sealed.objects.filter(event__kind="exported")
    assert "Kettlewick" in left_one.body and verify().broken is None


def test_it_is_not_done_while_a_running_job_keeps_a_file_that_names_them(db):
    planted = plant()
    export = jobs.start("bulk_export", "Export of a list", by=planted.officer, now=NOW)
    path = jobs.folder() / f"{export.pk}-complaints.csv"
    path.write_text(f"{planted.name}, {planted.account}")
    assert erased(planted).done_at is None and path.exists()
    jobs.Job.objects.filter(pk=export.pk).update(state="done")
    job = Erasure.objects.get().job
    steering.resume(job.pk, {"op_id": op()}, by=job.by, now=NOW)
    work()
    assert Erasure.objects.get().done_at and not path.exists()


def test_what_was_decided_and_stopped_goes_on_by_another_who_may_decide_however_late(real_db):
    planted = plant()
    assessed(planted)
    decided(planted)
    Job.objects.filter(kind="erasure").update(state="failed", ended_at=NOW, result={"why": "The disk was full."})
    later, other = NOW + timedelta(days=40), make_person("administrator")
    erasure.go_on(planted.request.pk, {"op_id": op()}, by=other, now=later)
    work(later)
    assert Erasure.objects.get(data_request=planted.request).done_at == later and left(planted.marks, dumped() + on_disk()) == []
    assert Event.objects.get(kind="erasure.gone_on").by_id == other.pk


def test_what_does_not_stand_still_is_not_let_go_on(db):
    planted = plant()
    assessed(planted)
    with pytest.raises(Conflict):
        erasure.go_on(planted.request.pk, {"op_id": op()}, by=make_person("administrator"), now=NOW)
    with pytest.raises(Forbidden):
        erasure.go_on(planted.request.pk, {"op_id": op()}, by=make_person("agent"), now=NOW)


def test_a_draft_about_a_namesake_stays_and_one_about_the_person_goes(db):
    planted, namesake, other = plant(), make_complaint(name="Quirina Zanderwood"), make_complaint(name="Ann Harper")
    for complaint in (namesake, other):
        drafts.keep(planted.officer.pk, f"/c/{complaint.reference}/notes/new/", {"text": ["Quirina Zanderwood rang."]}, now=NOW)
    erased(planted)
    assert [draft.place for draft in Draft.objects.all()] == [f"/c/{namesake.reference}/notes/new/"]


def test_an_obstacle_names_no_complaint_to_somebody_who_may_not_see_it(db):
    planted = plant()
    assessed(planted)
    Hold.objects.create(complaint=planted.complaint, why="A court asks.", by=planted.officer, at=NOW)
    Complaint.objects.filter(pk=planted.complaint.pk).update(restricted=True)
    given = {"op_id": op(), "version": version_of(planted), "agreed": True}
    with pytest.raises(Conflict, match="A restricted complaint is on hold"):
        erasure.decide(planted.request.pk, given, by=make_person("administrator"), now=NOW)
