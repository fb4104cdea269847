"""Once a day: answers kept for an op_id and payloads of the outbox are emptied after 30 days. Rows, states and hashes stay."""

from datetime import datetime, timedelta

from complaints.record import operations
from complaints.record.models import Outbox

KEPT = timedelta(days=30)
TOGETHER = 5000
ENDED = (Outbox.State.DONE, Outbox.State.REFUSED)


def tidy(*, now: datetime) -> int:
    """Empty what is old enough; answers how many rows. What waits or is doubtful keeps its payload."""
    emptied, more = operations.empty_old(now=now), TOGETHER
    while more == TOGETHER:
        old = Outbox.objects.filter(state__in=ENDED, done_at__lt=now - KEPT).exclude(payload={})
        more = Outbox.objects.filter(pk__in=list(old.order_by("pk").values_list("pk", flat=True)[:TOGETHER])).update(payload={})
        emptied += more
    return emptied
