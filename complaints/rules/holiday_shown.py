"""How moves of deadlines are shown: the references of their complaints, those that a person may see, sums by rule and day. Reads only."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from complaints.case.models import Complaint
from complaints.case.reading import visible
from complaints.rules.holiday_moves import Move, alerted_already

CHUNK = 5000


def references(moves: Iterable[Move]) -> dict[int, str]:
    """The reference of each complaint, by its number."""
    found: dict[int, str] = {}
    ids = sorted({move.row.complaint_id for move in moves} - {None})
    for start in range(0, len(ids), CHUNK):
        found |= dict(Complaint.objects.filter(pk__in=ids[start:start + CHUNK]).values_list("pk", "reference"))
    return found


def seen_by(person: Any, moves: Sequence[Move]) -> dict[int, str]:
    """As `references`, of those that this person may see."""
    ids = {move.row.complaint_id for move in moves} - {None}
    return dict(visible(person).filter(pk__in=ids).values_list("pk", "reference"))


def tally(moves: Iterable[Move]) -> list[tuple[str, date, date, int, int]]:
    """(kind, old day, new day, how many, how many of them alerted already), the earliest day first."""
    told: dict[tuple[date, date, str], list[int]] = {}
    for move in moves:
        number = told.setdefault((move.row.due_on, move.to, move.row.kind), [0, 0])
        number[0] += 1
        number[1] += alerted_already(move.row)
    return [(kind, old, new, many, alerted) for (old, new, kind), (many, alerted) in sorted(told.items())]
