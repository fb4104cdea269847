"""An event on its way to the table: what happened, its coded data and, apart, its words. Pure."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from complaints.record import chain


@dataclass(frozen=True, slots=True)
class Entry:
    """`data` decides and counts, `words` names or quotes people and lies sealed."""

    kind: str
    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, Any] | None = None


class Linked(NamedTuple):
    """An entry in its place in the chain: the column values of its event and of its sealed row."""

    seq: int
    at: datetime
    recorded_at: datetime
    kind: str
    by_id: int | None
    data: Mapping[str, Any]
    sealed_hash: str
    previous_hash: str
    hash: str
    salt: str
    body: str


def linked(entries: Iterable[Entry], *, seq: int, previous: str, by: int | None, now: datetime) -> list[Linked]:
    """The entries behind the event `seq` whose hash is `previous`, each linked to the one before."""
    out = []
    for place, entry in enumerate(entries, seq + 1):
        salt, body, sealed = _sealed(entry.words)
        own = chain.link(previous, seq=place, at=entry.at, recorded_at=now, kind=entry.kind, by=by, data=entry.data, sealed=sealed)
        out.append(Linked(place, entry.at, now, entry.kind, by, entry.data, sealed, previous, own, salt, body))
        previous = own
    return out


def _sealed(words: Mapping[str, Any] | None) -> tuple[str, str, str]:
    if not words:
        return "", "", ""
    salt, body = secrets.token_hex(16), chain.canonical(words)
    return salt, body, chain.commitment(salt, body)
