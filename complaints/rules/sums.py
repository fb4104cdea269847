"""The dated rows of the guaranteed standards, frozen: shipped ones, officers' approved ones beside them, and the calendars.

One statement reads what officers added; the tables that follow from it are kept by its content, so nothing stale is served.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import standards
from complaints.rules import services
from complaints.rules.models import StandardRow

COLUMNS = ("standard", "version", "valid_from", "valid_until", "values", "source")


def standards_tables() -> standards.Tables:
    """As they stand now."""
    rows = StandardRow.objects.exclude(approved_by=None).order_by("pk").values(*COLUMNS)
    added = json.dumps([as_shipped(row) for row in rows], sort_keys=True)
    return _tables(added, _Calendars(services.all_calendars()))


class _Calendars:
    """Calendars as a key of the cache: the same objects until an officer changes one."""

    def __init__(self, calendars: Mapping[str, Any]):
        self.calendars = calendars
        self.key = tuple(id(calendar) for calendar in calendars.values())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Calendars) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=8)
def _tables(added: str, calendars: _Calendars) -> standards.Tables:
    return standards.tables_from([*_shipped(), *json.loads(added)], calendars.calendars)


@lru_cache(maxsize=1)
def _shipped() -> tuple[dict[str, Any], ...]:
    return tuple(services.fixture("standards_rules"))


def as_shipped(row: Mapping[str, Any]) -> dict[str, Any]:
    """An officer's row in the shape of the shipped ones: in the rulebook `law`, checked by two people."""
    return {
        "standards": [row["standard"]], "books": ["law"], "version": row["version"], "from": row["valid_from"].isoformat(),
        "until": row["valid_until"].isoformat() if row["valid_until"] else None, "values": row["values"], "source": row["source"],
        "verified": True, "officer": True,
    }
