"""Letters that tell a customer of the Ombudsman: each is looked at once, when day 56 has passed, whether it says all that it must."""

from datetime import date, datetime

from django.db.models import F, FilteredRelation, Q, QuerySet

from complaints.clocks.kinds import Kind as Clock
from complaints.letters.models import OF_RIGHTS, Letter


def unchecked(today: date, limit: int) -> QuerySet[Letter]:
    """Sent deadlock and 8-week letters that stand and that nobody looked at, the clock of whose complaint's 8-week letter was met
    and its day has passed; `clock` is that row's id, `due_on` its day."""
    clock = FilteredRelation("complaint__deadlines", condition=Q(complaint__deadlines__kind=Clock.EIGHT_WEEK_LETTER))
    rows = Letter.objects.filter(rights_checked_at=None, sent_at__isnull=False, undelivered_on=None, kind__in=OF_RIGHTS)
    met = rows.annotate(row=clock).filter(row__met_at__isnull=False, row__due_on__lt=today)
    found = met.annotate(clock=F("row__id"), due_on=F("row__due_on")).order_by("pk")
    return found.select_related("complaint__customer", "complaint__owner", "author", "submitted_by", "signer")[:limit]


def checked(letter_id: int, *, now: datetime) -> None:
    """It was looked at; nobody looks again."""
    Letter.objects.filter(pk=letter_id).update(rights_checked_at=now)
