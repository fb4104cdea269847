"""The facts that standards ask for: their names, kinds and words, and reading them from what was given. Pure; knows no standard.

Names are those of the API. A day is a London day; a moment without an offset is London time; money and numbers are decimals.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from workdays import london

FIRST_YEAR, LAST_YEAR = 2000, 2040
MOST_MONEY, MOST_NUMBER, MOST_WHOLE = Decimal(10**9), Decimal(10**12), 10**9
MOST_ITEMS = 500
MISSING = object()
Options = tuple[tuple[str, str], ...]


class FactsWrong(ValueError):
    """Facts that are missing or can't be read: `fields` maps each name to its sentences."""

    def __init__(self, fields: Mapping[str, list[str]]):
        super().__init__(next(iter(fields.values()))[0])
        self.fields = dict(fields)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact wanted. `kind` in day, moment, yes, whole, number, money, choice, word, list; `unit` is printed behind a number.

    `nullable`: null is an answer ("not yet", "none"); `required`: it must be given, if only as null.
    """

    name: str
    kind: str
    label: str
    hint: str = ""
    options: Options = ()
    unit: str = ""
    required: bool = True
    nullable: bool = False


def wanted(names: Iterable[str], known: Mapping[str, Fact]) -> tuple[Fact, ...]:
    """The facts of a standard: `name` must be given, `name~` may be null, `name?` may be left out."""
    return tuple(_marked(name, known) for name in names)


def _marked(name: str, known: Mapping[str, Fact]) -> Fact:
    if name.endswith("?"):
        return replace(known[name[:-1]], required=False, nullable=True)
    return replace(known[name[:-1]], nullable=True) if name.endswith("~") else known[name]


def read(facts: Iterable[Fact], given: Any, names: Iterable[str]) -> dict[str, Any]:
    """Typed values of these facts. A name that no standard knows is wrong; one that only others ask for is left aside."""
    if not isinstance(given, Mapping):
        raise FactsWrong({"facts": ["Give the facts as an object with named fields."]})
    wrong: dict[str, list[str]] = {}
    strange = sorted(str(name)[:60] for name in given if name not in names)
    wrong.update({name: [f"There is no fact called {name}."] for name in strange[:20]})
    found: dict[str, Any] = {}
    for fact in facts:
        try:
            found[fact.name] = _value(fact, given.get(fact.name, MISSING))
        except FactsWrong as inner:
            wrong.update(inner.fields)
        except ValueError as error:
            wrong[fact.name] = [str(error)]
    if wrong:
        raise FactsWrong(wrong)
    return found


def _value(fact: Fact, value: Any) -> Any:
    if value is MISSING:
        if fact.required:
            raise ValueError(f"Give this fact: {fact.label[0].lower()}{fact.label[1:]}.")
        return None
    if value is None:
        if not fact.nullable:
            raise ValueError(f"This can't be empty: {fact.label[0].lower()}{fact.label[1:]}.")
        return None
    return READERS[fact.kind](fact, value)


def _day(fact: Fact, value: Any) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
            raise ValueError("Give a day as 2026-05-11.")
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise ValueError("There is no such day.") from None
    _sane_year(value.year)
    return value


def _sane_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Give a day between {FIRST_YEAR} and {LAST_YEAR}.")


def _moment(fact: Fact, value: Any) -> datetime:
    if not isinstance(value, datetime):
        if not isinstance(value, str) or not re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", value, re.ASCII) or len(value) > 40:
            raise ValueError("Give a day and a time as 2026-05-11T10:02; London time unless it has an offset.")
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            raise ValueError("There is no such moment.") from None
    _sane_year(value.year)
    value = value.replace(second=0, microsecond=0)  # limits are reached to the minute (A3)
    if value.tzinfo is None:
        return london.moment(value.date(), value.time(), second=bool(value.fold))
    return value.astimezone(UTC)


def _yes(fact: Fact, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("Say true or false.")
    return value


def _whole(fact: Fact, value: Any) -> int:
    if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value, re.ASCII):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_WHOLE:
        raise ValueError("Give a whole number, 0 or more.")
    return value


def _decimal(value: Any, sentence: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (str, int, float, Decimal)):
        raise ValueError(sentence)
    text = value.strip() if isinstance(value, str) else repr(value) if isinstance(value, float) else str(value)[:40]
    if not re.fullmatch(r"\d{1,13}(\.\d{1,12})?", text, re.ASCII):
        raise ValueError(sentence)
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(sentence) from None


def _number(fact: Fact, value: Any) -> Decimal:
    found = _decimal(value, 'Give a number, 0 or more, like "12.5".')
    if found > MOST_NUMBER:
        raise ValueError("This number is too large.")
    return found


def _money(fact: Fact, value: Any) -> Decimal:
    found = _decimal(value, 'Give pounds and pence, like "30.00".')
    if found != round(found, 2) or found > MOST_MONEY:
        raise ValueError('Give pounds and pence, like "30.00".')
    return round(found, 2)


def _choice(fact: Fact, value: Any) -> str:
    allowed = [name for name, _ in fact.options]
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(f"Choose one of {', '.join(allowed)}.")
    return value


def _word(fact: Fact, value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Z0-9-]{1,40}", value, re.ASCII):
        raise ValueError("Give the code of a standard.")
    return value


def _list(fact: Fact, value: Any) -> tuple[Mapping[str, Any], ...]:
    if not isinstance(value, list | tuple) or len(value) > MOST_ITEMS:
        raise ValueError(f"Give a list, of {MOST_ITEMS} at most.")
    wrong: dict[str, list[str]] = {}
    found = []
    for place, item in enumerate(value):
        try:
            found.append(_item(LISTS[fact.name], item))
        except FactsWrong as inner:
            wrong.update({f"{fact.name}.{place}.{name}": told for name, told in inner.fields.items()})
        except ValueError as error:
            wrong[f"{fact.name}.{place}"] = [str(error)]
    if wrong:
        raise FactsWrong(wrong)
    return tuple(found)


def _item(facts: tuple[Fact, ...], item: Any) -> dict[str, Any]:
    if not isinstance(item, Mapping):
        raise ValueError("Give an object with named fields.")
    return read(facts, item, [fact.name for fact in facts])


CAUSES = (("network_fault", "A fault on the network"), ("planned", "Planned work"), ("other", "Something else"))
LISTS: dict[str, tuple[Fact, ...]] = {
    "exemptions": (
        Fact("code", "word", "The exemption"),
        Fact("all_reasonable_steps", "yes", "Evidence that all reasonable steps were taken", required=False, nullable=True),
        Fact("evidence", "text", "What the evidence is", required=False, nullable=True),
    ),
    "interruptions": (
        Fact("start", "moment", "Supply lost"), Fact("end", "moment", "Supply back"), Fact("cause", "choice", "Cause", options=CAUSES),
        Fact("already_paid", "yes", "Paid for already"),
    ),
}


def _text(fact: Fact, value: Any) -> str:
    if not isinstance(value, str) or len(value) > 5_000:
        raise ValueError("Give words, 5,000 characters at most.")
    return value


READERS: Mapping[str, Callable[[Fact, Any], Any]] = {
    "day": _day, "moment": _moment, "yes": _yes, "whole": _whole, "number": _number, "money": _money, "choice": _choice, "word": _word,
    "list": _list, "text": _text,
}
