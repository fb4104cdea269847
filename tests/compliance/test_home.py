"""The home of a compliance officer: what changed since they marked it as seen, what needs somebody, and each number with its list."""

from datetime import date, datetime, timedelta

import pytest

from complaints.audit.models import AuditCheck
from complaints.case.late_entries import is_late
from complaints.case.models import Complaint
from complaints.clocks.models import Deadline
from complaints.compliance import missed, visits
from complaints.compliance.counting import counts
from complaints.compliance.looking import EVERY, Look
from complaints.compliance.models import ComplianceVisit
from complaints.compliance.visits import Since
from complaints.jobs.services import start
from complaints.record.models import Event
from complaints.record.services import post
from complaints.rules.models import HolidayChange
from complaints.rules.services import all_calendars
from tests.factories import MONDAY, do_contact, do_move, make_complaint, make_person, op
from tests.web.reading import fields_of, text

TUESDAY_WEEK = MONDAY + timedelta(days=8)
TODAY = TUESDAY_WEEK.date()
CHECKED = {"began_at": MONDAY, "chains": 1, "events": 1, "erased": 0, "heads": "0" * 64, "heads_then": "0" * 64}


def look(person, now=TUESDAY_WEEK, since=None):
    return Look(person, now.date(), now, since or Since(MONDAY - timedelta(days=1), 0, 0), date(2026, 6, 2))


def numbers(person, **told):
    return counts(EVERY.values(), look(person, **told))


def by_hand(person, today=TODAY):
    """Missed duties by the deadlines' own words, in a loop."""
    return [row for row in Deadline.objects.all() if row.kind in missed.KINDS and row.cancelled_at is None and row.held_on is None
            and (row.met_at.date() if row.met_at else today) > row.due_on]


@pytest.mark.parametrize("role", ["agent", "senior_manager"])
def test_only_compliance_officers_and_administrators_look(signed_in, role):
    client = signed_in(role)
    for address in ("/compliance/", "/compliance/list/coming/"):
        page = client.get(address)
        assert page.status_code == 403 and "compliance officers and administrators" in text(page)
    assert client.post("/compliance/seen/", {"op_id": op()}).status_code == 403


def test_an_officer_begins_here_and_finds_it_first(signed_in):
    client = signed_in("compliance_officer")
    assert client.get("/").headers["Location"] == "/compliance/"
    page = text(client.get("/compliance/"))
    assert page.index('href="/compliance/"') < page.index('href="/complaints/?view=all"')


def test_the_heading_says_since_when_and_what(signed_in, at):
    HolidayChange.objects.create(calendar="england-and-wales", day=date(2026, 6, 15), name="A day off", at=MONDAY + timedelta(days=7))
    make_complaint()
    at(TUESDAY_WEEK)
    page = text(signed_in("compliance_officer").get("/compliance/"))
    assert "<h1>Since Tuesday 12 May: 1 new breach, 1 bank-holiday change</h1>" in page
    assert "Engine: deadlines are not being checked" in page


def test_looking_keeps_what_is_new_and_marking_takes_it_away(signed_in, at):
    make_complaint()
    at(TUESDAY_WEEK)
    client = signed_in("compliance_officer")
    client.get("/compliance/")
    page = client.get("/compliance/")
    assert "1 new breach" in text(page) and not ComplianceVisit.objects.exists()
    make_complaint(received_at=TUESDAY_WEEK - timedelta(days=6))
    at(TUESDAY_WEEK + timedelta(minutes=5))
    assert client.post("/compliance/seen/", fields_of(page)).headers["Location"] == "/compliance/"
    page = text(client.get("/compliance/"))
    assert "1 new breach" in page and "You marked all as seen up to Tue 19 May 2026 10:02" in page


def test_an_older_page_takes_back_nothing(db):
    person = make_person("compliance_officer")
    marks = visits.marks_now()
    for until in (TUESDAY_WEEK, MONDAY):
        visits.mark_seen({"op_id": op(), "until": until.isoformat(), **marks}, by=person, now=TUESDAY_WEEK)
    assert ComplianceVisit.objects.get().seen_at == TUESDAY_WEEK


def test_a_moment_to_come_is_not_seen(signed_in):
    client = signed_in("compliance_officer")
    marks = {"op_id": op(), "until": TUESDAY_WEEK.isoformat(), "deadline_mark": 1, "event_mark": 1}
    assert client.post("/compliance/seen/", marks).status_code == 422
    assert client.post("/compliance/seen/", {"op_id": op(), "until": "\0soon"}).status_code == 422


def test_missed_duties_are_those_of_a_plain_loop(db):
    officer = make_person("compliance_officer")
    make_complaint()
    reviewed = make_complaint("senior_review")
    do_move(reviewed, "send_update", at=MONDAY + timedelta(days=9))
    do_contact(make_complaint(), MONDAY + timedelta(days=2))
    make_complaint("resolved")
    today = (MONDAY + timedelta(days=60)).date()
    found = missed.page(missed.Wanted(), officer, today, before=None, limit=99)
    assert {row.pk for row in found} == {row.pk for row in by_hand(officer, today)} and len(found) > 4


def test_a_clock_met_late_is_marked_and_no_longer_once_corrected(db):
    complaint = do_contact(make_complaint(), MONDAY + timedelta(days=2))
    row = complaint.deadlines.get(kind="first_response")
    assert row.met_late
    do_contact(complaint, MONDAY + timedelta(hours=1), now=MONDAY + timedelta(days=3))
    row.refresh_from_db()
    assert not row.met_late


def test_each_number_counts_its_own(db):
    officer = make_person("compliance_officer")
    before = numbers(officer)
    complaint = make_complaint("senior_review")
    post("mail", "k1", {}, now=MONDAY)
    start("import", "A file", by=officer, now=MONDAY, failed=3)
    do_contact(complaint, MONDAY + timedelta(hours=1), now=MONDAY + timedelta(days=4))
    after = numbers(officer)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"breaches", "unsigned", "imports", "back-dated"}
    assert EVERY["coming"].rows(look(officer, now=MONDAY))[0].count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("happened", "recorded", "late"), [
    ("2026-05-08T10:00", "2026-05-11T23:00", 0), ("2026-05-08T23:30", "2026-05-12T09:00", 1), ("2026-05-01T10:00", "2026-05-05T17:00", 0),
    ("2026-05-01T10:00", "2026-05-06T09:00", 1), ("2026-02-02T10:00", "2026-05-12T09:00", 1)])
def test_back_dated_is_what_was_entered_more_than_one_working_day_after(happened, recorded, late):
    """4 May 2026 is a bank holiday. The same days are late for a move (`late_entries.is_late`)."""
    at, now = (datetime.fromisoformat(f"{moment}+01:00") for moment in (happened, recorded))
    complaint, officer = make_complaint(received_at=at - timedelta(hours=1)), make_person("compliance_officer")
    do_contact(complaint, at, now=now)
    since = Since(now - timedelta(days=1), 0, Event.objects.get(kind="contact").pk - 1)
    assert EVERY["back-dated"].rows(look(officer, now=now, since=since))[0].count() == late
    assert is_late(at.date(), now.date(), all_calendars()["england-and-wales"]) == bool(late)


def test_an_open_complaint_without_a_clock_is_told(signed_in, at):
    complaint = make_complaint()
    client = signed_in("compliance_officer")
    assert "Open complaints without a clock: none" in text(client.get("/compliance/list/without-clock/"))
    complaint.deadlines.update(cancelled_at=MONDAY)
    type(complaint).objects.filter(pk=complaint.pk).update(next_due_on=None)
    assert f"/c/{complaint.reference}/" in text(client.get("/compliance/list/without-clock/"))
    assert "There must be none." in text(client.get("/compliance/"))


def test_what_must_be_none_stands_first_and_what_there_is_none_of_is_named_below(signed_in, at):
    Complaint.objects.filter(pk=make_complaint().pk).update(next_due_on=None)
    Deadline.objects.update(cancelled_at=MONDAY)
    make_complaint()
    at(TUESDAY_WEEK)
    page = text(signed_in("compliance_officer").get("/compliance/")).partition("What needs somebody</h2>")[2]
    table, _, none = page.partition("</table>")
    assert table.index("Open complaints without a clock") < table.index("Breaches not signed off") and "Uncertain mails" not in table
    assert "None of these: " in none and "uncertain mails" in none and "breaches not signed off" not in none


def test_a_record_that_nobody_checked_is_not_called_healthy(signed_in):
    client = signed_in("compliance_officer")
    page = text(client.get("/compliance/"))
    assert "Engine healthy" not in page and "the record is not checked yet" in page and 'href="/audit/">Not known</a>' in page
    AuditCheck.objects.create(at=MONDAY, broken_why="a link is gone", **CHECKED)
    assert "the record does not hold" in text(client.get("/compliance/"))
    AuditCheck.objects.create(at=MONDAY, **CHECKED)
    page = text(client.get("/compliance/"))
    assert "faults in the record" in page and "the record does not hold" not in page


def test_the_most_urgent_duty_is_named_with_its_day(signed_in, at):
    first, other = make_complaint(), make_complaint(received_at=MONDAY + timedelta(days=1))
    at(TUESDAY_WEEK)
    page = text(signed_in("compliance_officer").get("/compliance/")).partition("Most urgent")[2].partition("</p>")[0]
    assert first.reference in page and other.reference not in page
    assert "First response, next working day, due <b>Tue 12 May 2026</b>" in page and "5 working days late" in page


def test_an_administrator_is_not_told_of_what_is_restricted(db):
    complaint = make_complaint()
    type(complaint).objects.filter(pk=complaint.pk).update(restricted=True)
    assert numbers(make_person("administrator"))["unsigned"] == 0 < numbers(make_person("compliance_officer"))["unsigned"]


def test_the_page_asks_few_statements_however_much_there_is(signed_in, at, django_assert_max_num_queries):
    for _ in range(3):
        make_complaint("senior_review")
    at(TUESDAY_WEEK)
    client = signed_in("compliance_officer")
    client.get("/compliance/")
    with django_assert_max_num_queries(18):
        client.get("/compliance/")


PLACES = ("", "?after=1", "?after=2026-05-11.5", "?after=%00", "?after=" + "9" * 400, "?after=0000-00-00.1")


def test_every_list_answers_whatever_the_place(signed_in):
    client = signed_in("compliance_officer")
    addresses = [f"/compliance/list/{name}/{after}" for name, looked in EVERY.items() if not looked.href for after in PLACES]
    assert {client.get(address).status_code for address in addresses} == {200}
    assert client.get("/compliance/list/nothing/").status_code == 404


def test_a_list_goes_on_behind_its_page(signed_in, at, monkeypatch):
    monkeypatch.setattr("complaints.compliance.pages.lists.PAGE", 2)
    made = [make_complaint().reference for _ in range(3)]
    client = signed_in("compliance_officer")
    first = text(client.get("/compliance/list/coming/"))
    assert all(one in first for one in made[:2]) and made[2] not in first
    following = first.split('data-key="]"')[0].rsplit('href="', 1)[1].split('"')[0]
    second = text(client.get(following))
    assert made[2] in second and made[0] not in second
