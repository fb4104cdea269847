"""What the company may set of itself from a day on, and how many accounts it has by month. Checks and reads; changes go by `own_changes`."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from complaints.case.models import LICENCES, NATIONS, Complaint
from complaints.clocks.rules import BOOKS
from complaints.letters import glyphs
from complaints.record.parsing import Line, Shape, parse
from complaints.record.refusals import Unacceptable
from complaints.rules.own_changes import Subject
from complaints.rules.own_rows import END, SET
from complaints.rules.services import OWN_COMPANY, own

ACCOUNTS = "accounts"
MONTH = re.compile(r"(20[0-3][0-9])-(0[1-9]|1[0-2])", re.ASCII)
MOST = 100_000_000


class LineIn(Shape):
    value: Line


def _line(values: Mapping[str, Any]) -> str:
    return parse(LineIn, values).value


def _prefix(values: Mapping[str, Any]) -> str:
    """References that were given must stay readable."""
    text = _line(values)
    if Complaint.objects.exists():
        raise Unacceptable.of(value="Complaints have references with this prefix: it can’t change any more.")
    if not re.fullmatch(r"[A-HJ-NP-Z]{2,4}", text):
        raise Unacceptable.of(value="Give two to four capital letters, without I and O.")
    return text


def _one_of(names: tuple[str, ...]) -> Callable[[Mapping[str, Any]], str]:
    def read(values: Mapping[str, Any]) -> str:
        text = _line(values)
        if text not in names:
            raise Unacceptable.of(value="Choose one of them.")
        return text
    return read


def _hour(values: Mapping[str, Any]) -> str:
    text = _line(values)
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text, re.ASCII):
        raise Unacceptable.of(value="Give a time of day as 15:00.")
    return text


def _post_days(values: Mapping[str, Any]) -> int:
    number = values.get("value")
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= 10:
        raise Unacceptable.of(value="Give a whole number of working days from 0 to 10.")
    return number


def _email(values: Mapping[str, Any]) -> str:
    text = _line(values)
    if not re.fullmatch(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}", text, re.ASCII):
        raise Unacceptable.of(value="Give an email address like complaints@company.example.")
    return text


def _phone(values: Mapping[str, Any]) -> str:
    text = _line(values)
    if not re.fullmatch(r"[0-9+][0-9 ()+-]{2,38}", text, re.ASCII):
        raise Unacceptable.of(value="Give a telephone number in digits, like 0800 000 0000.")
    return text


READ: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "name": _line, "line": _line, "address": _line, "complaints_phone": _phone, "complaints_email": _email, "opening_hours": _line,
    "prefix": _prefix, "nation": _one_of(NATIONS), "licence": _one_of(LICENCES), "rulebook": _one_of(BOOKS),
    "same_day_until": _hour, "post_working_days": _post_days,
}


def parsed(key: str, what: str, values: Mapping[str, Any], on: date) -> dict[str, Any]:
    """The value of one fact as it is stored. Raises Unacceptable."""
    if key not in READ or what == END:
        raise Unacceptable.of(value="The company has no such fact.")
    if what != SET:
        return {}
    value = READ[key](values)
    if lacking := glyphs.lacking([str(value)]):
        raise Unacceptable.of(value=glyphs.refusal(lacking))
    return {"value": value}


def key_of(licence: str, month: date) -> str:
    """"electricity_distributor:2026-04"."""
    return f"{licence}:{month:%Y-%m}"


def parsed_accounts(key: str, what: str, values: Mapping[str, Any], on: date) -> dict[str, Any]:
    """`{accounts}` of a licence in a month. Raises Unacceptable."""
    licence, _, month = key.partition(":")
    if licence not in LICENCES:
        raise Unacceptable.of(licence="Choose a licence.")
    if not MONTH.fullmatch(month) or month > f"{on:%Y-%m}":
        raise Unacceptable.of(month="Give a month as 2026-04, not later than this one.")
    number = values.get("accounts")
    if what != SET or isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= MOST:
        raise Unacceptable.of(accounts=f"Give a whole number of accounts, up to {MOST:,}.")
    return {"accounts": number}


def accounts_on(day: date, licence: str, *, known_by: datetime | None = None) -> int | None:
    """The accounts of that licence in the day's month, else in the last month before it that is known; None where none is."""
    table, last = own(ACCOUNTS), key_of(licence, day)
    keys = sorted((key for key in table.by_key if key.startswith(f"{licence}:") and key <= last), reverse=True)
    found = (table.on(key, date.max, known_by=known_by) for key in keys)
    return next((row.values["accounts"] for row in found if row is not None), None)


# What dates of complaints hang on: one person proposes with the source, another approves.
DECIDES_DATES = frozenset({"rulebook", "same_day_until", "post_working_days"})

COMPANY = Subject(OWN_COMPANY, parsed, two_people=lambda key: key in DECIDES_DATES)
ACCOUNT_NUMBERS = Subject(ACCOUNTS, parsed_accounts)
