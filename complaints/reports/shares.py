"""Shares in per cent and changes in percentage points, exact until rounded once, half up, to two decimals. Pure."""

from decimal import Decimal

HUNDREDTH = Decimal("0.01")


def share(part: int, whole: int) -> str | None:
    """`part` of `whole` in per cent ("12.50"); None of nothing."""
    return _hundredths(part * 10_000, whole) if whole else None


def change(part: int, whole: int, part_before: int, whole_before: int) -> str | None:
    """Percentage points from the share before to the share now ("-3.13"); None where either has no base.

    The difference of the exact shares is rounded, not the difference of rounded ones.
    """
    if not (whole and whole_before):
        return None
    return _hundredths((part * whole_before - part_before * whole) * 10_000, whole * whole_before)


def _hundredths(over: int, under: int) -> str:
    """`over / under` hundredths, half away from nought; `under` is positive."""
    size = (2 * abs(over) + under) // (2 * under)
    return f"{Decimal(-size if over < 0 else size) * HUNDREDTH:.2f}"
