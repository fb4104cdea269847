"""Making a case file: gathered under the lock, written outside it, then told in the chain with its hash. The only writer of case files.

The finished ZIP lies with the files of jobs and goes with them after a week; its event stays.
"""

import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from complaints.case.models import Complaint
from complaints.case.reading import find
from complaints.case.services import body_of, called
from complaints.evidence.casefile import build
from complaints.evidence.casefile.leaving import CaseFileIn, reasons
from complaints.evidence.casefile.packing import sha256_of
from complaints.evidence.casefile.record import OWN_EVENT, Record, record_of
from complaints.jobs import services as jobs
from complaints.record.entries import Entry
from complaints.record.models import Event
from complaints.record.operations import Answer, Call, earlier, require
from complaints.record.parsing import parse
from complaints.record.refusals import Unknown
from complaints.record.services import append

LONG = 40 * 1024 * 1024
NO_LONGER = "This case file is no longer kept: they go after a week. Make it again."


@dataclass(frozen=True, slots=True)
class Made:
    """A finished case file on the disk, and what its event says of it."""

    path: Path
    sha256: str
    size: int
    members: int
    events: int
    left: Mapping[str, str]

    @property
    def entry_data(self) -> dict[str, Any]:
        return {"sha256": self.sha256, "size": self.size, "members": self.members, "events": self.events, "left_out": sorted(self.left)}


def make(reference: str, given: Mapping[str, Any], *, by: Any, now: datetime, step: Callable[[], None] = lambda: None) -> Answer:
    """Make the case file; `given` is {op_id, left_out: [{kind, id, why}]}. Answers {complaint, event (its place), sha256, size}."""
    call = Call(given.get("op_id"), by, f"complaints/{reference}/case-file", given)
    if found := earlier(call):
        return Answer(found.status, found.answer, replayed=True)
    complaint = find(reference, by)
    require(call)
    made = _written(gathered(complaint), parse(CaseFileIn, body_of(given)), now=now, step=step)

    def do(complaint: Complaint, call: Call) -> dict[str, Any]:
        event = told(complaint, made, by=by, now=now)
        return {"complaint": complaint.pk, "event": event.seq, "sha256": made.sha256, "size": made.size}
    return called(reference, "case-file", given, by, now, do, status=201)


def gathered(complaint: Complaint) -> Record:
    """The record as it stands at one moment: read under the lock of the complaint, which is let go before anything is written."""
    with transaction.atomic():
        Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
        return record_of(Complaint.objects.select_related("customer", "owner", "category").get(pk=complaint.pk))


def _written(record: Record, asked: CaseFileIn, *, now: datetime, step: Callable[[], None]) -> Made:
    return write_to(jobs.folder() / f"case-file-{secrets.token_hex(16)}.part", record, reasons(record, asked), now=now, step=step, by_hash=True)


def write_to(path: Path, record: Record, left: Mapping[str, str], *, now: datetime, step: Callable[[], None] = lambda: None,
             by_hash: bool = False) -> Made:
    """Write the ZIP whole or not at all; with `by_hash` it is then called by its hash, in the same folder."""
    try:
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            members = build.write(record, left, file, made_at=now, step=step)
            file.flush()
            os.fsync(file.fileno())
        sha256, size = sha256_of(path), path.stat().st_size
        kept = path.with_name(_name(sha256)) if by_hash else path
        path.rename(kept)
    except BaseException:
        with suppress(FileNotFoundError):
            path.unlink()
        raise
    return Made(kept, sha256, size, members, record.last.seq, left)


def _name(sha256: str) -> str:
    return f"case-file-{sha256}.zip"


def told(complaint: Complaint, made: Made, *, by: Any, now: datetime) -> Event:
    """The event of a case file, with its hash and what was left out. The caller holds the lock."""
    why = "; ".join(f"{key.replace(':', ' ')} left out: {reason}" for key, reason in sorted(made.left.items()))
    return append(complaint, [Entry(OWN_EVENT, now, made.entry_data, {"why": why} if why else None)], by=by, now=now)[0]


def made_before(complaint: Complaint) -> list[Event]:
    """The case files made of a complaint, the newest first."""
    return list(Event.objects.filter(complaint=complaint, kind=OWN_EVENT).select_related("by", "sealed").order_by("-seq"))


def kept_at(event: Event) -> Path | None:
    """Where the ZIP of that event lies; None once it has gone."""
    path = jobs.folder() / _name(event.data["sha256"])
    return path if path.is_file() else None


def opened(complaint: Complaint, seq: int) -> tuple[Event, Path]:
    """The event of a case file and its ZIP. Raises Unknown."""
    event = Event.objects.filter(complaint=complaint, kind=OWN_EVENT, seq=seq).first() if seq < 2**31 else None
    if event is None:
        raise Unknown("There is no such case file of this complaint.")
    path = kept_at(event)
    if path is None:
        raise Unknown(NO_LONGER)
    return event, path
