"""Who hears of a deadline at which tier, from when: the dated rows of `fixtures/alert_tiers.json`. Pure.

How long ahead of its day a clock speaks is a rule of the clock (`fixtures/clock_rules.json`), not of this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from complaints.clocks.kinds import WINDOWS, Kind
from complaints.clocks.rows import TIERS

OWNER, MANAGERS, COMPLIANCE = 0, 1, 2
FARTHEST = COMPLIANCE
# How far a row's list of names goes. A request for personal data hangs on no complaint and goes to compliance alone.
REACH_OF = {
    ("owner_or_team",): OWNER,
    ("owner_or_team", "senior_managers"): MANAGERS,
    ("owner_or_team", "senior_managers", "compliance"): COMPLIANCE,
    ("compliance",): COMPLIANCE,
}


@dataclass(frozen=True, slots=True)
class TierRow:
    """One dated row. `reach` by tier: 0 owner or team, 1 senior managers too, 2 compliance too; None: no such tier."""

    kind: Kind
    valid_from: date
    valid_until: date
    reach: Mapping[str, int | None]
    further_after: int
    source: str


@dataclass(frozen=True)
class Tiers:
    """All rows, by kind, the newest first."""

    by_kind: Mapping[str, tuple[TierRow, ...]]

    def pick(self, kind: str, on: date) -> TierRow:
        """The row in force that day; before the first row's day the first row."""
        rows = self.by_kind[kind]
        return next((row for row in rows if row.valid_from <= on <= row.valid_until), rows[-1])


def tiers_of(data: Mapping[str, Any]) -> Tiers:
    """The table from the JSON of its file. Refuses one that leaves out a kind or a tier."""
    found: dict[str, list[TierRow]] = {}
    for row in sorted((_row(row) for row in data["rows"]), key=lambda row: row.valid_from, reverse=True):
        found.setdefault(row.kind.value, []).append(row)
    tiers = Tiers({kind: tuple(rows) for kind, rows in found.items()})
    _checked(tiers)
    return tiers


def _row(row: Mapping[str, Any]) -> TierRow:
    reach = {tier: None if names is None else REACH_OF[tuple(names)] for tier, names in row["to"].items()}
    until = date.fromisoformat(row["valid_until"]) if row.get("valid_until") else date.max
    return TierRow(Kind(row["kind"]), date.fromisoformat(row["valid_from"]), until, reach,
                   row["further_after_working_days"], row["source"])


def _checked(tiers: Tiers) -> None:
    """Every kind by every tier; a window closes and is never late; of two rows of a kind the later begins behind the earlier."""
    missing = {kind.value for kind in Kind} ^ set(tiers.by_kind)
    assert not missing, f"alert tiers: rows missing or unknown for {sorted(missing)}"
    for rows in tiers.by_kind.values():
        for row in rows:
            assert set(row.reach) == set(TIERS) and row.source and row.further_after >= 1, row
            assert {tier for tier, reach in row.reach.items() if reach is None} == ({"late"} if row.kind in WINDOWS else set()), row
        assert all(later.valid_from > earlier.valid_until for later, earlier in pairwise(rows)), rows
