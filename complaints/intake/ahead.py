"""What the search box shows while a person types: at most eight complaints that they may see, the most fitting first.

Reads only. Each way to read the words is one small indexed query; words of stories and slips in names wait for the whole search.
"""

from typing import Any

from django.db.models import QuerySet

from complaints.case import searching
from complaints.case.models import Complaint
from complaints.case.reading import visible
from complaints.case.stages import ENDED

SHORTEST, MOST_ROWS, MOST_HITS = 2, 24, 8


def hits(typed: str, person: Any) -> list[Complaint]:
    """Open ones before ended ones, names that begin so before others, the newest first."""
    text = searching.plain_text(typed)
    if len(text) < SHORTEST:
        return []
    seen = visible(person)
    ids = searching.exactly(text, seen) or _named(text, seen) or searching.references_near(text, MOST_ROWS, seen)
    rows = seen.filter(pk__in=ids).select_related("customer", "category")
    return sorted(rows, key=lambda row: (row.stage in ENDED, not _begins(row, text), -row.received_at.timestamp(), -row.pk))[:MOST_HITS]


def _named(text: str, seen: QuerySet[Complaint]) -> set[int]:
    """Letters anywhere in a name only where whole words name too few."""
    found = searching.named(text, MOST_ROWS, seen)
    return found if len(found) >= MOST_HITS else found | searching.within_names(text, MOST_ROWS, seen)


def _begins(row: Complaint, text: str) -> bool:
    return f" {text.lower()}" in f" {row.customer.name_key}"
