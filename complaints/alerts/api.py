"""Calls on alerts: those of a complaint, and saying that one was seen."""

from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import Router, Schema

from complaints.alerts import described, services
from complaints.alerts.described import Alert
from complaints.alerts.models import Alert as Row
from complaints.case.opening import on_case, opened
from complaints.record.calling import Asked, answer, call, number, replayable
from complaints.record.documented import READS, WRITES, gives, query, takes
from complaints.record.paging import PageQuery, page

router = Router(tags=["alerts"])


class Alerts(Schema):
    items: list[Alert]
    next: str | None


@router.get("/complaints/{reference}/alerts", response=gives(Alerts, refuses=READS), openapi_extra=query(PageQuery))
@call
@on_case
def list_alerts(asked: Asked, reference: str) -> HttpResponse:
    """Every alert raised on it, overtaken ones too, oldest first."""
    row = opened(asked, reference, "alerts")
    return answer(page(asked.request, rows().filter(complaint=row), described.alert))


@router.post("/alerts/{alert}/acknowledge", response=gives(Alert, refuses=WRITES), openapi_extra=takes())
@call
def acknowledge(asked: Asked, alert: str) -> HttpResponse:
    """Say that it was seen."""
    done = services.acknowledge(number(alert, services.NO_SUCH), asked.given, by=asked.person, now=asked.now)
    return answer(described.alert(rows().get(pk=replayable(done.ids, "alert"))), done.status)


def rows() -> QuerySet[Row]:
    return Row.objects.select_related("complaint", "acknowledged_by")
