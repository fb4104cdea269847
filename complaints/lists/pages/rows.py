"""The rows of a list with every value that a column may show."""

from datetime import date
from typing import Any

from complaints.case.models import Complaint
from complaints.case.pages import rowing
from complaints.case.pages.heads import TYPE_WORDS
from complaints.clocks import words
from workdays import london


def rows_of(complaints: list[Complaint], today: date, ident: str) -> list[dict[str, Any]]:
    """As `case.pages.rowing`, and what the further columns show; each row's case knows the list that it was opened from."""
    rows = rowing.rows_of(complaints, today)
    return [row | _more(complaint) | {"href": f"{row['href']}?list={ident}"} for row, complaint in zip(rows, complaints, strict=True)]


def _more(complaint: Complaint) -> dict[str, str]:
    return {
        "received": words.short_day(london.day_of(complaint.received_at)), "team": complaint.team.name if complaint.team else "",
        "category": complaint.category.name if complaint.category else "", "type": TYPE_WORDS[complaint.customer.customer_type].capitalize(),
        "nation": complaint.nation.capitalize(),
    }
