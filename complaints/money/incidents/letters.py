"""Letters in bulk: a payment notice for each customer who was not told yet, in batches to print, each a ZIP of PDFs.

A batch is written beside its final name first and put in place before the transaction that marks its customers as told: a killed
job writes the same batch again under the same name.
"""

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from complaints.intake.importing import Problem
from complaints.intake.job import Sink, sink
from complaints.jobs.models import Job
from complaints.jobs.services import Work, folder
from complaints.letters import paper
from complaints.money.incidents import keeping
from complaints.money.incidents.notice import Notices, Unsendable
from complaints.money.incidents.totals import ZERO
from complaints.money.incidents.working import Step, begin, end
from complaints.money.models import Incident, IncidentCustomer, Payment
from complaints.record.operations import Answer
from complaints.record.parsing import Day, Shape, parse
from complaints.record.refusals import Conflict, Unacceptable, Unknown
from workdays import london

CHUNK = 200
STEP = Step("incident_letters", "letters", "making the letters")
NOTHING = "No customer of this incident waits to be told of a payment."


class LettersIn(Shape):
    told_on: Day


def waiting(incident: Incident) -> QuerySet[Payment]:
    """Approved or paid, and the customer not told yet."""
    return Payment.objects.filter(incident=incident, state__in=("approved", "paid"), told_on=None)


def start(incident_id: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version, told_on}`: the day on which they are posted. Ids: `job`."""
    keeping.permit(by)

    def prepare(incident: Incident) -> tuple[dict[str, Any], int]:
        asked = parse(LettersIn, {name: value for name, value in given.items() if name not in ("op_id", "version")})
        count = waiting(incident).count()
        if not count:
            raise Conflict(NOTHING, code="stage")
        if asked.told_on > london.day_of(now) or (incident.approved_at and asked.told_on < london.day_of(incident.approved_at)):
            raise Unacceptable.of(told_on="Give a day from the approval to today.")
        return {"told_on": asked.told_on.isoformat()}, count
    return begin(STEP, incident_id, given, prepare, by=by, now=now)


def carry(work: Work) -> None:
    """A batch at a time, from behind the last payment done."""
    incident = Incident.objects.get(pk=work.job.params["incident"])
    told_on = date.fromisoformat(work.job.params["told_on"])
    notices = Notices(incident, told_on, work.job.by)
    with sink(work) as file:
        while work.go_on() and (chunk := _next(incident, work)):
            _batch(work, notices, chunk, Sink(file))
    end(work, STEP, lambda incident: {"payments": work.job.done, "amount": str(_amount(incident, told_on)), "told_on": told_on.isoformat()})


def _next(incident: Incident, work: Work) -> list[Payment]:
    rows = waiting(incident).filter(pk__gt=work.job.result.get("after", 0)).order_by("pk")
    return list(rows.select_related("incident_customer")[:CHUNK])


def _batch(work: Work, notices: Notices, chunk: Sequence[Payment], problems: Sink) -> None:
    """One ZIP, its customers told, the counts: what could not be printed is named and left."""
    job, parts = work.job, [*work.job.result.get("parts", ())]
    made, failed = _printed(notices, chunk, work.job.created_at)
    for problem in failed:
        problems.add(problem)
    if made:
        _write(part_path(job.pk, len(parts) + 1), made)
        parts.append(len(made))
    result = job.result | {"after": chunk[-1].pk, "parts": parts, "problem_bytes": problems.written()}
    with transaction.atomic():
        told = Payment.objects.filter(pk__in=list(made))
        IncidentCustomer.objects.filter(payment__in=list(made)).update(told_on=notices.on)
        told.update(told_on=notices.on, told="customer", version=F("version") + 1)
        work.account(done=job.done + len(made), failed=job.failed + len(failed), result=result)
    job.refresh_from_db(fields=["done", "failed", "result"])


def _printed(notices: Notices, chunk: Sequence[Payment], at: datetime) -> tuple[dict[int, tuple[str, bytes]], list[Problem]]:
    """(name, PDF) by payment, and the problems of those that can't be printed."""
    made, failed = {}, []
    for payment in chunk:
        try:
            made[payment.pk] = (notices.name(payment), paper.render(notices.document(payment), at=at))
        except (Unsendable, paper.Unprintable) as problem:
            failed.append(Problem(payment.incident_customer.line, None, str(problem)))
    return made, failed


def _write(path: Path, made: Mapping[int, tuple[str, bytes]]) -> None:
    beside = path.with_suffix(".part")
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_STORED) as packed:
        for name, pdf in made.values():
            packed.writestr(name, pdf)
    beside.chmod(0o600)
    beside.replace(path)


def part_path(job_id: int, number: int) -> Path:
    return folder() / f"{job_id}-letters-{number:04d}.zip"


def parts(incident: Incident) -> list[tuple[int, int, int]]:
    """(job, number, letters) of the batches that are still kept, the newest job first."""
    jobs = Job.objects.filter(kind=STEP.kind, params__incident=incident.pk).order_by("-pk")
    found = ((job.pk, number, count) for job in jobs for number, count in enumerate(job.result.get("parts", ()), 1))
    return [part for part in found if part_path(part[0], part[1]).exists()]


def part(incident: Incident, job_id: int, number: int) -> Path:
    """The file of a batch. Unknown where it is none of this incident, or kept no longer."""
    if not any(found[:2] == (job_id, number) for found in parts(incident)):
        raise Unknown("There is no such batch of letters. They are kept for a week.")
    return part_path(job_id, number)


def _amount(incident: Incident, told_on: date) -> Any:
    rows = incident.payments.filter(told_on=told_on).values_list("amount_gbp", "late_extra_gbp")
    return sum((amount + extra for amount, extra in rows), ZERO)
