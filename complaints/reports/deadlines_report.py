"""The report `deadlines`: of each kind of clock how many fell due in a period, were met, met late, are late or still open. Figures only."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from complaints.clocks.kinds import Kind
from complaints.reports import due_counting, shares
from complaints.reports.due_counting import ASIDE, BREACHES, LATE, MET, MET_LATE, OPEN, STANDS, Group, groups
from complaints.reports.periods import Period

DEFINITIONS = {
    "kind": "The kind of clock. Windows of customers to the Ombudsman are no duty of ours and stand in the report of windows.",
    "due": "Deadlines whose day lies in the period, cancelled ones left out. Due is met, met late, late and open together.",
    "set_aside": "Deadlines of the period of complaints that were set aside: not ours, a double, or logged in error. They are in no other figure.",
    "met": "Of those, the ones met by the end of their day.",
    "met_late": "Of those, the ones met after it.",
    "late": "Of those, the ones whose day has passed and that are not met.",
    "open": "Of those, the ones whose day has not passed, and clocks that a dispute has stopped.",
    "with_reason": "Of those met late and late, the ones of complaints whose resolution says why.",
    "in_time_percent": "Met of those that were met or whose day has passed, in per cent, two decimals, half up. No figure where there are none.",
    "change_points": "The share less the share of the period before, in percentage points, two decimals, half up. No figure where either has "
                     "no base.",
}


def figures(period: Period, *, as_of: datetime | None, now: datetime) -> dict[str, Any]:
    """`{rows, totals, versions}`; one row a kind of which anything fell due."""
    everything = list(groups(period, as_of, now))
    found = [group for group in everything if group.stood != ASIDE]
    kinds = {group.kind for group in found if group.within}
    return {
        "rows": [{"kind": kind.value, **told(group for group in found if group.kind == kind)} for kind in Kind if kind in kinds],
        "totals": told(found) | {"set_aside": due_counting.aside(everything)},
        "versions": due_counting.versions(kinds, period, as_of, now),
    }


def told(found: Iterable[Group]) -> dict[str, Any]:
    """The figures of some groups, against those of the period before among them."""
    now, before, reasons = Counter(), Counter(), 0
    for group in found:
        (now if group.within else before)[group.stood] += group.number
        reasons += group.with_reason if group.within and group.stood in BREACHES else 0
    return {
        "due": now.total(), MET: now[MET], MET_LATE: now[MET_LATE], LATE: now[LATE], OPEN: now[OPEN], "with_reason": reasons,
        "in_time_percent": shares.share(now[MET], _ended(now)),
        "change_points": shares.change(now[MET], _ended(now), before[MET], _ended(before)),
    }


def _ended(counted: Counter[str]) -> int:
    return sum(counted[stood] for stood in STANDS if stood != OPEN)
