"""Who may do what with a letter in which state, and that nobody approves what they wrote or submitted."""

import pytest

from complaints.letters import services
from complaints.letters.kinds import State
from complaints.letters.models import Letter
from complaints.letters.moves import MOVES
from complaints.record.refusals import Conflict, Forbidden, Unacceptable
from tests.factories import make_complaint, make_person
from tests.letters.walked import MINUTE, approved, do, drafted, fresh, given, later, sent, submitted, write

pytestmark = pytest.mark.django_db

ROLES = ("agent", "senior_manager", "compliance_officer", "administrator")
CHECKERS = ("senior_manager", "compliance_officer")
ANYBODY = {"submit", "received", "undelivered"}
FROM = {
    "submit": {"draft"}, "approve": {"submitted"}, "return": {"submitted", "approved"}, "send": {"approved"}, "settle": {"uncertain"},
    "received": {"sent"}, "undelivered": {"sent"},
}
FIELDS = {
    "return": {"reason": "Say more."}, "send": {"method": "post"}, "settle": {"was_sent": True, "how_known": "They rang."},
    "received": {"received_on": "2026-05-11"}, "undelivered": {"on": "2026-05-11", "why": "Gone away", "how_known": "The post"},
}
assert set(FROM) == set(MOVES)


def in_state(state: str) -> Letter:
    """A letter walked to the state; the two that only a hand-over reaches are set."""
    if state in ("uncertain", "superseded"):
        letter = approved()
        Letter.objects.filter(pk=letter.pk).update(state=state, sending_since=later(letter) if state == "uncertain" else None, sha256="0" * 64)
        return fresh(letter)
    return {"draft": drafted, "submitted": submitted, "approved": approved, "sent": sent}[state]()


def expected(role: str, state: str, name: str) -> type[Exception] | None:
    if name not in ANYBODY and role not in CHECKERS:
        return Forbidden
    return None if state in FROM[name] else Conflict


@pytest.mark.parametrize("state", [state.value for state in State])
def test_each_move_is_made_by_its_roles_from_its_states(state):
    letter = in_state(state)
    for role in ROLES:
        for name in MOVES:
            refusal = expected(role, state, name)
            if refusal:
                with pytest.raises(refusal):
                    services.move(letter.pk, name, given(letter, **FIELDS.get(name, {})), by=make_person(role), now=later(letter))
    assert fresh(letter).version == letter.version


@pytest.mark.parametrize("role", CHECKERS)
@pytest.mark.parametrize("name", ["approve", "return"])
def test_managers_and_compliance_check_a_letter(role, name):
    letter = submitted()
    after = do(letter, name, by=make_person(role), now=later(letter), **FIELDS.get(name, {}))
    assert after.state == ("approved" if name == "approve" else "draft")


def test_whoever_wrote_in_a_letter_does_not_approve_it():
    author = make_person("senior_manager")
    letter = submitted(by=author)
    with pytest.raises(Forbidden, match="somebody else approves"):
        do(letter, "approve", by=author, now=later(letter))


def test_whoever_submitted_a_letter_does_not_approve_it():
    manager, letter = make_person("senior_manager"), drafted()
    letter = write(letter, by=make_person(), now=later(letter))
    letter = do(letter, "submit", by=manager, now=later(letter))
    with pytest.raises(Forbidden):
        do(letter, "approve", by=manager, now=later(letter))


def test_whoever_drafted_a_letter_by_hand_does_not_approve_it():
    manager = make_person("senior_manager")
    letter = submitted(drafted("update", make_complaint("senior_review"), by=manager))
    with pytest.raises(Forbidden):
        do(letter, "approve", by=manager, now=later(letter))


def test_an_author_stays_an_author_in_another_role():
    author = make_person("agent")
    letter = submitted(by=author)
    author.role = "senior_manager"
    author.save()
    with pytest.raises(Forbidden):
        do(letter, "approve", by=author, now=later(letter))


def test_an_author_sends_what_somebody_else_approved():
    author = make_person("senior_manager")
    letter = approved(by=author)
    assert do(letter, "send", by=author, now=later(letter), method="post").state == "sent"


def test_an_edit_after_approval_makes_it_a_draft_with_one_author():
    letter, editor = approved(), make_person("compliance_officer")
    letter = write(letter, by=editor, now=later(letter), position="We were wrong, and I apologise.")
    assert (letter.state, letter.authors, letter.approver_id, letter.approved_at) == ("draft", [editor.pk], None, None)


def test_authors_are_kept_through_a_return():
    first = make_person()
    letter = submitted(by=first)
    letter = do(letter, "return", by=make_person("senior_manager"), now=later(letter), reason="Say more.")
    assert letter.state == "draft" and first.pk in letter.authors and letter.returned_why == "Say more."


@pytest.mark.parametrize("role", ROLES)
def test_an_acknowledgement_goes_from_draft_by_whoever_may_draft(role):
    letter = drafted("acknowledgement", make_complaint())
    assert do(letter, "send", by=make_person(role), now=later(letter), method="post").state == "sent"


def test_a_letter_that_was_sent_never_changes():
    letter = sent()
    with pytest.raises(Conflict):
        write(letter, by=make_person("administrator"), now=later(letter), position="Something else.")
    assert fresh(letter).sha256 == letter.sha256


def test_a_stale_version_is_a_conflict_before_the_state_is_looked_at():
    letter = sent()
    with pytest.raises(Conflict) as refused:
        services.move(letter.pk, "submit", given(letter) | {"version": 1}, by=make_person(), now=later(letter) + MINUTE)
    assert refused.value.code == "stale_version"


@pytest.mark.parametrize("missing", ["op_id", "version"])
def test_the_marks_of_a_call_are_asked_for_last(missing):
    letter = drafted()
    with pytest.raises(Unacceptable) as refused:
        services.move(letter.pk, "submit", {**given(letter), missing: None}, by=make_person(), now=later(letter))
    assert missing in refused.value.fields
