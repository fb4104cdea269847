"""The median of whole days from how many lasted how long. Pure."""

from collections.abc import Mapping
from decimal import Decimal


def median(stays: Mapping[int, int]) -> str | None:
    """"5.0" of how many lasted how long; the mean of the two in the middle; None of nothing."""
    total = sum(stays.values())
    if not total:
        return None
    half, passed = (total - 1) / 2, 0
    middle: list[int] = []
    for day in sorted(stays):
        middle += [day] * sum(passed <= place < passed + stays[day] for place in {int(half), int(half + 0.5)})
        passed += stays[day]
    return f"{Decimal(sum(middle)) / len(middle):.1f}"
