"""The pages of asking: from the case, the queue with its count, and the answer that keeps what was typed."""

from datetime import timedelta

import pytest

from complaints.enquiries import services
from complaints.models import Ask
from tests.enquiries.test_asks import asked, network
from tests.factories import MONDAY, fresh, make_complaint, make_person, op
from tests.web.reading import text

__all__ = ["network"]


def test_a_team_is_asked_from_the_case_which_says_that_its_own_dates_run_on(signed_in, network):
    client, complaint = signed_in(), make_complaint()
    address = f"/c/{complaint.reference}/asks/new/"
    assert "Network operations" in text(client.get(address))
    form = {"op_id": op(), "version": complaint.version, "to": f"team:{network.slug}", "what": "Which feeder?", "due_on": "2026-05-14"}
    assert client.post(address, form).status_code == 302
    head = text(client.get(f"/c/{complaint.reference}/")).split('class="picture"')[0]
    assert "Asked of Network operations" in head and "Which feeder?" in head and "own dates run on meanwhile" in head
    assert f'href="/asked/{Ask.objects.get().pk}/"' in head
    assert "asked Network operations for an answer, due Thu 14 May 2026" in text(client.get(f"/c/{complaint.reference}/timeline/"))


def test_a_question_without_a_day_is_refused_with_all_that_was_typed(signed_in, network):
    client, complaint = signed_in(), make_complaint()
    form = {"op_id": op(), "version": complaint.version, "to": f"team:{network.slug}", "what": "Which feeder?", "due_on": ""}
    response = client.post(f"/c/{complaint.reference}/asks/new/", form)
    assert response.status_code == 422 and "Which feeder?</textarea>" in text(response)


@pytest.mark.parametrize(("asks", "heading"), [(0, "0 questions"), (1, "1 question, 1 late"), (2, "2 questions, 2 late")])
def test_the_queue_counts_what_waits_and_what_is_late(signed_in, network, at, asks, heading):
    client = signed_in(team=network)
    for _ in range(asks):
        asked(make_complaint(), f"team:{network.slug}")
    asked(make_complaint(), "person:nina")
    at(MONDAY + timedelta(days=4))
    page = text(client.get("/asked/"))
    assert f"Asked of you or Network operations: {heading}" in page
    assert ("Was the feeder switched?" in page) is bool(asks) and ("Nothing is asked of you" in page) is not asks


def test_the_answer_is_typed_beside_the_question_and_leaves_the_queue(signed_in, network):
    client = signed_in(team=network)
    ask = asked(make_complaint(), f"team:{network.slug}")
    assert "Was the feeder switched?" in text(client.get(f"/asked/{ask.pk}/"))
    response = client.post(f"/asked/{ask.pk}/", {"op_id": op(), "text": "Yes, at 04:10."}, follow=True)
    assert "Answered." in text(response) and "0 questions" in text(response)
    assert "answered what was asked" in text(client.get(f"/c/{ask.complaint.reference}/timeline/"))


def test_two_who_answer_at_once_lose_no_word(signed_in, network):
    client, nina = signed_in(team=network), network.people.get(username="nina")
    ask = asked(make_complaint(), f"team:{network.slug}")
    services.answer(ask.pk, {"op_id": op(), "text": "Yes."}, by=nina, now=MONDAY + timedelta(hours=2))
    response = client.post(f"/asked/{ask.pk}/", {"op_id": op(), "text": "At 04:10, by hand."})
    assert response.status_code == 409
    assert "Nina answered this already" in text(response) and "At 04:10, by hand.</textarea>" in text(response)


def test_a_question_that_one_may_not_see_is_not_there(signed_in, network):
    client = signed_in()
    ask = asked(make_complaint(), "person:nina")
    complaint = fresh(ask.complaint)
    complaint.restricted = True
    complaint.save()
    assert client.get(f"/asked/{ask.pk}/").status_code == client.get("/asked/999/").status_code == 404


def test_the_menu_of_a_case_leads_to_both(signed_in):
    page = text(signed_in().get(f"/c/{make_complaint(by=make_person()).reference}/"))
    assert "/asks/new/" in page and "/referrals/new/" in page
