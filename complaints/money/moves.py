"""What can be done with a payment: from which state, by whom, and the sentence of each refusal. Pure.

Design, sections 5 and 7: whoever may work on a complaint proposes and records what happened to the money; senior managers and
compliance officers decide, never on a proposal of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import standards
from complaints.case.stages import AGENT, COMPLIANCE, EVERYBODY, MANAGER
from complaints.money.models import PAYMENT_STATES

DECIDE = frozenset({MANAGER, COMPLIANCE})
ENDED = frozenset({"paid", "refused"})
STATE_SAID: Mapping[str, str] = {
    "proposed": "proposed", "approved": "approved", "held": "on hold, because it is in dispute", "paid": "paid and never changes",
    "refused": "refused",
}
assert set(STATE_SAID) == set(PAYMENT_STATES) and AGENT not in DECIDE


@dataclass(frozen=True, slots=True)
class PaymentMove:
    """`label` is the button, `done` what is said afterwards."""

    name: str
    sources: frozenset[str]
    who: frozenset[str]
    label: str
    done: str


MOVES: Mapping[str, PaymentMove] = {move.name: move for move in (
    PaymentMove("approve", frozenset({"proposed"}), DECIDE, "Approve the payment", "Approved"),
    PaymentMove("pay", frozenset({"approved"}), EVERYBODY, "Record the payment as paid", "Recorded as paid"),
    PaymentMove("hold", frozenset({"proposed", "approved"}), DECIDE, "Put the payment on hold", "On hold: its clock has stopped"),
    PaymentMove("release", frozenset({"held"}), DECIDE, "Let the payment go on", "Its clock goes on"),
    PaymentMove("received", frozenset({"proposed", "approved"}), EVERYBODY, "Record the network’s money", "The network’s money is recorded"),
    PaymentMove("refuse", frozenset({"proposed", "approved", "held"}), DECIDE, "Refuse the payment", "Refused"),
)}
OWN_PROPOSAL = "You proposed this payment, so somebody else approves it."
NETWORKS_CLOCK = ("A dispute stops the clock of a supplier’s own standard only. A network’s payment is due all the same; the customer and "
                  "the network may each ask Ofgem to decide.")
NO_STANDARD = "Only a payment of a guaranteed standard has a clock that can be put on hold."
NOT_THROUGH_US = "Only a network’s payment that comes through us, the supplier, is recorded as received."
STILL_GROWS = "The sum still grows, because it is not done yet. Work the standard out again once it is, and approve what it comes to then."
MONEY_IS_HERE = "The network’s money for it has reached us and is the customer’s: pass it on."
RECEIVED_ALREADY = "The network’s money is on record already."


def refusal_of_role(move: PaymentMove) -> str:
    return f"“{move.label}” can be done by a senior manager or a compliance officer."


def refusal_of_state(move: PaymentMove, state: str) -> str:
    allowed = " or ".join(name for name in ("proposed", "approved", "on hold") if name.replace("on hold", "held") in move.sources)
    return f"This payment is {STATE_SAID[state]}. “{move.label}” is possible while it is {allowed}."


def is_of_supplier(payment: Any) -> bool:
    """Whether a standard of the supplier's own is paid for; a network's clock runs on whatever is disputed (A29)."""
    found = standards.find(payment.code)
    return found is not None and not found.is_payment_of_network


def comes_through_us(payment: Any) -> bool:
    """Whether a network pays it to us, the supplier, who must pass it on (A27)."""
    ours = payment.complaint is not None and payment.complaint.licence == "supplier"
    return ours and payment.kind == "standard" and payment.route == "via_supplier" and not is_of_supplier(payment)


def still_grows(payment: Any) -> bool:
    """Worked out before it was done, where more is owed the later that is: approved now, what comes after would be lost."""
    found = standards.find(payment.code)
    grows = found is not None and found.pay is not None and found.pay.grows
    return grows and payment.finding is not None and bool(payment.finding.answer.get("provisional"))


def not_fitting(move: str, payment: Any) -> str:
    """Why this move has no meaning for this payment; "" where it has."""
    if move == "refuse" and payment.received_on:
        return MONEY_IS_HERE
    if move == "approve" and still_grows(payment):
        return STILL_GROWS
    if move == "hold" and payment.kind != "standard":
        return NO_STANDARD
    if move == "hold" and not is_of_supplier(payment):
        return NETWORKS_CLOCK
    if move == "received" and not comes_through_us(payment):
        return NOT_THROUGH_US
    if move == "received" and payment.received_on:
        return RECEIVED_ALREADY
    return ""


def moves_of(payment: Any, person: Any) -> list[str]:
    """The moves that this person may make now."""
    return [move.name for move in MOVES.values() if payment.state in move.sources and person.role in move.who
            and not (move.name == "approve" and payment.proposed_by_id == person.pk) and not not_fitting(move.name, payment)]
