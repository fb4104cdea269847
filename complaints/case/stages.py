"""Stages and moves of the procedure as one table: from where, to where, who may, and the words. Pure.

Complaints Handling Procedure (seed 000) and design.md sections 2 and 7. django-fsm's transitions on the model are held to
this table by a test.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    IMMEDIATE = "immediate"
    SENIOR_REVIEW = "senior_review"
    DEADLOCK = "deadlock"
    OMBUDSMAN = "ombudsman"
    RESOLVED = "resolved"
    CLOSED = "closed"


OPEN = frozenset({Stage.IMMEDIATE, Stage.SENIOR_REVIEW, Stage.DEADLOCK, Stage.OMBUDSMAN})
IMMEDIATE, SENIOR_REVIEW, DEADLOCK, OMBUDSMAN, RESOLVED, CLOSED = Stage
ENDED = (RESOLVED, CLOSED)
assert set(Stage) - set(ENDED) == OPEN

STAGE_WORDS: Mapping[Stage, str] = {
    IMMEDIATE: "Immediate", SENIOR_REVIEW: "Senior review", DEADLOCK: "Deadlock", OMBUDSMAN: "Ombudsman",
    RESOLVED: "Resolved", CLOSED: "Closed",
}
STANDS: Mapping[Stage, str] = {
    IMMEDIATE: "at the immediate stage", SENIOR_REVIEW: "in senior review", DEADLOCK: "at deadlock", OMBUDSMAN: "with the Ombudsman",
    RESOLVED: "resolved", CLOSED: "closed",
}
assert set(STAGE_WORDS) == set(STANDS) == set(Stage)

AGENT, MANAGER, COMPLIANCE, ADMIN = "agent", "senior_manager", "compliance_officer", "administrator"
EVERYBODY = frozenset({AGENT, MANAGER, COMPLIANCE, ADMIN})
FRONT = frozenset({AGENT, MANAGER, ADMIN})
SENIOR = frozenset({MANAGER, ADMIN})
OFFICE = frozenset({MANAGER, COMPLIANCE, ADMIN})

ROLE_WORDS = {AGENT: "agent", MANAGER: "senior manager", COMPLIANCE: "compliance officer", ADMIN: "administrator"}


@dataclass(frozen=True)
class Move:
    """`target` None: stays. "back": where it came from. `at_stage` narrows who may at one stage; `owner_too`: the owner may."""

    name: str
    sources: frozenset[Stage]
    target: Stage | str | None
    who: frozenset[str]
    label: str
    done: str
    at_stage: Mapping[Stage, frozenset[str]]
    owner_too: bool = False

    def may_ever(self, role: str) -> bool:
        return role in self.who or (self.owner_too and role in EVERYBODY - {COMPLIANCE})

    def may_at(self, role: str, stage: Stage, *, owns: bool) -> bool:
        return role in self.at_stage.get(stage, self.who) or (self.owner_too and owns and role != COMPLIANCE)


def _move(name, sources, target, who, label, done, *, at_stage=None, owner_too=False) -> Move:
    return Move(name, frozenset(sources), target, who, label, done, at_stage or {}, owner_too)


MOVES: Mapping[str, Move] = {move.name: move for move in (
    _move("escalate", {IMMEDIATE}, SENIOR_REVIEW, FRONT, "Ask for a senior review", "Escalated to senior review"),
    _move("send_update", {SENIOR_REVIEW}, None, SENIOR, "Send update", "Update recorded", owner_too=True),
    _move("declare_deadlock", {SENIOR_REVIEW}, DEADLOCK, SENIOR, "Declare deadlock", "Deadlock declared"),
    _move("refer_to_ombudsman", set(Stage) - {OMBUDSMAN}, OMBUDSMAN, EVERYBODY, "Record that the customer went to the Ombudsman",
          "Recorded that the customer went to the Ombudsman"),
    _move("return_from_ombudsman", {OMBUDSMAN}, "back", OFFICE, "Record that the Ombudsman did not take it", "Back from the Ombudsman"),
    _move("record_decision", {OMBUDSMAN}, None, OFFICE, "Record the Ombudsman’s decision", "Decision recorded"),
    _move("record_acceptance", {OMBUDSMAN, CLOSED}, OMBUDSMAN, OFFICE, "Record the customer’s answer to the decision",
          "Customer’s answer recorded"),
    _move("confirm_compliance", {OMBUDSMAN}, RESOLVED, OFFICE, "Confirm that everything was done", "Compliance confirmed"),
    _move("close_after_decision", {OMBUDSMAN}, CLOSED, OFFICE, "Close after the Ombudsman’s decision", "Closed after the decision"),
    _move("resolve", {IMMEDIATE, SENIOR_REVIEW, DEADLOCK}, RESOLVED, FRONT, "Resolve the complaint", "Resolved",
          at_stage={SENIOR_REVIEW: SENIOR, DEADLOCK: SENIOR}),
    _move("withdraw", OPEN, CLOSED, FRONT, "Close because the customer withdraws", "Withdrawn by the customer"),
    _move("set_aside", {IMMEDIATE, SENIOR_REVIEW}, CLOSED, OFFICE, "Set the complaint aside", "Set aside"),
    _move("lapse", {DEADLOCK}, CLOSED, OFFICE, "Close because the time for the Ombudsman has passed",
          "Closed because the time for the Ombudsman has passed"),
    _move("reopen", {RESOLVED, CLOSED}, "back", FRONT, "Reopen the complaint", "Reopened"),
)}


def refusal_after_decision() -> str:
    """The sentence of a 409: the Ombudsman's decision ended it, so it is not reopened (design, section 2)."""
    return ("The Ombudsman’s decision closed this complaint. If the customer accepted it after all, record their answer; "
            "anything new is a new complaint.")


def refusal_of_stage(move: Move, stage: Stage) -> str:
    """The sentence of a 409: where the complaint is and from where the move is made."""
    allowed = " or ".join(STANDS[source] for source in Stage if source in move.sources)
    return f"This complaint is {STANDS[stage]}. “{move.label}” is possible while it is {allowed}."


def refusal_of_role(move: Move, stage: Stage | None = None) -> str:
    """The sentence of a 403: who may do it."""
    who = move.at_stage.get(stage, move.who) if stage else move.who
    names = [ROLE_WORDS[role] for role in (AGENT, MANAGER, COMPLIANCE, ADMIN) if role in who]
    owner = " (the owner of the complaint may too)" if move.owner_too else ""
    return f"“{move.label}” can be done by a{'n' if names[0][0] in 'aeiou' else ''} {', '.join(names[:-1])} or {names[-1]}{owner}."
