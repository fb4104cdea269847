"""The audit tab: every event with both moments and its hashes, whether the chain holds, and who looked for those who may know."""

from datetime import timedelta

import pytest

from complaints.models import Complaint, Sealed
from complaints.record import verifying
from tests.factories import MONDAY, do_contact, make_complaint
from tests.web.reading import text


def page_of(client, complaint, query=""):
    return text(client.get(f"/c/{complaint.reference}/audit/{query}"))


def test_every_event_stands_with_its_hashes_and_the_chain_holds(signed_in):
    complaint = make_complaint("senior_review")
    page = page_of(signed_in(), complaint, "?hashes=whole")
    assert f"Audit: {complaint.events.count()} events, the chain holds" in page
    assert all(event.hash in page and event.previous_hash in page for event in complaint.events.all())


def test_short_hashes_lead_to_whole_ones(signed_in):
    complaint = make_complaint()
    first = complaint.events.get(seq=1).hash
    page = page_of(signed_in(), complaint)
    assert f">{first[:8]}<" in page and first not in page and 'href="/c/' + complaint.reference + '/audit/?hashes=whole"' in page


def test_a_back_dated_entry_shows_both_moments(signed_in):
    complaint = do_contact(make_complaint(), MONDAY + timedelta(minutes=5), now=MONDAY + timedelta(days=1))
    page = page_of(signed_in(), complaint)
    assert "Mon 11 May 2026 10:07:00" in page and "<b>Tue 12 May 2026 10:02:00</b>" in page


@pytest.mark.parametrize(("role", "told"), [("agent", False), ("senior_manager", False), ("compliance_officer", True), ("administrator", True)])
def test_who_looked_is_told_to_compliance_and_administrators_alone(signed_in, role, told):
    client, complaint = signed_in(role), make_complaint()
    client.get(f"/c/{complaint.reference}/timeline/")
    page = page_of(client, complaint)
    assert ("Who looked" in page) is told and (">Timeline</td>" in page) is told


def test_a_restricted_complaint_has_no_audit_for_others(signed_in):
    complaint = make_complaint()
    Complaint.objects.filter(pk=complaint.pk).update(restricted=True)
    assert signed_in().get(f"/c/{complaint.reference}/audit/").status_code == 404


def test_erased_words_leave_the_chain_whole_and_are_told(signed_in):
    complaint = make_complaint()
    Sealed.objects.filter(event__complaint=complaint).delete()
    page = page_of(signed_in(), complaint)
    assert "the chain holds" in page and "The words of 1 event were erased by request" in page


def test_an_event_that_was_changed_is_named(signed_in, monkeypatch):
    complaint = make_complaint()
    kind = verifying.COLUMNS.index("kind")
    rows = [(*row[:kind], "note", *row[kind + 1:]) if row[5] == 2 else row for row in verifying._rows(complaint_id=complaint.pk)]
    monkeypatch.setattr(verifying, "_rows", lambda **which: iter(rows))
    page = page_of(signed_in(), complaint)
    assert "the chain is broken" in page and "Event 2: the event was changed." in page and "is missing or changed" not in page


@pytest.mark.parametrize("query", ["?before=2", "?before=x", "?before=99999999999999999999", "?hashes=none", "?before=²"])
def test_any_query_is_answered(signed_in, query):
    assert signed_in().get(f"/c/{make_complaint().reference}/audit/{query}").status_code == 200
