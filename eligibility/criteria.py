"""Each criterion against the thresholds in force: met, not met or unknown, with value, threshold, operator and rule. Pure.

Where micro and small rows are both in force the wider decides and the rule named is the one that is met. Where the decision
falls under other rows than the complaint's beginning, both are worked out (Q13).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from eligibility import values
from eligibility.asked import Asked, Fuel
from eligibility.thresholds import Thresholds
from eligibility.values import BASIS_WORDS, Value

AT_MOST, FEWER = "<=", "<"
CHECKED = "It may be checked against the supplier’s records."


@dataclass(frozen=True, slots=True)
class Criterion:
    """`met` None: unknown or a matter of judgement. `settle`: what would settle it."""

    name: str
    met: bool | None
    value: Decimal | None
    threshold: Decimal | None
    operator: str
    rule: Thresholds | None
    why: str
    settle: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        rule = self.rule.name if self.rule else None
        return {"name": self.name, "met": self.met, "value": plain(self.value), "threshold": plain(self.threshold), "operator": self.operator,
                "rule": rule, "why": self.why}


def plain(value: Decimal | None) -> str | None:
    """A number as text: two decimals at most, none where it is whole."""
    if value is None:
        return None
    rounded = value.quantize(Decimal("0.01"))
    return f"{rounded:f}".rstrip("0").rstrip(".")


def against(name: str, value: Value, rows: Iterable[Thresholds], *, operator: str = AT_MOST) -> Criterion:
    """The criterion by the first row that is met, else by the widest."""
    rows = tuple(rows)
    if not rows:
        return Criterion(name, None, None, None, operator, None, "No thresholds are known for that day.", ("the thresholds of that day",))
    told = [_by_row(name, value, row, operator) for row in rows]
    return next((one for one in told if one.met), told[-1])


def _by_row(name: str, value: Value, row: Thresholds, operator: str) -> Criterion:
    limit = getattr(row, name)
    shown = value.amounts[-1][1] if value.amounts else None
    if value.missing or not value.amounts:
        missing = ", ".join(value.missing) or "everything"
        return Criterion(name, None, shown, limit, operator, row, f"Unknown: {missing} is missing.", value.missing)
    met = {(amount < limit if operator == FEWER else amount <= limit) for _, amount in value.amounts}
    if value.doubt:
        return Criterion(name, None, shown, limit, operator, row, value.doubt, ("whether the contract or the supply counts",))
    if len(met) > 1:
        both = " and ".join(BASIS_WORDS[basis] for basis, _ in value.amounts)
        why = f"Exactly at the boundary {both} come to different answers (Q4)."
        return Criterion(name, None, shown, limit, operator, row, why, ("a decision a day later",))
    basis = BASIS_WORDS[value.amounts[-1][0]]
    words = f"{plain(shown)} by {basis} is {'within' if True in met else 'not within'} {operator} {plain(limit)}."
    return Criterion(name, True in met, shown, limit, operator, row, words)


def fuel_criterion(fuel: Fuel, asked: Asked, rows: tuple[Thresholds, ...]) -> Criterion:
    """The fuel complained about decides; another one within its limit is a matter of judgement (Q7)."""
    told = against(fuel.fuel, values.consumption(fuel, asked.decision_on), rows)
    if told.met and not fuel.complained_about:
        why = f"{told.why} The complaint is not about this fuel, so it needs judgement (Q7)."
        settle = ("whether another fuel than the one complained about counts",)
        return Criterion(told.name, None, told.value, told.threshold, told.operator, told.rule, why, settle)
    return told


def size_criteria(asked: Asked, rows: tuple[Thresholds, ...]) -> tuple[Criterion, ...]:
    """Employees, turnover, balance sheet, and `size`: staff and either sum, by one row."""
    each = [_sized(asked, row) for row in rows] or [_sized(asked, None)]
    return next((told for told in each if told[-1].met), each[-1])


def _sized(asked: Asked, row: Thresholds | None) -> tuple[Criterion, ...]:
    rows = (row,) if row else ()
    own, on = asked.organisation, asked.decision_on
    employees = against("employees", values.staff(own.employees, own.began_on, on), rows, operator=FEWER)
    sums = tuple(_money(name, getattr(own, name), asked, row) for name in ("turnover", "balance_sheet"))
    met = both(employees.met, either(one.met for one in sums))
    settle = tuple(dict.fromkeys(item for one in (employees, *sums) if one.met is None for item in one.settle)) if met is None else ()
    why = {True: "Staff, and turnover or balance sheet, are within the limits.", False: "Staff, or both sums, are above the limits.",
           None: "It can’t be told yet."}[met]
    return employees, *sums, Criterion("size", met, None, None, "", row, why, settle)


def _money(name: str, figures: Any, asked: Asked, row: Thresholds | None) -> Criterion:
    began, on, what = asked.organisation.began_on, asked.decision_on, name.replace("_", " ")
    if row is None:
        return against(name, Value(), ())
    told = against(name, values.money(figures, began, on, row.currency, what), (row,))
    if values.growing(figures, row.currency, getattr(row, name), on):
        why = f"The latest {what} is above the limit and the average of two or three years within it: a growing organisation needs judgement (Q8)."
        return Criterion(told.name, None, told.value, told.threshold, told.operator, row, why, (f"whether the {what} counts as growing",))
    return told


def both(first: bool | None, second: bool | None) -> bool | None:
    if first is False or second is False:
        return False
    return True if first and second else None


def either(each: Iterable[bool | None]) -> bool | None:
    known = tuple(each)
    if any(known):
        return True
    return None if None in known else False


def group_criterion(asked: Asked, computed: Iterable[Criterion]) -> Criterion | None:
    """Only for a member of a group of companies (Q10). None where no group is claimed."""
    compliant, payer = asked.account_holder_compliant, asked.account_holder_is_bill_payer
    if not asked.group_asked:
        return None
    if compliant is False or payer is False:
        return _group(None, "The account holder is not compliant, or does not pay the bill: it needs judgement whatever else is met (Q10).",
                      "how the Ombudsman sees this group")
    if compliant is None or payer is None:
        return _group(None, "It is not known whether the account holder is compliant and pays the bill (Q10).",
                      "whether the account holder is compliant and pays the bill")
    if computed and all(one.met is False for one in computed):
        return _group(None, "The account holder is said to be compliant, but every criterion that was worked out says otherwise (Q10).",
                      "which of the two is right")
    return _group(True, "The account holder is compliant and pays the bill.")


def _group(met: bool | None, why: str, *settle: str) -> Criterion:
    return Criterion("group", met, None, None, "", None, why, settle)
