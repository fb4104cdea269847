"""Two people at one case: what the other did is said by name and time, and every typed word is kept, in every form."""

import re
from datetime import timedelta

import pytest

from complaints.case import services
from complaints.case.pages.move_forms import FORMS
from complaints.case.stages import MOVES, Stage
from complaints.record.models import Sealed
from tests.factories import MONDAY, do_move, fresh, make_complaint, make_person, op
from tests.web.reading import fields_of, text

NOW = MONDAY + timedelta(hours=1)
FROM = {name: next(stage.value for stage in (Stage.IMMEDIATE, Stage.SENIOR_REVIEW, Stage.DEADLOCK, Stage.RESOLVED) if stage in move.sources)
        for name, move in MOVES.items() if {Stage.IMMEDIATE, Stage.SENIOR_REVIEW, Stage.DEADLOCK, Stage.RESOLVED} & move.sources}


def bump(complaint, by=None):
    """Somebody else changes the complaint without moving it."""
    person = by or make_person("senior_manager", full_name="Tom Ashby")
    given = {"op_id": op(), "version": fresh(complaint).version, "kind": "promise", "due_on": "2026-06-30", "what": "Ring"}
    services.set_clock(complaint.reference, given, by=person, now=NOW)
    return person


def test_a_move_that_is_not_possible_any_more_says_who_did_what_and_when_and_keeps_the_words_as_a_note(signed_in):
    client, complaint = signed_in("senior_manager"), make_complaint("senior_review")
    tom = make_person("senior_manager", full_name="Tom Ashby")
    do_move(complaint, "resolve", by=tom, at=MONDAY + timedelta(hours=2))
    typed = {"op_id": op(), "version": complaint.version, "summary": "The fault log is in.", "channel": "telephone"}
    page = client.post(f"/c/{complaint.reference}/do/send_update/", typed)
    assert page.status_code == 409
    said = text(page)
    assert "Tom Ashby resolved it at 12:02 while you were writing" in said and "add your words as a note" in said
    assert f'href="/c/{complaint.reference}/do/reopen/">Reopen the complaint' in said and "The fault log is in." in said
    sent = client.post(f"/c/{complaint.reference}/timeline/", fields_of(page))
    assert sent.status_code == 302 and "The fault log is in." in text(client.get(f"/c/{complaint.reference}/timeline/"))


@pytest.mark.parametrize("name", sorted(FROM))
def test_every_move_that_is_sent_on_an_old_page_keeps_all_that_was_typed(signed_in, name):
    client, complaint = signed_in("administrator"), make_complaint(FROM[name])
    bump(complaint)
    words = [field for field, asked in FORMS[name]().fields.items() if asked.widget.__class__.__name__ == "Textarea"]
    typed = {"op_id": op(), "version": complaint.version, **{field: f"Typed under {field}" for field in words}}
    page = client.post(f"/c/{complaint.reference}/do/{name}/", typed)
    assert page.status_code == 409
    assert all(f"Typed under {field}" in text(page) for field in words)
    assert "Tom Ashby" in text(page)


@pytest.mark.parametrize(("path", "typed", "kept"), [
    ("clocks/new/", {"kind": "promise", "due_on": "2026-06-01", "what": "Ring her at nine"}, "Ring her at nine"),
    ("asks/new/", {"to": "person:tom", "due_on": "2026-06-01", "what": "Which feeder?"}, "Which feeder?"),
    ("referrals/new/", {"body": "mp", "referred_on": "2026-05-11", "due_on": "2026-06-01", "what": "Why so long?"}, "Why so long?"),
])
def test_forms_that_add_to_a_case_keep_their_words_and_go_again_with_one_button(signed_in, path, typed, kept):
    client, complaint = signed_in(), make_complaint()
    bump(complaint, make_person(username="tom"))
    address = f"/c/{complaint.reference}/{path}"
    page = client.post(address, {"op_id": op(), "version": complaint.version, **typed})
    assert page.status_code == 409 and kept in text(page)
    assert client.post(address, fields_of(page)).status_code == 302
    assert fresh(complaint).deadlines.filter(what__contains=kept).count() == 1


def test_two_who_assign_at_once_choose_field_by_field(signed_in):
    client, complaint = signed_in("administrator"), make_complaint()
    tom, ann = make_person(username="tom", full_name="Tom Ashby"), make_person(username="ann", full_name="Ann Lee")
    services.assign(complaint.reference, {"op_id": op(), "version": complaint.version, "owner": "tom"}, by=tom, now=NOW)
    address = f"/c/{complaint.reference}/assign/"
    page = client.post(address, {"op_id": op(), "version": complaint.version, "owner": "ann", "team": "", "reason": "Knows the feeder"})
    said = text(page)
    assert page.status_code == 409 and "<b>Tom Ashby</b>" in said and "<b>Ann Lee</b>" in said and "Knows the feeder" in said
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', said))
    for choice, owner in (("theirs", tom), ("yours", ann)):
        body = hidden | {"keep-owner": choice, "op_id": op(), "version": fresh(complaint).version}
        assert client.post(address, body).status_code == 302
        assert fresh(complaint).owner == owner


def test_the_other_s_text_stands_beside_mine_field_by_field_and_mine_can_be_written_over(signed_in):
    client, complaint = signed_in("senior_manager"), make_complaint("senior_review")
    tom = make_person("senior_manager", full_name="Tom Ashby")
    do_move(complaint, "send_update", by=tom, at=MONDAY + timedelta(hours=2), summary="The log shows one switch.", channel="telephone")
    typed = {"op_id": op(), "version": complaint.version, "summary": "The fault log is in.", "channel": "email"}
    page = client.post(f"/c/{complaint.reference}/do/send_update/", typed)
    row = re.search(r"What the customer was told.*?</tr>", text(page), re.S)[0]
    assert "The log shows one switch." in re.sub("</?b>", "", row) and ">The fault log is in.</textarea>" in row
    sent = client.post(f"/c/{complaint.reference}/do/send_update/", fields_of(page) | {"summary": "Both switches, and the log."})
    assert sent.status_code == 302 and "Both switches, and the log." in text(client.get(f"/c/{complaint.reference}/timeline/"))


def test_what_the_other_wrote_for_another_move_is_shown_until_it_is_erased(signed_in):
    client, complaint = signed_in("senior_manager"), make_complaint("senior_review")
    do_move(complaint, "resolve", by=make_person("senior_manager"), at=MONDAY + timedelta(hours=2), basis="The visit was made.")
    typed = {"op_id": op(), "version": complaint.version, "summary": "The fault log is in.", "channel": "telephone"}
    address = f"/c/{complaint.reference}/do/send_update/"
    assert '<b class="small">On what basis it is resolved</b>The visit' in text(client.post(address, typed))
    Sealed.objects.filter(event__complaint=complaint).delete()
    assert "On what basis it is resolved" not in text(client.post(address, typed))
