"""The call that reads a report: the same figures as its page."""

from typing import Any

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from complaints.record.calling import Asked, answer, asked_for, call
from complaints.record.documented import gives, query
from complaints.reports import reading
from complaints.reports.periods import ReportQuery

router = Router(tags=["reports"])


class ReportTold(Schema):
    """`rows`, `totals` and lists beside them hold what `definitions` names; sums are strings of pounds and pence."""

    name: str
    from_: str = Field(alias="from")
    to: str
    as_of: str
    definitions: dict[str, str]
    rows: list[dict[str, Any]]
    totals: dict[str, Any]
    quarters: list[dict[str, Any]] | None = None
    undated: int | None = None
    categories: list[dict[str, Any]] | None = None
    teams: list[dict[str, Any]] | None = None
    rules: dict[str, Any]
    calendar: dict[str, str]
    sha256: str


@router.get("/reports/{name}", response=gives(ReportTold, refuses=[403, 404, 422]), openapi_extra=query(ReportQuery))
@call
def read_report(asked: Asked, name: str) -> HttpResponse:
    """A report over a period: `from` and `to` are days, both included; `as_of` a day (its end) or a moment: as recorded by then.
    `accounts` is how many the company serves, for figures per 100,000."""
    report = reading.find(name, by=asked.person)
    return answer(reading.read(report, asked_for(asked.request), now=asked.now))
