"""Linking complaints that belong together, and taking a wrong link back. Each is told by an event on the one it is said of."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from django.db.models import Q

from complaints.case.models import Complaint, ComplaintLink
from complaints.case.reading import loosely, visible
from complaints.case.services import body_of, called
from complaints.record.entries import Entry
from complaints.record.operations import Answer, Call, require
from complaints.record.parsing import BlankLine, Line, Shape, parse
from complaints.record.refusals import Unacceptable
from complaints.record.services import append


class LinkIn(Shape):
    other: Line
    kind: Literal["same_matter", "duplicate", "earlier", "same_place"] = "same_matter"
    reason: BlankLine = ""


def link(reference: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, other, kind, reason?}`: the two are shown on each other's page. No clock, no version."""
    def do(complaint: Complaint, call: Call) -> dict:
        require(call)
        asked = parse(LinkIn, body_of(given))
        other = _other(complaint, asked.other, by)
        if _between(complaint, other).exists():
            raise Unacceptable.of(other="These two complaints are linked already.")
        made = ComplaintLink.objects.create(complaint=complaint, other=other, kind=asked.kind)
        _tell(complaint, other, asked, by=by, now=now, linked=True)
        return {"link": made.pk, "complaint": complaint.pk}
    return called(reference, "links", given, by, now, do, status=201)


def unlink(reference: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, other, reason?}`: a link made in error is taken back; the events keep both."""
    def do(complaint: Complaint, call: Call) -> dict:
        require(call)
        asked = parse(LinkIn, body_of(given))
        other = _other(complaint, asked.other, by)
        if not _between(complaint, other).delete()[0]:
            raise Unacceptable.of(other="These two complaints are not linked.")
        _tell(complaint, other, asked, by=by, now=now, linked=False)
        return {"complaint": complaint.pk}
    return called(reference, "links/removed", given, by, now, do)


def _other(complaint: Complaint, typed: str, by: Any) -> Complaint:
    other = visible(by).filter(reference=loosely(typed)).first()
    if other is None or other.pk == complaint.pk:
        raise Unacceptable.of(other="There is no other complaint with this reference that you may see.")
    return other


def _between(one: Complaint, other: Complaint):
    return ComplaintLink.objects.filter(Q(complaint=one, other=other) | Q(complaint=other, other=one))


def _tell(complaint: Complaint, other: Complaint, asked: LinkIn, *, by: Any, now: datetime, linked: bool) -> None:
    data = {"fields": ["links"], "link": other.pk, "link_kind": asked.kind, "linked": linked}
    append(complaint, [Entry("edited", now, data, {"reason": asked.reason} if asked.reason else None)], by=by, now=now)
