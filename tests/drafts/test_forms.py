"""Nothing typed into a form is lost: by itself, through a time-out, a new sign-in, a refusal or a conflict; and it is sent once."""

import pytest
from django.test import Client

from complaints.case.models import Contact
from complaints.case.services import set_clock
from complaints.clocks.models import Deadline
from complaints.drafts.models import Draft
from tests.factories import MONDAY, make_person, op
from tests.web.reading import fields_of, text

pytestmark = pytest.mark.once
SAID = "They rang & said <b>no</b> — “never”."


def address(case):
    return f"/c/{case.reference}/contacts/new/"


def typed(client, case, **more):
    words = {"direction": "inbound", "channel": "telephone", "reached": "yes", "summary": SAID, "signposted": ["advice", "ombudsman"]}
    return fields_of(client.get(address(case))) | words | more


def autosaved(client, sent):
    return client.post("/drafts/", sent)


def words_in(response):
    return {name: value for name, value in fields_of(response).items() if name in ("direction", "summary", "signposted", "op_id")}


def test_what_is_kept_by_itself_stands_in_the_fields_when_the_page_opens_again(agent, case):
    sent = typed(agent, case)
    answer = autosaved(agent, sent).json()
    assert answer["saved"].startswith("Draft saved ") and answer["fields"] == {"draft_version": 1}
    page = agent.get(address(case))
    assert "You had begun this at " in text(page) and "Start afresh" in text(page)
    assert words_in(page) == {"direction": ["inbound"], "summary": SAID, "signposted": ["ombudsman", "advice"], "op_id": sent["op_id"]}


def test_starting_afresh_empties_the_form(agent, case):
    autosaved(agent, typed(agent, case))
    answer = agent.post("/drafts/", {"draft": address(case), "do": "drop"})
    page = agent.get(answer["Location"])
    assert "You had begun" not in text(page) and fields_of(page)["summary"] == ""


def test_a_draft_goes_when_its_form_is_sent(agent, case):
    sent = typed(agent, case)
    autosaved(agent, sent)
    assert agent.post(address(case), sent).status_code == 302
    assert not Draft.objects.exists() and "You had begun" not in text(agent.get(address(case)))


def test_an_autosave_that_comes_after_its_form_was_sent_keeps_nothing(agent, case):
    sent = typed(agent, case)
    agent.post(address(case), sent)
    assert autosaved(agent, sent).status_code == 204 and not Draft.objects.exists()


def test_nobody_sees_the_draft_of_another(agent, case):
    autosaved(agent, typed(agent, case))
    other = Client()
    other.force_login(make_person())
    page = other.get(address(case))
    assert "You had begun" not in text(page) and fields_of(page)["summary"] == ""


def test_another_window_with_the_same_form_is_told_and_may_choose(agent, case):
    one, two = typed(agent, case), typed(agent, case, summary="Other words.")
    autosaved(agent, one)
    answer = autosaved(agent, two)
    assert answer.status_code == 409 and 'data-draft-mine="1"' in answer.json()["html"]["draft-clash"]
    assert fields_of(agent.get(address(case)))["summary"] == SAID
    assert autosaved(agent, two | {"draft_version": "1"}).status_code == 200
    assert fields_of(agent.get(address(case)))["summary"] == "Other words."


@pytest.mark.parametrize("place", ["", "https://elsewhere.example/", "//elsewhere.example/", "/nowhere/", "/api/v1/health", "/c/x/do/y/" + "z" * 200])
def test_an_address_that_is_no_page_is_refused(agent, place):
    assert autosaved(agent, {"draft": place, "summary": SAID}).status_code == 422 and not Draft.objects.exists()


def test_a_form_sent_after_the_session_ran_out_is_there_again_after_signing_in_and_is_sent_once(agent, case, run_out):
    sent = typed(agent, case)
    run_out()
    answer = agent.post(address(case), sent)
    assert answer["Location"].startswith("/sign-in/?next=%2Fc%2F") and "ended=idle" in answer["Location"]
    run_out.goes_on()
    agent.force_login(agent.person)
    page = agent.get(address(case))
    assert words_in(page)["summary"] == SAID and words_in(page)["op_id"] == sent["op_id"]
    again = fields_of(page) | {"at": "2026-05-11T10:30"}
    assert [agent.post(address(case), again).status_code for _ in range(2)] == [302, 302]
    assert Contact.objects.count() == 1 and not Draft.objects.exists()


def test_a_form_sent_after_signing_out_in_another_window_is_kept_too(agent, case):
    sent = typed(agent, case)
    agent.post("/sign-out/")
    agent.post(address(case), sent)
    agent.force_login(agent.person)
    assert words_in(agent.get(address(case)))["summary"] == SAID


def test_an_autosave_after_the_session_ran_out_is_kept(agent, case, run_out):
    sent = typed(agent, case)
    run_out()
    assert autosaved(agent, sent).status_code == 302
    run_out.goes_on()
    agent.force_login(agent.person)
    assert words_in(agent.get(address(case)))["summary"] == SAID


def test_an_autosave_that_was_overtaken_by_its_own_form_takes_no_word_away(agent, case, run_out):
    sent = typed(agent, case)
    run_out()
    agent.post(address(case), sent)
    autosaved(agent, sent | {"summary": SAID[:9]})
    run_out.goes_on()
    agent.force_login(agent.person)
    assert words_in(agent.get(address(case)))["summary"] == SAID


def test_nobody_keeps_words_for_a_person_whose_cookie_they_made_up(agent, case):
    sent = typed(agent, case)
    stranger = Client()
    stranger.cookies["was"] = f"{agent.person.pk}:made:up"
    stranger.post(address(case), sent)
    assert not Draft.objects.exists()


@pytest.mark.parametrize(("headers", "kept"), [
    ({"Sec-Fetch-Site": "same-origin"}, True), ({"Origin": "http://testserver"}, True), ({"Origin": "https://elsewhere.example"}, False),
    ({"Sec-Fetch-Site": "cross-site"}, False), ({}, False),
])
def test_a_form_from_before_a_new_sign_in_keeps_its_words_if_it_is_ours(agent, case, headers, kept):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(agent.person)
    answer = strict.post(address(case), typed(agent, case), headers=headers)
    assert answer.status_code == (302 if kept else 403)
    assert ("You signed in again" in text(strict.get(address(case)))) is kept and Draft.objects.count() == (1 if kept else 0)
    assert not Contact.objects.exists()


def test_a_refused_form_keeps_its_words(agent, case):
    answer = agent.post(address(case), typed(agent, case, channel=""))
    assert answer.status_code == 422 and fields_of(answer)["summary"] == SAID
    assert fields_of(agent.get(address(case)))["summary"] == SAID


def test_a_stale_form_keeps_its_words_on_the_page_and_in_the_draft(agent, case):
    place = f"/c/{case.reference}/do/escalate/"
    sent = fields_of(agent.get(place)) | {"reason": SAID, "asked_by_customer": "yes"}
    set_clock(case.reference, {"op_id": op(), "version": case.version, "kind": "promise", "what": "Ring", "due_on": "2026-05-20"},
              by=agent.person, now=MONDAY)
    answer = agent.post(place, sent)
    assert answer.status_code == 409 and fields_of(answer)["reason"] == SAID
    assert fields_of(agent.get(place))["reason"] == SAID
    assert agent.post(place, fields_of(answer)).status_code == 302 and not Draft.objects.exists()


def test_a_contact_without_its_hour_sent_twice_is_recorded_once(agent, case):
    sent = typed(agent, case)
    answers = [agent.post(address(case), sent).status_code for _ in range(2)]
    assert (answers, Contact.objects.count()) == ([302, 302], 1)


def test_a_date_done_sent_twice_is_done_once(agent, case):
    set_clock(case.reference, {"op_id": op(), "version": case.version, "kind": "promise", "what": "Ring", "due_on": "2026-05-20"},
              by=agent.person, now=MONDAY)
    page = f"/c/{case.reference}/clocks/{Deadline.objects.get(kind='promise').pk}/met/"
    sent = fields_of(agent.get(page)) | {"how": "Rang her."}
    assert [agent.post(page, sent).status_code for _ in range(2)] == [302, 302]


NOT_OURS = ["//evil.example/x", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "/c/\x00/", "/nothing/here/"]


@pytest.mark.parametrize("place", NOT_OURS)
@pytest.mark.parametrize("left", [True, False])
def test_words_are_kept_for_a_page_of_the_desk_alone(agent, place, left):
    """Also of somebody whose session has gone: they come back to the page that they sent, never to what a form named."""
    agent.get("/preferences/")
    if left:
        agent.post("/sign-out/")
    sent = agent.post("/preferences/", {"draft": place, "name": "words"})
    assert not Draft.objects.exists() and "evil" not in sent.get("Location", "")


@pytest.mark.parametrize("do", ["drop", "keep"])
def test_an_address_that_no_database_can_hold_is_refused_in_words(agent, do):
    answer = agent.post("/drafts/", {"draft": "/c/a\x00b/assign/", "do": do, "text": "words"})
    assert (answer.status_code, answer.json()["words"]) == (422, "There is no form at this address.")
