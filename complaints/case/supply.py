"""Reports that a customer is off supply: no complaint, but they may become one (P9; Complaints Handling Procedure, last page)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from complaints.case.correcting import given_of
from complaints.case.models import Customer, SupplyReport
from complaints.case.receipt import customer_columns
from complaints.case.receiving import receive
from complaints.case.reference import reference_of
from complaints.case.services import body_of
from complaints.case.shapes import Channel, ComplaintIn, CustomerIn
from complaints.record.entries import Entry
from complaints.record.ids import take
from complaints.record.operations import Answer, Call, once, recheck, require
from complaints.record.parsing import Moment, Shape, Words, parse
from complaints.record.refusals import Conflict, Unacceptable, Unknown
from complaints.record.services import append
from workdays import london

PREFIX = "SR"


class SupplyReportIn(Shape):
    reported_at: Moment
    channel: Channel
    customer: CustomerIn
    description: Words


class BecomesIn(Shape):
    at: Moment
    description: Words


def log_report(given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, reported_at, channel, customer, description}`: kept as it was reported. Ids: `report`."""
    call = Call(given.get("op_id"), by, "supply-reports", given)

    def do() -> dict:
        require(call)
        asked = parse(SupplyReportIn, body_of(given))
        if asked.reported_at > now:
            raise Unacceptable.of(reported_at="This moment lies in the future.")
        number = take(SupplyReport)[0]
        report = SupplyReport(
            pk=number, reference=reference_of(number, london.day_of(now).year, prefix=PREFIX), reported_at=asked.reported_at,
            channel=asked.channel, customer=Customer.objects.create(**customer_columns(asked.customer)),
            nation=asked.customer.nation or "", description=asked.description, logged_by=by, logged_at=now,
        )
        report.save(force_insert=True)
        return {"report": report.pk}
    return once(call, do, now=now, status=201)


def becomes_complaint(report_id: int, given: Mapping[str, Any], *, by: Any, now: datetime, at: datetime | None = None, door: str = "page") -> Answer:
    """`{op_id, at, description}`: a complaint received at the moment the customer said we deal with it badly, or tried to;
    linked to the report, once. Ids: `complaint`, `report`."""
    call = Call(given.get("op_id"), by, f"supply-reports/{report_id}/becomes-complaint", given)

    def do() -> dict:
        report = SupplyReport.objects.select_for_update(of=("self",)).select_related("customer").filter(pk=report_id).first()
        recheck(call)
        if report is None:
            raise Unknown("There is no such report.")
        if report.complaint_id:
            raise Conflict(f"This report became the complaint {report.complaint.reference} already.", code="stage")
        require(call)
        return _become(report, parse(BecomesIn, body_of(given, at=at)), by=by, now=now, door=door)
    return once(call, do, now=now, status=201)


def _become(report: SupplyReport, asked: BecomesIn, *, by: Any, now: datetime, door: str) -> dict:
    if asked.at > now:
        raise Unacceptable.of(at="This moment lies in the future.")
    customer = given_of(report.customer) | {"nation": report.nation or None}
    body = {"received_at": asked.at, "channel": report.channel, "description": asked.description, "customer": customer}
    complaint = receive(parse(ComplaintIn, body), by=by, now=now, door=door)
    report.complaint = complaint
    report.save(update_fields=["complaint"])
    append(complaint, [Entry("edited", now, {"fields": ["supply_report"], "supply_report": report.pk})], by=by, now=now)
    return {"complaint": complaint.pk, "version": complaint.version, "stage": complaint.stage, "report": report.pk}
