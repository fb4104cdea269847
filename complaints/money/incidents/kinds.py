"""What kinds of incident there are: which standards they touch, which facts all their customers share. No rows, no files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

import standards
from complaints.money.models import INCIDENT_KINDS
from complaints.record.parsing import Line, Moment, Shape, Yes, at_field, parse
from complaints.record.refusals import Unacceptable

Nation = Literal["england", "wales", "scotland"]


def _number(value: Any) -> Any:
    text = str(value).strip()
    if not re.fullmatch(r"\d{1,9}(\.\d{1,3})?", text, re.ASCII):
        raise ValueError('Give a number, 0 or more, like "12.5".')
    return text


def _count(value: Any) -> int:
    text = str(value).strip().replace(",", "")
    if not text.isascii() or not text.isdigit() or len(text) > 8 or not int(text):
        raise ValueError("Give a whole number, 1 or more.")
    return int(text)


Name = Annotated[Line, Field(max_length=120)]
Number = Annotated[str, BeforeValidator(_number)]
Count = Annotated[int, BeforeValidator(_count)]


class Storm(Shape):
    """Regulation 7. Hours are those that the Regulations prescribe for a very large event, entered by staff."""

    name: Name
    nation: Nation
    aware_at: Moment
    event_type: Literal["lightning", "other"]
    fault_multiple: Number
    very_large_event: Yes
    prescribed_hours: Number | None = None

    @model_validator(mode="after")
    def _severe(self) -> "Storm":
        if self.prescribed_hours and not self.very_large_event:
            raise at_field("prescribed_hours", "Hours are prescribed for a very large event only: leave this empty.")
        if self.prescribed_hours and not 1 <= Decimal(self.prescribed_hours) <= standards.MOST_HOURS:
            raise at_field("prescribed_hours", f"Give the hours that the Regulations prescribe: from 1 to {standards.MOST_HOURS:,}.")
        return self


class Cables(Shape):
    """Regulation 5, or 6 where one incident touches 5,000 premises or more."""

    name: Name
    nation: Nation
    aware_at: Moment
    premises_affected: Count


class Main(Shape):
    """GS1 for everybody, GS3 beside it for households on the Priority Services Register."""

    name: Name
    nation: Nation
    customers_affected: Count


@dataclass(frozen=True)
class KindOf:
    """`title` and `about` as the page says them; `shape` reads the shared facts; `fuel` in electricity, gas."""

    name: str
    title: str
    about: str
    shape: type[Shape]
    fuel: str


KINDS: Mapping[str, KindOf] = {
    "storm": KindOf("storm", "Storm", "Electricity, severe weather: Regulation 7", Storm, "electricity"),
    "cables": KindOf("cables", "Cable fault", "Electricity, normal weather: Regulation 5, or 6 from 5,000 premises", Cables, "electricity"),
    "main": KindOf("main", "Broken main", "Gas: GS1, and GS3 for priority customers", Main, "gas"),
}
assert tuple(KINDS) == INCIDENT_KINDS


def shared_of(kind: str, given: Mapping[str, Any]) -> tuple[str, str, dict[str, Any]]:
    """(name, nation, facts that all customers share, as JSON). Raises Unacceptable with every wrong field."""
    asked = parse(KINDS[kind].shape, given).model_dump()
    facts = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in asked.items() if name not in ("name", "nation")}
    return asked["name"], asked["nation"], facts


def main_code(kind: str, facts: Mapping[str, Any], tables: standards.Tables) -> str:
    """The standard that every customer of the incident is assessed by. Raises Unacceptable for a storm that is none."""
    if kind == "main":
        return "GAS-GS1"
    if kind == "cables":
        return standards.classify({"weather": "normal", "premises_affected": facts["premises_affected"]}, tables)["outage_standard"]
    severe = {name: facts[name] for name in ("event_type", "fault_multiple", "very_large_event")}
    if standards.classify(severe, tables)["weather_category"] is None:
        raise Unacceptable.of(fault_multiple="With so few faults in a day the weather was not severe: choose “Cable fault” in place of “Storm”.")
    return "EL-R7"
