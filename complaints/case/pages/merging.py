"""Two people at the facts of one complaint: a page carries the facts as it showed them (`was`), so that what its person did not touch takes what
the other wrote and only what they changed is sent. Reads what was posted; decides nothing else.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from complaints.intake import phone

Flat = Mapping[str, Any]


def was(posted: QueryDict, known: Flat) -> dict[str, Any]:
    """The facts as the page showed them when it was opened; what did not come back as it was sent is left out."""
    try:
        found = json.loads(posted.get("was") or "{}")
    except (ValueError, RecursionError):
        return {}
    told = found if isinstance(found, dict) else {}
    return {name: value for name, value in told.items() if name in known and type(value) is type(known[name]) and _plain(value)}


def _plain(value: Any) -> bool:
    return not isinstance(value, list) or all(isinstance(one, str) for one in value)


def put(data: QueryDict, name: str, value: Any) -> None:
    """A fact as its field sends it."""
    data.setlist(name, value if isinstance(value, list) else [value if value is not False else ""])


def merged(posted: QueryDict, typed: Flat, known: Flat) -> QueryDict:
    """What was sent, with what stands now in every field that was sent as it was shown."""
    data = posted.copy()
    for name, value in was(posted, known).items():
        if same(name, typed.get(name), value) and not same(name, known[name], value):
            put(data, name, known[name])
    return data


def same(name: str, one: Any, other: Any) -> bool:
    part = name.rpartition("__")[2]
    return (phone.plain(part, one) or "") == (phone.plain(part, other) or "")
