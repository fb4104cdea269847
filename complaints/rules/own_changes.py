"""The only writer of the company's own rows: an administrator changes a row from a day on, a second person approves where two must.

What may be changed is a `Subject`, declared in the room that reads the table. Every change goes into the desk's chain with its words
sealed. A row that was proposed never changes; what it replaces stays, so that a past day keeps what held on it.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from complaints.record.entries import Entry
from complaints.record.operations import Answer, Call, once, recheck, require
from complaints.record.parsing import Day, Line, Shape, Words, parse
from complaints.record.refusals import Conflict, Forbidden, Unacceptable, Unknown
from complaints.record.services import append_to_desk
from complaints.rules.models import OwnRow, OwnTable
from complaints.rules.own_rows import END, SET, SHIPPED
from workdays import london

ADMINISTRATOR, OFFICER = "administrator", "compliance_officer"
CHANGERS = (ADMINISTRATOR,)
APPROVERS = (ADMINISTRATOR, OFFICER)
WHO = "Only administrators change the settings of the desk."
WHO_APPROVES = "An administrator or a compliance officer approves a change, and never the one who proposed it."
LONGEST_REASON = 300


@dataclass(frozen=True)
class Subject:
    """One table that the company may add to.

    `parsed(key, what, values, on)` answers the values as they are stored or raises Unacceptable; `two_people(key)` says whether a second
    person approves; `applied(on)` does what must follow at once; `back_to` is how far back a first day may lie (None: today); `changers`
    are the roles that may propose.
    """

    table: str
    parsed: Callable[[str, str, Mapping[str, Any], date], dict[str, Any]]
    two_people: Callable[[str], bool] = lambda key: False
    applied: Callable[[date], Any] = lambda on: None
    back_to: date | None = None
    changers: tuple[str, ...] = CHANGERS


class ChangeIn(Shape):
    valid_from: Day
    valid_until: Day | None = None
    reason: Words
    source: Line | None = None


class RefusalIn(Shape):
    reason: Words


def change(subject: Subject, key: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version, what?, valid_from, valid_until?, reason, source?, values}`; `version` is the number of the key's last row, 0
    before the first. Ids: `row`, and whether it is `waiting` for a second person."""
    call = Call(given.get("op_id"), by, f"settings/{subject.table}/{key}", given)

    def do() -> dict:
        check_may_change(by, subject.changers)
        _lock(subject.table, call)
        last = last_of(subject.table, key)
        _check_version(last, given.get("version"))
        require(call)
        row = _row(subject, key, given, by=by, now=now)
        row.number = last.number + 1 if last else 1
        row.save(force_insert=True)
        _settle(subject, row, "proposed" if row.two_people else "changed", by=by, now=now)
        return {"row": row.pk, "waiting": row.approved_at is None}
    return once(call, do, now=now, status=201)


def approve(subject: Subject, number: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id}`. Approved after its first day, it holds from the day it is approved. Ids: `row`."""
    call = Call(given.get("op_id"), by, f"settings/{subject.table}/rows/{number}/approve", given)

    def do() -> dict:
        row = _waiting(subject, number, call, by)
        if row.by_id == by.pk:
            raise Forbidden("Another person approves the change that you proposed.")
        require(call)
        today = london.day_of(now)
        subject.parsed(row.key, row.what, row.values, max(row.valid_from, today))
        _check_order(row.valid_until, max(row.valid_from, today))
        row.valid_from, row.approved_by, row.approved_at = max(row.valid_from, today), by, now
        row.save(update_fields=["valid_from", "approved_by", "approved_at"])
        _settle(subject, row, "approved", by=by, now=now)
        return {"row": row.pk}
    return once(call, do, now=now)


def refuse(subject: Subject, number: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, reason}`; who proposed it may take it back this way. Ids: `row`."""
    call = Call(given.get("op_id"), by, f"settings/{subject.table}/rows/{number}/refuse", given)

    def do() -> dict:
        row = _waiting(subject, number, call, by)
        require(call)
        reason = parse(RefusalIn, {"reason": given.get("reason", "")}).reason
        _check_length(reason)
        row.refused_by, row.refused_at, row.refused_why = by, now, reason
        row.save(update_fields=["refused_by", "refused_at", "refused_why"])
        _settle(subject, row, "refused", by=by, now=now)
        return {"row": row.pk}
    return once(call, do, now=now)


def check_may_change(by: Any, changers: tuple[str, ...] = CHANGERS) -> None:
    if by.role not in changers:
        raise Forbidden(WHO)


def last_of(table: str, key: str) -> OwnRow | None:
    """The newest row of the key, whatever became of it."""
    return OwnRow.objects.filter(table=table, key=key).select_related("by").order_by("-number").first()


def waiting_rows() -> list[OwnRow]:
    """The rows that wait for a second person, oldest first."""
    return list(OwnRow.objects.filter(approved_at=None, refused_at=None).select_related("by").order_by("pk"))


def _lock(table: str, call: Call) -> None:
    """One change of a table at a time."""
    OwnTable.objects.get_or_create(name=table)
    OwnTable.objects.select_for_update().get(name=table)
    recheck(call)


def _check_version(last: OwnRow | None, seen: Any) -> None:
    if seen is None:
        raise Unacceptable.of(version="Give the version that you saw.")
    if last and last.approved_at is None and last.refused_at is None and seen == last.number:
        raise Conflict("A change of this waits for a second person. It is approved or refused first.", code="waiting")
    if seen != (last.number if last else 0):
        raise Conflict("Somebody changed this while you were writing.", code="stale_version")


def _row(subject: Subject, key: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> OwnRow:
    """The row as it would be stored, checked whole: all that is wrong is said at once."""
    what, today = given.get("what", SET), london.day_of(now)
    if what not in (SET, END, SHIPPED):
        raise Unacceptable.of(what="Choose what the change does.")
    wrong: dict[str, list[str]] = {}
    asked = _gathered(wrong, "", lambda: _asked(subject, key, given, today))
    on = asked.valid_from if asked else today
    values = _gathered(wrong, "values.", lambda: subject.parsed(key, what, _mapping(given.get("values")), on))
    if wrong:
        raise Unacceptable(next(iter(wrong.values()))[0], fields=wrong)
    two = subject.two_people(key)
    alone = {} if two else {"approved_by": by, "approved_at": now}
    return OwnRow(
        table=subject.table, key=key, what=what, valid_from=asked.valid_from, valid_until=asked.valid_until, values=values if what == SET else {},
        source=asked.source or "", reason=asked.reason, by=by, at=now, two_people=two, **alone)


def _mapping(values: Any) -> Mapping[str, Any]:
    return values if isinstance(values, Mapping) else {}


def _gathered(wrong: dict[str, list[str]], before: str, read: Callable[[], Any]) -> Any:
    try:
        return read()
    except Unacceptable as refused:
        wrong.update({name if name.startswith("_") else before + name: list(texts) for name, texts in refused.fields.items()})
        return None


def _asked(subject: Subject, key: str, given: Mapping[str, Any], today: date) -> ChangeIn:
    asked = parse(ChangeIn, {name: given[name] for name in ("valid_from", "valid_until", "reason", "source") if given.get(name) is not None})
    if asked.valid_from < (subject.back_to or today):
        raise Unacceptable.of(valid_from="Give today or a later day: what held on a past day stays as it was.")
    _check_order(asked.valid_until, asked.valid_from)
    _check_length(asked.reason)
    if subject.two_people(key) and not asked.source:
        raise Unacceptable.of(source="Give the source, so that another person can check it.")
    return asked


def _check_order(last: date | None, first: date) -> None:
    if last is not None and last < first:
        raise Unacceptable.of(valid_until="The last day lies before the first.")


def _check_length(reason: str) -> None:
    if len(reason) > LONGEST_REASON:
        raise Unacceptable.of(reason=f"Give at most {LONGEST_REASON} characters.")


def _waiting(subject: Subject, number: int, call: Call, by: Any) -> OwnRow:
    """The row, with its table locked, so that two who decide wait for each other."""
    row_of(subject, number)
    _lock(subject.table, call)
    if by.role not in APPROVERS:
        raise Forbidden(WHO_APPROVES)
    row = row_of(subject, number)
    if row.approved_at or row.refused_at:
        raise Conflict("This change was approved or refused already.", code="stage")
    return row


def row_of(subject: Subject, number: int) -> OwnRow:
    """The row of that number. Raises Unknown."""
    found = OwnRow.objects.filter(table=subject.table, pk=number).select_related("by", "approved_by", "refused_by").first()
    if found is None:
        raise Unknown("There is no such change.")
    return found


def _settle(subject: Subject, row: OwnRow, what: str, *, by: Any, now: datetime) -> None:
    """A new stamp, what follows at once, and the event with its words sealed."""
    OwnTable.objects.filter(name=subject.table).update(stamp=secrets.token_hex(12))
    if row.approved_at:
        subject.applied(london.day_of(now))
    data = {"row": row.pk, "table": row.table, "key": row.key, "number": row.number, "what": row.what, "from": row.valid_from.isoformat(),
            "until": row.valid_until.isoformat() if row.valid_until else None}
    words = {"reason": row.refused_why or row.reason, "source": row.source, "values": row.values}
    append_to_desk([Entry(f"setting.{what}", now, data, words)], by=by, now=now)
