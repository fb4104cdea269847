"""One page for each move: what it asks, what it refuses and how nothing typed is lost."""

import re
from datetime import timedelta

import pytest

from complaints.case.carrying import carry
from complaints.case.stages import MOVES
from complaints.clocks.services import history_of
from complaints.models import Complaint, Contact, Letter
from complaints.record.entries import Entry
from tests.factories import MONDAY, do_move, fresh, make_complaint

pytestmark = pytest.mark.once
DAY = timedelta(days=1)


def text(response):
    return response.content.decode()


def url(complaint, name):
    return f"/c/{complaint.reference}/do/{name}/"


REACHED = {
    "escalate": "immediate", "send_update": "senior_review", "declare_deadlock": "senior_review", "refer_to_ombudsman": "deadlock",
    "return_from_ombudsman": "ombudsman", "record_decision": "ombudsman", "record_acceptance": "ombudsman",
    "confirm_compliance": "ombudsman", "close_after_decision": "ombudsman", "resolve": "deadlock", "withdraw": "immediate",
    "set_aside": "immediate", "lapse": "deadlock", "reopen": "resolved",
}


BEFORE = {"record_acceptance": ("record_decision",), "confirm_compliance": ("record_decision", "record_acceptance")}


def reached(name):
    """A complaint on which this move can be made now."""
    complaint = make_complaint(REACHED[name])
    for before in BEFORE.get(name, ()):
        complaint = do_move(complaint, before)
    if name == "lapse":
        sent = Entry("letter.sent", MONDAY + DAY, {"letter": 1, "letter_kind": "deadlock", "sent_on": "2026-05-12", "method": "email"})
        carry(complaint, history_of(complaint), [sent], by=None, now=sent.at, because="letter sent", touch=False)
    return fresh(complaint)


AFTER_ALL = MONDAY + 400 * DAY


@pytest.mark.parametrize("name", MOVES)
def test_every_move_has_a_page_that_says_what_happens_then(signed_in, at, name):
    complaint = reached(name)
    at(AFTER_ALL if name == "lapse" else complaint.stage_since + DAY / 12)
    response = signed_in("senior_manager").get(url(complaint, name))
    assert response.status_code == 200
    assert "What happens then" in text(response)
    assert MOVES[name].label in text(response).replace("&#x27;", "'")


def test_a_move_that_is_not_possible_here_says_from_where_it_is(signed_in):
    response = signed_in("senior_manager").get(url(make_complaint(), "declare_deadlock"))
    assert response.status_code == 409
    assert "possible while it is in senior review" in text(response)


def test_a_move_that_this_role_may_not_make_says_who_may(signed_in):
    response = signed_in("agent").get(url(make_complaint("senior_review"), "declare_deadlock"))
    assert response.status_code == 403
    assert "senior manager or administrator" in text(response)


@pytest.mark.parametrize(("name", "why"), [
    ("lapse", "their time for the Ombudsman has not begun to run out"), ("record_acceptance", "the customer has nothing to answer yet"),
    ("confirm_compliance", "there is nothing to confirm yet"),
])
def test_a_move_that_is_not_possible_yet_says_why_before_anything_is_typed(signed_in, at, name, why):
    at(MONDAY + DAY)
    response = signed_in("senior_manager").get(url(make_complaint(REACHED[name]), name))
    assert response.status_code == 409 and why in text(response) and "<textarea" not in text(response)


def test_before_a_decision_only_the_ombudsman_closes_it(signed_in, at):
    complaint, client = make_complaint("ombudsman"), signed_in("senior_manager")
    at(complaint.stage_since + DAY / 12)
    assert re.findall(r'name="because" value="([^"]+)"', text(client.get(url(complaint, "close_after_decision")))) == ["ombudsman_closed"]
    decided = do_move(complaint, "record_decision")
    found = re.findall(r'name="because" value="([^"]+)"', text(client.get(url(decided, "close_after_decision"))))
    assert found == ["customer_refused", "no_answer", "ombudsman_closed"]


@pytest.mark.parametrize(("stage", "asked"), [("immediate", False), ("senior_review", True)])
def test_resolving_asks_of_the_handling_once_a_review_looked_at_it(signed_in, at, stage, asked):
    at(MONDAY + DAY / 4)
    page = text(signed_in("senior_manager").get(url(make_complaint(stage), "resolve")))
    assert ('name="handling"' in page) is asked


def test_an_unknown_move_is_no_page(signed_in):
    assert signed_in().get(url(make_complaint(), "vanish")).status_code == 404


def test_a_call_that_told_the_position_keeps_the_review_and_writes_the_contact(signed_in):
    complaint = make_complaint("senior_review")
    posted = {"op_id": "u1", "version": complaint.version, "summary": "The report is awaited.", "channel": "telephone"}
    response = signed_in("senior_manager").post(url(complaint, "send_update"), posted)
    assert response.status_code == 302
    assert Contact.objects.filter(complaint=complaint, direction="outbound", reached=True).count() == 1
    assert fresh(complaint).next_kind == "next_update"


def test_what_is_missing_is_said_at_its_field_and_everything_typed_is_kept(signed_in):
    complaint = make_complaint("senior_review")
    posted = {"op_id": "d1", "version": complaint.version, "final_position": "We offer £50 & an apology."}
    response = signed_in("senior_manager").post(url(complaint, "declare_deadlock"), posted)
    assert response.status_code == 422
    assert "Write what happened, in the customer’s words." in text(response)
    assert "We offer £50 &amp; an apology." in text(response)
    assert 'value="d1"' in text(response)


def test_somebody_elses_change_answers_409_with_every_word_kept(signed_in):
    complaint = make_complaint("senior_review")
    posted = {"op_id": "c1", "version": complaint.version - 1, "summary": "My own words.", "channel": "email"}
    response = signed_in("senior_manager").post(url(complaint, "send_update"), posted)
    assert response.status_code == 409
    assert ">My own words.</textarea>" in text(response)
    assert f'name="version" value="{complaint.version}"' in text(response)


def test_the_kept_words_go_through_with_the_new_version(signed_in):
    complaint, client = make_complaint("senior_review"), signed_in("senior_manager")
    posted = {"op_id": "c2", "version": complaint.version - 1, "summary": "My own words.", "channel": "email"}
    client.post(url(complaint, "send_update"), posted)
    assert client.post(url(complaint, "send_update"), posted | {"version": complaint.version}).status_code == 302


def test_a_double_click_makes_one_move(signed_in):
    complaint, client = make_complaint(), signed_in()
    posted = {"op_id": "e1", "version": 1, "reason": "Wants a manager.", "asked_by_customer": "yes"}
    answers = [client.post(url(complaint, "escalate"), posted) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert complaint.events.filter(kind="moved.escalate").count() == 1


def test_what_happened_days_ago_asks_why_it_is_entered_now(signed_in, at):
    complaint, client = make_complaint(), signed_in()
    at(MONDAY + timedelta(days=7))
    posted = {"op_id": "l1", "version": 1, "reason": "Wants a manager.", "asked_by_customer": "yes", "at": "2026-05-12T10:00"}
    response = client.post(url(complaint, "escalate"), posted)
    assert "say why it is entered now" in text(response)
    assert client.post(url(complaint, "escalate"), posted | {"why_late_entry": "Found on paper."}).status_code == 302
    assert complaint.events.get(kind="moved.escalate").data["late_entry"] is True


def fold_of(response, name="why_late_entry"):
    """The fold of the reason for a late entry, from its mark to its end."""
    folds = re.findall(r'<details class="fold field-fold".*?</details>', text(response), re.DOTALL)
    return next((fold for fold in folds if f'name="{name}"' in fold), "")


@pytest.mark.parametrize("name", MOVES)
def test_why_it_is_entered_late_is_folded_away_until_it_is_asked(signed_in, at, name):
    complaint = reached(name)
    at(AFTER_ALL if name == "lapse" else complaint.stage_since + DAY / 12)
    fold = fold_of(signed_in("senior_manager").get(url(complaint, name)))
    assert "It happened more than one working day ago" in fold
    assert not fold.startswith('<details class="fold field-fold" open>')


def test_the_fold_stands_open_where_the_reason_is_asked_for_or_given(signed_in, at):
    complaint, client = make_complaint(), signed_in()
    at(MONDAY + timedelta(days=7))
    posted = {"op_id": "l2", "version": 1, "reason": "", "asked_by_customer": "yes", "at": "2026-05-12T10:00"}
    for more in ({"reason": "Wants a manager."}, {"why_late_entry": "Found on paper."}):
        fold = fold_of(client.post(url(complaint, "escalate"), posted | more))
        assert fold.startswith('<details class="fold field-fold" open>')


@pytest.mark.parametrize(("days", "folded"), [(0, True), (1, True), (2, False)])
def test_why_it_was_late_stands_open_where_a_day_was_missed(signed_in, at, days, folded):
    complaint, client = make_complaint(), signed_in()
    at(MONDAY + timedelta(days=days, hours=2))
    page = client.get(url(complaint, "resolve"))
    assert 'name="late_reason"' in text(page) and bool(fold_of(page, "late_reason")) is folded


def test_resolving_takes_the_three_parts_each_given_or_why_not(signed_in):
    complaint, client = make_complaint(), signed_in()
    posted = {
        "op_id": "r1", "version": 1, "basis": "Paid back.", "agreed_by": "customer", "at_fault": "yes",
        "explanation__given": "yes", "explanation__text": "The meter was misread.", "apology__given": "yes", "apology__text": "Sorry.",
        "corrective_action__given": "no",
    }
    assert "Write why it is not due." in text(client.post(url(complaint, "resolve"), posted))
    assert client.post(url(complaint, "resolve"), posted | {"corrective_action__why_not": "Nothing left."}).status_code == 302
    assert fresh(complaint).stage == "resolved"


def test_the_decision_page_gathers_each_required_thing(signed_in, at):
    at(MONDAY + timedelta(hours=6))
    complaint, client = make_complaint("ombudsman"), signed_in("senior_manager")
    posted = {"op_id": "o1", "version": complaint.version, "decided_on": "2026-05-11", "outcome": "upheld", "required__0__kind": "money",
              "required__0__text": "Pay for the food.", "required__0__amount_gbp": "40.00", "required__2__kind": "apology",
              "required__2__text": "Apologise."}
    assert client.post(url(complaint, "record_decision"), posted).status_code == 302
    assert [item["kind"] for item in complaint.decisions.get().required] == ["money", "apology"]


@pytest.mark.parametrize("field", ["version", "op_id"])
@pytest.mark.parametrize("value", ["", "x", "9" * 40, "\x00", "-1"])
def test_broken_hidden_fields_are_refused_and_nothing_is_made(signed_in, field, value):
    complaint = make_complaint()
    posted = {"op_id": "h1", "version": 1, "reason": "r", "asked_by_customer": "yes"} | {field: value}
    response = signed_in().post(url(complaint, "escalate"), posted)
    assert response.status_code in (302, 409, 422)
    assert (fresh(complaint).stage == "senior_review") is (response.status_code == 302)


def test_the_page_writes_no_letter_by_itself(signed_in):
    complaint = make_complaint("senior_review")
    signed_in("senior_manager").get(url(complaint, "declare_deadlock"))
    assert not Letter.objects.exists() and Complaint.objects.get().stage == "senior_review"


FORMS_OF_A_CASE = ("do/escalate", "contacts/new", "clocks/new", "asks/new", "referrals/new", "assign", "correct", "offers/new", "payments/new")


@pytest.mark.parametrize("form", FORMS_OF_A_CASE)
def test_every_form_of_a_case_has_the_story_and_the_next_date_beside_it(signed_in, form):
    complaint = make_complaint(wanted="A working meter.")
    side = text(signed_in("senior_manager").get(f"/c/{complaint.reference}/{form}/")).partition('<aside class="side"')[2]
    assert all(words in side for words in ("In the customer’s words", complaint.description[:20], "A working meter.", "<h2>Next</h2>"))
    assert "Tue 12 May 2026" in side


def test_beside_the_ombudsmans_forms_stands_what_was_decided_and_every_date(signed_in, at):
    at(MONDAY + timedelta(hours=6))
    complaint, client = make_complaint("ombudsman"), signed_in("senior_manager")
    client.post(url(complaint, "record_decision"), {
        "op_id": "o2", "version": complaint.version, "decided_on": "2026-05-11", "outcome": "upheld", "required__0__kind": "money",
        "required__0__text": "Pay for the food.", "required__0__amount_gbp": "40.00"})
    side = text(client.get(url(complaint, "record_acceptance"))).partition('<aside class="side"')[2]
    assert all(words in side for words in ("Waiting for the customer’s answer", "Upheld", "Money £40.00", "Pay for the food.", "not done yet"))
    assert "Ombudsman, from the complaint" in side
