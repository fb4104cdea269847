"""How many complaints of a list changed since its page was made: what a person who looks at it for long is told. Reads only."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from complaints.case.models import Complaint
from complaints.case.reading import may_see
from complaints.lists import holding
from complaints.lists.wanted import Wanted
from complaints.record.models import Event

# So many entries behind the mark are looked at, so that an import of many thousand costs no more than a busy minute.
MOST_ENTRIES, MOST = 2000, 99


def changed(person: Any, wanted: Wanted, mark: int, shown: Sequence[str], today: date) -> int:
    """Since the entry `mark`: of the list as it is now, and of those `shown` that left it. What the person did and what clocks raised is no news."""
    others = Event.objects.filter(pk__gt=mark).filter(Q(by=None) | ~Q(by=person)).exclude(kind__startswith="alert.")
    news = others.order_by("pk").values("complaint_id")[:MOST_ENTRIES]
    left = Complaint.objects.filter(may_see(person), reference__in=shown)
    return min(len(_ids(holding.narrowed(person, wanted, today), news).union(_ids(left, news))[: MOST + 1]), MOST + 1)


def _ids(rows: QuerySet[Complaint], news: Any) -> QuerySet[Complaint]:
    return Complaint.objects.filter(pk__in=rows.order_by().filter(pk__in=news).values("pk")).values("pk")
