"""What a standard is: a row of small terms. Its numbers lie in dated rows, its words come from the terms. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from standards.claiming import Claim
from standards.facts import Fact, wanted
from standards.known_facts import KNOWN
from standards.measuring import Facts, Measured, Moment, Values
from standards.pays import Owed
from standards.scopes import Condition, Is, Refuses

CLASSES = ("domestic", "small_business", "large_business")
EVERYBODY, SMALL, HOUSEHOLDS = CLASSES, CLASSES[:2], CLASSES[:1]
CLASS_WORDS = {EVERYBODY: "every customer", SMALL: "households and small businesses", HOUSEHOLDS: "households"}
REGIMES = {
    "supplier": "Supplier", "electricity_distribution": "Electricity distributor", "electricity_connections": "Electricity connections",
    "gas_transporter": "Gas transporter", "licence_condition": "Licence targets",
}
WHO = {
    "supplier": "We", "electricity_distribution": "The distributor", "electricity_connections": "The distributor",
    "gas_transporter": "The gas transporter", "licence_condition": "The gas transporter",
}
ROUTES = {
    "direct": "directly to the customer", "via_supplier": "through the supplier, who must pass it on",
    "chosen": "by the method the customer asks for, unless that is unreasonable",
    "electronic": "electronically", "credit_to_connection_invoice": "as a credit to the connection invoice",
}
PAY_FROM = {
    "failure": "of the failure", "known": "of knowing of the failure", "claim": "of the claim", "job": "of the whole job’s completion",
    "done": "of doing it at last, when the sum is fixed", "gas_claim": "of the claim",
}
assert set(WHO) == set(REGIMES)


class Clock(Protocol):
    needs: tuple[str, ...]

    def measure(self, facts: Facts, values: Values, at: Moment) -> Measured: ...

    def words(self, values: Values) -> str: ...


class Pay(Protocol):
    needs: tuple[str, ...]
    grows: bool

    def owed(self, facts: Facts, values: Values, measured: Measured) -> Owed: ...

    def words(self, values: Values) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Standard:
    """One right of customers (or one yearly target).

    `duty` completes "We must …"; `pay` None: nothing is paid; `pay_from`: from when the time to pay counts ("": no time is
    given); `late`: the standard by which paying late costs once more; `ours`: the fact that says whether we are the one who
    owes it; `readings`: open readings it rests on; `lines`: of the owner's document.
    """

    code: str
    name: str = ""
    title: str
    regime: str
    duty: str
    clock: Any
    pay: Any = None
    customers: tuple[str, ...] = EVERYBODY
    scope: tuple[Condition, ...] = ()
    refuses: tuple[Refuses, ...] = ()
    ours: Is | None = None
    claim: Claim | None = None
    pay_from: str = ""
    late: str = ""
    other_supplier: bool = False
    asks: tuple[str, ...] = ()
    exemptions: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    source: str
    lines: tuple[int, ...]
    readings: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def pays(self) -> bool:
        return self.pay is not None

    @property
    def day_from(self) -> str:
        """The fact that alone says on which day it was failed, "" where the clock does: without it there is no day to pay by."""
        return getattr(self.clock, "day_from", "")

    @property
    def claim_required(self) -> bool:
        return self.claim is not None

    @property
    def liable(self) -> str:
        return WHO[self.regime]

    @property
    def is_payment_of_network(self) -> bool:
        return self.regime not in ("supplier", "licence_condition")

    def needs(self) -> frozenset[str]:
        """The names of the values that its row must have, and no others."""
        named = {name for part in self._parts() for name in part.needs}
        for name in ("first", "more"):
            if name in named:
                named = named - {name} | {f"{name}_domestic"} | ({f"{name}_business"} if len(self.customers) > 1 else set())
        return frozenset(named | ({"pay_days"} if self.pay_from else set()) | ({"late_extra"} if self.late else set()))

    def _parts(self) -> Iterable[Any]:
        parts = (self.clock, self.pay, self.claim, *self.scope, *self.refuses)
        return (part for part in parts if part is not None)


NATION_AND_CLASS = ("customer_type", "nation")


def facts_of(regime: str, asks: tuple[str, ...]) -> tuple[Fact, ...]:
    """What every standard of the regime asks for, then its own."""
    if regime == "licence_condition":
        return wanted(asks, KNOWN)
    between = {"electricity_distribution": ("metered_demand?", "private_network?", "failure_known_on?"),
               "electricity_connections": ("icp_involved?", "approved_equipment_no_change?", "meter_move_only?")}.get(regime, ())
    own = [name.rstrip("~?") for name in asks]
    between = tuple(name for name in between if name.rstrip("?") not in own)
    return wanted((*NATION_AND_CLASS, *asks, *between, "as_of?", "exemptions?"), KNOWN)
