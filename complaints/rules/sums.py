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
from workdays import Calendar

COLUMNS = ("standard", "version", "valid_from", "valid_until", "values", "source")


def standards_tables() -> standards.Tables:
    """As they stand now, by one statement (none where the caller holds the rules)."""
    return services.read_once("standards", _read)


def _read() -> standards.Tables:
    rows = StandardRow.objects.exclude(approved_by=None).order_by("pk").values(*COLUMNS)
    added = json.dumps([as_shipped(row) for row in rows], sort_keys=True)
    return _tables(added, tuple(services.all_calendars().items()))


@lru_cache(maxsize=8)
def _tables(added: str, calendars: tuple[tuple[str, Calendar], ...]) -> standards.Tables:
    """Calendars are told apart as objects, which the cache keeps alive: the same until an officer changes one."""
    return standards.tables_from([*_shipped(), *json.loads(added)], dict(calendars))


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
