"""The cases behind a number of the report `standards`: findings one by one, customers of incidents by incident. Reads only.

A finding on a restricted complaint is counted for everybody and listed for those who may see the complaint.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from complaints.case.reading import visible
from complaints.reports import counting
from complaints.reports.periods import Asked

UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Cases:
    """`findings` are those that the person may see, newest first; `hidden` counts the others; `incidents` has one row each."""

    findings: QuerySet
    hidden: int
    incidents: list[dict[str, Any]]

    @property
    def customers(self) -> int:
        return sum(row["count"] for row in self.incidents)


def behind(what: str, code: str, asked: Asked, *, by: Any) -> Cases:
    """What counts as `what` (a name of counting.WHAT, or undated) under that code ("": under any)."""
    wanted = _wanted(what, code, asked)
    rows = counting.findings(asked.as_of).filter(wanted)
    seen = rows.filter(Q(complaint=None) | Q(complaint__in=visible(by)))
    incidents = counting.customers(asked.as_of).filter(wanted).order_by("incident").values("incident", "incident__name", "code").annotate(
        count=Count("pk"), owed=Sum("amount_gbp"))
    told = [row | {"owed": counting.pounds(row["owed"])} for row in incidents]
    shown = seen.select_related("complaint", "job", "late_payment__incident").order_by("-counted_on", "-pk")
    return Cases(shown, rows.count() - seen.count(), told)


def _wanted(what: str, code: str, asked: Asked) -> Q:
    mine = Q(code=code) if code else Q()
    if what == UNDATED:
        return mine & Q(applies=True, counted_on=None)
    return mine & counting.WHAT[what] & Q(counted_on__gte=asked.period.first, counted_on__lte=asked.period.last)
