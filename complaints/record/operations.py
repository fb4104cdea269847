"""The `op_id` of a call: a repeated call replays the first answer, anything else with it is refused. Only operations live here.

An operation is written in the transaction of what it did, so a refused call spends nothing and a killed one leaves nothing.
Answers name ids and numbers, never words, and are emptied after 30 days.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from complaints.record.models import Operation
from complaints.record.refusals import Conflict, Unacceptable
from workdays import OutsideCalendar

ANSWERS_KEPT = timedelta(days=30)
SHAPE = re.compile(r"[A-Za-z0-9_.:-]{1,64}\Z")


@dataclass(frozen=True, slots=True)
class Call:
    """Who calls what with which body: `name` like `complaints/LM-26-00017-K/moves/escalate`."""

    op_id: str | None
    person: Any
    name: str
    body: Mapping[str, Any]

    @property
    def body_hash(self) -> str:
        told = {key: value for key, value in self.body.items() if key not in ("op_id", "csrfmiddlewaretoken")}
        text = json.dumps(told, sort_keys=True, separators=(",", ":"), default=str)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def earlier(call: Call) -> Operation | None:
    """The operation this call repeats; None for a new one. 409 where the op_id was spent on anything else."""
    if not isinstance(call.op_id, str) or not SHAPE.match(call.op_id):
        return None
    found = Operation.objects.filter(op_id=call.op_id).first()
    if found is None:
        return None
    if (found.person_id, found.call, found.body_hash) != (call.person.pk, call.name[:200], call.body_hash):
        raise Conflict("This op_id was used for another call. Take a new one.", code="op_id_reused")
    return found


def require(call: Call) -> None:
    """422 unless the call carries a well-formed op_id; checked last of all, as the contract orders."""
    if not isinstance(call.op_id, str) or not SHAPE.match(call.op_id):
        raise Unacceptable.of(op_id="Give an op_id: 1 to 64 letters, digits, dots, colons, dashes or underscores.")


def keep(call: Call, *, now: datetime, status: int = 200, **answer: Any) -> Operation:
    """Remember what was answered, in the same transaction. A call that lost the race for the op_id fails as a whole."""
    return Operation.objects.create(
        op_id=call.op_id, person=call.person, call=call.name[:200], body_hash=call.body_hash, status=status, answer=answer, at=now,
    )


class Replayed(Exception):
    """Raised under the lock when the same call was answered while this one waited for it."""

    def __init__(self, operation: Operation):
        super().__init__(operation.op_id)
        self.operation = operation


def recheck(call: Call) -> None:
    """To be called once a lock is held: whoever waited for it may be the second of two equal calls."""
    if found := earlier(call):
        raise Replayed(found)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call answers: the ids and numbers of the first time, whether it was just done or replayed."""

    status: int
    ids: Mapping[str, Any]
    replayed: bool = False


def once(call: Call, do: Callable[[], dict[str, Any]], *, now: datetime, status: int = 200) -> Answer:
    """Carry the call out in one transaction, or replay its first answer. `do` returns ids and numbers to remember.

    A day so far off that its bank holidays are not known is refused whole, wherever in the counting it came up.
    """
    try:
        with transaction.atomic():
            recheck(call)
            ids = do()
            keep(call, now=now, status=status, **ids)
            return Answer(status, ids)
    except Replayed as replay:
        found = replay.operation
    except OutsideCalendar as error:
        raise Unacceptable(str(error), code="outside_calendar") from None
    except IntegrityError:
        found = earlier(call)
        if found is None:
            raise
    return Answer(found.status, found.answer, replayed=True)


def empty_old(*, now: datetime) -> int:
    """Empty answers older than 30 days; the op_id stays spent."""
    return Operation.objects.filter(at__lt=now - ANSWERS_KEPT).exclude(answer={}).update(answer={})
