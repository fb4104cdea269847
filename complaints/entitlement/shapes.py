"""What an assessment takes, as the contract names it. Shapes only: what they mean is decided in the core `eligibility`."""

import math
import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from complaints.case.shapes import CustomerType
from complaints.entitlement.models import EVIDENCE
from complaints.record.parsing import Blank, BlankLine, Day, Line, Shape, Yes, at_field, day_of_text

NUMBER = re.compile(r"\d{1,12}(\.\d{1,9})?")
NOT_A_NUMBER = "Give a number of nought or more, as 98500 or \"98500.5\"."
MOST_ROWS = 400


def _number(value: Any) -> Any:
    """A whole number, a decimal, or either as text; a bool is none of them."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)) or (isinstance(value, float) and not math.isfinite(value)):
        raise ValueError(NOT_A_NUMBER)
    text = f"{Decimal(repr(value)):f}" if isinstance(value, float) else str(value)
    if not NUMBER.fullmatch(text):
        raise ValueError(NOT_A_NUMBER)
    return Decimal(text)


def _far_day(value: date) -> date:
    if not 1600 <= value.year <= 2040:
        raise ValueError("Give a day between 1600 and 2040.")
    return value


def _rate(value: Decimal) -> Decimal:
    if not Decimal("0.1") <= value <= 10:
        raise ValueError("Give the euros for one pound, as \"1.15\".")
    return value


Number = Annotated[Decimal, BeforeValidator(_number)]
Rate = Annotated[Number, AfterValidator(_rate)]
# Supplies and organisations may be older than any complaint.
LongAgo = Annotated[date, BeforeValidator(day_of_text), AfterValidator(_far_day)]


class ReadingIn(Shape):
    """From a day up to, but without, another."""

    from_: Annotated[LongAgo, Field(alias="from")]
    to: LongAgo
    kwh: Number

    @model_validator(mode="after")
    def runs_forward(self) -> "ReadingIn":
        if self.to <= self.from_:
            raise at_field("to", "This day lies on or before the first.")
        return self


class FuelIn(Shape):
    fuel: Literal["electricity", "gas"]
    supply_start: LongAgo | None = None
    complained_about: Yes
    annual_projection_kwh: Number | None = None
    readings: Annotated[list[ReadingIn], Field(max_length=MOST_ROWS)] = []
    contract_start: LongAgo | None = None


class HeadcountIn(Shape):
    on: LongAgo
    full_time_equivalent: Number


class FigureIn(Shape):
    year_end: LongAgo
    amount: Number
    currency: Literal["GBP", "EUR"]
    eur_rate: Rate | None = None


class OrganisationIn(Shape):
    began_on: LongAgo | None = None
    employees: Annotated[list[HeadcountIn], Field(max_length=MOST_ROWS)] = []
    turnover: Annotated[list[FigureIn], Field(max_length=MOST_ROWS)] = []
    balance_sheet: Annotated[list[FigureIn], Field(max_length=MOST_ROWS)] = []


class LetterIn(Shape):
    kind: Literal["deadlock", "eight_week"]
    method: Literal["email", "post"]
    sent_on: Day
    received_on: Day | None = None

    @model_validator(mode="after")
    def arrives_after(self) -> "LetterIn":
        if self.received_on and self.received_on < self.sent_on:
            raise at_field("received_on", "The letter can't be received before it was sent.")
        return self


class DiscretionIn(Shape):
    signposting_insufficient: Yes | None = None
    effort_unanswered: Yes | None = None
    promises_without_progress: Yes | None = None
    other_reason: Blank | None = None


class EvidenceIn(Shape):
    """What one answer rests on; `stated` and `on_record` are the complainant's and our own value, shown side by side."""

    answer: Annotated[Line, Field(max_length=60)]
    kind: Literal[EVIDENCE]
    file: Annotated[int, Field(strict=True, ge=1, le=2**62)] | None = None
    note: Annotated[Blank, Field(max_length=2000)] = ""
    stated: BlankLine = ""
    on_record: BlankLine = ""


class AssessIn(Shape):
    """The request of the contract, and the evidence of what is kept on a case."""

    decision_on: Day
    complaint_began_on: Day
    customer_type: CustomerType | None = None
    fuels: Annotated[list[FuelIn], Field(max_length=2)] = []
    organisation: OrganisationIn | None = None
    account_holder_is_bill_payer: Yes | None = None
    account_holder_compliant: Yes | None = None
    letters: Annotated[list[LetterIn], Field(max_length=20)] = []
    referred_on: Day | None = None
    rulebook: Literal["documents", "law"] | None = None
    discretion: DiscretionIn | None = None
    evidence: Annotated[list[EvidenceIn], Field(max_length=60)] = []

    @model_validator(mode="after")
    def hangs_together(self) -> "AssessIn":
        if self.decision_on < self.complaint_began_on:
            raise at_field("decision_on", "The decision lies before the complaint began.")
        if len({fuel.fuel for fuel in self.fuels}) < len(self.fuels):
            raise at_field("fuels", "Name each fuel once, with all its meters added up.")
        return self
