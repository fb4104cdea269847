"""From the cells of one uploaded row to a customer of the incident, or why not, by column. Pure; nothing is guessed."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from complaints.money.incidents.columns import CLASS_OF, NATION_OF, YES_OF, Layout, plain
from complaints.money.incidents.moments import day_of, moment_of

BAD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
LONGEST = {"account": 40, "name": 200, "address": 2_000, "postcode": 10}
Wrong = list[tuple[str | None, str]]


class BadRow(ValueError):
    """`wrong`: (the column's name here, None for the whole row; the sentence), each fault of the row."""

    def __init__(self, wrong: Wrong):
        super().__init__(wrong[0][1])
        self.wrong = wrong


@dataclass(frozen=True, slots=True)
class Lost:
    """A customer who lost supply. Moments in UTC; `on_at` None: still off. `nation` "": that of the incident."""

    line: int
    account: str
    name: str
    address: str
    postcode: str
    customer_type: str
    off_from: datetime
    on_at: datetime | None
    nation: str = ""
    annual_kwh: Decimal | None = None
    priority: bool | None = None
    exemptions: tuple[tuple[str, bool | None], ...] = ()
    facilities_at: datetime | None = None
    claimed_on: date | None = None

    def facts(self) -> dict[str, Any]:
        """As kept with the customer: coded, without what is not known."""
        told: dict[str, Any] = {"off_from": self.off_from.isoformat(), "on_at": self.on_at.isoformat() if self.on_at else None}
        more = {"nation": self.nation, "annual_kwh": str(self.annual_kwh) if self.annual_kwh is not None else None, "priority": self.priority,
                "exemptions": [list(one) for one in self.exemptions], "facilities_at": self.facilities_at.isoformat() if self.facilities_at else None,
                "claimed_on": self.claimed_on.isoformat() if self.claimed_on else None}
        return told | {name: value for name, value in more.items() if value not in ("", None, [])}


def lost_of(line: int, account: str, customer_type: str, facts: Mapping[str, Any]) -> Lost:
    """What `Lost.facts` kept, for working it out again."""
    def moment(name: str) -> datetime | None:
        return datetime.fromisoformat(facts[name]) if facts.get(name) else None
    return Lost(
        line, account, "", "", "", customer_type, datetime.fromisoformat(facts["off_from"]), moment("on_at"), facts.get("nation", ""),
        Decimal(facts["annual_kwh"]) if "annual_kwh" in facts else None, facts.get("priority"),
        tuple((code, steps) for code, steps in facts.get("exemptions", ())), moment("facilities_at"),
        date.fromisoformat(facts["claimed_on"]) if "claimed_on" in facts else None,
    )


def read(line: int, cells: Sequence[Any], layout: Layout, now: datetime) -> Lost:
    """The customer of a row. Raises BadRow with every fault."""
    if len(cells) != len(layout.header):
        raise BadRow([(None, f"This row has {len(cells)} cells; the header has {len(layout.header)}.")])
    wrong: Wrong = []
    given: dict[str, Any] = {}
    for name, place in layout.places.items():
        cell = cells[place]
        cell = cell.strip() if isinstance(cell, str) else cell
        try:
            given[name] = READERS[name](name, cell)
        except ValueError as error:
            wrong.append((name, str(error)))
    wrong += [] if wrong else _order(given, now)
    if wrong:
        raise BadRow(wrong)
    return _lost(line, given)


def _lost(line: int, given: Mapping[str, Any]) -> Lost:
    steps, codes = given.get("all_reasonable_steps"), given.get("exemption", ())
    return Lost(
        line, given["account"], given.get("name", ""), given.get("address", ""), given.get("postcode", ""), given["class"], given["off_from"],
        given["on_at"], given.get("nation", ""), given.get("annual_kwh"), given.get("priority_register"),
        tuple((code, steps) for code in codes), given.get("facilities_at"), given.get("claimed_on"),
    )


def _order(given: Mapping[str, Any], now: datetime) -> Wrong:
    """Nothing of the future, nothing back before it was lost."""
    off_from, on_at = given["off_from"], given["on_at"]
    wrong: Wrong = [(name, "This lies in the future.") for name in ("off_from", "on_at", "facilities_at") if given.get(name) and given[name] > now]
    if wrong:
        return wrong
    if on_at and on_at < off_from:
        wrong.append(("on_at", "Supply can’t be back before it was lost."))
    if given.get("facilities_at") and given["facilities_at"] < off_from:
        wrong.append(("facilities_at", "This lies before the supply was lost."))
    return wrong


def written(cell: Any) -> str:
    """A cell as text: a workbook's 123.0 is 123, the same account as the text of it."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _text(name: str, cell: Any) -> str:
    text = written(cell)
    if BAD.search(text):
        raise ValueError("Take out the control character: it can’t be stored or printed.")
    if len(text) > LONGEST[name]:
        raise ValueError(f"At most {LONGEST[name]:,} characters.")
    return text


def _account(name: str, cell: Any) -> str:
    text = _text(name, cell)
    if not text:
        raise ValueError("The account is empty.")
    if not text.isprintable():
        raise ValueError("An account is one line of characters that can be printed.")
    return text


def _class(name: str, cell: Any) -> str:
    told = plain(str(cell))
    if told in CLASS_OF:
        return CLASS_OF[told]
    if told in ("business", "non domestic", "commercial"):
        raise ValueError(f"“{_short(cell)}” does not say which: small business or large business.")
    raise ValueError(f"“{_short(cell)}” is not a class: domestic, small business or large business." if told else "The class is empty.")


def _needed_moment(name: str, cell: Any) -> datetime:
    if cell == "":
        raise ValueError("When the supply was lost is not said.")
    return moment_of(cell)


def _moment(name: str, cell: Any) -> datetime | None:
    return None if cell == "" else moment_of(cell)


def _day(name: str, cell: Any) -> date | None:
    return None if cell == "" else day_of(cell)


def _nation(name: str, cell: Any) -> str:
    told = plain(str(cell))
    if told and told not in NATION_OF:
        raise ValueError(f"“{_short(cell)}” is not England, Wales or Scotland.")
    return NATION_OF.get(told, "")


def _number(name: str, cell: Any) -> Decimal | None:
    text = repr(cell) if isinstance(cell, float) else str(cell).replace(",", "")
    if text == "":
        return None
    if not re.fullmatch(r"\d{1,12}(\.\d{1,6})?", text, re.ASCII):
        raise ValueError(f"“{_short(cell)}” is not a number, 0 or more.")
    return Decimal(text)


def _yes(name: str, cell: Any) -> bool | None:
    told = ("yes" if cell else "no") if isinstance(cell, bool) else str(cell).lower()
    if told not in YES_OF and told:
        raise ValueError(f"“{_short(cell)}” is neither yes nor no.")
    return YES_OF.get(told)


def _codes(name: str, cell: Any) -> tuple[str, ...]:
    codes = tuple(code.strip().upper() for code in str(cell).split(";") if code.strip())
    for code in codes:
        if not re.fullmatch(r"[A-Z0-9-]{1,40}", code, re.ASCII):
            raise ValueError(f"“{_short(code)}” is not the code of an exemption.")
    return codes


READERS: Mapping[str, Callable[[str, Any], Any]] = {
    "account": _account, "class": _class, "name": _text, "address": _text, "postcode": _text, "off_from": _needed_moment, "on_at": _moment,
    "nation": _nation, "annual_kwh": _number, "priority_register": _yes, "exemption": _codes, "all_reasonable_steps": _yes,
    "facilities_at": _moment, "claimed_on": _day,
}


def _short(cell: Any) -> str:
    text = " ".join(str(cell).split())
    return text if len(text) <= 60 else f"{text[:59]}…"
