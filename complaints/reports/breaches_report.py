"""The report `breaches`: deadlines of a period that were missed, by kind of clock and team, and by cause as the register has it. Figures only."""

from datetime import datetime
from typing import Any

from complaints.clocks.kinds import Kind
from complaints.compliance import causes
from complaints.reports import due_counting
from complaints.reports.due_counting import ASIDE, BREACHES, LATE, MET_LATE, Group, groups
from complaints.reports.periods import Period

DEFINITIONS = {
    "kind": "The kind of clock that was missed.",
    "team": "The team that had the complaint; no name where none did.",
    "breaches": "Deadlines whose day lies in the period and that were met late or are late. Clocks that a dispute has stopped are not among them.",
    "met_late": "Of those, the ones met after their day.",
    "late": "Of those, the ones that are not met yet.",
    "with_reason": "Of those, the ones of complaints whose resolution says why.",
    "cause": "Why it was missed, as the register of missed duties has it; no name where nothing was written. Of a past moment only what was "
             "last written or signed by then is told.",
    "signed": "Of those, the ones that a second person has signed off in the register.",
    "checked": "All deadlines of the period that were looked at.",
    "set_aside": "Deadlines of the period of complaints that were set aside: not ours, a double, or logged in error. They are in no other figure.",
}


def figures(period: Period, *, as_of: datetime | None, now: datetime) -> dict[str, Any]:
    """`{rows, causes, totals, versions}`; one row a kind and team with a breach, one of `causes` a cause."""
    everything = list(groups(period, as_of, now))
    inside = [group for group in everything if group.within and group.stood != ASIDE]
    missed = [group for group in inside if group.stood in BREACHES]
    cells = sorted({(list(Kind).index(Kind(group.kind)), group.kind, group.team) for group in missed})
    return {
        "rows": [{"kind": kind, "team": team or None, **_told([one for one in missed if (one.kind, one.team) == (kind, team)])}
                 for _, kind, team in cells],
        "causes": [{"cause": code or None, "name": causes.name_of(code) if code else None, "breaches": number, "signed": signed}
                   for code, number, signed in due_counting.causes(period, as_of, now)],
        "totals": _told(missed) | {"checked": sum(group.number for group in inside), "set_aside": due_counting.aside(everything)},
        "versions": due_counting.versions({Kind(group.kind) for group in inside}, period, as_of, now),
    }


def _told(found: list[Group]) -> dict[str, int]:
    by_stand = {stood: sum(group.number for group in found if group.stood == stood) for stood in BREACHES}
    return {"breaches": sum(by_stand.values()), MET_LATE: by_stand[MET_LATE], LATE: by_stand[LATE],
            "with_reason": sum(group.with_reason for group in found)}
