"""Who else has a complaint open: seen by the others for half a minute, in no one's way, and never the use that keeps a session open."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from complaints.models import Access, Complaint, Presence
from complaints.presence import services
from tests.factories import MONDAY, make_complaint, make_person
from tests.web.reading import text


def here(client, complaint, typing="0"):
    return client.post(f"/c/{complaint.reference}/here/", {"typing": typing}, headers={"X-Background": "1"})


def signed(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def tom(db):
    return make_person(full_name="Tom Ashby")


@pytest.mark.parametrize(("typing", "words"), [("0", "Also here: Tom Ashby"), ("1", "Also here: Tom Ashby (typing)"), ("x", "Also here: Tom Ashby")])
def test_another_who_is_here_is_named_and_whether_they_type(tom, typing, words):
    complaint = make_complaint()
    assert here(signed(tom), complaint, typing).json() == {"words": ""}
    assert here(signed(make_person()), complaint).json() == {"words": words}


@pytest.mark.parametrize(("seconds", "words"), [(29, "Also here: Tom Ashby"), (30, "")])
def test_it_is_forgotten_after_half_a_minute(tom, seconds, words):
    complaint, other = make_complaint(), make_person()
    services.here(complaint, tom, typing=False, now=MONDAY)
    assert services.words(services.here(complaint, other, typing=False, now=MONDAY + timedelta(seconds=seconds))) == words


@pytest.mark.parametrize(("seconds", "typing", "moved"), [(9, False, False), (10, False, True), (1, True, True)])
def test_the_row_is_written_at_most_every_ten_seconds_unless_typing_changes(tom, seconds, typing, moved):
    complaint = make_complaint()
    services.here(complaint, tom, typing=False, now=MONDAY)
    services.here(complaint, tom, typing=typing, now=MONDAY + timedelta(seconds=seconds))
    assert (Presence.objects.get().seen_at > MONDAY) is moved


def test_the_page_says_it_as_it_loads_without_a_script(signed_in, tom, at):
    client, complaint = signed_in(), make_complaint()
    services.here(complaint, tom, typing=True, now=MONDAY + timedelta(hours=2))
    for address in (f"/c/{complaint.reference}/", f"/c/{complaint.reference}/do/escalate/", f"/c/{complaint.reference}/contacts/new/"):
        assert "Also here: Tom Ashby (typing)" in text(client.get(address))
    at(MONDAY + timedelta(hours=2, seconds=31))
    assert "Also here:" not in text(client.get(f"/c/{complaint.reference}/"))


def test_one_is_never_told_of_oneself(tom):
    complaint = make_complaint()
    for _ in range(2):
        assert here(signed(tom), complaint).json() == {"words": ""}


def test_a_restricted_complaint_tells_nobody_who_may_not_see_it_and_keeps_no_trace_of_them(tom):
    complaint = make_complaint()
    here(signed(make_person("compliance_officer")), complaint)
    Complaint.objects.filter(pk=complaint.pk).update(restricted=True)
    answer = here(signed(tom), complaint)
    assert (answer.status_code, answer.json()) == (404, {"words": ""}) and not Presence.objects.filter(person=tom).exists()


def test_asking_leaves_no_look_and_no_event(tom):
    complaint = make_complaint()
    before = complaint.events.count()
    here(signed(tom), complaint)
    assert Access.objects.count() == 0 and complaint.events.count() == before


def test_asking_is_no_use_of_the_session(tom):
    complaint, client = make_complaint(), signed(tom)
    client.get("/help/")
    seen = tom.sessions.get()
    long_ago = timezone.now() - timedelta(minutes=20)
    type(seen).objects.filter(pk=seen.pk).update(seen_at=long_ago)
    here(client, complaint)
    assert tom.sessions.get().seen_at == long_ago


@pytest.mark.parametrize("method", ["get", "put"])
def test_only_a_post_says_that_one_is_here(tom, method):
    assert getattr(signed(tom), method)(f"/c/{make_complaint().reference}/here/").status_code == 405


def test_rows_of_those_who_left_are_taken_away(tom):
    services.here(make_complaint(), tom, typing=False, now=MONDAY)
    assert (services.forget(now=MONDAY + timedelta(minutes=59)), services.forget(now=MONDAY + timedelta(minutes=61))) == (0, 1)
