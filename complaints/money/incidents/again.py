"""Working customers out again whose payments are not booked: a new moment for those still off, or facts that were corrected."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from complaints.jobs.services import Work
from complaints.money.incidents import keeping, reading, writing
from complaints.money.incidents.assessing import Assessor, Unworkable, Worked, unworked
from complaints.money.incidents.rows import Lost, lost_of
from complaints.money.incidents.working import Step, begin, end
from complaints.money.models import Incident, IncidentCustomer
from complaints.record.operations import Answer
from complaints.record.refusals import Conflict

CHUNK = 2_000
STEP = Step("incident_again", "read", "working out again", "reading")
NOTHING = "Every payment of this incident is booked: nothing is left to work out again."
GAS_PRIORITY = "GAS-GS3"


def open_rows(incident: Incident) -> Any:
    """Customers without a payment, in the order of their accounts."""
    return IncidentCustomer.objects.filter(incident=incident, payment=None).order_by("account", "code")


def start(incident_id: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version}`. Ids: `job`."""
    keeping.permit(by)

    def prepare(incident: Incident) -> tuple[dict[str, Any], int]:
        count = open_rows(incident).count()
        if not count:
            raise Conflict(NOTHING, code="stage")
        return {}, count
    return begin(STEP, incident_id, given, prepare, by=by, now=now)


def carry(work: Work) -> None:
    """As of the job's beginning, a chunk a transaction, from behind the last account done."""
    incident = Incident.objects.get(pk=work.job.params["incident"])
    desk = reading.assessor(incident, work.job.created_at)
    done, after = work.job.done, work.job.result.get("after", ["", ""])
    while work.go_on() and (chunk := list(_behind(incident, after)[:CHUNK])):
        rows = [_again(incident, desk, row) for row in chunk]
        done, after = done + len(chunk), [chunk[-1].account, chunk[-1].code]
        with transaction.atomic():
            writing.fall([row.pk for row in chunk])
            writing.insert(rows)
            work.account(done=done, failed=0, result=work.job.result | {"after": after})
    end(work, STEP, reading.coded, columns=lambda incident: reading.summed(incident, work.job))


def _behind(incident: Incident, after: list[str]) -> Any:
    account, code = after
    return open_rows(incident).filter(account__gte=account).exclude(account=account, code__lte=code)


def _again(incident: Incident, desk: Assessor, row: IncidentCustomer) -> writing.Row:
    code = row.code if row.code == GAS_PRIORITY else incident.code
    lost = lost_of(row.line, row.account, row.customer_type, row.facts)
    return writing.row(incident.pk, lost, _worked(desk, code, lost)) | {"name": row.name, "address": row.address, "postcode": row.postcode}


def _worked(desk: Assessor, code: str, lost: Lost) -> Worked:
    try:
        return desk.one(code, lost)
    except Unworkable as none:
        return unworked(code, none.sentence)
