"""The tables that the rule cores are handed, frozen: calendars, clock rows, the company's settings, contacts.

Shipped rows come from `fixtures/`; officers' rows lie beside them in the database and never change a shipped one.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

import workdays
from complaints.clocks.rules import Book, Rules, rules_of
from complaints.rules.models import HolidayChange, Setting
from workdays import calendars

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


def fixture(name: str) -> Any:
    """The JSON of one shipped table."""
    return json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def clock_rules() -> Rules:
    return rules_of(fixture("clock_rules"))


@dataclass(frozen=True)
class Company:
    """The company's settings as they stand on one day."""

    name: str
    line: str
    address: str
    prefix: str
    nation: str
    licence: str
    rulebook: str
    same_day_until: str
    post_working_days: int
    complaints_phone: str
    complaints_email: str


def company(on: date) -> Company:
    """Shipped settings with the officers' dated rows over them. The rulebook of a new installation is the environment's."""
    values = dict(_shipped_company()) | {"rulebook": settings.RULEBOOK}
    for name, value in Setting.objects.filter(valid_from__lte=on).order_by("valid_from").values_list("name", "value"):
        values[name] = value
    return Company(**{name: values[name] for name in Company.__dataclass_fields__})


@lru_cache(maxsize=1)
def _shipped_company() -> Mapping[str, Any]:
    return fixture("company")


def all_calendars() -> Mapping[str, workdays.Calendar]:
    """The shipped calendars with the officers' days merged; the same objects until a change is made."""
    changes = tuple(HolidayChange.objects.order_by("pk").values_list("calendar", "day", "name", "withdrawn"))
    return _merged(changes)


@lru_cache(maxsize=8)
def _merged(changes: tuple) -> Mapping[str, workdays.Calendar]:
    shipped = calendars.shipped()
    return {name: _with(calendar, [row for row in changes if row[0] == name]) for name, calendar in shipped.items()}


def _with(calendar: workdays.Calendar, changes: list) -> workdays.Calendar:
    if not changes:
        return calendar
    return workdays.with_changes(
        calendar, version=f"{calendar.version}+{len(changes)}",
        added=[(day, name) for _, day, name, withdrawn in changes if not withdrawn],
        withdrawn=[day for _, day, _, withdrawn in changes if withdrawn],
    )


def book(on: date) -> Book:
    """What the clocks are handed: rows, calendars and the postal allowance of that day."""
    return Book(clock_rules(), all_calendars(), company(on).post_working_days)
