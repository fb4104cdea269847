"""Booking: a proposed payment for every customer who is owed one, once. Set by set, each a transaction with the job's counts.

Customers still off supply wait: their sums grow. Whoever books does not approve.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Q, Sum

from complaints.jobs.services import Work
from complaints.money.incidents import keeping
from complaints.money.incidents.totals import pence
from complaints.money.incidents.working import Step, begin, end
from complaints.money.models import Incident, IncidentCustomer, Payment
from complaints.record.operations import Answer
from complaints.record.refusals import Conflict

CHUNK = 5_000
STEP = Step("incident_book", "booked", "booking payments", "booking")
NOTHING = "No payment of this incident waits to be booked."
FROM_CUSTOMER = {"incident_customer_id": "c.id", "incident_id": "c.incident_id", "code": "c.code", "amount_gbp": "c.amount_gbp",
                 "due_on": "c.due_on", "failure_on": "c.failure_on"}


def ready(incident: Incident) -> dict[str, Any]:
    """`{count, amount, still_off}`: what would be booked now, and how many wait because their supply is still off."""
    rows = IncidentCustomer.objects.filter(incident=incident)
    found = rows.filter(keeping.BOOKABLE).aggregate(count=Count("pk"), amount=Sum("amount_gbp"))
    waiting = rows.filter(Q(outcome="to_pay", provisional=True, payment=None)).count()
    return {"count": found["count"], "amount": pence(found["amount"]), "still_off": waiting}


def start(incident_id: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version}`. Ids: `job`."""
    keeping.permit(by)

    def prepare(incident: Incident) -> tuple[dict[str, Any], int]:
        if keeping.is_corrected(incident):
            raise Conflict(keeping.CORRECTED, code="stage")
        found = ready(incident)
        if not found["count"]:
            raise Conflict(NOTHING, code="stage")
        incident.booked_by, incident.booked_at = by, now
        incident.save(update_fields=["booked_by", "booked_at"])
        return {}, found["count"]
    return begin(STEP, incident_id, given, prepare, by=by, now=now)


def carry(work: Work) -> None:
    """From behind the last account done."""
    incident = Incident.objects.get(pk=work.job.params["incident"])
    done, after = work.job.done, work.job.result.get("after", "")
    while work.go_on() and (upto := _bound(incident, after)) is not None:
        with transaction.atomic():
            done += _book(incident, after, upto, work)
            after = upto
            work.account(done=done, failed=0, result=work.job.result | {"after": after})
    end(work, STEP, lambda incident: _sums(incident, work))


def _bound(incident: Incident, after: str) -> str | None:
    """The account that ends the next set."""
    rows = IncidentCustomer.objects.filter(keeping.BOOKABLE, incident=incident, account__gt=after).order_by("account")
    found = list(rows.values_list("account", flat=True)[:CHUNK])
    return found[-1] if found else None


def _book(incident: Incident, after: str, upto: str, work: Work) -> int:
    """One INSERT from the customers of these accounts."""
    told = _columns(by_id=work.job.by_id, now=work.clock())
    values = list(told.values())
    picked = ", ".join([*FROM_CUSTOMER.values(), *["%s"] * len(told)])
    names = ", ".join(f'"{name}"' for name in (*FROM_CUSTOMER, *told))
    payments, customers = Payment._meta.db_table, IncidentCustomer._meta.db_table
    statement = (  # names of our own tables and columns; every value is a parameter
        f'INSERT INTO "{payments}" ({names}) SELECT {picked} FROM "{customers}" c WHERE c.incident_id = %s AND c.account > %s '  # noqa: S608
        f"AND c.account <= %s AND c.outcome = 'to_pay' AND NOT c.provisional "
        f'AND NOT EXISTS (SELECT 1 FROM "{payments}" p WHERE p.incident_customer_id = c.id) ORDER BY c.account, c.code'
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, incident.pk, after, upto])
        return cursor.rowcount


def _columns(*, by_id: int, now: datetime) -> dict[str, Any]:
    """The columns that all these payments share; whatever the table has besides stands at its default."""
    own = {"kind": "standard", "state": "proposed", "proposed_by_id": by_id, "proposed_at": now}
    told = {}
    for field in Payment._meta.concrete_fields:
        if field.primary_key or field.column in FROM_CUSTOMER:
            continue
        default = field.get_default() if field.has_default() else None
        told[field.column] = field.get_db_prep_save(own.get(field.column, default), connection)
    return {name: value for name, value in told.items() if value is not None}


def _sums(incident: Incident, work: Work) -> dict[str, Any]:
    """What this job booked: the payments that its person proposed since it began."""
    rows = incident.payments.filter(proposed_by=work.job.by, proposed_at__gte=work.job.created_at)
    found = rows.aggregate(count=Count("pk"), amount=Sum("amount_gbp"))
    return {"payments": found["count"], "amount": str(pence(found["amount"]))}
