"""What standards, payments and sums are called on screen, in events and in letters. Pure words; the codes stay in data."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import standards
from complaints.money.models import PAYMENT_KINDS, PAYMENT_STATES, ROUTES
from standards.words import named

KIND_WORDS: Mapping[str, str] = {
    "standard": "Guaranteed standard", "goodwill": "Goodwill", "refund": "Refund", "loss": "Loss", "award": "Award of the Ombudsman",
}
STATE_WORDS: Mapping[str, str] = {
    "proposed": "Proposed", "approved": "Approved, to pay", "held": "On hold", "paid": "Paid", "refused": "Refused",
}
ROUTE_WORDS: Mapping[str, str] = {"direct": "Directly to the customer", "via_supplier": "Through the supplier, who must pass it on"}
assert set(KIND_WORDS) == set(PAYMENT_KINDS) and set(STATE_WORDS) == set(PAYMENT_STATES) and set(ROUTE_WORDS) == set(ROUTES)


def standard_words(code: str) -> str:
    """"Regulation 17, missed appointment"; "Missed appointment" where the standard has no number; the code where it is not known."""
    found = standards.find(code)
    return named(found) if found else code


def what_for(payment: Any) -> str:
    """What a payment is for: its standard, else its kind."""
    return standard_words(payment.code) if payment.code else KIND_WORDS[payment.kind]


def lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def pounds(amount: Decimal) -> str:
    """"£1,234.50"."""
    return f"£{amount:,.2f}"


def plain(amount: Decimal | None) -> str | None:
    """"1234.50": money in JSON and in events."""
    return None if amount is None else f"{amount:.2f}"
