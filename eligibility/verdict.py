"""The assessment: size, timing, and what follows from both. Pure; the tables come in, the Ombudsman decides.

Three-valued: one criterion that is met settles size and no unknown undoes it. Nothing here ever blocks telling a customer
about the Ombudsman.
"""

from dataclasses import dataclass
from typing import Any

from eligibility import criteria
from eligibility.asked import Asked
from eligibility.criteria import Criterion, named
from eligibility.readings import READINGS
from eligibility.tables import Tables, Thresholds
from eligibility.timing import Timing, timing

LIKELY, UNLIKELY, JUDGEMENT = "likely_eligible", "likely_not_eligible", "needs_judgement"
DECIDES = "This says what is likely. The Ombudsman decides, and may use discretion."
CHANGED = "The thresholds changed between the complaint and the decision"
SETTLING = ("electricity", "gas", "size", "group")


@dataclass(frozen=True, slots=True)
class Size:
    """`rules`: the rows that were looked at."""

    verdict: str
    criteria: tuple[Criterion, ...]
    why: str
    rules: tuple[Thresholds, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"verdict": self.verdict, "criteria": [one.as_json() for one in self.criteria]}


@dataclass(frozen=True, slots=True)
class Assessment:
    verdict: str
    size: Size
    timing: Timing
    rulebook: str

    @property
    def would_settle(self) -> tuple[str, ...]:
        open_ones = [one for one in self.size.criteria if one.name in SETTLING and one.met is None] if self.size.verdict == JUDGEMENT else []
        return tuple(dict.fromkeys([*(item for one in open_ones for item in one.settle), *self.timing.settle]))

    @property
    def explanation(self) -> tuple[str, ...]:
        each = tuple(f"{named(one.name).capitalize()}: {one.why}" for one in self.size.criteria)
        codes = dict.fromkeys(code for code in (*(one.reading for one in self.size.criteria), *self.timing.readings) if code)
        return (self.size.why, *each, *self.timing.why, *(f"Reading {code}: {READINGS[code]}" for code in codes), DECIDES)

    def as_json(self) -> dict[str, Any]:
        """The answer of the contract."""
        rows = [*self.size.rules, *(window.row for window in self.timing.windows)]
        return {
            "verdict": self.verdict, "size": self.size.as_json(), "timing": self.timing.as_json(), "would_settle": list(self.would_settle),
            "explanation": list(self.explanation), "rules": [row.as_json(self.rulebook) for row in rows],
        }


def assess(asked: Asked, tables: Tables) -> Assessment:
    """Not eligible where the size is not; else judgement where size or timing needs it; else eligible (too early only says from when)."""
    size, when = sized(asked, tables), timing(asked, tables)
    return Assessment(overall(size.verdict, when.verdict), size, when, asked.rulebook)


def overall(size: str, when: str) -> str:
    if size == UNLIKELY:
        return UNLIKELY
    return JUDGEMENT if JUDGEMENT in (size, when) else LIKELY


def sized(asked: Asked, tables: Tables) -> Size:
    """By the rows in force when the complaint began; where the decision falls under others both are worked out (Q13)."""
    if asked.customer_type == "domestic":
        return Size(LIKELY, (), "A household needs no test of its size.")
    begun, now = tables.classes_on(asked.complaint_began_on), tables.classes_on(asked.decision_on)
    first = by_rows(asked, begun)
    if begun == now:
        return first
    second, used = by_rows(asked, now), tuple(dict.fromkeys((*begun, *now)))
    if first.verdict == second.verdict:
        return Size(first.verdict, _either(first, second), f"{first.why} {CHANGED}; both come to the same.", used)
    return Size(JUDGEMENT, _either(first, second), f"{CHANGED}, and they come to different answers.", used)


def _either(first: Size, second: Size) -> tuple[Criterion, ...]:
    """The criteria by the rows of the beginning; one on which the rows differ is a matter of judgement."""
    later = {one.name: one for one in second.criteria}
    return tuple(one if one.met == later[one.name].met else _doubtful(one, later[one.name]) for one in first.criteria)


def _doubtful(one: Criterion, other: Criterion) -> Criterion:
    why = f"By the thresholds at the beginning: {one.why} By those at the decision: {other.why}"
    settle = dict.fromkeys((*one.settle, *other.settle, "which thresholds the Ombudsman takes"))
    return Criterion(one.name, None, one.value, one.threshold, one.operator, one.rule, why, tuple(settle), one.reading or other.reading)


def by_rows(asked: Asked, rows: tuple[Thresholds, ...]) -> Size:
    """Every criterion by these rows, and what they come to."""
    fuels = tuple(criteria.fuel_criterion(fuel, asked, rows) for fuel in asked.fuels)
    sizes = criteria.size_criteria(asked, rows)
    group = criteria.group_criterion(asked, (*fuels, sizes[-1]))
    found = (*fuels, *sizes, *((group,) if group else ()))
    verdict, why = _settled(asked, [one for one in found if one.name in SETTLING])
    return Size(verdict, found, why, rows)


def _settled(asked: Asked, settling: list[Criterion]) -> tuple[str, str]:
    if asked.group_asked and False in (asked.account_holder_compliant, asked.account_holder_is_bill_payer):
        return JUDGEMENT, "A group of companies whose account holder is not compliant or does not pay the bill needs judgement."
    met = [named(one.name) for one in settling if one.met]
    if met:
        return LIKELY, f"One criterion that is met is enough: {', '.join(met)}."
    if all(one.met is False for one in settling):
        return UNLIKELY, "Every criterion is above its limit."
    return JUDGEMENT, "No criterion is met so far, and not all of them are known."
