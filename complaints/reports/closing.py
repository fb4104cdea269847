"""The rows behind the numbers of the report `windows`: the complaints whose last window closes in a period. Reads only."""

from datetime import datetime

from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When

from complaints.case.models import Complaint
from complaints.clocks.kinds import Kind
from complaints.entitlement.closings import closings
from complaints.reports.counted import Population
from complaints.reports.periods import Period
from complaints.reports.windows_report import DEFINITIONS, last_kind


def rows(period: Period, as_of: datetime | None, now: datetime) -> QuerySet[Complaint]:
    """With whether the last window runs from a letter, and whether the other rulebook ends later: told by the same closings as the figures."""
    found = closings(period.first, period.last, as_of=as_of)
    by_letter = [one.complaint_id for one in found if last_kind(one) == Kind.OMBUDSMAN_FROM_LETTER]
    open_by_other = [one.complaint_id for one in found if one.open_by_other]
    return Complaint.objects.filter(pk__in=[one.complaint_id for one in found]).annotate(
        counted_at=F("received_at"), by_letter=_among(by_letter), is_open_by_other=_among(open_by_other))


def _among(ids: list[int]) -> Case:
    return Case(When(pk__in=ids, then=Value(True)), default=Value(False), output_field=BooleanField())


CLOSING = Population(rows, {"closing": Q(), "from_complaint": Q(by_letter=False), "from_letter": Q(by_letter=True),
                            "open_by_other": Q(is_open_by_other=True)})
assert set(CLOSING.counts) == set(DEFINITIONS)
