"""Which findings are about one and the same failure: one payment a failure (A13). Pure: codes and typed facts in, a key out.

A failure is known by the facts that start its clock: the days and moments that a standard must be given and that can't be "not yet".
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from standards import Standard

OUTAGE = frozenset({"EL-R5", "EL-R6", "EL-R7"})
EXPLAINED = frozenset({"SUP-METER-EXPLAIN", "SUP-METER-EMAIL"})
METER = frozenset({"SUP-METER", "SUP-METER-ASSESS"}) | EXPLAINED
OUTCOMES = frozenset({"as_of", "claim_made_at", "claim_made_on", "failure_known_on", "judged_failed_on"})
# Missed visits are told apart by their day, where it is given (A13).
NAMED_BY = {"EL-R17": ("failure_on",)}
NOT_STARTS = {"EL-R19": OUTCOMES - {"failure_known_on"}, "SUP-APPT-OFFER": OUTCOMES}


def failure_of(standard: Standard, facts: Mapping[str, Any]) -> str:
    """The key of the failure: the same for the standards that share it (an outage, a doubtful meter)."""
    left_out = NOT_STARTS.get(standard.code, OUTCOMES)
    named = {fact.name: str(facts[fact.name]) for fact in standard.facts
             if fact.required and not fact.nullable and fact.kind in ("day", "moment", "word") and fact.name not in left_out}
    named |= {name: str(facts[name]) for name in NAMED_BY.get(standard.code, ()) if facts.get(name)}
    text = json.dumps(named or {"of": standard.code}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def same_failure(code: str) -> frozenset[str]:
    """The standards of which one alone is paid for one failure, this one among them. The regulations 5, 6 and 7 exclude each other;
    the bundle of the meter stands for its three (A20)."""
    if code in OUTAGE:
        return OUTAGE
    if code == "SUP-METER":
        return METER
    if code in EXPLAINED:
        return EXPLAINED | {"SUP-METER"}
    return frozenset({code, "SUP-METER"}) if code in METER else frozenset({code})
