"""Approving in bulk by a second person: all payments that wait, but for those held back with a reason, and those that this person may not.

One's own are left; those below the law's own row need a compliance officer's reason, one for the incident, kept with each.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet, Sum

from complaints.case.stages import COMPLIANCE
from complaints.jobs.services import Work
from complaints.money.incidents import keeping
from complaints.money.incidents.keeping import MAY_APPROVE
from complaints.money.incidents.totals import pence
from complaints.money.incidents.working import Step, begin, end
from complaints.money.models import Incident, Payment
from complaints.record.operations import Answer
from complaints.record.parsing import BlankLine, Shape, Words, parse
from complaints.record.refusals import Conflict, Unacceptable

CHUNK = 5_000
MOST_HELD = 1_000
STEP = Step("incident_approve", "approved", "approving payments", "approving")
NOTHING = "No payment of this incident waits for your approval."
BELOW_LAW = Q(incident_customer__law_gbp__gt=F("amount_gbp"))


class ApproveIn(Shape):
    """`held`: account numbers, one a line."""

    held: Words | None = None
    held_why: BlankLine = ""
    below_law_why: BlankLine = ""


@dataclass(frozen=True)
class Waiting:
    """What waits for approval, and what of it this person can't approve: (count, sum) each."""

    all: tuple[int, Decimal]
    own: tuple[int, Decimal]
    below_law: tuple[int, Decimal]


def waiting(incident: Incident) -> QuerySet[Payment]:
    return Payment.objects.filter(incident=incident, state="proposed")


def told(incident: Incident, person: Any) -> Waiting:
    """Counted apart: own ones first, then those below the law's row."""
    rows = waiting(incident)
    others = rows.exclude(proposed_by=person)
    return Waiting(_sum(rows), _sum(rows.filter(proposed_by=person)), _sum(others.filter(BELOW_LAW)))


def _sum(rows: QuerySet[Payment]) -> tuple[int, Decimal]:
    found = rows.aggregate(count=Count("pk"), amount=Sum("amount_gbp"))
    return found["count"], pence(found["amount"])


def start(incident_id: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version, held?, held_why?, below_law_why?}`. Ids: `job`."""
    keeping.permit(by, MAY_APPROVE)

    def prepare(incident: Incident) -> tuple[dict[str, Any], int]:
        asked = parse(ApproveIn, {name: value for name, value in given.items() if name not in ("op_id", "version")})
        if asked.below_law_why and by.role != COMPLIANCE:
            raise Unacceptable.of(below_law_why="Only a compliance officer approves less than the law’s row.")
        held = _held(incident, asked)
        waiting(incident).filter(pk__in=held).update(held_why=asked.held_why, version=F("version") + 1)
        count = _chosen(incident, by, held, below=bool(asked.below_law_why)).count()
        if not count:
            raise Conflict(NOTHING, code="stage")
        return {"held": held, "below_law_why": asked.below_law_why, "held_why": asked.held_why}, count
    return begin(STEP, incident_id, given, prepare, by=by, now=now)


def _held(incident: Incident, asked: ApproveIn) -> list[int]:
    """The payments of the accounts that wait; each account must have one."""
    accounts = sorted({line.strip() for line in (asked.held or "").splitlines() if line.strip()})
    if len(accounts) > MOST_HELD:
        raise Unacceptable.of(held=f"Hold back at most {MOST_HELD:,} accounts at once.")
    if accounts and not asked.held_why:
        raise Unacceptable.of(held_why="Say why they wait.")
    rows = dict(waiting(incident).filter(incident_customer__account__in=accounts).values_list("pk", "incident_customer__account"))
    if strange := sorted(set(accounts) - set(rows.values())):
        raise Unacceptable.of(held=f"No payment of account {strange[0][:40]} waits for approval here.")
    return sorted(rows)


def _chosen(incident: Incident, person: Any, held: list[int], *, below: bool) -> QuerySet[Payment]:
    rows = waiting(incident).exclude(proposed_by=person).exclude(pk__in=held)
    return rows if below else rows.exclude(BELOW_LAW)


def carry(work: Work) -> None:
    """Set by set. A payment that somebody changed meanwhile is left, and counted."""
    incident = Incident.objects.get(pk=work.job.params["incident"])
    chosen = _chosen(incident, work.job.by, work.job.params["held"], below=bool(work.job.params["below_law_why"]))
    done, after = work.job.done, work.job.result.get("after", 0)
    while work.go_on():
        chunk = list(chosen.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:CHUNK])
        with transaction.atomic():
            done, after = done + _approve(chunk, work), chunk[-1] if chunk else after
            work.account(done=done, failed=0 if chunk else max(0, work.job.total - done), result=work.job.result | {"after": after})
        if not chunk:
            break
    end(work, STEP, lambda incident: _sums(incident, work), words=_words(work.job.params),
        columns=lambda incident: {"approved_by": work.job.by, "approved_at": work.clock()})


def _approve(chunk: list[int], work: Work) -> int:
    """How many of these were approved now."""
    rows = Payment.objects.filter(pk__in=chunk, state="proposed").exclude(proposed_by=work.job.by)
    approved = {"state": "approved", "approver": work.job.by, "approved_at": work.clock(), "version": F("version") + 1}
    why = work.job.params["below_law_why"]
    below = list(rows.filter(BELOW_LAW).values_list("pk", flat=True)) if why else []
    count = rows.filter(pk__in=below).update(**approved, below_law_why=why, below_law_by=work.job.by) if below else 0
    return count + rows.exclude(pk__in=below).update(**approved)


def _words(params: Mapping[str, Any]) -> dict[str, str] | None:
    told = {name: params[param] for name, param in (("reason", "below_law_why"), ("why", "held_why")) if params[param]}
    return told or None


def _sums(incident: Incident, work: Work) -> dict[str, Any]:
    rows = incident.payments.filter(approver=work.job.by, approved_at__gte=work.job.created_at)
    count, amount = _sum(rows)
    return {"payments": count, "amount": str(amount), "below_law": rows.exclude(below_law_why="").count(), "held": len(work.job.params["held"])}
