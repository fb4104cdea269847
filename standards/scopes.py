"""Whom a standard covers, and when it can't be worked out. Small frozen terms: each says why not, or None. They print themselves."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple

from standards.hours import NOT_SEVERE, weather_category
from standards.measuring import Facts, Values
from standards.pounds import plain, pounds


@dataclass(frozen=True, slots=True)
class Is:
    """The fact has this value; a fact that was left out stands for it."""

    fact: str
    value: Any
    otherwise: str
    needs: ClassVar[tuple[str, ...]] = ()

    def why_not(self, facts: Facts, values: Values) -> str | None:
        return None if facts[self.fact] in (None, self.value) else self.otherwise


@dataclass(frozen=True, slots=True)
class Reaches:
    """The number reaches (`below` false) or stays under the row's limit; `edge`: the limit itself belongs to what is below."""

    fact: str
    limit: str
    below: bool
    edge: bool
    otherwise: str

    @property
    def needs(self) -> tuple[str, ...]:
        return (self.limit,)

    def why_not(self, facts: Facts, values: Values) -> str | None:
        number, limit = facts[self.fact], values[self.limit]
        under = number <= limit if self.edge else number < limit
        return None if under == self.below else self.otherwise.format(limit=f"{limit:,}")


@dataclass(frozen=True, slots=True)
class Since:
    """The switch was begun, or the supply ended, on or after the standard's first day."""

    fact: str
    what: str
    needs: ClassVar[tuple[str, ...]] = ("effective_on",)

    def why_not(self, facts: Facts, values: Values) -> str | None:
        first: date = values["effective_on"]
        return None if facts[self.fact] >= first else f"It covers {self.what} from {first.day} {first:%B %Y} on only."


@dataclass(frozen=True, slots=True)
class InCredit:
    needs: ClassVar[tuple[str, ...]] = ()

    def why_not(self, facts: Facts, values: Values) -> str | None:
        return None if facts["credit_balance_gbp"] > 0 else "There is no credit to return."


@dataclass(frozen=True, slots=True)
class SevereWeather:
    needs: ClassVar[tuple[str, ...]] = ()

    def why_not(self, facts: Facts, values: Values) -> str | None:
        return None if weather_category(facts, values) else NOT_SEVERE


Condition = Is | Reaches | Since | InCredit | SevereWeather


class Refusal(NamedTuple):
    """Why nothing is worked out, and what is told beside it."""

    why: str
    extra: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class NeedsHours:
    """Very large events: the formula is not in the documents, so the hours must be entered (A32)."""

    needs: ClassVar[tuple[str, ...]] = ()

    def refusal(self, facts: Facts, values: Values) -> Refusal | None:
        if not facts["very_large_event"] or facts["prescribed_hours"] is not None:
            return None
        return Refusal("A very large event: enter the hours that the Regulations prescribe for it. Nothing is guessed.", {"category": 3})


@dataclass(frozen=True, slots=True)
class LargeGasSite:
    """Businesses above the yearly limit have other arrangements (A50)."""

    needs: ClassVar[tuple[str, ...]] = ("kwh_a_year",)

    def refusal(self, facts: Facts, values: Values) -> Refusal | None:
        if facts["customer_type"] == "domestic":
            return None
        used: Decimal | None = facts["annual_consumption_kwh"]
        if used is None:
            return Refusal(f"Find out how much gas the business uses in a year: above {values['kwh_a_year']:,} kWh other arrangements hold.")
        if used <= values["kwh_a_year"]:
            return None
        why = (f"A business that uses more than {values['kwh_a_year']:,} kWh a year (this one: {plain(used)}) has alternative arrangements "
               "with similar payments. A person looks them up.")
        return Refusal(why, {"alternative_arrangement": True})


@dataclass(frozen=True, slots=True)
class TooLargeContract:
    """There is no band above the last (A59)."""

    needs: ClassVar[tuple[str, ...]] = ()

    def refusal(self, facts: Facts, values: Values) -> Refusal | None:
        contract, last = facts["contract_sum_gbp"], values["band5_to"]
        if contract <= last:
            return None
        return Refusal(f"A contract of {pounds(contract)}: there is no payment band above {pounds(last)}. Nothing is guessed.")


@dataclass(frozen=True, slots=True)
class Lost:
    """The document lost this standard's limit and sum (A58)."""

    why: str
    needs: ClassVar[tuple[str, ...]] = ()

    def refusal(self, facts: Facts, values: Values) -> Refusal | None:
        return Refusal(self.why)


@dataclass(frozen=True, slots=True)
class NeedsJudgement:
    """Staff judge, with a written reason (A16)."""

    needs: ClassVar[tuple[str, ...]] = ()

    def refusal(self, facts: Facts, values: Values) -> Refusal | None:
        if facts["reasonable_appointment_arranged"] is not None:
            return None
        return Refusal("A person judges whether a reasonable visit was arranged in a reasonable time, and writes down why.")


@dataclass(frozen=True, slots=True)
class NoDaysForSevereWeather:
    """Payments for severe weather have no number of days in which to be made (A39)."""

    needs: ClassVar[tuple[str, ...]] = ()

    def refusal(self, facts: Facts, values: Values) -> Refusal | None:
        if facts["original_standard"] != "EL-R7":
            return None
        return Refusal("Payments for severe weather are due as soon as reasonably practicable: a person judges whether one is late.")


Refuses = NeedsHours | LargeGasSite | TooLargeContract | Lost | NeedsJudgement | NoDaysForSevereWeather
