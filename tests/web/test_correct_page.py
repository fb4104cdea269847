"""Correcting facts: only what differs, with a reason; two who corrected at once choose, and nothing of either is lost."""

from datetime import timedelta

import pytest

from complaints.case.models import Complaint
from complaints.case.pages.differences import pieces
from complaints.record.models import Event
from complaints.record.services import words_of
from tests.factories import MONDAY, fresh, make_complaint
from tests.web.reading import fields_of, text

pytestmark = pytest.mark.once


def page_of(made):
    return f"/c/{made.reference}/correct/"


def opened(client, made):
    return fields_of(client.get(page_of(made))) | {"reason": "They rang again."}


def reloaded(made):
    return Complaint.objects.select_related("customer", "category").get(pk=made.pk)


def test_a_fact_is_corrected_with_its_reason_and_an_event(signed_in):
    client, made = signed_in(), make_complaint()
    answer = client.post(page_of(made), opened(client, made) | {"customer__phone": "07700 900111", "wanted": "A call"})
    assert answer["Location"] == f"/c/{made.reference}/"
    event = Event.objects.get(complaint=made, kind="edited")
    assert (reloaded(made).customer.phone, event.data["fields"], words_of(event)["reason"]) == (
        "07700 900111", ["phone", "wanted"], "They rang again.")


def test_a_page_that_changes_nothing_writes_nothing(signed_in):
    client, made = signed_in(), make_complaint(needs=["medical"], representative={
        "name": "Bo", "relation": "Son", "authority": {"kind": "Letter of authority"}, "write_to": "both"})
    client.post(page_of(made), opened(client, made))
    assert fresh(made).version == 1 and "Nothing was changed" in text(client.get(f"/c/{made.reference}/"))


def test_a_double_click_corrects_once(signed_in):
    client, made = signed_in(), make_complaint()
    sent = opened(client, made) | {"wanted": "A call"}
    assert [client.post(page_of(made), sent).status_code for _ in range(2)] == [302, 302]
    assert Event.objects.filter(complaint=made, kind="edited").count() == 1


def test_confirming_the_nation_moves_the_dates_to_its_calendar(signed_in):
    client, made = signed_in(), make_complaint(nation=None, postcode="")
    assert "Not confirmed: England is assumed" in text(client.get(page_of(made)))
    client.post(page_of(made), opened(client, made) | {"nation": "scotland"})
    assert (fresh(made).nation, fresh(made).nation_assumed) == ("scotland", False)


@pytest.mark.parametrize(("typed", "sentence"), [
    ({"reason": ""}, "Say why this is corrected."), ({"customer__mpan": "1"}, "An MPAN has 13 digits"),
    ({"first_attempted_at": "2026-05-12T09:00"}, "later than the receipt"),
    ({"received_at": ""}, "Give a day and a time under"), ({"description": ""}, "Write what happened"),
    ({"severity": "9"}, ""), ({"nation": "atlantis"}, ""),
    ({"customer__representative__name": "Bo"}, " under “"), ({"category": "nonsense"}, "no category"), ({"customer__died_on": "31/02/2026"}, ""),
])
def test_a_wrong_correction_says_why_and_keeps_what_was_typed(signed_in, typed, sentence):
    client, made = signed_in(), make_complaint()
    answer = client.post(page_of(made), opened(client, made) | {"wanted": "A call"} | typed)
    assert answer.status_code == 422 and sentence in text(answer) and fields_of(answer)["wanted"] == "A call"
    assert fresh(made).version == 1


@pytest.mark.parametrize(("role", "status"), [("agent", 422), ("compliance_officer", 302)])
def test_only_compliance_moves_the_receipt_to_a_later_day(signed_in, role, status):
    client, made = signed_in(role), make_complaint(received_at=MONDAY - timedelta(days=4))
    answer = client.post(page_of(made), opened(client, made) | {"received_at": "2026-05-08T09:00"})
    assert answer.status_code == status
    assert ("Only a compliance officer" in text(answer)) is (status == 422)


def clash(client, made, theirs, yours):
    mine = opened(client, made)
    client.post(page_of(made), opened(client, made) | theirs)
    return client.post(page_of(made), mine | yours)


def test_where_both_changed_one_fact_a_person_chooses(signed_in):
    client, made = signed_in(full_name="Tom Ashby"), make_complaint(wanted="A written reason.")
    answer = clash(client, made, {"wanted": "A written reason. And 50 pounds."}, {"wanted": "A written reason. And a call."})
    page = text(answer)
    assert answer.status_code == 409 and "Two changes clash" in page and "In 1 place you wrote something else: choose." in page
    assert "<b> And 50 pounds.</b>" in page and "<b> And a call.</b>" in page and fields_of(answer)["edit-wanted"] == "A written reason. And a call."


@pytest.mark.parametrize(("choice", "kept"), [("theirs", "50 pounds"), ("yours", "A call"), ("edit", "Both of it")])
def test_the_choice_decides_and_the_other_changes_of_both_stay(signed_in, choice, kept):
    client, made = signed_in(), make_complaint(wanted="A reason")
    answer = clash(client, made, {"wanted": "50 pounds", "root_cause": "Booking"}, {"wanted": "A call", "customer__phone": "07700 900222"})
    sent = fields_of(answer) | {"keep-wanted": choice, "edit-wanted": "Both of it"}
    assert client.post(page_of(made), sent).status_code == 302
    now = reloaded(made)
    assert (now.wanted, now.root_cause, now.customer.phone) == (kept, "Booking", "07700 900222")


def test_changes_that_do_not_meet_are_only_to_be_saved_again(signed_in):
    client, made = signed_in(), make_complaint()
    answer = clash(client, made, {"root_cause": "Booking"}, {"customer__needs": ["sight"]})
    assert "nothing clashes" in text(answer)
    assert client.post(page_of(made), fields_of(answer)).status_code == 302
    assert (reloaded(made).root_cause, reloaded(made).customer.needs) == ("Booking", ["sight"])


@pytest.mark.parametrize("was", ["", "{", "[]", '"x"', "null", '{"wanted": 5}'])
def test_a_page_that_forgot_what_it_showed_still_keeps_both(signed_in, was):
    client, made = signed_in(), make_complaint()
    answer = clash(client, made, {"wanted": "50 pounds"}, {"wanted": "A call", "was": was})
    assert answer.status_code == 409 and "50 pounds" in text(answer) and "A call" in text(answer)


@pytest.mark.parametrize(("before", "after", "new"), [
    ("a b c", "a b d", ["d"]), ("a", "a", []), ("", "a b", ["a b"]), ("a b", "", []), ("one two", "one and two", ["and ", "and"]),
])
def test_only_the_words_that_differ_are_marked(before, after, new):
    marked = [piece["text"].strip() for piece in pieces(before, after) if piece["new"]]
    assert "".join(piece["text"] for piece in pieces(before, after)) == after
    assert marked == [] if not new else marked[0] in [word.strip() for word in new]


def test_very_long_texts_are_compared_as_wholes():
    assert pieces("x " * 3000, "y " * 3000) == [{"text": "y " * 3000, "new": True}]
