"""Checking every hash chain: events, sealed words, and that the complaints' columns agree with their events. Reads only.

Streams by complaint, so a million complaints need no more memory than one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

from complaints.record import chain
from complaints.record.models import Event
from complaints.record.services import DESK

CHUNK = 2000
RAISES_VERSION = ("assigned",)
COLUMNS = ("complaint_id", "complaint__reference", "complaint__stage", "complaint__version", "complaint__imported", "seq", "at", "recorded_at",
           "kind", "by_id", "data", "sealed_hash", "previous_hash", "hash", "sealed__salt", "sealed__body", "pk")


@dataclass
class Verdict:
    """`broken`: the first thing found wrong, as {complaint, seq, why}; None where every chain holds."""

    events: int = 0
    chains: int = 0
    erased: int = 0
    broken: dict[str, Any] | None = field(default=None)

    def as_json(self) -> dict[str, Any]:
        return {"ok": self.broken is None, "chains": self.chains, "events": self.events, "erased": self.erased, "broken": self.broken}


class Chain(NamedTuple):
    """One chain as it was walked: the complaint's reference, or `desk`, and (id, hash) of its events in order."""

    name: str
    links: list[tuple[int, str]]


def verify(look: Callable[[Chain], None] | None = None) -> Verdict:
    """Walks every chain to the first fault; `look` is shown each, the complaints' in their order."""
    verdict = Verdict()
    for _, events in groupby(_rows(), key=lambda row: row[0]):
        rows = list(events)
        verdict.broken = _chain(rows, verdict)
        verdict.chains += 1
        if look:
            look(Chain(rows[0][1] or DESK, [(row[16], row[13]) for row in rows]))
        if verdict.broken:
            return verdict
    if without := _without_events():
        verdict.broken = {"complaint": without, "seq": None, "why": "the complaint has no events"}
    return verdict


def verify_one(complaint_id: int) -> Verdict:
    """The chain of one complaint alone."""
    verdict = Verdict(chains=1)
    rows = list(_rows(complaint_id=complaint_id))
    verdict.broken = _chain(rows, verdict) if rows else {"complaint": None, "seq": None, "why": "the complaint has no events"}
    return verdict


def _rows(**which: int) -> Iterator[tuple]:
    rows = Event.objects.filter(**which).order_by("complaint_id", "seq").values_list(*COLUMNS)
    return rows.iterator(chunk_size=CHUNK)


def _without_events() -> str | None:
    """A complaint whose events were all taken away leaves no chain to break."""
    complaints = Event._meta.get_field("complaint").related_model.objects
    return complaints.filter(events=None).order_by("pk").values_list("reference", flat=True).first()


def _chain(rows: list[tuple], verdict: Verdict) -> dict[str, Any] | None:
    reference = rows[0][1] or DESK
    previous = chain.first_link(reference)
    for place, row in enumerate(rows, 1):
        verdict.events += 1
        verdict.erased += bool(row[11] and row[15] is None)
        if why := _fault(row, place, previous):
            return {"complaint": reference, "seq": row[5], "why": why}
        previous = row[13]
    if rows[0][0] is not None and (why := _disagrees(rows)):
        return {"complaint": reference, "seq": rows[-1][5], "why": why}
    return None


def _fault(row: tuple, place: int, previous: str) -> str | None:
    seq, at, recorded_at, kind, by, data, sealed, before, own, salt, body = row[5:16]
    if seq != place:
        return f"event {place} is missing"
    if before != previous:
        return "it does not follow the event before it"
    if chain.link(before, seq=seq, at=at, recorded_at=recorded_at, kind=kind, by=by, data=data, sealed=sealed) != own:
        return "the event was changed"
    if body is not None and chain.commitment(salt, body) != sealed:
        return "its sealed words were changed"
    return None


def _disagrees(rows: list[tuple]) -> str | None:
    """Stage and version as the events tell them against the complaint's own columns."""
    stage, version, imported = rows[0][2], rows[0][3], rows[0][4]
    moves = [row[10]["to"] for row in rows if row[8].startswith("moved.") and "to" in row[10]]
    told = moves[-1] if moves else "immediate"
    if stage != told:
        return f"the complaint's stage is {stage}, its events say {told}"
    if not imported and version != 1 + raises(rows):
        return f"the complaint's version is {version}, its events say {1 + raises(rows)}"
    return None


def raises(rows: list[tuple]) -> int:
    """How often the version rose: a move, a correction or restriction, an assignment, a clock that a person set or met."""
    return sum(raises_version(row[8], row[10]) for row in rows)


def raises_version(kind: str, data: dict[str, Any]) -> bool:
    if kind.startswith("moved."):
        return not data.get("with_the_decision")
    if kind == "edited":
        return not ("link" in data or "supply_report" in data)
    return kind in RAISES_VERSION or (kind.startswith("deadline.") and bool(data.get("by_hand")))
