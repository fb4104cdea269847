"""Rows that compliance officers add to the rulebook `law` of the guaranteed standards: proposed by one, approved by another.

A row never changes once it is approved, and no shipped row is ever touched; `sums.standards_tables` reads the approved ones.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import standards
from complaints.record.entries import Entry
from complaints.record.operations import Answer, Call, once, recheck, require
from complaints.record.parsing import Day, Line, Shape, Words, parse
from complaints.record.refusals import Conflict, Forbidden, Unacceptable, Unknown
from complaints.record.services import append_to_desk
from complaints.rules.models import StandardRow
from standards.rows import DAYS, MONEY, SHARES, typed

OFFICERS = ("compliance_officer",)
WHO = "Rows of the guaranteed standards are added by compliance officers: one proposes, another approves."
MOST = Decimal(10**7)
WRITTEN = re.compile(r"[0-9]{1,8}(\.[0-9]{1,4})?|[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class RowIn(Shape):
    valid_from: Day
    valid_until: Day | None = None
    values: dict[str, Any]
    source: Line


class RefusalIn(Shape):
    reason: Words


def propose_row(code: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, valid_from, valid_until?, values, source}`; `values` has every name of the standard's own row. Ids: `row`."""
    call = Call(given.get("op_id"), by, f"standards/{code}/rows", given)

    def do() -> dict:
        standard = known(code)
        _check_role(by)
        require(call)
        asked, values = _asked(standard, {name: value for name, value in given.items() if name != "op_id"})
        _check_days(asked)
        _check_free(_others(code), asked.valid_from, asked.valid_until)
        row = StandardRow.objects.create(
            standard=code, version=_version(code, asked.valid_from), valid_from=asked.valid_from, valid_until=asked.valid_until, values=values,
            source=asked.source, proposed_by=by, proposed_at=now)
        _tell("proposed", row, by=by, now=now, words={"source": row.source})
        return {"row": row.pk}
    return once(call, do, now=now, status=201)


def approve_row(number: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id}`, by another officer than the one who proposed it; from then on `law` has it. Ids: `row`."""
    call = Call(given.get("op_id"), by, f"standards/rows/{number}/approve", given)

    def do() -> dict:
        row = _waiting(number, call, by)
        if row.proposed_by_id == by.pk:
            raise Forbidden("Another compliance officer approves the row that you proposed.")
        require(call)
        _check_free(_others(row.standard), row.valid_from, row.valid_until)
        row.approved_by, row.approved_at = by, now
        row.save(update_fields=["approved_by", "approved_at"])
        _tell("approved", row, by=by, now=now)
        return {"row": row.pk}
    return once(call, do, now=now)


def refuse_row(number: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, reason}`; who proposed it may take it back this way. Ids: `row`."""
    call = Call(given.get("op_id"), by, f"standards/rows/{number}/refuse", given)

    def do() -> dict:
        row = _waiting(number, call, by)
        require(call)
        asked = parse(RefusalIn, {"reason": given.get("reason", "")})
        if len(asked.reason) > 300:
            raise Unacceptable.of(reason="Give at most 300 characters.")
        row.refused_at, row.refused_why = now, asked.reason
        row.save(update_fields=["refused_at", "refused_why"])
        _tell("refused", row, by=by, now=now, words={"reason": asked.reason})
        return {"row": row.pk}
    return once(call, do, now=now)


def known(code: str) -> standards.Standard:
    """The standard of that code. Raises Unknown."""
    found = standards.find(code)
    if found is None:
        raise Unknown("There is no standard with this code.")
    return found


def _check_role(by: Any) -> None:
    if by.role not in OFFICERS:
        raise Forbidden(WHO)


def _waiting(number: int, call: Call, by: Any) -> StandardRow:
    """The row, with all rows of its standard locked, so that two approvals wait for each other."""
    found = row_of(number)
    locked = {row.pk: row for row in StandardRow.objects.select_for_update().filter(standard=found.standard).order_by("pk")}
    recheck(call)
    _check_role(by)
    row = locked[number]
    if row.approved_at or row.refused_at:
        raise Conflict("This row was approved or refused already.", code="stage")
    return row


def row_of(number: int) -> StandardRow:
    """The row of that number, whether it still waits or not. Raises Unknown."""
    found = StandardRow.objects.filter(pk=number).first()
    if found is None:
        raise Unknown("There is no such row.")
    return found


def waiting_rows() -> list[StandardRow]:
    """The rows that wait for a second person, oldest first."""
    return list(StandardRow.objects.filter(approved_at=None, refused_at=None).select_related("proposed_by").order_by("pk"))


def _others(code: str) -> list[StandardRow]:
    return list(StandardRow.objects.filter(standard=code, approved_at__isnull=False))


def _check_days(asked: RowIn) -> None:
    if asked.valid_until is not None and asked.valid_until < asked.valid_from:
        raise Unacceptable.of(valid_until="The last day lies before the first.")


def _check_free(others: list[StandardRow], first: date, last: date | None) -> None:
    """A day has one officer's row at most."""
    for row in others:
        if first <= (row.valid_until or date.max) and row.valid_from <= (last or date.max):
            raise Unacceptable.of(valid_from=f"The approved row {row.version} covers a part of these days. Give days that it leaves free.")


def _asked(standard: standards.Standard, given: Mapping[str, Any]) -> tuple[RowIn, dict[str, Any]]:
    """Days and source, and the values as they are stored; Unacceptable with all that is wrong with either."""
    found, wrong = _values(standard, given.get("values"))
    try:
        asked = parse(RowIn, given)
    except Unacceptable as refused:
        raise Unacceptable(refused.sentence, fields=refused.fields | wrong) from None
    if wrong:
        raise Unacceptable(next(iter(wrong.values()))[0], fields=wrong)
    return asked, found


def _values(standard: standards.Standard, given: Any) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """The values, and a sentence for each that is missing, strange or of the wrong kind."""
    given = given if isinstance(given, Mapping) else {}
    wanted, wrong, found = sorted(standard.needs()), {}, {}
    for name in wanted:
        try:
            found[name] = _value(name, given.get(name))
        except ValueError as error:
            wrong[f"values.{name}"] = [str(error)]
    wrong.update({f"values.{str(name)[:60]}": ["This standard has no such value."] for name in given if name not in wanted})
    return found, wrong


def _value(name: str, value: Any) -> Any:
    """As text or a whole number. Raises ValueError in a sentence."""
    sentence = SENTENCES[kind_of(name)]
    if isinstance(value, bool) or not isinstance(value, (str, int)) or not WRITTEN.fullmatch(str(value)):
        raise ValueError(sentence)
    try:
        told = typed({name: value})[name]
    except (ValueError, ArithmeticError):
        raise ValueError(sentence) from None
    if isinstance(told, date):
        return told.isoformat()
    if not Decimal(told).is_finite() or not (0 < told <= (100 if name in SHARES else MOST) or (told == 0 and kind_of(name) == "whole")):
        raise ValueError(sentence)
    if name in MONEY and told != round(told, 2):
        raise ValueError(sentence)
    return f"{told:.2f}" if name in MONEY else str(told) if name in SHARES else told


def kind_of(name: str) -> str:
    """"money", "share", "day" or "whole"."""
    return "money" if name in MONEY else "share" if name in SHARES else "day" if name in DAYS else "whole"


SENTENCES = {
    "money": 'Give pounds and pence above nothing, like 40.00.', "share": 'Give a per cent above nothing, up to 100, like 90.',
    "day": "Give a day as 2026-05-11.", "whole": "Give a whole number, 0 or more.",
}


def _version(code: str, first: date) -> str:
    """"EL-R17-2026-04-01", with a number behind it from the second proposal on."""
    base = f"{code}-{first.isoformat()}"
    taken = set(StandardRow.objects.filter(version__startswith=base).values_list("version", flat=True))
    return next(name for name in (base, *(f"{base}.{number}" for number in range(2, 10_000))) if name not in taken)


def _tell(what: str, row: StandardRow, *, by: Any, now: datetime, words: Mapping[str, Any] | None = None) -> None:
    data = {"row": row.pk, "standard": row.standard, "version": row.version, "from": row.valid_from.isoformat(),
            "until": row.valid_until.isoformat() if row.valid_until else None, "values": row.values}
    append_to_desk([Entry(f"standard_row.{what}", now, data, words)], by=by, now=now)
