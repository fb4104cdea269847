"""The rows behind the numbers of the report `ombudsman`: the moves around the Ombudsman, and the clocks by which what was decided is done."""

from datetime import datetime

from django.db.models import Case, DateField, F, Q, QuerySet, When
from django.db.models.functions import Cast, Coalesce

from complaints.clocks.kinds import Kind
from complaints.clocks.models import Deadline
from complaints.record.models import Event
from complaints.reports import due_then, recorded, standing
from complaints.reports.counted import Population
from complaints.reports.days import london_day, told
from complaints.reports.ombudsman_report import BECAUSE, COUNTED, COUNTS, OUTCOMES
from complaints.reports.periods import Period

REFERRED, RETURNED, DECIDED, ANSWERED = (Q(kind=kind) for kind in COUNTED)


def moves(period: Period, as_of: datetime | None, now: datetime) -> QuerySet[Event]:
    """By the day that a move tells, else its own."""
    days = (When(kind=kind, then=Coalesce(Cast(told(f"data__{name}"), DateField()), london_day("at"))) for kind, name in COUNTED.items())
    rows = standing.recorded(as_of).filter(kind__in=list(COUNTED), complaint__isnull=False)
    return rows.annotate(counted_at=Case(*days, output_field=DateField())).filter(recorded.on_days(period, "counted_at"))


def clocks(period: Period, as_of: datetime | None, now: datetime) -> QuerySet[Deadline]:
    """By the day by which it was to be done, with `done_on`; of a past moment both as they stood then."""
    if as_of is None:
        rows = Deadline.objects.filter(recorded.on_days(period, "due_on"), cancelled_at=None).annotate(counted_at=F("due_on"), done_at=F("met_at"))
    else:
        rows = due_then.due_in(period, as_of).annotate(counted_at=F("was_due_on"), done_at=F("was_met_at"))
    return rows.filter(kind=Kind.OMBUDSMAN_COMPLIANCE, complaint__isnull=False).annotate(done_on=london_day("done_at"))


MOVES = Population(moves, {
    "referred": REFERRED, **{name: REFERRED & Q(data__because=name) for name in BECAUSE}, "returned": RETURNED, "decisions": DECIDED,
    **{name: DECIDED & Q(data__outcome=name) for name in OUTCOMES}, "accepted": ANSWERED & Q(data__accepted=True),
    "refused": ANSWERED & Q(data__accepted=False),
}, of="complaint")
CLOCKS = Population(clocks, {
    "compliance_due": Q(), "complied_in_time": Q(done_on__lte=F("counted_at")), "complied_late": Q(done_on__gt=F("counted_at")),
    "compliance_open": Q(done_on=None),
}, of="complaint")
ALL = (MOVES, CLOCKS)
assert {name for one in ALL for name in one.counts} == set(COUNTS)
