"""Sums of the ledger by state and kind, to the penny. Reads; writes nothing."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum

from complaints.money.models import PAYMENT_STATES, Payment

PENNY = Decimal("0.01")
NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Total:
    """How many payments, what they come to, and what was added because they were late; `gbp` is both."""

    count: int = 0
    amount_gbp: Decimal = NOTHING
    late_extra_gbp: Decimal = NOTHING

    @property
    def gbp(self) -> Decimal:
        return self.amount_gbp + self.late_extra_gbp

    def __add__(self, other: "Total") -> "Total":
        return Total(self.count + other.count, self.amount_gbp + other.amount_gbp, self.late_extra_gbp + other.late_extra_gbp)


@dataclass(frozen=True, slots=True)
class Totals:
    """`cells` by (state, kind); the sums by state, by kind and of all add up from them, so they reconcile."""

    cells: dict[tuple[str, str], Total] = field(default_factory=dict)

    def of_state(self, state: str) -> Total:
        return self._sum(0, state)

    def of_kind(self, kind: str) -> Total:
        return self._sum(1, kind)

    def of(self, state: str, kind: str) -> Total:
        return self.cells.get((state, kind), Total())

    def all(self) -> Total:
        return sum(self.cells.values(), Total())

    def _sum(self, place: int, name: str) -> Total:
        return sum((total for key, total in self.cells.items() if key[place] == name), Total())


def totals(rows: QuerySet[Payment]) -> Totals:
    """One statement, whatever the number of payments. SQLite adds money up in floating point: each sum is put back to the penny."""
    found = rows.order_by().values("state", "kind").annotate(count=Count("pk"), amount=Sum("amount_gbp"), extra=Sum("late_extra_gbp"))
    cells = {(row["state"], row["kind"]): Total(row["count"], _pence(row["amount"]), _pence(row["extra"])) for row in found}
    assert {state for state, _ in cells} <= set(PAYMENT_STATES)
    return Totals(cells)


def _pence(amount: Any) -> Decimal:
    return Decimal(amount or 0).quantize(PENNY)
