"""Checking the whole record as long work, and keeping how it came out. Asked for on a page, carried out by the worker, once at a time."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from complaints.audit.heads import Heads
from complaints.audit.models import AuditCheck
from complaints.audit.rights import check_may_audit
from complaints.case.models import Complaint
from complaints.jobs.models import Job
from complaints.jobs.services import ENDED, Work, start
from complaints.record.models import Event
from complaints.record.operations import Answer, Call, once, recheck, require
from complaints.record.services import DESK
from complaints.record.verifying import Chain, verify
from staff.models import Person

KIND = "verify_audit"
STEP = 500
SETTLES = timedelta(minutes=10)
EVER = 2**62
REWRITTEN = "the record is not the one that was checked before: hashes of that check are gone"


class Stopped(Exception):
    """Somebody asked to stop between two chains."""


def ask(given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id}`. Where a check runs already, that one is answered. Ids: `job`."""
    call = Call(given.get("op_id"), by, "audit/check", given)

    def do() -> dict[str, int]:
        check_may_audit(by)
        Person.objects.select_for_update().get(pk=by.pk)
        recheck(call)
        require(call)
        running = Job.objects.filter(kind=KIND, by=by).exclude(state__in=ENDED).order_by("-pk").first()
        return {"job": (running or start(KIND, "Check of the whole record", by=by, now=now, total=Complaint.objects.count())).pk}
    return once(call, do, now=now)


def last() -> AuditCheck | None:
    return AuditCheck.objects.order_by("-pk").first()


def carry(work: Work) -> None:
    """Walks every chain anew from the start; a killed one has written nothing that counts."""
    walked = 0
    if work.job.result.get("check"):
        return

    def step() -> None:
        nonlocal walked
        walked += 1
        if walked % STEP == 0:
            work.account(done=min(walked, work.job.total), failed=0)
            if not work.go_on():
                raise Stopped
    try:
        found = check(clock=work.clock, step=step)
    except Stopped:
        return
    with transaction.atomic():
        found.job = work.job
        found.save(force_insert=True)
        work.account(done=work.job.total, failed=0, result={"check": found.pk, "holds": found.holds})


def check(*, clock: Any, step: Any = lambda: None) -> AuditCheck:
    """The check as it would be kept. `clock` gives the present moment; `step` is called after each chain."""
    began, before = clock(), last()
    mark = Event.objects.aggregate(last=Max("pk"))["last"] or 0
    settled = settled_of(before, began)
    now, then, again = Heads(EVER), Heads(settled), Heads(before.settled_mark if before else 0)
    desk = [""]

    def look(chain: Chain) -> None:
        if chain.name == DESK:
            desk[0] = chain.links[-1][1]
        else:
            now.add(chain.name, chain.links)
        for heads in (then, again):
            heads.add(chain.name, chain.links)
        step()
    verdict = verify(look)
    broken = verdict.broken or ({"complaint": "", "seq": None, "why": REWRITTEN} if before and str(again) != before.heads_then else {})
    return AuditCheck(
        began_at=began, at=clock(), chains=verdict.chains, events=verdict.events, erased=verdict.erased, heads=str(now), desk_head=desk[0],
        event_mark=mark, settled_mark=settled, heads_then=str(then), broken_complaint=broken.get("complaint") or "", broken_seq=broken.get("seq"),
        broken_why=broken.get("why", ""))


def settled_of(before: AuditCheck | None, began: datetime) -> int:
    """The last event of the check before, once nothing that was begun then can still be on its way; else that check's own."""
    if before is None:
        return 0
    return before.event_mark if before.began_at + SETTLES <= began else before.settled_mark
