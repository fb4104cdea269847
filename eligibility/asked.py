"""What is known of a complainant when their right to go to the Ombudsman is assessed. Plain frozen values; nothing is judged here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

FUELS = ("electricity", "gas")


@dataclass(frozen=True, slots=True)
class Reading:
    """Consumption in kWh from a day up to, but without, another."""

    begins_on: date
    ends_on: date
    kwh: Decimal


@dataclass(frozen=True, slots=True)
class Fuel:
    fuel: str
    supply_start: date | None
    complained_about: bool
    annual_projection_kwh: Decimal | None = None
    readings: tuple[Reading, ...] = ()
    contract_start: date | None = None


@dataclass(frozen=True, slots=True)
class Headcount:
    on: date
    full_time_equivalent: Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """Turnover or balance sheet of an accounting year. `eur_rate`: that year's average, in euros for one pound."""

    year_end: date
    amount: Decimal
    currency: str
    eur_rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    began_on: date | None = None
    employees: tuple[Headcount, ...] = ()
    turnover: tuple[Figure, ...] = ()
    balance_sheet: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A deadlock or 8-week letter. `received_on` is recorded, or deemed by whoever asks; `how` says which."""

    kind: str
    sent_on: date
    received_on: date
    how: str = "recorded"


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that was told. `decision_on` is the day of looking; without `referred_on` it stands for the referral.

    `letter_wanted`: False where the complaint had ended, or was with the Ombudsman, by day 56: no letter had to go.
    `first_attempted_on`: the day on which the customer first tried to complain, where that was recorded apart.
    """

    decision_on: date
    complaint_began_on: date
    rulebook: str = "documents"
    customer_type: str = ""
    fuels: tuple[Fuel, ...] = ()
    organisation: Organisation = field(default_factory=Organisation)
    account_holder_is_bill_payer: bool | None = None
    account_holder_compliant: bool | None = None
    group_asked: bool = False
    letters: tuple[Letter, ...] = ()
    letter_wanted: bool = True
    referred_on: date | None = None
    first_attempted_on: date | None = None
    discretion: Mapping[str, object] = field(default_factory=dict)
