"""What can be done with a letter: from which state, by whom, and the sentence of each refusal. Pure.

Design, sections 4 and 7: managers and compliance officers approve, return, send and settle; whoever may log a complaint drafts,
edits, submits and records receipt or return.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from complaints.case.stages import AGENT, COMPLIANCE, EVERYBODY, MANAGER
from complaints.letters.kinds import WITHOUT_APPROVAL, Kind, State

CHECKERS = frozenset({MANAGER, COMPLIANCE})
AFTER_THE_END = frozenset({Kind.RESOLUTION, Kind.COMPLIANCE_CONFIRMATION, Kind.PAYMENT_NOTICE})
"""The only kinds that are sent on a resolved or closed complaint (design, section 3)."""

STATE_WORDS: Mapping[State, str] = {
    State.DRAFT: "a draft", State.SUBMITTED: "waiting to be checked", State.APPROVED: "approved", State.SENT: "sent",
    State.UNCERTAIN: "uncertain: nobody knows yet whether it went", State.SUPERSEDED: "set aside, because it is no longer asked for",
}
assert set(STATE_WORDS) == set(State)


@dataclass(frozen=True, slots=True)
class LetterMove:
    """`label` is the button, `done` what is said afterwards."""

    name: str
    sources: frozenset[State]
    who: frozenset[str]
    label: str
    done: str


MOVES: Mapping[str, LetterMove] = {move.name: move for move in (
    LetterMove("submit", frozenset({State.DRAFT}), EVERYBODY, "Send for approval", "Sent for approval"),
    LetterMove("approve", frozenset({State.SUBMITTED}), CHECKERS, "Approve the letter", "Approved"),
    LetterMove("return", frozenset({State.SUBMITTED, State.APPROVED}), CHECKERS, "Return the letter", "Returned"),
    LetterMove("send", frozenset({State.APPROVED}), CHECKERS, "Send the letter", "Sent"),
    LetterMove("settle", frozenset({State.UNCERTAIN}), CHECKERS, "Say whether the letter went", "Settled"),
    LetterMove("received", frozenset({State.SENT}), EVERYBODY, "Record the letter’s receipt", "Receipt recorded"),
    LetterMove("undelivered", frozenset({State.SENT}), EVERYBODY, "Record that the letter came back", "Return recorded"),
)}


def sources_of(move: LetterMove, kind: Kind) -> frozenset[State]:
    """An acknowledgement or a payment notice may go from draft to sent."""
    return move.sources | {State.DRAFT} if move.name == "send" and kind in WITHOUT_APPROVAL else move.sources


def who_of(move: LetterMove, kind: Kind) -> frozenset[str]:
    return EVERYBODY if move.name == "send" and kind in WITHOUT_APPROVAL else move.who


def may_edit(state: State) -> bool:
    return state in (State.DRAFT, State.SUBMITTED, State.APPROVED)


def offers_edit(state: State) -> bool:
    """Where a page offers to write in it. What is approved is returned first, so that nobody undoes an approval by accident."""
    return state in (State.DRAFT, State.SUBMITTED)


def refusal_of_role(move: LetterMove) -> str:
    return f"“{move.label}” can be done by a senior manager or compliance officer."


def refusal_of_state(move: LetterMove, kind: Kind, state: State) -> str:
    allowed = " or ".join(STATE_WORDS[source].split(":")[0].split(",")[0] for source in State if source in sources_of(move, kind))
    return f"This letter is {STATE_WORDS[state]}. “{move.label}” is possible while it is {allowed}."


OWN_LETTER = "You wrote or submitted this letter, so somebody else approves it."
ENDED = "This complaint has ended. Only a resolution letter, a confirming letter or a payment notice can be sent on it."
NO_DEADLOCK = "A deadlock letter is sent once deadlock has been declared."
HANDING_OVER = "This letter is being handed to the mail server. Wait until it is known whether it went."
assert AGENT not in CHECKERS
