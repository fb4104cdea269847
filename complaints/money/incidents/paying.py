"""Recording in bulk that an incident's approved payments were made: method and day, set by set. One paid late is owed its extra first;
one paid in time is not, whatever a sweep found meanwhile."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.db import transaction
from django.db.models import Count, F, Max, QuerySet, Sum
from pydantic import Field

from complaints.clocks import words
from complaints.jobs.services import Work
from complaints.money import accruing
from complaints.money.incidents import keeping
from complaints.money.incidents.totals import pence
from complaints.money.incidents.working import Step, begin, end
from complaints.money.models import Incident, Payment
from complaints.record.operations import Answer
from complaints.record.parsing import Day, Line, Shape, parse
from complaints.record.refusals import Conflict, Unacceptable
from workdays import london

CHUNK = 2_000
STEP = Step("incident_pay", "paid", "recording payments as paid")
NOTHING = "No approved payment of this incident waits to be paid."


class PayIn(Shape):
    method: Annotated[Line, Field(max_length=60)]
    paid_on: Day


def waiting(incident: Incident) -> QuerySet[Payment]:
    """Approved, and asked for by no other method than any."""
    return Payment.objects.filter(incident=incident, state="approved", method_asked="")


def told(incident: Incident) -> dict[str, Any]:
    """`{count, amount, asked}`: what would be recorded, and how many customers asked for a method of their own."""
    found = waiting(incident).aggregate(count=Count("pk"), amount=Sum(F("amount_gbp") + F("late_extra_gbp")))
    asked = Payment.objects.filter(incident=incident, state="approved").exclude(method_asked="").count()
    return {"count": found["count"], "amount": pence(found["amount"]), "asked": asked}


def start(incident_id: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version, method, paid_on}`. Ids: `job`."""
    keeping.permit(by)

    def prepare(incident: Incident) -> tuple[dict[str, Any], int]:
        asked = parse(PayIn, {name: value for name, value in given.items() if name not in ("op_id", "version")})
        rows, today = waiting(incident), london.day_of(now)
        count = rows.count()
        if not count:
            raise Conflict(NOTHING, code="stage")
        latest = rows.aggregate(latest=Max("failure_on"))["latest"]
        if asked.paid_on > today or (latest and asked.paid_on < latest):
            raise Unacceptable.of(paid_on=f"Give a day from {words.long_day(latest)} to today." if latest else "This day lies in the future.")
        return {"method": asked.method, "paid_on": asked.paid_on.isoformat()}, count
    return begin(STEP, incident_id, given, prepare, by=by, now=now)


def carry(work: Work) -> None:
    """From behind the last payment done, with the sums of those that this job recorded."""
    incident = Incident.objects.get(pk=work.job.params["incident"])
    done, so_far = work.job.done, {"after": 0, "amount": "0.00", "extra": "0.00"} | work.job.result
    while work.go_on():
        with transaction.atomic():
            rows = waiting(incident).filter(pk__gt=so_far["after"]).order_by("pk").select_for_update(of=("self",))
            chunk = list(rows.select_related("incident_customer")[:CHUNK])
            done += _pay(incident, chunk, work)
            so_far |= _added(so_far, chunk)
            work.account(done=done, failed=0 if chunk else max(0, work.job.total - done), result=so_far)
        if not chunk:
            break
    end(work, STEP, lambda incident: _sums(done, so_far, work.job.params))


def _added(so_far: Mapping[str, Any], chunk: list[Payment]) -> dict[str, Any]:
    """The place and the sums behind this chunk."""
    amount, extra = (Decimal(so_far[name]) for name in ("amount", "extra"))
    return {"after": chunk[-1].pk if chunk else so_far["after"], "amount": str(amount + sum(payment.amount_gbp for payment in chunk)),
            "extra": str(extra + sum(payment.late_extra_gbp for payment in chunk))}


def _pay(incident: Incident, chunk: list[Payment], work: Work) -> int:
    paid_on = date.fromisoformat(work.job.params["paid_on"])
    late = [payment for payment in chunk if payment.due_on and payment.due_on < paid_on and payment.late_since_on is None]
    if late:
        accruing.accrue_of(incident, late, now=work.clock())
    in_time = [payment for payment in chunk if payment.late_since_on and payment.due_on >= paid_on]
    if in_time:
        accruing.take_back_of(in_time, now=work.clock())
    numbers = [payment.pk for payment in chunk]
    paid = {"state": "paid", "method": work.job.params["method"], "paid_on": paid_on, "version": F("version") + 1}
    return Payment.objects.filter(pk__in=numbers).update(**paid)


def _sums(done: int, so_far: Mapping[str, Any], params: Mapping[str, Any]) -> dict[str, Any]:
    amount, extra = (Decimal(so_far[name]) for name in ("amount", "extra"))
    return {"payments": done, "amount": str(pence(amount + extra)), "late_extra_gbp": str(pence(extra)), "paid_on": params["paid_on"]}
