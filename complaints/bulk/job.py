"""Bulk work as long work: one complaint after the other, each with the job's count in one transaction.

So a job that was killed goes on at its count, and nothing is done twice. What is refused is kept with its sentence.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from complaints.bulk import checks, exporting
from complaints.bulk.acts import ACTS, BY_JOB, Act
from complaints.bulk.services import asked_of, words_path
from complaints.case import services as case
from complaints.case.models import Complaint
from complaints.case.reading import NO_SUCH, visible
from complaints.jobs import services as jobs
from complaints.jobs.models import Job
from complaints.jobs.services import Carry, Work
from complaints.letters import services as letters
from complaints.record.parsing import Shape
from complaints.record.refusals import Conflict, Refused, Unacceptable, Unknown
from workdays import london


def carry(work: Work) -> None:
    """From behind the last complaint done."""
    job, act = work.job, BY_JOB[work.job.kind]
    left = range(job.done + job.failed, len(job.params["items"]))
    asked = asked_of(work, act) if left else None
    for number in left:
        if not work.go_on():
            return
        _next(work, act, asked, number)
    words_path(job.pk).unlink(missing_ok=True)


def at_once(job_id: int, *, clock: Callable[[], datetime], told: bool = False) -> None:
    """Do it now and here, unless a worker has taken it up already. `told`: its person hears of it on the page they are on."""
    if work := jobs.claim(job_id, clock=clock):
        jobs.carry_out(work, CARRIES[work.job.kind])
        if told:
            Job.objects.filter(pk=job_id, seen_at=None).update(seen_at=clock())


def _next(work: Work, act: Act, asked: Shape, number: int) -> None:
    job = work.job
    reference, version = job.params["items"][number]
    try:
        with transaction.atomic():
            _do(act, asked, reference, version, f"job-{job.pk}-{number}", work)
            work.account(done=job.done + 1, failed=job.failed)
        job.done += 1
    except Refused as refused:
        seen = not isinstance(refused, Unknown)
        work.trouble(reference, refused.sentence, href=f"/c/{reference}/" if seen else "", todo="Open it" if seen else "")
        work.account(done=job.done, failed=job.failed + 1)
        job.failed += 1


def _do(act: Act, asked: Shape, reference: str, version: int, op_id: str, work: Work) -> None:
    """Checked as the preview was, then by the room's own service under the lock."""
    by = work.job.by
    complaint = visible(by).select_related("owner__team", "team").filter(reference=reference).first()
    if complaint is None:
        raise Unknown(NO_SUCH)
    if act.versioned and complaint.version != version:
        raise Conflict(checks.changed(complaint), code="stale_version")
    of = checks.wanted(act, by, asked, [complaint], today=london.day_of(work.clock()))
    if why := checks.refusal(complaint, of):
        raise Unacceptable(why)
    DO[act.name](complaint, of, {"op_id": op_id, "version": version}, by=by, now=work.clock())


def _assign(complaint: Complaint, of: checks.Wanted, marks: Mapping[str, Any], *, by: Any, now: datetime) -> None:
    team = of.team or complaint.team or (complaint.owner.team if complaint.owner else None)
    to = {"owner": of.owner.username} if of.owner else {"team": team.slug} if team else {}
    case.assign(complaint.reference, {**marks, **to, "reason": of.asked.reason}, by=by, now=now)


def _note(complaint: Complaint, of: checks.Wanted, marks: Mapping[str, Any], *, by: Any, now: datetime) -> None:
    case.add_note(complaint.reference, {"op_id": marks["op_id"], "text": of.asked.text}, by=by, now=now)


def _letter(complaint: Complaint, of: checks.Wanted, marks: Mapping[str, Any], *, by: Any, now: datetime) -> None:
    letters.draft(complaint.reference, {"op_id": marks["op_id"], "kind": of.asked.kind}, by=by, now=now)


DO: Mapping[str, Callable[..., None]] = {"assign": _assign, "note": _note, "letter": _letter}
CARRIES: Mapping[str, Carry] = {**{ACTS[name].job_kind: carry for name in DO}, exporting.KIND: exporting.carry}
assert set(CARRIES) == set(BY_JOB)
