"""The lines in which the cases behind a number stand: complaints, what happened on them, payments. Rows in, cells out."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet

from complaints.case.models import Complaint
from complaints.case.pages import heads
from complaints.case.told import summary
from complaints.clocks import words
from complaints.clocks.models import Deadline
from complaints.money.models import Finding, IncidentCustomer, Payment
from complaints.money.naming import what_for
from complaints.record.models import Event
from complaints.reports.counted import Population
from complaints.reports.naming import named, pounds
from complaints.reports.pages import complaint_cases
from complaints.reports.pages.said_of_money import STATES
from workdays import london

Cell = dict[str, Any]
HAPPENED = ("Complaint", "Customer", "What happened", "On", "Entered", "Team")
PARTS = ("customer", "category", "team")


def with_parts(rows: QuerySet, population: Population) -> QuerySet:
    """With what a line shows, in the statement that reads the rows."""
    if population.of is None:
        return rows.select_related("incident")
    of = f"{population.of}__" if population.of else ""
    beside = ["incident", "incident_customer__incident", "job"] if rows.model is Payment else ["job"] if rows.model is Finding else []
    return rows.select_related(*(f"{of}{part}" for part in PARTS), *beside)


def table(caption: str, rows: list[Any]) -> Cell:
    if isinstance(rows[0], Complaint):
        return complaint_cases.table(caption, rows)
    head, line = LINES[type(rows[0])]
    return {"caption": caption, "head": [{"text": text, "num": text in SUMS} for text in head], "rows": [line(row) for row in rows]}


def _happened(row: Event) -> list[Cell]:
    complaint, said = row.complaint, summary(row.kind, row.data)
    return [{"text": complaint.reference, "href": f"/c/{complaint.reference}/"}, {"text": heads.name_of(complaint.customer)},
            {"text": said[:1].upper() + said[1:]}, {"text": words.short_day(london.day_of(row.at))},
            {"text": words.short_day(london.day_of(row.recorded_at))}, {"text": complaint.team.name if complaint.team else "No team yet"}]


def _paid(row: Payment) -> list[Cell]:
    """As it stood at the moment that the report tells of."""
    return [_whose(row), {"text": what_for(row)}, {"text": words.short_day(london.day_of(row.proposed_at))}, {"text": STATES[row.was_state]},
            {"text": pounds(str(row.owed)), "num": True}]


def _whose(row: Payment | Finding) -> Cell:
    if row.complaint:
        return {"text": row.complaint.reference, "href": f"/c/{row.complaint.reference}/"}
    if row.job:
        return {"text": row.job.label, "href": f"/connections/{row.job.pk}/"}
    customer = getattr(row, "incident_customer", None)
    incident = customer.incident if customer else getattr(row, "incident", None)
    return {"text": incident.name, "href": f"/incidents/{incident.pk}/"} if incident else {"text": "No complaint"}


def _found(row: Finding) -> list[Cell]:
    return [_whose(row), {"text": named(row.code)}, {"text": words.short_day(row.counted_on)}, *_less(row)]


def _hit(row: IncidentCustomer) -> list[Cell]:
    return [{"text": row.incident.name, "href": f"/incidents/{row.incident_id}/"}, {"text": named(row.code)},
            {"text": words.short_day(row.counted_on)}, *_less(row)]


def _to_be_done(row: Deadline) -> list[Cell]:
    """What the Ombudsman decided, by which day, and when it was done, as it stood at the moment that the report tells of."""
    return [{"text": row.complaint.reference, "href": f"/c/{row.complaint.reference}/"}, {"text": heads.name_of(row.complaint.customer)},
            {"text": words.short_day(row.counted_at)}, {"text": words.short_day(row.done_on) if row.done_on else "Not yet"},
            {"text": row.complaint.team.name if row.complaint.team else "No team yet"}]


def _less(row: Finding | IncidentCustomer) -> list[Cell]:
    return [{"text": pounds(str(row.amount_gbp or 0)), "num": True}, {"text": pounds(str(row.more)), "num": True}]


FOUND = ("Case", "Standard", "Counted on", "Amount", "More by the other")
LINES: dict[type, tuple[tuple[str, ...], Callable[[Any], list[Cell]]]] = {
    Event: (HAPPENED, _happened), Payment: (("Case", "For", "Proposed", "State", "Amount"), _paid), Finding: (FOUND, _found),
    IncidentCustomer: (FOUND, _hit), Deadline: (("Complaint", "Customer", "To be done by", "Done on", "Team"), _to_be_done),
}
SUMS = ("Amount", "More by the other")


def told_apart(apart: Mapping[str, str]) -> str:
    """", Reviews": which row of the report it is."""
    return "".join(f", {value.replace('_', ' ') if value != '-' else 'no team'}" for value in apart.values())
