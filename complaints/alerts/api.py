"""Calls on alerts: those of a complaint."""

from django.http import HttpResponse
from ninja import Router, Schema

from complaints.alerts.described import Alert, alert
from complaints.alerts.models import Alert as Row
from complaints.case.opening import on_case, opened
from complaints.record.calling import Asked, answer, call
from complaints.record.documented import READS, gives, query
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
    return answer(page(asked.request, Row.objects.filter(complaint=row).select_related("complaint", "acknowledged_by"), alert))
