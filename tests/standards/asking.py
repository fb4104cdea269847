"""Asks the pure core as the API does, and says in one line a case what is expected. No expected value lives here.

A case is a speaking name, a standard, its facts and what must come out. Customer `domestic` and nation `england` are
understood; days are ISO days, times without an offset are London's. The names of the answer are the contract's.
"""
import json
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import standards
from workdays.calendars import shipped

AS_OF = "2025-12-01T12:00+00:00"
RULES = Path(__file__).resolve().parents[2] / "fixtures" / "standards_rules.json"
TABLES = standards.tables_from(json.loads(RULES.read_text(encoding="utf-8")), shipped())
NOBODY = {"customer_type": "domestic", "nation": "england"}

Facts = dict[str, Any]


class Case(NamedTuple):
    name: str
    code: str
    facts: Facts
    want: Facts


def ask(code: str, facts: Facts, *, book: str = "documents", as_of: str = AS_OF) -> Facts:
    """The finding as JSON. Raises FactsWrong and NoRuleInForce."""
    return finding(code, facts, book=book, as_of=as_of).as_json()


def finding(code: str, facts: Facts, *, book: str = "documents", as_of: str = AS_OF) -> "standards.Finding":
    standard = standards.find(code)
    typed = standards.read_facts(standard, NOBODY | facts)
    moment = typed.get("as_of") or datetime.fromisoformat(as_of)
    return standards.assess(standard, typed, TABLES, rulebook=book, as_of=moment)


def kept(deadline: str | None = None, **more: object) -> Facts:
    """Done in time: nothing is owed."""
    return {"applies": True, "breached": False, "amount_gbp": "0.00", "deadline": deadline, "failure_on": None,
            "payment_due_by": None, **more}


def failed(amount: str | None, deadline: str | None, due: str | None, **more: object) -> Facts:
    """Failed on the deadline's day unless `failure_on` says another."""
    return {"applies": True, "breached": True, "amount_gbp": amount, "deadline": deadline,
            "failure_on": deadline and deadline[:10], "payment_due_by": due, **more}


def outside(**more: object) -> Facts:
    """The standard does not reach this customer, day or job."""
    return {"applies": False, "breached": False, "amount_gbp": "0.00", "failure_on": None, "payment_due_by": None, **more}


def params(cases: list[Case]) -> list[Any]:
    return [pytest.param(case, id=f"{case.code}: {case.name}") for case in cases]


def differs(case: Case, **options: str) -> Facts:
    """What came out otherwise than wanted, as {name: (came, wanted)}."""
    return unlike(ask(case.code, case.facts, **options), case.want)


def unlike(answer: Facts, want: Facts) -> Facts:
    return {name: (answer.get(name), value) for name, value in want.items() if not same(answer.get(name), value)}


def same(came: object, wanted: object) -> bool:
    """Equal; moments as moments, with the same offset, however many seconds are written."""
    if isinstance(wanted, str) and isinstance(came, str) and "T" in wanted:
        one, two = datetime.fromisoformat(came), datetime.fromisoformat(wanted)
        return one == two and one.utcoffset() == two.utcoffset()
    return came == wanted
