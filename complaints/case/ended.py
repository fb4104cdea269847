"""By which move a complaint that stands ended was ended: the one definition, for whoever keeps, counts or destroys by it. Reads only.

A closed one: the move that closed it, as its column keeps it, also where it came back closed from the Ombudsman. A resolved one: the last
move that resolved it. One that stands open was ended by none, whatever its record holds.
"""

from django.db.models import Case, F, OuterRef, Subquery, When

from complaints.case.ending import RESOLVES
from complaints.case.models import Complaint
from complaints.case.stages import CLOSED, RESOLVED
from complaints.record.models import Event

DECIDED = "moved.close_after_decision"


def ended_by() -> Case:
    """Of rows of complaints: the kind of the event, "moved.resolve"; None for the open ones."""
    resolving = Event.objects.filter(complaint=OuterRef("pk"), kind__in=RESOLVES).order_by("-seq").values("kind")[:1]
    return Case(When(stage=CLOSED.value, then=F("closed_by")), When(stage=RESOLVED.value, then=Subquery(resolving)))


def closed_by_decision(complaint: Complaint) -> bool:
    """Whether it stands closed by the Ombudsman's decision."""
    return complaint.stage == CLOSED and complaint.closed_by == DECIDED
