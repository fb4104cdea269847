"""What becomes of the complaints of somebody who is away or has left. An absence is recorded; who left leaves nothing behind.

Handing over is bulk work like any other (`services`, `job`): each complaint with its event. Restricted ones are known to few and so
are handed back here, in the transaction itself, and shown to nobody.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from complaints.bulk import services
from complaints.bulk.acts import BACK, MOST
from complaints.case.models import Complaint
from complaints.case.reading import visible
from complaints.case.services import hand_to
from complaints.case.stages import OPEN
from complaints.record.operations import Answer, Call, once, require
from complaints.record.parsing import Day, Shape, parse
from complaints.record.refusals import Conflict, Forbidden, Unacceptable
from staff import absences
from staff.models import Absence, Person
from staff.refusal import Refusal
from workdays import london

UNDONE = Q(stage__in=[stage.value for stage in OPEN]) | Q(next_due_on__isnull=False)


class AbsenceIn(Shape):
    from_on: Day
    until_on: Day


def open_of(person: Person, by: Any, most: int) -> list[str]:
    """References of what somebody has to do, as far as `by` may see it; the first due first, then what has no day. Each half has its index."""
    theirs = visible(by).filter(owner=person)
    dated = list(theirs.filter(next_due_on__isnull=False).order_by("next_due_on", "pk").values_list("reference", flat=True)[:most])
    rest = theirs.filter(next_due_on=None, stage__in=[stage.value for stage in OPEN]).order_by("pk")
    return dated + list(rest.values_list("reference", flat=True)[: most - len(dated)])


def record_absence(username: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, from_on, until_on}`. Ids: `absence`."""
    call = Call(given.get("op_id"), by, f"people/{username}/absences", given)

    def do() -> dict[str, Any]:
        require(call)
        asked = parse(AbsenceIn, {name: value for name, value in given.items() if name != "op_id"})
        person = Person.objects.filter(username=username).first()
        if person is None:
            raise Unacceptable.of(person="Choose who is away.")
        return {"absence": _recorded(person, asked.from_on, asked.until_on, by, now).pk}
    return once(call, do, now=now, status=201)


def _recorded(person: Person, from_on: date, until_on: date, by: Any, now: datetime) -> Absence:
    try:
        return absences.record(person, from_on=from_on, until_on=until_on, by=by, now=now, today=london.day_of(now))
    except Refusal as refused:
        raise _as_ours(refused) from None


def end_absence(absence_id: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id}`: back early, or never away."""
    call = Call(given.get("op_id"), by, f"absences/{absence_id}/end", given)

    def do() -> dict[str, Any]:
        require(call)
        try:
            return {"absence": absences.end(absence_id, by=by, now=now).pk}
        except Refusal as refused:
            raise _as_ours(refused) from None
    return once(call, do, now=now)


def _as_ours(refused: Refusal) -> Exception:
    if refused.code == "forbidden":
        return Forbidden(refused.sentence)
    return Unacceptable.of(**{refused.field: refused.sentence}) if refused.field else Conflict(refused.sentence, code=refused.code)


def hand_back(person: Person, *, by: Any, now: datetime) -> list[int]:
    """What somebody had open goes back to their teams as they are shut out, in the same transaction. The jobs that do it.

    Where the system itself shuts them out nobody is there to follow a job: all is handed back at once.
    """
    held, reason = Complaint.objects.filter(UNDONE, owner=person), f"{person.full_name} has left"
    here = held if by is None else held.filter(restricted=True)
    for complaint in here.order_by("pk").select_for_update(of=("self",)):
        hand_to(complaint, None, complaint.team or person.team, reason=reason, by=by, now=now)
    items = list(held.order_by("next_due_on", "pk").values_list("reference", "version"))
    return [_handed_back(person, place, items[place:place + MOST], reason, by, now) for place in range(0, len(items), MOST)]


def hand_back_forgotten(*, now: datetime) -> None:
    """What still lies with somebody who left, because whoever shut them out left too before it was handed back."""
    for person in Person.objects.filter(is_active=False, pk__in=Complaint.objects.filter(UNDONE, owner__is_active=False).values("owner")):
        with transaction.atomic():
            hand_back(person, by=None, now=now)


def _handed_back(person: Person, place: int, part: list[tuple[str, int]], reason: str, by: Any, now: datetime) -> int:
    op_id = f"left-{person.pk}-{now:%Y%m%dT%H%M%S%f}-{place}"
    given = {"op_id": op_id, "items": [list(item) for item in part], "to": BACK, "reason": reason}
    return services.start("assign", given, by=by, now=now).ids["job"]
