"""What a move says of the end of a complaint, kept in its columns: by which move it was closed, and when one that came back had been resolved.
Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from complaints.case.stages import CLOSED, RESOLVED

RESOLVES = ("moved.resolve", "moved.confirm_compliance")
CLOSES = ("moved.withdraw", "moved.set_aside", "moved.lapse", "moved.close_after_decision")
ENDS = (*RESOLVES, *CLOSES)


class Told(Protocol):
    kind: str
    at: datetime


def end_of(stage: str, kind: str, before: Iterable[Told]) -> dict[str, Any]:
    """The columns of a complaint that a move of this kind brought to `stage`; `before` is what was on record, in its order."""
    past = list(before)
    closed_by = kind if kind in CLOSES else _last(past, CLOSES, "kind") or ""
    resolved_at = None if kind in RESOLVES else _last(past, RESOLVES, "at")
    return {"closed_by": closed_by if stage == CLOSED else "", "was_resolved_at": resolved_at if stage == RESOLVED else None}


def _last(facts: list[Told], kinds: tuple[str, ...], name: str) -> Any:
    return next((getattr(fact, name) for fact in reversed(facts) if fact.kind in kinds), None)
