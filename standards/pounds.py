"""Money and numbers in words, and rounding. Pure."""

from decimal import ROUND_HALF_UP, Decimal

PENNY = Decimal("0.01")
ZERO = Decimal("0.00")


def to_the_penny(value: Decimal) -> Decimal:
    """Rounded once, half up (A12)."""
    return value.quantize(PENNY, ROUND_HALF_UP)


def pounds(value: Decimal) -> str:
    """"£1,234.50"."""
    return f"£{value:,.2f}"


def count(number: int, thing: str) -> str:
    """"1 working day", "12 hours"."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def plain(value: Decimal) -> str:
    """A number without needless zeros: "1,000", "2.5"."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
