"""Writes the ZIP of a case file from its record: members in a fixed order, the index after what it lists, the manifest last.

Reads the disk for letters and files; asks no database and no clock. `made_at` stands on one line of the manifest and nowhere else.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, Any, NamedTuple

from complaints.case.told import LETTER_WORDS
from complaints.clocks import words
from complaints.evidence import services as evidence
from complaints.evidence.casefile import papers, tables
from complaints.evidence.casefile.packing import Package, sha256_of
from complaints.evidence.casefile.record import Record
from complaints.evidence.casefile.safe_names import safe_name
from complaints.letters import storing
from workdays import london

FORMAT = 1
GONE, CHANGED = "Its bytes are no longer here.", "Its bytes are not those that were kept."


class Item(NamedTuple):
    """One letter or file on its way into the file."""

    key: str
    name: str
    path: Path
    sha256: str
    size: int
    what: str


def letters_of(record: Record) -> Iterator[Item]:
    """The PDFs as they were sent."""
    for place, row in enumerate(record.letters, 1):
        name = f"letters/{place:02d}-{row.kind}-{row.sent_on.isoformat()}.pdf"
        path = storing.folder() / storing.path_of(row.sha256)
        what = f"{LETTER_WORDS[row.kind].capitalize()}, sent by {row.method} on {words.short_day(row.sent_on)}"
        yield Item(f"letter:{row.pk}", name, path, row.sha256, path.stat().st_size if path.is_file() else 0, what)


def files_of(record: Record) -> Iterator[Item]:
    for place, row in enumerate(record.files, 1):
        what = ", ".join(part for part in (row.what, f"“{row.name}”, added {words.moment(row.at)}") if part)
        yield Item(f"file:{row.pk}", f"files/{place:03d}-{safe_name(row.name)}", evidence.folder() / row.path, row.sha256, row.size, what)


def write(record: Record, left: Mapping[str, str], out: IO[bytes], *, made_at: datetime, step: Callable[[], None] = lambda: None) -> int:
    """Write the whole ZIP into `out`; answers how many members it has. `step` is called after each letter and file."""
    package = Package(out, record.last.recorded_at.astimezone(london.LONDON))
    for name, body, what in _tables(record, left):
        package.add(name, body, what, squeeze=not name.endswith(".pdf"))
    missing = []
    for item in (*letters_of(record), *files_of(record)):
        if item.key not in left and (why := _put(package, item)):
            missing.append({"key": item.key, "name": item.name, "what": item.what, "why": why})
        step()
    without = _left_out(record, left)
    package.add("index.pdf", papers.index(record, package.members, without, missing), "This index", squeeze=False)
    package.add("manifest.json", _manifest(record, package, without, missing, made_at), "The manifest")
    package.close()
    return len(package.members)


def _tables(record: Record, left: Mapping[str, str]) -> Iterator[tuple[str, bytes, str]]:
    yield "chronology.csv", tables.chronology(record, left).csv(), "Every event, with the hashes that chain them"
    yield "chronology.pdf", papers.chronology(record, left), "Every event, to read"
    yield "contacts.csv", tables.contacts(record, left).csv(), "Every contact"
    yield "payments.csv", tables.payments(record).csv(), "Guaranteed standards assessed, payments and offers"
    yield "eligibility.json", _json({"assessments": tables.assessments(record, left)}), "Assessments of who may go to the Ombudsman"
    yield "signposting.csv", tables.signposting(record).csv(), "What the customer was told about the Ombudsman and free advice"


def _put(package: Package, item: Item) -> str:
    """Add a letter or file whose bytes are those that were kept; why it could not be added, or ""."""
    if not item.path.is_file():
        return GONE
    if sha256_of(item.path) != item.sha256:
        return CHANGED
    package.add_file(item.name, item.path, item.what)
    return ""


def _left_out(record: Record, left: Mapping[str, str]) -> list[dict[str, str]]:
    """Named by kind and day alone: the name of a file may be what had to be left out."""
    out = [{"key": f"letter:{row.pk}", "what": f"{LETTER_WORDS[row.kind].capitalize()} of {words.short_day(row.sent_on)}"} for row in record.letters]
    out += [{"key": f"file:{row.pk}", "what": f"File added {words.moment(row.at)}"} for row in record.files]
    out += [{"key": f"contact:{row.pk}", "what": f"Words of the contact of {words.moment(row.at)}"} for row in record.contacts]
    out += [{"key": f"note:{event.seq}", "what": f"Words of the note of {words.moment(event.at)}"} for event in record.notes]
    return [row | {"why": left[row["key"]]} for row in out if row["key"] in left]


def _manifest(record: Record, package: Package, without: list, missing: list, made_at: datetime) -> bytes:
    last = record.last
    return _json({
        "format": FORMAT, "complaint": record.complaint.reference, "made_at": made_at.isoformat(timespec="seconds"),
        "record": {"events": last.seq, "last_hash": last.hash, "rulebook": record.complaint.rulebook},
        "members": [member._asdict() for member in package.members], "left_out": without, "missing": missing,
    })


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n").encode()
