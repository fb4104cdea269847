"""The log of exports: who took what, when, what for, how many rows, and the hash of the file that they got."""

import hashlib

import pytest
from django.utils import timezone

from complaints.bulk import exporting, whole
from complaints.bulk import job as bulk
from complaints.jobs.models import Job
from complaints.jobs.services import KEPT, run_waiting
from complaints.lists import asked as lists
from complaints.lists.wanted import Wanted
from complaints.record import taken
from complaints.record.models import Event
from complaints.record.refusals import Unknown
from tests.factories import MONDAY, make_complaint, make_person, op

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def exported(by, **given):
    ident = lists.keep(Wanted("all", "Harper", {"stage": ("immediate",)}), by=by, now=timezone.now())
    asked = {"op_id": op(), "columns": "all", "format": "csv", "reason": "For the auditors", **given}
    number = whole.export(ident, asked, by=by, now=timezone.now()).ids["job"]
    run_waiting(bulk.CARRIES, clock=timezone.now)
    return Job.objects.get(pk=number)


def test_the_log_says_who_took_which_list_what_for_and_the_hash_of_the_file(signed_in):
    make_complaint(name="Ann Harper")
    manager, client = make_person("senior_manager"), signed_in("compliance_officer")
    job = exported(manager)
    page, event = client.get("/exports/").content.decode(), Event.objects.get(kind="exported")
    digest = hashlib.sha256(exporting.path_of(job).read_bytes()).hexdigest()
    assert event.data["sha256"] == digest and digest[:16] in page and manager.full_name in page and "For the auditors" in page
    assert "stage: immediate; words: Harper, with personal data" in page and "Harper" not in str(event.data)


def test_a_report_that_was_taken_stands_there_with_its_hash(signed_in):
    client = signed_in("compliance_officer")
    content = client.get("/reports/windows.csv?from=2026-05-01&to=2026-05-31").content
    page = client.get("/exports/").content.decode()
    assert "Report What closes when, 1 May to 31 May 2026" in page and hashlib.sha256(content).hexdigest()[:16] in page


def test_the_file_goes_after_its_week_though_it_still_lies_there():
    make_complaint(name="Ann Harper")
    manager = make_person("senior_manager")
    job = exported(manager)
    assert exporting.file_of(job.pk, manager, now=timezone.now())[1].exists()
    with pytest.raises(Unknown):
        exporting.file_of(job.pk, manager, now=job.ended_at + KEPT)


@pytest.mark.parametrize("role", ["agent", "senior_manager"])
def test_others_are_told_who_may(signed_in, role):
    answer = signed_in(role).get("/exports/")
    assert answer.status_code == 403 and "compliance officers and administrators" in answer.content.decode()


def test_an_empty_log_says_so(signed_in):
    assert "Nothing has been exported yet" in signed_in("administrator").get("/exports/").content.decode()


def test_a_kind_of_file_that_this_release_does_not_know_is_named_as_a_file(signed_in):
    taken.keep("of_a_later_release", "csv", 3, by=make_person(), now=MONDAY)
    answer = signed_in("administrator").get("/exports/")
    assert answer.status_code == 200 and "A file" in answer.content.decode()
