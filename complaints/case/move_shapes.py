"""What each move asks for, as the contract's table of moves names it. Shapes only."""

from typing import Literal

from pydantic import Field, model_validator

from complaints.case.shapes import Channel
from complaints.case.stages import MOVES
from complaints.record.parsing import Blank, BlankLine, Day, Moment, Money, Shape, Words, Yes, at_field


class MoveShape(Shape):
    at: Moment | None = None
    why_late_entry: Blank = ""


class Escalate(MoveShape):
    reason: Words
    asked_by_customer: Yes
    senior_manager: BlankLine | None = None


class SendUpdate(MoveShape):
    summary: Words
    channel: Channel


class Offer(Shape):
    text: Words
    stays_open: Yes
    open_until: Day | None = None


class DeclareDeadlock(MoveShape):
    customer_said: Words
    final_position: Words
    handling: Words
    offer: Offer | None = None


class ReferToOmbudsman(MoveShape):
    referred_on: Day
    because: Literal["deadlock", "eight_weeks", "ombudsman_took_it"]
    ombudsman_reference: BlankLine = ""


class ReturnFromOmbudsman(MoveShape):
    returned_on: Day
    reason: Words


class Required(Shape):
    kind: Literal["explanation", "apology", "action", "money"]
    text: Words
    amount_gbp: Money | None = None


class RecordDecision(MoveShape):
    decided_on: Day
    outcome: Literal["upheld", "partly_upheld", "not_upheld", "settled"]
    required: list[Required] = Field(max_length=50)
    ombudsman_reference: BlankLine = ""
    on_review: Literal["error_of_fact", "new_evidence"] | None = None
    customer_accepted_on: Day | None = None
    we_were_told_on: Day | None = None

    @model_validator(mode="after")
    def told(self):
        if (self.customer_accepted_on is None) != (self.we_were_told_on is None):
            raise at_field("we_were_told_on", "Give both the day the customer accepted and the day we were told, or neither.")
        return self


class RecordAcceptance(MoveShape):
    accepted: Yes
    on: Day
    we_were_told_on: Day


class CloseAfterDecision(MoveShape):
    because: Literal["customer_refused", "no_answer", "not_upheld", "ombudsman_closed"]


class SetAside(MoveShape):
    reason: Literal["not_ours", "duplicate", "logged_in_error"]
    told_customer_on: Day
    passed_to: BlankLine = ""
    duplicate_of: BlankLine = ""

    @model_validator(mode="after")
    def whither(self):
        if self.reason == "not_ours" and not self.passed_to:
            raise at_field("passed_to", "Say to whom it was passed.")
        if self.reason == "duplicate" and not self.duplicate_of:
            raise at_field("duplicate_of", "Give the reference of the complaint that it doubles.")
        return self


class Done(Shape):
    """`proof`: the file of this complaint that shows that it was done."""

    index: int = Field(strict=True, ge=0)
    done_on: Day
    proof: int | None = Field(default=None, strict=True, ge=1, le=2**62)


class ConfirmCompliance(MoveShape):
    done: list[Done] = Field(max_length=50)


class Part(Shape):
    """Explanation or apology: given, with its words, or why it is not due."""

    given: Yes
    text: Blank = ""
    why_not: Blank = ""

    @model_validator(mode="after")
    def one_or_the_other(self):
        if self.given and not self.text:
            raise at_field("text", "Write what was given.")
        if not self.given and not self.why_not:
            raise at_field("why_not", "Write why it is not due.")
        return self


class Action(Part):
    for_customer: Yes = True
    done_on: Day | None = None
    owner: BlankLine = ""
    due_on: Day | None = None

    @model_validator(mode="after")
    def done_or_due(self):
        if self.given and self.for_customer and self.done_on is None:
            raise at_field("done_on", "An action owed to this customer must be done first: give the day it was done, "
                                      "or set it as an action we promised and resolve once it is done.")
        return self


class Resolve(MoveShape):
    basis: Words
    agreed_by: Literal["customer", "provider"]
    at_fault: Yes
    explanation: Part
    apology: Part
    corrective_action: Action
    handling: Blank = ""
    proposal_told_on: Day | None = None
    why_reasonable: Blank = ""
    late_reason: Blank = ""

    @model_validator(mode="after")
    def provider_gives_reasons(self):
        if self.agreed_by == "provider" and self.proposal_told_on is None:
            raise at_field("proposal_told_on", "Where we consider it resolved, give the day the proposal was told.")
        if self.agreed_by == "provider" and not self.why_reasonable:
            raise at_field("why_reasonable", "Where we consider it resolved, say why that is reasonable.")
        return self


class Withdraw(MoveShape):
    customer_said: Words


class Lapse(MoveShape):
    pass


class Reopen(MoveShape):
    customer_said: Words


SHAPES: dict[str, type[MoveShape]] = {
    "escalate": Escalate, "send_update": SendUpdate, "declare_deadlock": DeclareDeadlock, "refer_to_ombudsman": ReferToOmbudsman,
    "return_from_ombudsman": ReturnFromOmbudsman, "record_decision": RecordDecision, "record_acceptance": RecordAcceptance,
    "close_after_decision": CloseAfterDecision, "set_aside": SetAside, "confirm_compliance": ConfirmCompliance, "resolve": Resolve,
    "withdraw": Withdraw, "lapse": Lapse, "reopen": Reopen,
}
assert set(SHAPES) == set(MOVES)
