"""Calls on what is no complaint: reports of lost supply, and people's requests for their own data."""

from django.http import HttpResponse
from ninja import Router

from complaints.case import described, requests, supply
from complaints.case.described import Complaint, DataRequestTold, SupplyReportTold, seen_by
from complaints.case.models import DataRequest, SupplyReport
from complaints.case.opening import told
from complaints.record.calling import Asked, answer, call, number, replayable
from complaints.record.documented import WRITES, gives, takes
from complaints.record.operations import Answer

router = Router(tags=["reports and requests"])


@router.post("/supply-reports", response=gives(SupplyReportTold, status=201, refuses=WRITES), openapi_extra=takes(supply.SupplyReportIn))
@call
def log_supply_report(asked: Asked) -> HttpResponse:
    """A customer is off supply: not a complaint."""
    done = supply.log_report(asked.given, by=asked.person, now=asked.now)
    row = SupplyReport.objects.select_related("customer", "logged_by", "complaint").get(pk=replayable(done.ids, "report"))
    return answer(described.supply_report(row, asked.person), done.status)


@router.post("/supply-reports/{report}/becomes-complaint", response=gives(Complaint, status=201, refuses=WRITES),
             openapi_extra=takes(supply.BecomesIn))
@call
def becomes_complaint(asked: Asked, report: str) -> HttpResponse:
    """The customer said that we deal with it badly: a complaint received at that moment."""
    return told(asked, supply.becomes_complaint(number(report), asked.given, by=asked.person, now=asked.now, door="api"))


@router.post("/data-requests", response=gives(DataRequestTold, status=201, refuses=WRITES), openapi_extra=takes(requests.DataRequestIn))
@call
def log_data_request(asked: Asked) -> HttpResponse:
    """A person asks for their own data: one calendar month to answer."""
    return request_told(asked, requests.log_request(asked.given, by=asked.person, now=asked.now))


@router.post("/data-requests/{data_request}/answered", response=gives(DataRequestTold, refuses=WRITES), openapi_extra=takes(requests.AnsweredIn))
@call
def answer_data_request(asked: Asked, data_request: str) -> HttpResponse:
    """It was answered; by compliance."""
    return request_told(asked, requests.answer_request(number(data_request), asked.given, by=asked.person, now=asked.now))


def request_told(asked: Asked, done: Answer) -> HttpResponse:
    row = DataRequest.objects.select_related("by").get(pk=replayable(done.ids, "request"))
    return answer(described.data_request(row, seen_by(asked.person, asked.now)), done.status)
