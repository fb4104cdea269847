"""The hash chain of a complaint's events and the commitment to their sealed words. Pure: no Django, no database.

An event's hash covers its own row, the commitment to its sealed words and the hash before it. Deleting the sealed words
(erasure) changes no hash; changing any row does.
"""

import hashlib
import json
from datetime import UTC, datetime
from functools import lru_cache

START = "complaints-desk/1:"


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces: the same text from either database."""
    return _encode(value)


_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


@lru_cache(maxsize=5_000)
def stamp(moment: datetime) -> str:
    """A moment as UTC text to the microsecond; both databases keep that much."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def first_link(chain: str) -> str:
    """What the first event of the chain (a complaint's reference, or `desk`) names as its previous hash."""
    return hashlib.sha256((START + chain).encode()).hexdigest()


def commitment(salt: str, body: str) -> str:
    """What the event keeps of words that lie in the sealed row: sha256 of salt and canonical JSON."""
    return hashlib.sha256((salt + body).encode("utf-8", "surrogatepass")).hexdigest()


def link(previous: str, *, seq: int, at: datetime, recorded_at: datetime, kind: str, by: int | None, data: dict, sealed: str) -> str:
    """The hash of one event. `by` is the person's id (None: the system), `sealed` the commitment or ""."""
    body = canonical([seq, stamp(at), stamp(recorded_at), kind, by, data, sealed])
    return hashlib.sha256((previous + body).encode("utf-8", "surrogatepass")).hexdigest()
