"""Each criterion against the thresholds in force: met, not met or unknown, with value, threshold, operator and rule. Pure.

Where micro and small rows are both in force the wider decides and the rule named is the one that is met.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from eligibility import values
from eligibility.asked import Asked, Fuel
from eligibility.tables import LIMITS, Thresholds
from eligibility.values import BASIS_WORDS, Value

AT_MOST, FEWER = "<=", "<"
NO_ROWS = "No thresholds are known for that day."
CONTRACT = "whether the contract or the supply counts"
SIZE_WORDS = {True: "Staff, and turnover or balance sheet, are within the limits.", False: "Staff, or both sums, are above the limits.",
              None: "It can’t be told yet."}


@dataclass(frozen=True, slots=True)
class Criterion:
    """`met` None: unknown or a matter of judgement. `settle`: what would settle it. `reading`: the doubtful sentence it rests on."""

    name: str
    met: bool | None
    value: Decimal | None
    threshold: Decimal | None
    operator: str
    rule: Thresholds | None
    why: str
    settle: tuple[str, ...] = ()
    reading: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "met": self.met, "value": plain(self.value), "threshold": plain(self.threshold), "operator": self.operator,
                "rule": self.rule.name if self.rule else None, "why": self.why}


def plain(value: Decimal | None) -> str | None:
    """A number as text: two decimals at most, none where it is whole."""
    if value is None:
        return None
    return f"{value.quantize(Decimal('0.01')):f}".rstrip("0").rstrip(".")


def named(name: str) -> str:
    """`balance_sheet` as "balance sheet"."""
    return name.replace("_", " ")


def fuel_criterion(fuel: Fuel, asked: Asked, rows: Sequence[Thresholds]) -> Criterion:
    """The fuel complained about decides; another one within its limit is a matter of judgement (Q7)."""
    value, contract = values.consumption(fuel, asked.decision_on), values.by_contract(fuel, asked.decision_on)
    told = _best([against(fuel.fuel, value, row, contract=contract) for row in rows]) if rows else without_rows(fuel.fuel)
    if not told.met or fuel.complained_about:
        return told
    return _judged(told, f"{told.why} The complaint is not about this fuel, so it needs judgement.",
                   "whether another fuel than the one complained about counts", reading="Q7")


def size_criteria(asked: Asked, rows: Sequence[Thresholds]) -> tuple[Criterion, ...]:
    """Employees, turnover, balance sheet, and `size`: staff and either sum, by one row."""
    if not rows:
        return tuple(without_rows(name) for name in ("employees", "turnover", "balance_sheet", "size"))
    each = [_sized(asked, row) for row in rows]
    return next((told for told in each if told[-1].met), each[-1])


def _best(told: Sequence[Criterion]) -> Criterion:
    """By the first row that is met, else by the widest."""
    return next((one for one in told if one.met), told[-1])


def without_rows(name: str) -> Criterion:
    return Criterion(name, None, None, None, operator_of(name), None, NO_ROWS, ("the thresholds of that day",))


def operator_of(name: str) -> str:
    """kWh and money compare "not more than", staff "fewer than" (Q2); `size` and `group` compare nothing."""
    return "" if name not in LIMITS else FEWER if name == "employees" else AT_MOST


def against(name: str, value: Value, row: Thresholds, *, contract: Value | None = None) -> Criterion:
    """One value against one row. `contract`: the same by the contractual period, where that is another (Q6)."""
    limit, operator = getattr(row, name), operator_of(name)
    shown = value.amounts[-1][1] if value.amounts else None
    unknown = Criterion(name, None, shown, limit, operator, row, "")
    if value.missing:
        return _judged(unknown, f"Unknown without {' and '.join(value.missing)}.", *value.missing)
    if contract and values_differ(value, contract, limit):
        return _judged(unknown, "The contract began on another day than the supply, and that changes how consumption is worked out.", CONTRACT,
                       reading="Q6")
    met = _met(value, limit, operator)
    if len(met) > 1:
        return _judged(unknown, f"Exactly at the boundary, {_sides(name, value, row)}.", "a decision on another day", reading="Q4")
    basis = BASIS_WORDS[value.amounts[-1][0]]
    verb = "within" if True in met else "above"
    why = f"{told(name, shown, row)}, {basis}: {verb} the limit of {limit_words(name, row)}."
    return Criterion(name, True in met, shown, limit, operator, row, why, reading="Q4" if len(value.bases) > 1 else "")


def values_differ(value: Value, contract: Value, limit: Decimal) -> bool:
    """Whether the contractual period changes the branch, or the result where it can be worked out."""
    if value.bases != contract.bases:
        return True
    return not contract.missing and _met(value, limit, AT_MOST) != _met(contract, limit, AT_MOST)


def _met(value: Value, limit: Decimal, operator: str) -> set[bool]:
    return {(amount < limit if operator == FEWER else amount <= limit) for _, amount in value.amounts}


def _sides(name: str, value: Value, row: Thresholds) -> str:
    """What each basis says, where they differ."""
    within = {True: "within", False: "above"}
    each = [(basis, amount, _met(Value(amounts=((basis, amount),)), getattr(row, name), operator_of(name))) for basis, amount in value.amounts]
    return " and ".join(f"{BASIS_WORDS[basis]} ({told(name, amount, row)}) is {within[met.pop()]} the limit" for basis, amount, met in each)


def told(name: str, amount: Decimal, row: Thresholds) -> str:
    """"80,000 kWh", "€1,900,000", "9 staff"."""
    number = f"{Decimal(plain(amount)):,f}"
    if name in ("turnover", "balance_sheet"):
        return f"{'€' if row.currency == 'EUR' else '£'}{number}"
    return f"{number} {'staff' if name == 'employees' else 'kWh'}"


def limit_words(name: str, row: Thresholds) -> str:
    return f"{'fewer than' if name == 'employees' else 'not more than'} {told(name, getattr(row, name), row)} ({row.name})"


def _judged(one: Criterion, why: str, *settle: str, reading: str = "") -> Criterion:
    return Criterion(one.name, None, one.value, one.threshold, one.operator, one.rule, why, settle, reading)


def _sized(asked: Asked, row: Thresholds) -> tuple[Criterion, ...]:
    employees = against("employees", values.staff(asked.organisation, asked.decision_on), row)
    sums = tuple(_money(name, asked, row) for name in ("turnover", "balance_sheet"))
    met = both(employees.met, either(one.met for one in sums))
    settle = dict.fromkeys(item for one in (employees, *sums) if one.met is None for item in one.settle) if met is None else ()
    return employees, *sums, Criterion("size", met, None, None, "", row, SIZE_WORDS[met], tuple(settle))


def _money(name: str, asked: Asked, row: Thresholds) -> Criterion:
    own, figures, on = asked.organisation, getattr(asked.organisation, name), asked.decision_on
    found = against(name, values.money(own, figures, on, row.currency, named(name)), row)
    if found.met is not None and values.growing(own, figures, on, row.currency, getattr(row, name)):
        why = (f"The latest {named(name)} is above the limit of {limit_words(name, row)} and the average of two or three years within it: "
               "a growing organisation needs judgement.")
        return _judged(found, why, f"whether the {named(name)} of a growing organisation counts")
    return found


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
    if not asked.group_asked:
        return None
    compliant, payer = asked.account_holder_compliant, asked.account_holder_is_bill_payer
    if compliant is False or payer is False:
        return _group(None, "The account holder is not compliant, or does not pay the bill: it needs judgement whatever else is met.",
                      "how the Ombudsman sees this group")
    if compliant is None or payer is None:
        return _group(None, "It is not known whether the account holder is compliant and pays the bill.",
                      "whether the account holder is compliant and pays the bill")
    known = [one.met for one in computed if one.met is not None]
    if known and not any(known):
        return _group(None, "The account holder is said to be compliant, but every criterion that could be worked out says otherwise.",
                      "which of the two is right")
    return _group(True, "The account holder is compliant and pays the bill.")


def _group(met: bool | None, why: str, *settle: str) -> Criterion:
    return Criterion("group", met, None, None, "", None, why, settle)
