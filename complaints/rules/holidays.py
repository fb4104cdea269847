"""Changes of the bank holidays: a list is loaded, a day is added, a day is withdrawn. Previewed, then made once. The only writer of these rows.

The change itself is one short transaction; the deadlines that it moves follow in the same one where they are few, by a job where they are
many. Lists add and never take away; what an officer withdrew stays withdrawn whatever list comes, until an officer adds it again.
"""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from complaints.clocks.recounting import Off
from complaints.jobs import services as jobs
from complaints.money import new_days
from complaints.money.incidents import new_days as incident_days
from complaints.record.entries import Entry
from complaints.record.models import Operation
from complaints.record.operations import Answer, Call, once, recheck, require
from complaints.record.refusals import Conflict, Forbidden
from complaints.record.services import append_to_desk
from complaints.rules import holiday_failures, holiday_moving
from complaints.rules import services as rules
from complaints.rules.holiday_moves import Move, alerted_already, moves
from complaints.rules.merging import Altered, Published
from complaints.rules.models import HolidayChange, HolidayList, OwnTable
from staff.who import OVERSEERS
from workdays import Calendar, london

WHO = "Compliance officers and administrators change the bank holidays."
TABLE, JOB, CALL = "holiday", "holidays", "holidays"
# So many deadlines move while a person waits; more are long work.
FEW = 200


@dataclass(frozen=True)
class Asked:
    """A change of the calendars: `days` added or withdrawn, until when lists are `published`, its source, and why."""

    days: tuple[Altered, ...]
    source: str
    published: tuple[Published, ...] = ()
    reason: str = ""

    @property
    def is_nothing(self) -> bool:
        return not self.days and not self.published


@dataclass(frozen=True)
class Preview:
    """What the change would do: the open deadlines that move, and among them those alerted, earlier than now, and late at once;
    `payments` of incidents and connections, which have no deadline, get another day."""

    moves: Sequence[Move]
    alerted: int
    earlier: int
    late: int
    payments: int = 0


def preview(asked: Asked, *, now: datetime) -> Preview:
    """Writes nothing. The calendars are those that there would be."""
    today = london.day_of(now)
    calendars = rules.calendars_with(asked.days, asked.published)
    offs = offs_of(asked.days)
    paying = new_days.new_days(offs, calendars)
    found = [*moves([(altered.calendar, altered.day) for altered in asked.days], calendars), *(others := new_days.moves(paying))]
    return Preview(
        found, sum(alerted_already(move.row) for move in found), sum(move.to < move.row.due_on for move in found),
        sum(move.to < today <= move.row.due_on for move in found), incident_days.count(offs, calendars) + len(paying) - len(others))


def apply(asked: Asked, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version}`; `version` is the stamp that the preview was made by. Ids: `changes`, `moved`, and `job` where many move."""
    call = Call(given.get("op_id"), by, CALL, {**given, "asked": repr(asked)})

    def do() -> dict[str, Any]:
        check_may_change(by)
        _lock()
        recheck(call)
        require(call)
        if given.get("version") != stamp():
            raise Conflict("Somebody changed the bank holidays meanwhile. Look again at what would change.", code="stale_version")
        left = _write(asked, by=by, now=now)
        return {"changes": len(left.days) + len(left.published), **_move(left, by=by, now=now)}
    return once(call, do, now=now, status=201)


def made_before(op_id: Any, person: Any) -> Mapping[str, Any] | None:
    """What this person's change with this op_id answered; a day that was added is not added again, whoever clicks twice."""
    found = Operation.objects.filter(op_id=str(op_id)[:64], person=person, call=CALL).first() if op_id and "\0" not in str(op_id) else None
    return found.answer if found else None


def apply_here(asked: Asked, *, now: datetime) -> int:
    """As the command does it: the change first, then every deadline that any change moves, chunk by chunk; answers how many moved.

    Killed at any point and begun again it ends the same.
    """
    with transaction.atomic():
        _lock()
        _write(asked, by=None, now=now)
    holiday_moving.known_now(rules.all_calendars())
    return settle_all(now=now)


def settle_all(*, now: datetime, since: datetime | None = None) -> int:
    """Move whatever a change of the bank holidays (made since that moment) has left on its old day; nothing where all stands."""
    offs = changes_in_force(since)
    done = incident_days.settle(by=None, now=now)
    if not offs:
        return done
    calendars = rules.all_calendars()
    return done + holiday_moving.settle(offs, calendars, by=None, now=now) + new_days.settle(offs, calendars, by=None, now=now)


def changes_in_force(since: datetime | None = None) -> dict[str, list[Off]]:
    """By calendar the last change of each day."""
    found: dict[str, dict[date, Off]] = defaultdict(dict)
    rows = HolidayChange.objects.filter(**({"at__gte": since} if since else {})).order_by("number")
    for calendar, day, name, withdrawn in rows.values_list("calendar", "day", "name", "withdrawn"):
        found[calendar][day] = Off(day, name, withdrawn)
    return {calendar: list(days.values()) for calendar, days in found.items()}


def check_may_change(by: Any) -> None:
    if by.role not in OVERSEERS:
        raise Forbidden(WHO)


def stamp() -> str:
    """New with every change; "" before the first."""
    return rules.tables().stamps.get(TABLE, "")


def _lock() -> None:
    """One change of the calendars at a time."""
    OwnTable.objects.get_or_create(name=TABLE)
    OwnTable.objects.select_for_update().get(name=TABLE)


def left_of(asked: Asked, calendars: Mapping[str, Calendar]) -> Asked:
    """Without what stands already as it was asked."""
    days = [one for one in asked.days if (one.day in calendars[one.calendar].off) == one.withdrawn]
    published = [(name, until) for name, until in asked.published if until > calendars[name].published_until]
    return replace(asked, days=tuple(days), published=tuple(published))


def _write(asked: Asked, *, by: Any, now: datetime) -> Asked:
    """The rows of what is new, and their events on the desk's chain; answers what was new. The caller holds the lock."""
    left = left_of(asked, rules.all_calendars())
    if left.is_nothing:
        return left
    told = {"source": left.source, "reason": left.reason, "by": by, "at": now}
    HolidayChange.objects.bulk_create(
        HolidayChange(calendar=one.calendar, day=one.day, number=_next_number(one), name=one.name, withdrawn=one.withdrawn, **told)
        for one in left.days)
    HolidayList.objects.bulk_create(
        HolidayList(calendar=name, valid_until=until, source=left.source, by=by, at=now) for name, until in left.published)
    OwnTable.objects.filter(name=TABLE).update(stamp=secrets.token_hex(12))
    if left.published or not all(one.withdrawn for one in left.days):
        holiday_failures.settle()
    append_to_desk(list(_entries(left, now)), by=by, now=now)
    return left


def _next_number(one: Altered) -> int:
    return HolidayChange.objects.filter(calendar=one.calendar, day=one.day).count() + 1


def _entries(left: Asked, now: datetime) -> Iterable[Entry]:
    words = {"source": left.source, "reason": left.reason}
    for one in left.days:
        data = {"calendar": one.calendar, "day": one.day.isoformat(), "name": one.name}
        yield Entry(f"holiday.{'withdrawn' if one.withdrawn else 'added'}", now, data, words)
    for name, until in left.published:
        yield Entry("holiday.listed", now, {"calendar": name, "until": until.isoformat()}, words)


def _move(left: Asked, *, by: Any, now: datetime) -> dict[str, Any]:
    """Few at once, many by a job."""
    calendars, offs = rules.all_calendars(), offs_of(left.days)
    if left.published:
        holiday_moving.known_now(calendars)
    found = moves(((altered.calendar, altered.day) for altered in left.days), calendars)
    incident_days.settle(by=by, now=now)
    paying = new_days.new_days(offs, calendars)
    if len(found) + len(paying) <= FEW:
        moved = holiday_moving.move_these([move.row.id for move in found], offs, calendars, by=by, now=now)
        return {"moved": moved + new_days.settle(offs, calendars, by=by, now=now), "job": None}
    params = {"days": [[one.calendar, one.day.isoformat(), one.name, one.withdrawn] for one in left.days]}
    job = jobs.start(JOB, f"Bank holidays: {title_of(left.days)}", by=by, now=now, params=params, total=len(found) + len(paying))
    return {"moved": len(found) + len(paying), "job": job.pk}


def offs_of(days: Iterable[Altered]) -> dict[str, list[Off]]:
    found: dict[str, list[Off]] = defaultdict(list)
    for one in days:
        found[one.calendar].append(Off(one.day, one.name, one.withdrawn))
    return dict(found)


def title_of(days: Sequence[Altered]) -> str:
    """"State Funeral and 3 more"."""
    return days[0].name + (f" and {len(days) - 1} more" if len(days) > 1 else "")
