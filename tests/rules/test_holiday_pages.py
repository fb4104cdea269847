"""`/holidays/`: a year of all calendars, a day added and withdrawn in two steps, a list loaded; nothing happens before it is seen."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from complaints.jobs.models import Job
from complaints.rules import holidays
from complaints.rules import services as rules
from complaints.rules.models import HolidayChange
from tests.factories import make_person
from tests.fuzz.naughty import TEXTS
from tests.rules.moving import ENGLAND, FRIDAY, FUNERAL, NAME, apply, first_response, received, unknown_yet, withdrawal
from tests.rules.test_holiday_lists import ROYAL, listed
from tests.web.reading import fields_of, text

HOME, NEW, LOAD = "/holidays/", "/holidays/new/", "/holidays/load/"
GONE = f"/holidays/{ENGLAND}/2026-08-31/withdraw/"
DAY = {"calendars": [ENGLAND], "day": "2022-09-19", "name": NAME, "source": "The London Gazette, 10 September 2022"}
SENT = [value for value in TEXTS if not any("\ud800" <= char <= "\udfff" for char in value)][::4]


@pytest.fixture
def officer(signed_in, at):
    at(FRIDAY)
    return signed_in("compliance_officer", full_name="Ola Officer")


@pytest.mark.parametrize("address", [HOME, NEW, LOAD, GONE, "/holidays/?year=2022", "/holidays/?year=99999", "/holidays/?year=x"])
@pytest.mark.parametrize("role", ["compliance_officer", "administrator"])
def test_every_page_opens(signed_in, role, address):
    assert signed_in(role).get(address).status_code == 200


@pytest.mark.parametrize("address", [HOME, NEW, LOAD, GONE])
@pytest.mark.parametrize("role", ["agent", "senior_manager"])
def test_others_are_told_who_may(signed_in, role, address):
    answer = signed_in(role).get(address)
    assert answer.status_code == 403 and "Compliance officers and administrators change the bank holidays." in text(answer)


def test_what_would_move_is_shown_before_it_moves(officer):
    unknown_yet()
    complaint = received()
    checked = officer.post(NEW, fields_of(officer.get(NEW)) | DAY)
    page = text(checked)
    assert "1 open deadline moves, 0 of them alerted already." in page and complaint.reference in page and "Tue 20 Sep 2022" in page
    assert first_response(complaint).due_on == FUNERAL
    made = officer.post(NEW, fields_of(checked) | {"step": "apply"}, follow=True)
    assert "Changed. 1 open deadline moved" in text(made) and first_response(complaint).due_on > FUNERAL


def test_sent_twice_it_is_made_once(officer):
    unknown_yet()
    received()
    checked = fields_of(officer.post(NEW, fields_of(officer.get(NEW)) | DAY)) | {"step": "apply"}
    assert [officer.post(NEW, checked).status_code for _ in range(2)] == [302, 302] and HolidayChange.objects.filter(withdrawn=False).count() == 1


def test_whoever_looked_at_calendars_that_changed_looks_again(officer):
    unknown_yet()
    checked = fields_of(officer.post(NEW, fields_of(officer.get(NEW)) | DAY)) | {"step": "apply"}
    apply(withdrawal(day=ROYAL.replace(day=3)), by=make_person("administrator"))
    answer = officer.post(NEW, checked)
    assert answer.status_code == 409 and "Somebody was quicker" in text(answer)
    assert officer.post(NEW, fields_of(answer) | {"step": "apply"}).status_code == 302


def test_a_withdrawal_says_that_days_move_to_earlier_ones(officer):
    complaint = received()
    address = f"/holidays/{ENGLAND}/2022-09-19/withdraw/"
    checked = officer.post(address, fields_of(officer.get(address)) | {"reason": "It was moved."})
    assert "1 of them to an earlier day." in text(checked)
    made = officer.post(address, fields_of(checked) | {"step": "apply"}, follow=True)
    assert first_response(complaint).due_on == FUNERAL and f"{NAME}, withdrawn" in text(made) and "It was moved." in text(made)


def test_the_page_says_who_added_a_day_and_why(officer):
    checked = officer.post(NEW, fields_of(officer.get(NEW)) | DAY | {"day": str(ROYAL), "calendars": [ENGLAND, "scotland"], "name": "A royal day"})
    officer.post(NEW, fields_of(checked) | {"step": "apply", "calendars": [ENGLAND, "scotland"]})
    page = text(officer.get("/holidays/?year=2027"))
    assert page.count("Added by Ola Officer, Fri 16 Sep 2022 10:00: The London Gazette, 10 September 2022") == 2


def uploaded(told):
    return SimpleUploadedFile("bank-holidays.json", json.dumps(told).encode())


def test_a_list_is_read_shown_and_loaded(officer):
    typed = fields_of(officer.get(LOAD)) | {"source": "gov.uk, 1 May 2026"}
    checked = officer.post(LOAD, typed | {"file": uploaded(listed((ROYAL, "A royal day"), years=[2029]))})
    assert "known to" in text(checked) and "A royal day" in text(checked) and not HolidayChange.objects.exists()
    officer.post(LOAD, fields_of(checked) | {"step": "apply"})
    assert rules.all_calendars()[ENGLAND].off[ROYAL] == "A royal day" and rules.all_calendars()[ENGLAND].published_until.year == 2029


@pytest.mark.parametrize(("told", "sentence"), [
    (None, "Choose a file."), ("x", "The file has no calendars"), ({"wales": {}}, "a calendar that there is not")])
def test_a_list_that_can_not_be_read_is_refused_at_its_field(officer, told, sentence):
    files = {"file": uploaded(told)} if told is not None else {}
    answer = officer.post(LOAD, fields_of(officer.get(LOAD)) | {"source": "gov.uk"} | files)
    assert answer.status_code == 422 and sentence in text(answer)


@pytest.mark.parametrize(("fields", "sentence"), [
    ({"calendars": []}, "Choose where it is a bank holiday."), ({"day": "2022-09-18"}, "falls on a weekend"),
    ({"day": "1999-09-20"}, "between 2000 and 2040"),
    ({"day": "2022-12-27"}, "is a bank holiday in England and Wales already"), ({"day": "2007-09-20"}, "Give a day from 2008-01-01 to 2040-12-31"),
    ({"source": ""}, "Name the source"), ({"calendars": ["wales"]}, "Choose where it is a bank holiday."),
])
def test_a_wrong_day_is_refused_at_its_field_and_keeps_what_was_typed(officer, fields, sentence):
    answer = officer.post(NEW, fields_of(officer.get(NEW)) | DAY | {"name": "Kept words"} | fields)
    assert answer.status_code == 422 and sentence in text(answer) and "Kept words" in text(answer)


def test_every_deadline_that_moves_is_in_the_file(officer):
    unknown_yet()
    complaint = received()
    checked = fields_of(officer.post(NEW, fields_of(officer.get(NEW)) | DAY))
    answer = officer.post(NEW, checked | {"step": "file"})
    assert answer["Content-Disposition"].startswith("attachment") and complaint.reference in answer.content.decode()


def test_a_restricted_complaint_is_counted_and_not_named(signed_in, at):
    at(FRIDAY)
    unknown_yet()
    complaint = received()
    complaint.restricted = True
    complaint.save()
    admin = signed_in("administrator")
    page = text(admin.post(NEW, fields_of(admin.get(NEW)) | DAY))
    assert "1 open deadline moves" in page and "A restricted complaint" in page and complaint.reference not in page


def test_many_deadlines_are_long_work(officer, monkeypatch):
    monkeypatch.setattr(holidays, "FEW", 0)
    unknown_yet()
    received()
    checked = fields_of(officer.post(NEW, fields_of(officer.get(NEW)) | DAY))
    job = Job.objects.filter(kind="holidays")
    assert officer.post(NEW, checked | {"step": "apply"})["Location"] == f"/jobs/{job.get().pk}/"
    assert officer.get(f"/jobs/{job.get().pk}/").status_code == 200


@pytest.mark.parametrize(("address", "field"), [
    (NEW, "name"), (NEW, "day"), (NEW, "calendars"), (NEW, "source"), (GONE, "reason"), (LOAD, "list")])
def test_nothing_that_is_typed_breaks_a_page(officer, address, field):
    for value in SENT:
        assert officer.post(address, {**DAY, "op_id": value, "version": value, "step": "apply", field: value}).status_code < 500


@pytest.mark.parametrize("typed", ["2026-08-30", "soon", "2026-13-45"])
def test_there_is_nothing_to_withdraw_on_a_day_that_is_none(officer, typed):
    assert officer.get(f"/holidays/{ENGLAND}/{typed}/withdraw/").status_code == 404
    assert officer.get(f"/holidays/wales/{typed}/withdraw/").status_code == 404


def test_a_day_that_was_withdrawn_is_added_again_by_an_officer_only(officer):
    apply(withdrawal(), now=FRIDAY - timedelta(days=1))
    checked = officer.post(NEW, fields_of(officer.get(NEW)) | DAY)
    officer.post(NEW, fields_of(checked) | {"step": "apply"})
    assert rules.all_calendars()[ENGLAND].off[FUNERAL] == NAME


def test_an_empty_post_asks_for_a_file(officer):
    answer = officer.post(LOAD, {})
    assert answer.status_code == 422 and "Choose a file." in text(answer)
