"""The address for other calendars: shown once, kept hashed, only what its person may see, off with the person, bounded."""

from datetime import timedelta

import pytest

from complaints.calendar import feeds
from complaints.calendar.models import FeedAddress
from complaints.case.models import Complaint
from complaints.record.refusals import Unacceptable
from staff.models import Person, StaffEvent
from tests.calendar import ical_reader
from tests.factories import MONDAY, make_complaint, make_person, make_team, op

pytestmark = pytest.mark.django_db


def made(person, whose="mine"):
    return feeds.make({"op_id": op(), "whose": whose}, by=person, now=MONDAY)


def summaries(client, secret):
    answer = client.get(f"/calendar/feed/{secret}.ics")
    assert answer.status_code == 200 and answer["Content-Type"] == "text/calendar; charset=utf-8"
    return [one.text("SUMMARY") for one in ical_reader.read(answer.content).inner if one.name == "VEVENT"]


@pytest.fixture
def person():
    return make_person(team=make_team())


@pytest.fixture
def row(person):
    found = make_complaint("senior_review", name="Quentin Marsh-Oyelaran")
    Complaint.objects.filter(pk=found.pk).update(owner=person, team=person.team)
    return found


def test_it_holds_reference_rule_and_day_of_what_runs_and_nothing_of_a_person(client, at, person, row):
    answer = client.get(f"/calendar/feed/{made(person)}.ics")
    events = {one.text("SUMMARY"): one for one in ical_reader.read(answer.content).inner if one.name == "VEVENT"}
    review = events[f"{row.reference} Senior review"]
    assert review.day("DTSTART").isoformat() == "2026-05-18"
    assert review.text("DESCRIPTION") == "Senior review, 5 working days. Resolve or send an update by Monday 18 May 2026."
    assert "Marsh" not in answer.content.decode() and "engineer" not in answer.content.decode()


def test_the_identity_of_an_event_stays_when_its_day_moves(client, at, person, row):
    secret = made(person)
    before = {event.uid for event in feeds.events(feeds.read(secret, now=MONDAY).scope)}
    row.deadlines.update(due_on="2026-06-01")
    after = feeds.events(feeds.read(secret, now=MONDAY).scope)
    assert {event.uid for event in after} == before != set() and {event.on.isoformat() for event in after} == {"2026-06-01"}


def test_mine_and_the_teams_are_told_apart(client, at, person, row):
    colleague = make_person(team=person.team)
    assert summaries(client, made(colleague)) == []
    assert f"{row.reference} Senior review" in summaries(client, made(colleague, "team"))


def test_a_restricted_complaint_is_in_it_only_while_its_person_may_see_it(client, at, person, row):
    secret = made(person)
    Complaint.objects.update(restricted=True)
    assert summaries(client, secret) == []
    row.seen_by.add(person)
    assert summaries(client, secret)


def test_only_the_hash_is_kept_and_a_repeated_call_answers_the_same_secret(person):
    given = {"op_id": op(), "whose": "mine"}
    secret = feeds.make(given, by=person, now=MONDAY)
    assert feeds.make(given, by=person, now=MONDAY) == secret and len(secret) == 64
    (kept,) = FeedAddress.objects.all()
    assert secret not in str(vars(kept)) and StaffEvent.objects.get(kind="feed_made").by == person


def test_a_new_address_closes_the_one_before_it(client, at, person):
    old, new = made(person), made(person)
    assert client.get(f"/calendar/feed/{old}.ics").status_code == 404 and client.get(f"/calendar/feed/{new}.ics").status_code == 200


def test_a_withdrawn_one_and_one_of_somebody_who_left_open_nothing(client, at, person):
    secret = made(person)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get(f"/calendar/feed/{secret}.ics").status_code == 404
    Person.objects.filter(pk=person.pk).update(is_active=True)
    feeds.withdraw({"op_id": op()}, by=person, now=MONDAY)
    answer = client.get(f"/calendar/feed/{secret}.ics")
    assert answer.status_code == 404 and b"not in use" in answer.content and StaffEvent.objects.filter(kind="feed_withdrawn").count() == 1


@pytest.mark.parametrize("secret", ["x", "0" * 64, "é" * 64, "%00", "0" * 5000, "..%2f"])
def test_what_is_no_secret_opens_nothing(client, at, person, secret):
    made(person)
    assert client.get(f"/calendar/feed/{secret}.ics").status_code == 404


def test_it_is_read_thirty_times_an_hour_and_no_more(client, at, person):
    secret = made(person)
    assert [client.get(f"/calendar/feed/{secret}.ics").status_code for _ in range(31)] == [200] * 30 + [429]
    assert 0 < int(client.get(f"/calendar/feed/{secret}.ics")["Retry-After"]) <= 3600
    at(MONDAY + timedelta(hours=4))
    assert client.get(f"/calendar/feed/{secret}.ics").status_code == 200


def test_the_page_shows_the_address_once_and_withdraws_it(signed_in):
    client = signed_in()
    page = client.post("/calendar/feed/", {"op_id": op(), "whose": "mine"}).content.decode()
    assert "http://testserver/calendar/feed/" in page and "In use" in page
    assert ".ics" not in client.get("/calendar/feed/").content.decode()
    answer = client.post("/calendar/feed/withdraw/", {"op_id": op()}, follow=True).content.decode()
    assert "The address is withdrawn" in answer and "In use" not in answer


@pytest.mark.parametrize("given", [{}, {"op_id": "a"}, {"whose": "mine"}, {"op_id": "a", "whose": "all"}, {"op_id": "\x00", "whose": "mine"}])
def test_what_can_not_be_made_is_refused_in_words(signed_in, person, given):
    with pytest.raises(Unacceptable):
        feeds.make(given, by=person, now=MONDAY)
    assert signed_in().post("/calendar/feed/", given).status_code == 422
