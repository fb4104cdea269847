"""Days and sums as a letter writes them, in English and Welsh. Pure."""

from datetime import date
from decimal import Decimal

from complaints.letters.kinds import Language

_MONTHS = {
    Language.ENGLISH: (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
    Language.WELSH: (
        "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd",
        "Rhagfyr",
    ),
}  # fmt: skip
assert set(_MONTHS) == set(Language) and all(len(names) == 12 for names in _MONTHS.values())


def long_date(day: date, language: Language = Language.ENGLISH) -> str:
    """`11 May 2026`; `11 Mai 2026` in Welsh."""
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"


def pounds(amount: Decimal) -> str:
    """`£75` for whole pounds, `£1,075.50` otherwise."""
    whole = amount == amount.to_integral_value()
    return f"£{amount:,.0f}" if whole else f"£{amount:,.2f}"
