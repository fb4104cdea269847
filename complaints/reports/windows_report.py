"""The report `windows`: what closes when. By month, how many customers' last window to the Ombudsman closes, by the rulebook in force,
and of how many the other rulebook says later. Figures only; words are the pages'.
"""

from collections import Counter
from datetime import datetime
from typing import Any

from complaints.clocks.kinds import WINDOWS, Kind
from complaints.clocks.models import Deadline
from complaints.entitlement.closings import Closing, closings
from complaints.reports.periods import Period

DEFINITIONS = {
    "closing": "Complaints whose last window to the Ombudsman closes in the month, by the rulebook they were received under. Only windows "
               "that are open: nobody went, and the complaint did not end.",
    "from_complaint": "Of those, the ones whose last window runs from the first complaint.",
    "from_letter": "Of those, the ones whose last window runs from receipt of the first deadlock or 8-week letter.",
    "open_by_other": "Of those, the ones that may still go after that day by the other rulebook, or by it without an end.",
}


def figures(period: Period, *, as_of: datetime | None) -> dict[str, Any]:
    """`{rows, totals, versions}`; one row a month with at least one closing. `as_of` None: as it stands now."""
    found = closings(period.first, period.last, as_of=as_of)
    months: dict[str, list[Closing]] = {}
    for one in found:
        months.setdefault(f"{one.closes_on:%Y-%m}", []).append(one)
    versions = {(row[3], row[4]) for one in found for row in one.rows}
    return {
        "rows": [{"month": month, **_told(months[month])} for month in sorted(months)], "totals": _told(found),
        "versions": [{"rulebook": book, "version": version} for book, version in sorted(versions)],
    }


def looked_at(most: int) -> int:
    """How many complaints have an open window at all, counted to `most`."""
    rows = Deadline.objects.filter(kind__in=WINDOWS, met_at=None, cancelled_at=None, complaint__isnull=False)
    return rows.order_by().values("complaint_id").distinct()[:most].count()


def _told(found: list[Closing]) -> dict[str, int]:
    kinds = Counter(last_kind(one) for one in found)
    return {"closing": len(found), "from_complaint": kinds[Kind.OMBUDSMAN_FROM_COMPLAINT], "from_letter": kinds[Kind.OMBUDSMAN_FROM_LETTER],
            "open_by_other": sum(one.open_by_other for one in found)}


def last_kind(one: Closing) -> str:
    return max(one.rows, key=lambda row: (row[1], row[0]))[0]
