"""What a standard, a sum and a share are called in reports. Values in, words out."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import standards

OTHER = "Other"
PLACES = {standard.code: place for place, standard in enumerate(standards.CATALOGUE)}
Row = dict[str, Any]
MINUS = "\N{MINUS SIGN}"


def named(code: str) -> str:
    """"Regulation 17, missed appointment"; the title alone where it has no number, the code where the catalogue lacks it."""
    standard = standards.find(code)
    if standard is None:
        return code
    return f"{standard.name}, {standard.title[:1].lower()}{standard.title[1:]}" if standard.name else standard.title


def place_of(code: str) -> int:
    """Its place in the catalogue; what the catalogue lacks comes last."""
    return PLACES.get(code, len(PLACES))


def in_order(rows: Iterable[Row]) -> list[Row]:
    """In the catalogue's order, as people know them: regulation 5 before 17."""
    return sorted(rows, key=lambda row: place_of(row["code"]))


def regime_of(code: str) -> str:
    standard = standards.find(code)
    return standards.REGIMES[standard.regime] if standard else OTHER


def regimes() -> tuple[str, ...]:
    return (*standards.REGIMES.values(), OTHER)


def pounds(text: str) -> str:
    """"£1,020.00" of "1020.00"."""
    value = Decimal(text)
    return f"{MINUS if value < 0 else ''}£{abs(value):,.2f}"


def percent(text: str | None) -> str:
    return "nothing applied" if text is None else f"{text} %"


def points(text: str | None) -> str:
    """"+2.10", "−0.70", "0.00"."""
    if text is None:
        return "no base"
    value = Decimal(text)
    return f"{'+' if value > 0 else MINUS if value < 0 else ''}{abs(value):.2f}"
