"""How many letters are in work: the number in the navigation. Reads only."""

from typing import Any

from django.db.models import QuerySet

from complaints.alerts.seen import may_see
from complaints.letters.models import IN_WORK, Letter

COUNTED_TO = 1000


def in_work(person: Any) -> QuerySet[Letter]:
    """The newest letters in work that this person may see, as dear with a million complaints."""
    newest = Letter.objects.filter(state__in=IN_WORK).order_by("-pk").values("pk")[:COUNTED_TO]
    return Letter.objects.filter(may_see(person), pk__in=newest).order_by()
