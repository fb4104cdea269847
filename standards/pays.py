"""What is owed once a standard was failed: sums, repeats, caps. Small frozen terms that work it out and print themselves.

A term reads its sums from the row (`needs`). `first` and `more` stand for the sums of each class that the standard covers. Sums
are exact, limited, then rounded once (A12). Instalments add up to the amount. `grows`: the sum rises while it is not done.
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import ClassVar, NamedTuple

from standards.measuring import Facts, Measured, Values
from standards.pounds import ZERO, count, plain, pounds, to_the_penny

HOUR = timedelta(hours=1)
BANDS = range(1, 6)


class Instalment(NamedTuple):
    """A part of the amount and why it is owed."""

    amount: Decimal
    why: str


class Owed(NamedTuple):
    """The instalments, what makes the sum preliminary, and whether its most is reached."""

    instalments: tuple[Instalment, ...]
    doubts: tuple[str, ...] = ()
    at_most: bool = False

    @property
    def amount(self) -> Decimal:
        return sum((part.amount for part in self.instalments), ZERO)


def sum_of(values: Values, name: str, facts: Facts) -> Decimal:
    return values[f"{name}_domestic" if facts["customer_type"] == "domestic" else f"{name}_business"]


def sum_words(values: Values, name: str) -> str:
    """"£75.00 for a household, £150.00 for a business", or one sum where both get it."""
    home, firm = values[f"{name}_domestic"], values.get(f"{name}_business")
    return pounds(home) if firm in (None, home) else f"{pounds(home)} for a household or {pounds(firm)} for a business"


def limited(parts: list[Instalment], most: Decimal | None, why: str) -> tuple[Instalment, ...]:
    """The parts cut back from the end to the most that may be paid."""
    left, kept = most, []
    for part in parts:
        if left is not None and part.amount > left:
            part = Instalment(left, f"{part.why}, limited to {pounds(most)} in all ({why})")
        left = None if left is None else left - part.amount
        kept.append(part)
        if left == ZERO:
            break
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class TotalCap:
    """A fixed most for the whole payment (A31)."""

    needs: ClassVar[tuple[str, ...]] = ("cap",)

    def most(self, facts: Facts, values: Values) -> tuple[Decimal, str, tuple[str, ...]]:
        return values["cap"], "the most that is paid", ()

    def words(self, values: Values) -> str:
        return f"at most {pounds(values['cap'])} in all"


@dataclass(frozen=True, slots=True)
class QuotationCap:
    """The lesser of the quotation's sum and a fixed most; without a quotation the fixed one, for now (A55)."""

    needs: ClassVar[tuple[str, ...]] = ("cap",)

    def most(self, facts: Facts, values: Values) -> tuple[Decimal, str, tuple[str, ...]]:
        quoted = facts["quotation_sum_gbp"]
        if quoted is None:
            return values["cap"], "the most that is paid", ("There is no quotation yet: its sum may limit the payment further.",)
        return min(quoted, values["cap"]), "the sum of the quotation" if quoted < values["cap"] else "the most that is paid", ()

    def words(self, values: Values) -> str:
        return f"at most the sum of the quotation or {pounds(values['cap'])}, whichever is less"


@dataclass(frozen=True, slots=True)
class FlowCap:
    """A fixed most by the rate of flow (A57)."""

    needs: ClassVar[tuple[str, ...]] = ("cap_small", "cap_large", "flow")

    def most(self, facts: Facts, values: Values) -> tuple[Decimal, str, tuple[str, ...]]:
        small = facts["rate_of_flow_kwh"] <= values["flow"]
        return values["cap_small" if small else "cap_large"], "the most that is paid at this rate of flow", ()

    def words(self, values: Values) -> str:
        return f"at most {pounds(values['cap_small'])} up to {values['flow']} kWh an hour, {pounds(values['cap_large'])} above"


Cap = TotalCap | QuotationCap | FlowCap


def capped(parts: list[Instalment], cap: Cap | None, facts: Facts, values: Values) -> Owed:
    if cap is None:
        return Owed(tuple(parts))
    most, why, doubts = cap.most(facts, values)
    return Owed(limited(parts, most, why), doubts, at_most=sum(part.amount for part in parts) >= most)


def _with_cap(words: str, cap: Cap | None, values: Values) -> str:
    return f"{words}, {cap.words(values)}" if cap else words


@dataclass(frozen=True, slots=True)
class Flat:
    """One sum for each failure."""

    grows: ClassVar[bool] = False
    needs: ClassVar[tuple[str, ...]] = ("first",)

    def owed(self, facts: Facts, values: Values, measured: Measured) -> Owed:
        return Owed((Instalment(sum_of(values, "first", facts), "one payment for this failure"),))

    def words(self, values: Values) -> str:
        return sum_words(values, "first")


@dataclass(frozen=True, slots=True)
class PerHours:
    """A first sum, and more for each complete period of `every` hours after the limit (A4)."""

    grows: ClassVar[bool] = True
    cap: Cap | None = None

    @property
    def needs(self) -> tuple[str, ...]:
        return ("first", "more", "every", *(self.cap.needs if self.cap else ()))

    def owed(self, facts: Facts, values: Values, measured: Measured) -> Owed:
        parts = [Instalment(sum_of(values, "first", facts), "for passing the limit")]
        periods = measured.late // (values["every"] * HOUR)
        if periods:
            more = sum_of(values, "more", facts)
            parts.append(Instalment(periods * more, f"{count(periods, 'complete period')} of {values['every']} hours after it, {pounds(more)} each"))
        return capped(parts, self.cap, facts, values)

    def words(self, values: Values) -> str:
        words = f"{sum_words(values, 'first')}, and {sum_words(values, 'more')} for each further complete {values['every']} hours"
        return _with_cap(words, self.cap, values)


@dataclass(frozen=True, slots=True)
class PerWorkingDay:
    """A sum for each working day late, the day of performance included (A5, A46)."""

    grows: ClassVar[bool] = True
    cap: Cap | None = None

    @property
    def needs(self) -> tuple[str, ...]:
        return ("first", *(self.cap.needs if self.cap else ()))

    def owed(self, facts: Facts, values: Values, measured: Measured) -> Owed:
        rate = sum_of(values, "first", facts)
        return capped([_days(measured.late, rate)], self.cap, facts, values)

    def words(self, values: Values) -> str:
        return _with_cap(f"{sum_words(values, 'first')} for each working day late", self.cap, values)


def _days(late: int, rate: Decimal) -> Instalment:
    return Instalment(late * rate, f"{count(late, 'working day')} late, {pounds(rate)} each")


@dataclass(frozen=True, slots=True)
class PerPeriod:
    """A sum for each period of `every` working days begun after the limit (A6)."""

    grows: ClassVar[bool] = True
    cap: Cap | None = None

    @property
    def needs(self) -> tuple[str, ...]:
        return ("first", "every", *(self.cap.needs if self.cap else ()))

    def owed(self, facts: Facts, values: Values, measured: Measured) -> Owed:
        rate, periods = sum_of(values, "first", facts), -(-measured.late // values["every"])
        why = f"{count(periods, 'period')} of {values['every']} working days begun after the limit, {pounds(rate)} each"
        return capped([Instalment(periods * rate, why)], self.cap, facts, values)

    def words(self, values: Values) -> str:
        words = f"{sum_words(values, 'first')} for each {values['every']} working days late or part of them"
        return _with_cap(words, self.cap, values)


@dataclass(frozen=True, slots=True)
class PerFailure:
    """A sum for each of the failures that were counted (A20)."""

    grows: ClassVar[bool] = False
    needs: ClassVar[tuple[str, ...]] = ("first",)

    def owed(self, facts: Facts, values: Values, measured: Measured) -> Owed:
        rate = sum_of(values, "first", facts)
        whys = ("for the assessment", "for explanation and email") if measured.late == 2 else ("one payment for this failure",)
        return Owed(tuple(Instalment(rate, why) for why in whys))

    def words(self, values: Values) -> str:
        return f"{sum_words(values, 'first')} for the assessment, and as much once for explanation and email"


@dataclass(frozen=True, slots=True)
class ByQuotation:
    """As the standard of the quotation concerned: rate and most by its kind (A56)."""

    grows: ClassVar[bool] = True
    needs: ClassVar[tuple[str, ...]] = ("rate_small", "rate_large", "cap_small", "cap_large")

    def owed(self, facts: Facts, values: Values, measured: Measured) -> Owed:
        size = "large" if facts["underlying_standard"] == "GAS-GS6" else "small"
        part = _days(measured.late, values[f"rate_{size}"])
        return capped([part], QuotationCap(), facts, {"cap": values[f"cap_{size}"]})

    def words(self, values: Values) -> str:
        small, large = (f"{pounds(values[f'rate_{size}'])} for each working day late, at most the sum of the quotation or "
                        f"{pounds(values[f'cap_{size}'])}" for size in ("small", "large"))
        return f"{small}; above the flow limit {large}"


@dataclass(frozen=True, slots=True)
class ByContract:
    """A sum for each working day late by the contract's band, with the band's own most; upper edges belong to the band (A59)."""

    grows: ClassVar[bool] = True
    needs: ClassVar[tuple[str, ...]] = (
        *(f"band{n}_{what}" for n in BANDS for what in ("to", "rate")), "band1_cap", "band2_rate_percent", "band2_cap_percent",
        "band3_cap_percent", "band4_cap", "band5_cap",
    )

    def owed(self, facts: Facts, values: Values, measured: Measured) -> Owed:
        contract = facts["contract_sum_gbp"]
        rate, most = self.band(contract, values)
        exact = measured.late * rate
        why = f"{count(measured.late, 'working day')} late, £{plain(rate)} each for a contract of {pounds(contract)}"
        if exact > most:
            why += f", limited to {pounds(to_the_penny(most))} in all"
        return Owed((Instalment(to_the_penny(min(exact, most)), why),), at_most=exact >= most)

    def band(self, contract: Decimal, values: Values) -> tuple[Decimal, Decimal]:
        """Exact rate a day and exact most."""
        n = next(n for n in BANDS if contract <= values[f"band{n}_to"])
        rate, cap = values[f"band{n}_rate"], values.get(f"band{n}_cap")
        share, most_share = (values.get(f"band{n}_{what}_percent") for what in ("rate", "cap"))
        rate = rate if share is None else min(rate, contract * share / 100)
        most = contract * most_share / 100 if most_share is not None else min(cap, contract) if n == 1 else cap
        return rate, most

    def words(self, values: Values) -> str:
        return "for each working day late, by the sum of the contract: " + "; ".join(self._band_words(n, values) for n in BANDS)

    def _band_words(self, n: int, values: Values) -> str:
        rate, share = pounds(values[f"band{n}_rate"]), values.get(f"band{n}_rate_percent")
        rate = f"the lesser of {rate} and {plain(share)} % of it" if share is not None else rate
        most_share, cap = values.get(f"band{n}_cap_percent"), values.get(f"band{n}_cap")
        most = f"{plain(most_share)} % of it" if most_share is not None else pounds(cap) + (" or the sum itself" if n == 1 else "")
        return f"up to {pounds(values[f'band{n}_to'])}: {rate}, at most {most}"


@dataclass(frozen=True, slots=True)
class NotKnown:
    """The document lost the sum (A58). Never reached: the standard refuses first."""

    grows: ClassVar[bool] = False
    needs: ClassVar[tuple[str, ...]] = ()

    def owed(self, facts: Facts, values: Values, measured: Measured) -> Owed:
        raise LookupError("This standard has no sum.")

    def words(self, values: Values) -> str:
        return "a sum that the company’s document lost"
