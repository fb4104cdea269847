"""The timeline of a case: kinds with true counts, comments alone, newest first, and no time where none is known."""

import re
from datetime import timedelta

import pytest

from complaints.alerts.sweep import sweep
from complaints.case import notes, services
from tests.factories import MONDAY, do_contact, make_complaint, make_person, op
from tests.web.reading import text


def note(complaint, words="Meter photo asked for.", by=None, now=MONDAY + timedelta(hours=1)):
    services.add_note(complaint.reference, {"op_id": op(), "text": words}, by=by or make_person(), now=now)


def counts_of(page):
    return {label: int(count) for label, count in re.findall(r">(All|Contact|Decisions|Letters|Files|System|Comments only) (\d+)</a>", page)}


@pytest.fixture
def full(db):
    """A complaint with something of each kind that people and the desk write."""
    complaint = do_contact(make_complaint("senior_review"), MONDAY + timedelta(hours=2), now=MONDAY + timedelta(hours=2))
    note(complaint, now=MONDAY + timedelta(hours=3))
    sweep(now=MONDAY + timedelta(days=9))
    return complaint


def test_the_counts_of_all_kinds_add_up_to_all_events(signed_in, full):
    counts = counts_of(text(signed_in().get(f"/c/{full.reference}/timeline/")))
    assert counts.pop("All") == sum(counts.values()) == full.events.count()
    assert (counts["Contact"], counts["Comments only"], counts["Letters"]) == (1, 1, 0)


@pytest.mark.parametrize(("show", "there", "away"), [
    ("contact", "rang the customer", "escalated"), ("decisions", "escalated to senior review", "rang the customer"),
    ("system", "Senior review started", "escalated to senior review"), ("comments", "Meter photo asked for.", "rang the customer"),
])
def test_each_filter_shows_its_kind_alone(signed_in, full, show, there, away):
    page = text(signed_in().get(f"/c/{full.reference}/timeline/?show={show}"))
    assert there in page and away not in page


def test_comments_only_leads_back_to_all_events(signed_in, full):
    page = text(signed_in().get(f"/c/{full.reference}/timeline/?show=comments"))
    assert re.search(rf'href="/c/{full.reference}/timeline/" aria-current="true">Comments only 1</a>', page)


def test_an_empty_filter_says_what_is_not_there_yet(signed_in):
    page = text(signed_in().get(f"/c/{make_complaint().reference}/timeline/?show=letters"))
    assert "No letter was drafted yet." in page


def test_an_internal_note_is_named_and_marked(signed_in, full):
    page = text(signed_in().get(f"/c/{full.reference}/timeline/"))
    assert re.search(r'</b> internal note</p><p class="words note"><span class="visually-hidden">Internal note: </span>Meter photo', page)


def test_an_alert_of_a_day_has_no_midnight(signed_in, full):
    page = text(signed_in().get(f"/c/{full.reference}/timeline/?show=system"))
    moments = [when for when, what in re.findall(r"<time[^>]*>([^<]*)</time>.*?</b> ([^<]*)", page) if what.startswith("raised an alert")]
    assert moments and not any(":" in when for when in moments)


@pytest.mark.parametrize(("known", "shown"), [(True, "Mon 11 May 12:00"), (False, "Mon 11 May")])
def test_a_receipt_without_a_time_is_shown_as_its_day(signed_in, known, shown):
    complaint = make_complaint(received_at=MONDAY + timedelta(hours=1, minutes=58))
    type(complaint).objects.filter(pk=complaint.pk).update(received_time_known=known)
    page = text(signed_in().get(f"/c/{complaint.reference}/timeline/"))
    assert f">{shown}</time>" in page and (known or "12:00</time>" not in page)


def test_what_was_written_down_later_shows_both_moments(signed_in):
    complaint = do_contact(make_complaint(), MONDAY + timedelta(minutes=5), now=MONDAY + timedelta(days=1))
    page = text(signed_in().get(f"/c/{complaint.reference}/timeline/"))
    assert "Mon 11 May 10:07</time>" in page and "<small>written down Tue 12 May 10:02</small>" in page


def test_a_date_set_by_a_person_is_theirs_and_not_the_desks(signed_in):
    complaint, agent = make_complaint(), make_person(full_name="Dan Whitlock")
    given = {"op_id": op(), "version": complaint.version, "kind": "promise", "due_on": "2026-05-14", "what": "Ring her"}
    services.set_clock(complaint.reference, given, by=agent, now=MONDAY + timedelta(hours=1))
    page = text(signed_in().get(f"/c/{complaint.reference}/timeline/?show=decisions"))
    assert "<b>Dan Whitlock</b> noted: Promise to the customer started" in page


def test_a_name_of_nobody_is_said_before_the_note_is_kept_and_no_word_is_lost(signed_in):
    client, complaint = signed_in(), make_complaint()
    address, typed = f"/c/{complaint.reference}/timeline/", {"op_id": op(), "text": "@tomm has had the same feeder"}
    refused = client.post(address, typed)
    assert refused.status_code == 422 and "Nobody at work here is called @tomm" in text(refused)
    assert "has had the same feeder</textarea>" in text(refused) and complaint.events.filter(kind="note").count() == 0
    assert client.post(address, {**typed, "as_is": "on"}).status_code == 302
    assert complaint.events.filter(kind="note").count() == 1


def test_ones_own_fresh_note_leads_to_its_correction_and_shows_the_wording_before(signed_in, at):
    client, complaint = signed_in(), make_complaint()
    note(complaint, "Veg contact", by=client.person, now=MONDAY + timedelta(hours=2))
    seq = complaint.events.get(kind="note").seq
    address = f"/c/{complaint.reference}/notes/{seq}/"
    assert f'href="{address}">Correct this note' in text(client.get(f"/c/{complaint.reference}/timeline/"))
    assert "Veg contact</textarea>" in text(client.get(address))
    assert client.post(address, {"op_id": op(), "text": "A tree touched the line"}).status_code == 302
    page = text(client.get(f"/c/{complaint.reference}/timeline/"))
    assert "A tree touched the line</p>" in page and "corrected Mon 11 May 12:02: earlier wording" in page and "</time> Veg contact</p>" in page
    at(MONDAY + timedelta(hours=3))
    assert "Correct this note" not in text(client.get(f"/c/{complaint.reference}/timeline/"))


def test_corrections_count_as_no_events_of_their_own_in_the_timeline(signed_in):
    client, complaint = signed_in(), make_complaint()
    note(complaint, "One", by=client.person)
    events = complaint.events.count()
    given = {"op_id": op(), "text": "Two"}
    notes.correct_note(complaint.reference, complaint.events.get(kind="note").seq, given, by=client.person, now=MONDAY + timedelta(hours=1))
    page = text(client.get(f"/c/{complaint.reference}/timeline/"))
    assert counts_of(page)["All"] == events and f'>Timeline <span class="count">{events}</span>' in page


def test_an_alert_that_a_date_is_near_or_today_has_no_cross_beside_it(signed_in):
    complaint = make_complaint("senior_review")
    for days in range(9):
        sweep(now=MONDAY + timedelta(days=days, hours=3))
    page = text(signed_in().get(f"/c/{complaint.reference}/timeline/?show=system"))
    marks = set(re.findall(r'#i-([a-z-]+)"/></svg></span><div><p class="what"><b>[^<]*</b> raised an alert: [^<]*(deadline [a-z]+ [a-z]+)', page))
    assert marks == {("soon", "deadline is near"), ("today", "deadline is today"), ("late", "deadline has passed")}
