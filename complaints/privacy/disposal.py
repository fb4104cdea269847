"""Destroying what is kept no longer: a batch proposed by one person, approved by another, carried out by a job one complaint at a time.

What would happen and what happens are told by the same function (`verdict`). A certificate keeps reference, days, codes, sums and hashes.
"""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum

from complaints.case.models import Complaint
from complaints.case.services import body_of
from complaints.evidence.models import StoredFile
from complaints.jobs import services as jobs
from complaints.jobs import steering
from complaints.jobs.services import Work
from complaints.letters.models import Letter
from complaints.money.models import Payment
from complaints.privacy import disk, ending, retention
from complaints.privacy.erasure_job import loose_words, remove_files
from complaints.privacy.models import Batch, BatchItem, Erased
from complaints.privacy.obstacles import CODES, obstacles
from complaints.privacy.retention import Due
from complaints.privacy.rights import ONLY_LOOKERS, may_decide, require_officer
from complaints.privacy.scope import Needles, scope_of
from complaints.record import chain
from complaints.record.entries import Entry
from complaints.record.models import Event
from complaints.record.operations import Answer, Call, once, recheck, require
from complaints.record.parsing import Shape, Yes, parse
from complaints.record.refusals import Conflict, Forbidden, Unknown
from complaints.record.services import append_to_desk
from workdays import london

KIND = "disposal"
WHY_WORDS = {"held": "On hold", "open": "Open again", "money": "A payment is not settled", "letters": "A letter is on its way",
             "work": "A file of customers is being read", "not_due": "Not due any more", "erased": "Erased meanwhile"}
assert set(WHY_WORDS) == {*CODES, "not_due", "erased"}


class DecideIn(Shape):
    approved: Yes


def propose(given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id}`: all that is due today, at most 500, as one batch. Ids: `batch`."""
    call = Call(given.get("op_id"), by, "disposals", given)

    def do() -> dict[str, Any]:
        require_officer(by)
        require(call)
        today = london.day_of(now)
        found = retention.due(today)
        if not found:
            raise Conflict("Nothing is due for disposal today.", code="stage")
        batch = Batch.objects.create(as_of_on=today, proposed_by=by, proposed_at=now)
        BatchItem.objects.bulk_create(BatchItem(batch=batch, complaint=one.complaint, rule=one.rule.outcome, due_on=one.due_on) for one in found)
        _tell("proposed", batch, len(found), by=by, now=now)
        return {"batch": batch.pk}
    return once(call, do, now=now, status=201)


def decide(number: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, approved}`: approved by somebody else than who proposed it; refused by anybody who may look. Ids: `batch`, `job`."""
    call = Call(given.get("op_id"), by, f"disposals/{number}/decide", given)

    def do() -> dict[str, Any]:
        batch = _locked(number, call)
        if batch.approved is not None:
            raise Conflict("This batch was decided already.")
        require(call)
        asked = parse(DecideIn, body_of(given))
        if asked.approved and batch.proposed_by_id == by.pk:
            raise Forbidden("You proposed this batch: another person approves it.")
        return _decided(batch, asked, by=by, now=now)
    return once(call, do, now=now)


def go_on(number: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id}`: what was approved and stopped on its way goes on, by anybody who may decide, however long ago it was. Ids: `batch`, `job`."""
    call = Call(given.get("op_id"), by, f"disposals/{number}/go-on", given)

    def do() -> dict[str, Any]:
        batch = _locked(number, call)
        if not is_stuck(batch):
            raise Conflict("This disposal does not stand still: it was not approved, it is being carried out, or it is done.", code="stage")
        require(call)
        steering.let_go_on(batch.job)
        _tell("gone_on", batch, batch.items.filter(state="waiting").count(), by=by, now=now)
        return {"batch": batch.pk, "job": batch.job_id}
    return once(call, do, now=now)


def is_stuck(batch: Batch) -> bool:
    """Whether it was approved and its job ended before its end."""
    return batch.done_at is None and steering.stands_still(batch.job)


def _locked(number: int, call: Call) -> Batch:
    """For who may decide. Raises Unknown, Forbidden."""
    batch = Batch.objects.select_for_update().filter(pk=number).first() if number < 2**63 else None
    recheck(call)
    if batch is None:
        raise Unknown("There is no such batch.")
    if not may_decide(call.person):
        raise Forbidden(ONLY_LOOKERS)
    return batch


def _decided(batch: Batch, asked: DecideIn, *, by: Any, now: datetime) -> dict[str, Any]:
    count = batch.items.count()
    batch.approved, batch.decided_by, batch.decided_at = asked.approved, by, now
    if asked.approved:
        batch.job = jobs.start(KIND, f"Disposal {batch.pk}: {count} complaints", by=by, now=now, params={"batch": batch.pk}, total=count)
    batch.save()
    _tell("approved" if asked.approved else "refused", batch, count, by=by, now=now)
    return {"batch": batch.pk, **({"job": batch.job_id} if asked.approved else {})}


def _tell(what: str, batch: Batch, count: int, *, by: Any, now: datetime, **more: Any) -> None:
    append_to_desk([Entry(f"disposal.{what}", now, {"batch": batch.pk, "complaints": count, **more})], by=by, now=now)


def verdict(item: BatchItem, today: date) -> tuple[str, Due | None]:
    """Why it would be left ("" where it would be destroyed), and what is due."""
    if Erased.objects.filter(complaint=item.complaint_id).exists():
        return "erased", None
    if found := obstacles(scope_of([("complaint", item.complaint_id)])):
        return found[0].code, None
    told = retention.due(today, only=[item.complaint_id])
    return ("", told[0]) if told else ("not_due", None)


def dry_run(batch: Batch, today: date) -> list[tuple[BatchItem, str]]:
    """What carrying it out now would do to each: "" destroys it, a code says why it is left."""
    return [(item, verdict(item, today)[0]) for item in batch.items.select_related("complaint").order_by("pk")]


def carry(work: Work) -> None:
    """One complaint after the other, each whole with its certificate and the job's count in one transaction."""
    batch = Batch.objects.get(pk=work.job.params["batch"])
    if batch.done_at is None:
        needles = _references(batch, london.day_of(work.clock()))
        loose_words(needles)
        remove_files(needles, [])
        for pk in list(batch.items.filter(state="waiting").order_by("pk").values_list("pk", flat=True)):
            _item(work, pk)
            if not work.go_on():
                return
        _finish(work, batch)
    disk.take_off()
    disk.settle()


def _references(batch: Batch, today: date) -> Needles:
    """Of those that go now, by reference alone: the customer may have another complaint, which stays, and what is held loses nothing."""
    waiting = batch.items.filter(state="waiting").select_related("complaint")
    found = {item.complaint.reference for item in waiting if not verdict(item, today)[0]}
    return Needles({reference.lower() for reference in found}, set(), {f"/c/{reference}/" for reference in found})


def _item(work: Work, pk: int) -> None:
    now = work.clock()
    with transaction.atomic():
        item = BatchItem.objects.select_for_update().get(pk=pk)
        Complaint.objects.select_for_update(of=("self",)).get(pk=item.complaint_id)
        why, due = verdict(item, london.day_of(now))
        if due:
            item.certificate = certificate(due, now=now)
            ending.end_complaint(item.complaint_id, because="retention", data={"batch": item.batch_id}, by=work.job.by, now=now)
            item.state, item.destroyed_at = "destroyed", now
        else:
            item.state, item.left_why = "left", why
        item.save()
        done = BatchItem.objects.filter(batch=item.batch_id).exclude(state="waiting").count()
        work.account(done=done, failed=0)


def certificate(due: Due, *, now: datetime) -> dict[str, Any]:
    """What is kept of a complaint that is destroyed: no word of or about anybody."""
    complaint = due.complaint
    last = Event.objects.filter(complaint=complaint).order_by("-seq").first()
    paid = Payment.objects.filter(complaint=complaint, state="paid").aggregate(total=Sum("amount_gbp"), late=Sum("late_extra_gbp"))
    category = complaint.category.code if complaint.category else ""
    return {
        "reference": complaint.reference, "received_on": london.day_of(complaint.received_at).isoformat(), "ended_on": due.ended_on.isoformat(),
        "ended_by": due.rule.outcome, "kept_months": due.rule.months, "due_on": due.due_on.isoformat(), "destroyed_at": now.isoformat(),
        "category": category, "customer_type": complaint.customer.customer_type, "nation": complaint.nation, "licence": complaint.licence,
        "channel": complaint.channel, "paid_gbp": str((paid["total"] or 0) + (paid["late"] or 0)), "events": last.seq, "last_hash": last.hash,
        "letters": list(Letter.objects.filter(complaint=complaint).exclude(sha256="").order_by("pk").values_list("sha256", flat=True)),
        "files": list(StoredFile.objects.filter(complaint=complaint).order_by("pk").values_list("sha256", flat=True)),
    }


def _finish(work: Work, batch: Batch) -> None:
    with transaction.atomic():
        now = work.clock()
        batch.done_at = now
        batch.save(update_fields=["done_at"])
        destroyed = batch.items.filter(state="destroyed").count()
        _tell("done", batch, destroyed, by=work.job.by, now=now, left=batch.items.filter(state="left").count(), sha256=fingerprint(batch))
        work.account(done=work.job.total, failed=0, result={"destroyed": destroyed, "left": work.job.total - destroyed})


def fingerprint(batch: Batch) -> str:
    """SHA-256 of all its certificates in order: what the desk's chain keeps of the certificate."""
    told = list(batch.items.filter(state="destroyed").order_by("pk").values_list("certificate", flat=True))
    return hashlib.sha256(chain.canonical(told).encode()).hexdigest()
