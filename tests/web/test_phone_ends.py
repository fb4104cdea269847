"""How a call ends, on the phone form itself: resolved, kept open or escalated, once, and nothing typed is lost."""

import pytest

from complaints.drafts.models import Draft
from complaints.record.models import Event
from complaints.record.services import words_of
from tests.factories import fresh
from tests.web.calls import address, autosaved, logged
from tests.web.reading import fields_of, text

pytestmark = pytest.mark.once


@pytest.fixture
def agent(signed_in):
    return signed_in("agent", full_name="Dan Whitlock")


@pytest.mark.parametrize(("end", "onward"), [("resolved", "do/resolve/"), ("open", ""), ("senior", "do/escalate/")])
def test_the_end_of_the_call_leads_on(agent, end, onward):
    made = logged(agent)
    answer = agent.post(address(made), fields_of(agent.get(address(made))) | {"end": end, "wanted": "A date", "do": "finish"})
    assert answer["Location"] == f"/c/{made.reference}/{onward}" and fresh(made).wanted == "A date"
    assert agent.get(answer["Location"]).status_code == 200


def test_a_call_that_stays_open_says_what_is_due(agent):
    made = logged(agent)
    agent.post(address(made), fields_of(agent.get(address(made))) | {"end": "open", "do": "finish"})
    assert "stays open. Resolve or contact the customer by Tuesday 12 May 2026." in text(agent.get(f"/c/{made.reference}/"))


def test_finishing_asks_how_the_call_ended(agent):
    made = logged(agent)
    answer = agent.post(address(made), fields_of(agent.get(address(made))) | {"do": "finish", "wanted": "A date"})
    assert answer.status_code == 422 and "Choose how the call ended." in text(answer) and 'value="A date"' in text(answer)


def test_a_senior_manager_is_asked_for_on_the_form_itself(agent):
    made = logged(agent)
    sent = fields_of(agent.get(address(made))) | {"end": "senior", "end_reason": "Third missed visit.", "wanted": "A date", "do": "finish"}
    answers = [agent.post(address(made), sent)["Location"] for _ in range(2)]
    assert answers == [f"/c/{made.reference}/"] * 2
    escalated = Event.objects.filter(complaint=made, kind="moved.escalate").count()
    assert (fresh(made).stage, fresh(made).wanted, escalated) == ("senior_review", "A date", 1)


def test_the_reason_for_escalating_outlives_saving_by_itself_and_goes_when_it_is_sent(agent):
    made = logged(agent)
    sent = fields_of(agent.get(address(made))) | {"wanted": "A date", "end": "senior", "end_reason": "Third missed visit."}
    autosaved(agent, made, sent)
    again = fields_of(agent.get(address(made)))
    assert (again["end_reason"], again["wanted"], again["end"]) == ("Third missed visit.", "A date", ["senior"])
    assert agent.post(address(made), again | {"do": "finish"})["Location"] == f"/c/{made.reference}/"
    assert fresh(made).stage == "senior_review" and not Draft.objects.exists()


ENDED = {"end": "resolved", "end_basis": "The visit is booked for Friday.", "end_at_fault": "yes", "end_explanation": "The engineer was ill.",
         "end_apology": "Sorry for the wait.", "end_action": "Booked Friday 8 to 12.", "do": "finish"}


def test_what_was_put_right_on_the_call_is_resolved_on_the_form_itself_once(agent):
    made = logged(agent)
    sent = fields_of(agent.get(address(made))) | ENDED
    assert [agent.post(address(made), sent)["Location"] for _ in range(2)] == [f"/c/{made.reference}/"] * 2
    assert fresh(made).stage == "resolved" and Event.objects.filter(complaint=made, kind="moved.resolve").count() == 1


@pytest.mark.parametrize(("left_out", "field"), [("end_explanation", "end_explanation"), ("end_apology", "end_apology"),
                                                 ("end_action", "end_action"), ("end_at_fault", "end_at_fault"), ("end_basis", "end_basis")])
def test_a_part_left_out_is_asked_for_where_it_stands_and_nothing_typed_is_lost(agent, left_out, field):
    made = logged(agent)
    answer = agent.post(address(made), fields_of(agent.get(address(made))) | ENDED | {left_out: ""})
    kept = fields_of(answer)
    assert answer.status_code == 422 and f'href="#id_{field}' in text(answer) and fresh(made).stage == "immediate"
    assert {name: kept[name] for name in ("end_basis", "end_apology", "end_action")} | {left_out: ""} == \
        {name: ENDED[name] for name in ("end_basis", "end_apology", "end_action")} | {left_out: ""}


def test_a_part_may_be_expressly_not_due(agent):
    made = logged(agent)
    none_due = {"end_action": "", "end_action_not": "Nothing was wrong.", "end_apology": "", "end_apology_not": "No fault.", "end_at_fault": "no"}
    assert agent.post(address(made), fields_of(agent.get(address(made))) | ENDED | none_due)["Location"] == f"/c/{made.reference}/"
    assert fresh(made).stage == "resolved"


def test_a_part_that_was_given_and_is_called_not_due_as_well_is_asked_about_and_both_stay_typed(agent):
    made, both = logged(agent), {"end_apology_not": "No fault of ours."}
    answer = agent.post(address(made), fields_of(agent.get(address(made))) | ENDED | both)
    assert answer.status_code == 422 and 'href="#id_end_apology_not' in text(answer) and fresh(made).stage == "immediate"
    assert (fields_of(answer)["end_apology"], fields_of(answer)["end_apology_not"]) == (ENDED["end_apology"], "No fault of ours.")


@pytest.mark.parametrize(("end", "kept"), [("open", ENDED["end_action"]), ("senior", ENDED["end_action"]), ("resolved", "Third missed visit.")])
def test_what_was_typed_under_an_end_that_was_not_chosen_is_kept_as_a_note_once(agent, end, kept):
    made = logged(agent)
    sent = fields_of(agent.get(address(made))) | ENDED | {"end_reason": "Third missed visit.", "end": end}
    assert [agent.post(address(made), sent).status_code for _ in range(2)] == [302, 302]
    notes = Event.objects.filter(complaint=made, kind="note")
    assert notes.count() == 1 and kept in words_of(notes[0])["text"]


def test_where_such_a_note_cannot_be_written_the_call_has_not_ended_and_all_stays_typed(agent):
    made, long = logged(agent), dict.fromkeys(("end_basis", "end_action", "end_apology"), "x" * 20_000)
    answer = agent.post(address(made), fields_of(agent.get(address(made))) | ENDED | long | {"end_reason": "Third missed visit.", "end": "senior"})
    assert answer.status_code == 422 and fresh(made).stage == "immediate"
    assert fields_of(answer)["end_reason"] == "Third missed visit." and len(fields_of(answer)["end_action"]) == 20_000



def test_the_words_about_the_end_outlive_saving_by_itself(agent):
    made = logged(agent)
    autosaved(agent, made, fields_of(agent.get(address(made))) | ENDED)
    again = fields_of(agent.get(address(made)))
    assert {name: again[name] for name in ("end_basis", "end_action")} == {name: ENDED[name] for name in ("end_basis", "end_action")}
