"""One incident in the hands of a service: who may, its lock, its version, where it stands, its events on the desk's chain."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from complaints.intake.importing import MAY_IMPORT
from complaints.jobs.services import ENDED
from complaints.money.models import Incident
from complaints.record.entries import Entry
from complaints.record.refusals import Conflict, Forbidden, Unknown
from complaints.record.services import append_to_desk

MAY_APPROVE = frozenset({"senior_manager", "compliance_officer"})
WHO_UPLOADS = "Incidents are made, filled and booked by a senior manager, a compliance officer or an administrator."
WHO_APPROVES = "Payments are approved by a senior manager or a compliance officer."
AT_WORK = {
    "incident": "A file of customers is being read", "incident_again": "Its customers are being worked out again",
    "incident_book": "Its payments are being booked", "incident_approve": "Its payments are being approved",
    "incident_pay": "Its payments are being recorded as paid", "incident_letters": "Its letters are being made",
}
BOOKABLE = Q(outcome="to_pay", provisional=False, payment=None)


CORRECTED = "The facts were corrected after its customers were worked out. Work them out again: nothing is booked by the facts before."


def is_corrected(incident: Incident) -> bool:
    """Whether its customers stand by facts that were corrected since."""
    return bool(incident.totals.get("corrected"))


def permit(person: Any, roles: frozenset[str] = MAY_IMPORT) -> None:
    if person.role not in roles:
        raise Forbidden(WHO_APPROVES if roles == MAY_APPROVE else WHO_UPLOADS)


def find(incident_id: int) -> Incident:
    """The incident; Unknown where there is none."""
    found = Incident.objects.select_related("job", "made_by", "booked_by", "approved_by").filter(pk=incident_id).first()
    if found is None:
        raise Unknown("There is no such incident.")
    return found


def locked(incident_id: int) -> Incident:
    """The incident, nobody else's until the transaction ends."""
    found = Incident.objects.select_for_update(of=("self",)).select_related("job").filter(pk=incident_id).first()
    if found is None:
        raise Unknown("There is no such incident.")
    return found


def standing(incident: Incident) -> str:
    """Its state; work that ended without its last step left it as it was before."""
    if incident.state in ("reading", "booking", "approving") and not at_work(incident):
        return "assessed" if incident.worked_out_at else "draft"
    return incident.state


def at_work(incident: Incident) -> bool:
    """Whether a job has it in hand."""
    return incident.job is not None and incident.job.state not in ENDED


def require(incident: Incident, version: Any) -> None:
    """409 where somebody changed it since the page was opened, or a job has it in hand."""
    if str(version) != str(incident.version):
        raise Conflict("Somebody changed this incident after you opened the page. Open it again to see how it stands.", code="stale_version")
    if at_work(incident):
        raise Conflict(f"{AT_WORK[incident.job.kind]}. Wait until this has ended.", code="stage")


def state_of(incident: Incident) -> str:
    """Where an incident with nothing in hand stands, by its rows."""
    if incident.customers.filter(BOOKABLE).exists():
        return "assessed"
    if incident.payments.filter(state="proposed", held_why="").exists():
        return "booked"
    if incident.payments.exists():
        return "approved"
    return "assessed" if incident.customers.exists() else "draft"


def change(incident: Incident, **columns: Any) -> Incident:
    """Write columns; the version rises."""
    for name, value in columns.items():
        setattr(incident, name, value)
    incident.version += 1
    incident.save(update_fields=[*columns, "version"])
    return incident


def told(incident: Incident, what: str, data: Mapping[str, Any], *, by: Any, now: datetime, words: Mapping[str, Any] | None = None) -> None:
    """One event on the desk's chain: coded sums and ids; what a person wrote goes sealed."""
    append_to_desk([Entry(f"incident.{what}", now, {"incident": incident.pk, "code": incident.code, **data}, words)], by=by, now=now)
