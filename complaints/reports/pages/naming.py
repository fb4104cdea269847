"""What a standard, a sum and a share are called on the pages of reports. Values in, words out."""

from decimal import Decimal

import standards

OTHER = "Other"
PLACES = {standard.code: place for place, standard in enumerate(standards.CATALOGUE)}
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
