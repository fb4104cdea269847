"""What clocks are made from: the facts of a complaint, in the order in which they happened. Pure.

A fact is an event without its words: kind, moment, and the coded data that decide dates.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

# Events that decide dates. Alerts, notes, assignments and what the fold itself writes (deadline.*) decide none,
# but for the clocks that a person sets and the ones that a person says are met.
DECIDING = frozenset({
    "logged", "contact", "edited", "letter.sent", "letter.received", "letter.undelivered", "clock.set", "clock.met", "clock.undone",
    "payment.proposed", "payment.due", "payment.received", "payment.held", "payment.released", "payment.paid", "payment.refused",
    "offer.made", "offer.accepted", "offer.refused", "offer.lapsed",
    *(f"moved.{name}" for name in (
        "escalate", "send_update", "declare_deadlock", "refer_to_ombudsman", "return_from_ombudsman", "record_decision",
        "record_acceptance", "confirm_compliance", "close_after_decision", "resolve", "withdraw", "set_aside", "lapse", "reopen",
    )),
})


class Fact(NamedTuple):
    kind: str
    at: datetime
    seq: int
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Basis:
    """What was said at receipt, with every correction since: the start of all clocks."""

    received_at: datetime
    nation: str
    licence: str
    rulebook: str
    nation_assumed: bool = False
    customer_type: str = "unknown"
    time_known: bool = True


def without_undone(facts: Iterable[Fact]) -> list[Fact]:
    """Whoever set a clock by hand, or said that it was met, may have taken that back at once: then it decides nothing."""
    known = list(facts)
    undone = {fact.data["undoes"] for fact in known if fact.kind == "clock.undone"}
    return [fact for fact in known if not (fact.seq in undone and fact.kind in ("clock.set", "clock.met"))] if undone else known


def basis_of(facts: Iterable[Fact]) -> Basis:
    """The last word on each base fact. Corrections hold for the whole life of the complaint, not from their day on."""
    known: dict[str, Any] = {}
    for fact in facts:
        if fact.kind in ("logged", "edited"):
            known.update({key: value for key, value in fact.data.items() if key in Basis.__slots__})
    known["received_at"] = datetime.fromisoformat(known["received_at"])
    return Basis(**known)


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """By the moment they happened, then as recorded: a call recorded late takes its place among the others."""
    return sorted(facts, key=lambda fact: (fact.kind != "logged", fact.at, fact.seq))
