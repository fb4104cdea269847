"""Up to when somebody has seen what changed. Looking keeps nothing: only marking as seen moves the moment on, to when the page was made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max

from complaints.clocks.models import Deadline
from complaints.compliance.models import ComplianceVisit
from complaints.compliance.rights import check_may_look
from complaints.record.models import Event
from complaints.record.operations import Answer, Call, once, recheck, require
from complaints.record.parsing import Moment, Shape, parse
from complaints.record.refusals import Unacceptable
from staff.models import Person

AT_FIRST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Since:
    """`first`: nothing was ever marked; then the last seven days are shown. The marks are the last rows of that moment."""

    at: datetime
    deadline_mark: int
    event_mark: int
    first: bool = False


class SeenIn(Shape):
    until: Moment
    deadline_mark: int
    event_mark: int


def since(person: Any, *, now: datetime) -> Since:
    """From when on this person has not marked anything as seen."""
    row = ComplianceVisit.objects.filter(person=person).first()
    if row is None:
        marks = marks_now()
        return Since(now - AT_FIRST, marks["deadline_mark"], marks["event_mark"], first=True)
    return Since(row.seen_at, row.deadline_mark, row.event_mark)


def marks_now() -> dict[str, int]:
    """The last rows there are, each read from the end of its key."""
    last = {"deadline_mark": Deadline.objects.aggregate(last=Max("pk")), "event_mark": Event.objects.aggregate(last=Max("pk"))}
    return {name: found["last"] or 0 for name, found in last.items()}


def mark_seen(given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, until, deadline_mark, event_mark}` as the page had them: what came after the page was made is not seen by it. An older page
    never takes back what a later one marked."""
    call = Call(given.get("op_id"), by, "compliance/seen", given)

    def do() -> dict[str, bool]:
        check_may_look(by)
        Person.objects.select_for_update().get(pk=by.pk)
        recheck(call)
        require(call)
        asked = parse(SeenIn, {name: given.get(name) for name in ("until", "deadline_mark", "event_mark")})
        if asked.until > now:
            raise Unacceptable.of(until="This moment lies in the future.")
        known, most = ComplianceVisit.objects.filter(person=by).first(), marks_now()
        moved = known is None or known.seen_at < asked.until
        if moved:
            marks = {name: max(0, min(getattr(asked, name), last)) for name, last in most.items()}
            ComplianceVisit.objects.update_or_create(person=by, defaults={"seen_at": asked.until, **marks})
        return {"moved": moved}
    return once(call, do, now=now)
