"""Holding a complaint back from erasing and disposal, and lifting that. Compliance only; each is an event of the complaint."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from complaints.case.models import Complaint
from complaints.case.services import body_of, called
from complaints.privacy.models import Erased, Hold
from complaints.privacy.rights import require_officer
from complaints.record.entries import Entry
from complaints.record.operations import Answer, Call, require
from complaints.record.parsing import Shape, Words, parse
from complaints.record.refusals import Conflict
from complaints.record.services import append


class HoldIn(Shape):
    why: Words


def hold(reference: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, why}`. Ids: `complaint`, `hold`. A complaint that is held already, or erased, is refused."""
    def do(complaint: Complaint, call: Call) -> dict[str, Any]:
        require_officer(by)
        require(call)
        asked = parse(HoldIn, body_of(given))
        if Hold.objects.filter(complaint=complaint, lifted_at=None).exists():
            raise Conflict("This complaint is held already.")
        if Erased.objects.filter(complaint=complaint).exists():
            raise Conflict("The words of this complaint were erased: there is nothing left to hold.")
        row = Hold.objects.create(complaint=complaint, why=asked.why, by=by, at=now)
        append(complaint, [Entry("hold.set", now, {"hold": row.pk}, {"why": asked.why})], by=by, now=now)
        return {"complaint": complaint.pk, "hold": row.pk}
    return called(reference, "hold", given, by, now, do, status=201)


def lift(reference: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, why}`. Ids: `complaint`, `hold`."""
    def do(complaint: Complaint, call: Call) -> dict[str, Any]:
        require_officer(by)
        row = Hold.objects.select_for_update().filter(complaint=complaint, lifted_at=None).first()
        if row is None:
            raise Conflict("This complaint is not held.")
        require(call)
        row.lifted_why, row.lifted_by, row.lifted_at = parse(HoldIn, body_of(given)).why, by, now
        row.save(update_fields=["lifted_why", "lifted_by", "lifted_at"])
        append(complaint, [Entry("hold.lifted", now, {"hold": row.pk}, {"why": row.lifted_why})], by=by, now=now)
        return {"complaint": complaint.pk, "hold": row.pk}
    return called(reference, "hold/lifted", given, by, now, do)
