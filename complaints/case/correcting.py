"""Correcting facts of a complaint: receipt, customer, premises, class, category. One event with what was before and after.

Coded facts lie in the event's data (clocks and reports are made from them), words sealed beside it. All clocks are worked out
anew by the corrected facts, an event each (design, section 3).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pydantic import Field

from complaints.alerts import off_supply
from complaints.case import shapes
from complaints.case.carrying import carry
from complaints.case.models import Complaint
from complaints.case.places import nation_of
from complaints.case.reading import check_version, need_version
from complaints.case.receipt import customer_columns, is_ordinary, moments_in_order
from complaints.case.receiving import category_of
from complaints.case.services import body_of, called
from complaints.clocks.services import History, history_of
from complaints.record.entries import Entry
from complaints.record.operations import Answer, Call, require
from complaints.record.parsing import BlankLine, Shape, parse
from complaints.record.refusals import Forbidden, Unacceptable
from complaints.rules import services as rules
from workdays import OutsideCalendar, london

# Other names under which a fact may be given.
ALSO = {"nation": "premises.nation", "customer_type": "customer.customer_type", "class": "customer.customer_type"}
PARTS = ("customer", "premises")
# What decides and counts, and names nobody: kept in the event's data.
CODED = frozenset({
    "received_at", "first_attempted_at", "channel", "nation", "nation_assumed", "licence", "rulebook", "customer_type", "category",
    "severity", "language", "time_known",
})
ONLY_COMPLIANCE = "Only a compliance officer moves the receipt to a later day."


class MoreFacts(Shape):
    """What is known of a complaint beside what was given at receipt."""

    root_cause: BlankLine = ""
    severity: int | None = Field(default=None, strict=True, ge=1, le=3)


@dataclass
class Corrected:
    """Column values as they are to be, and the names that were given."""

    given: shapes.ComplaintIn
    more: MoreFacts
    touched: frozenset[str]
    complaint: dict[str, Any] = field(default_factory=dict)
    customer: dict[str, Any] = field(default_factory=dict)


def correct(reference: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version, fields: {…}, reason}`; names as `POST /complaints` has them, whole parts or dotted (`customer.phone`)."""
    def do(complaint: Complaint, call: Call) -> dict:
        check_version(complaint, given.get("version"))
        asked, corrected = _asked(complaint, given)
        if "received_at" in corrected.touched and by.role != "compliance_officer" and _day(corrected) > _received_on(complaint):
            raise Forbidden(ONLY_COMPLIANCE)
        require(call)
        need_version(given.get("version"))
        _carry(complaint, corrected, asked.reason, by=by, now=now)
        return {"complaint": complaint.pk, "version": complaint.version, "stage": complaint.stage}
    return called(reference, "corrections", given, by, now, do)


def _asked(complaint: Complaint, given: Mapping[str, Any]) -> tuple[shapes.CorrectionIn, Corrected]:
    asked = parse(shapes.CorrectionIn, body_of(given))
    if not asked.fields:
        raise Unacceptable.of(fields="Give at least one fact to correct.")
    named = _flat(asked.fields)
    facts = facts_of(complaint)
    more = {name: named[name] for name in MoreFacts.model_fields if name in named}
    for name, value in named.items():
        if name not in more:
            _put(facts, name, value)
    return asked, Corrected(parse(shapes.ComplaintIn, facts), parse(MoreFacts, more), frozenset(named))


def _flat(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Dotted names to values: a part that is given whole is taken field by field, so what it leaves out stands."""
    flat: dict[str, Any] = {}
    for name, value in fields.items():
        name = ALSO.get(name, name)
        if name in PARTS and isinstance(value, Mapping):
            flat |= {f"{name}.{inner}": part for inner, part in value.items()}
        else:
            flat[name] = value
    return flat


def _put(facts: dict[str, Any], name: str, value: Any) -> None:
    part, dot, inner = name.partition(".")
    if not dot:
        facts[name] = value
    elif isinstance(facts.get(part), dict):
        facts[part][inner] = value
    else:
        raise Unacceptable.of(**{name.replace(".", "__"): "There is no such field here."})


def facts_of(complaint: Complaint) -> dict[str, Any]:
    """The complaint as `POST /complaints` would give it today. The nation stands under premises, where somebody said it."""
    plain = ("received_at", "first_attempted_at", "channel", "description", "wanted", "licence", "source", "source_reference", "incident",
             "other_company")
    return {name: getattr(complaint, name) for name in plain} | {
        "category": complaint.category.code if complaint.category else "", "customer": given_of(complaint.customer),
        "premises": {"address": complaint.premises_address, "postcode": complaint.premises_postcode,
                     "nation": None if complaint.nation_assumed else complaint.nation},
    }


def given_of(customer: Any) -> dict[str, Any]:
    """`customer` of the contract, as it would be given today."""
    return {name: getattr(customer, name) for name in shapes.CustomerIn.model_fields if name != "nation"}


def _received_on(complaint: Complaint) -> date:
    return london.day_of(complaint.received_at)


def _day(corrected: Corrected) -> date:
    return london.day_of(corrected.given.received_at)


def _carry(complaint: Complaint, corrected: Corrected, reason: str, *, by: Any, now: datetime) -> None:
    history = history_of(complaint)
    _check_moments(corrected, history, now)
    corrected.customer = customer_columns(corrected.given.customer)
    corrected.complaint = _columns(complaint, corrected)
    before, after = _changes(complaint, corrected)
    if not after:
        raise Unacceptable.of(fields="These facts stand so already: nothing changes.")
    entry = Entry("edited", now, _data(before, after, corrected), _words(before, after, reason))
    _set(complaint.customer, corrected.customer)
    complaint.customer.save()
    _set(complaint, corrected.complaint | {"ordinary": is_ordinary(corrected.given.customer.needs)})
    sets = {} if history.last_move_at else {"stage_since": complaint.received_at}
    try:
        carry(complaint, history, [entry], by=by, now=now, because="corrected", sets=sets)
    except OutsideCalendar as error:
        raise Unacceptable.of(received_at=str(error)) from None
    off_supply.tell([complaint], now=now)


def _check_moments(corrected: Corrected, history: History, now: datetime) -> None:
    """Nothing on record may lie before the receipt."""
    if wrong := moments_in_order(corrected.given, now):
        raise Unacceptable.of(**wrong)
    if "received_at" not in corrected.touched:
        return
    first = min((fact.at for fact in history.facts if fact.kind == "contact" or fact.kind.startswith("moved.")), default=None)
    if first and corrected.given.received_at > first:
        raise Unacceptable.of(received_at="A contact or a move on record lies before this moment.")


def _columns(complaint: Complaint, corrected: Corrected) -> dict[str, Any]:
    given, touched = corrected.given, corrected.touched
    company = rules.company(_day(corrected))
    category = category_of(given.category) if given.category else None
    nation, assumed = _nation(complaint, corrected, company.nation)
    columns = {name: getattr(given, name) for name in ("received_at", "first_attempted_at", "channel", "description", "wanted", "source",
                                                       "source_reference", "incident", "other_company")}
    severity = category.severity if category and "category" in touched else complaint.severity
    return columns | {
        "premises_address": given.premises.address if given.premises else "",
        "premises_postcode": given.premises.postcode if given.premises else "",
        "nation": nation, "nation_assumed": assumed, "licence": given.licence or complaint.licence, "category": category,
        "severity": corrected.more.severity or severity,
        "root_cause": corrected.more.root_cause if "root_cause" in touched else complaint.root_cause,
        "rulebook": company.rulebook if _day(corrected) != _received_on(complaint) else complaint.rulebook,
        "received_time_known": complaint.received_time_known or "received_at" in touched,
    }


def _nation(complaint: Complaint, corrected: Corrected, company_nation: str) -> tuple[str, bool]:
    """Said for the premises, else for a customer without premises of their own; what was assumed is assumed anew."""
    given, touched = corrected.given, corrected.touched
    premises = given.premises
    if premises and premises.nation and "premises.nation" in touched:
        return premises.nation, False
    elsewhere = bool(premises and (premises.address or premises.postcode)) and not complaint.nation_assumed
    if given.customer.nation and not elsewhere:
        return given.customer.nation, False
    if not complaint.nation_assumed:
        return complaint.nation, False
    postcode = (premises.postcode if premises else "") or given.customer.postcode
    return nation_of(postcode) or company_nation, True


NAMES = {"received_time_known": "time_known"}
KEYS = ("name_key", "postcode_key", "phone_digits")


def _changes(complaint: Complaint, corrected: Corrected) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was and what is to be, by the name of the fact, where the two differ."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for row, columns in ((complaint.customer, corrected.customer), (complaint, corrected.complaint)):
        for column, value in columns.items():
            if column not in KEYS and getattr(row, column) != value:
                name = NAMES.get(column, column)
                before[name], after[name] = _told(getattr(row, column)), _told(value)
    return before, after


def _told(value: Any) -> Any:
    """A value as JSON has it; a category by its code."""
    if isinstance(value, date):
        return value.isoformat()
    return value.code if hasattr(value, "code") else value


def _data(before: Mapping[str, Any], after: Mapping[str, Any], corrected: Corrected) -> dict[str, Any]:
    """The coded facts under their own names as well: the clocks' basis is read from there."""
    coded = {name: value for name, value in after.items() if name in CODED}
    return coded | {
        "fields": sorted(after), "before": {name: before[name] for name in coded}, "after": dict(coded),
        **({"confirmed_nation": True} if before.get("nation_assumed") and not corrected.complaint["nation_assumed"] else {}),
    }


def _words(before: Mapping[str, Any], after: Mapping[str, Any], reason: str) -> dict[str, Any]:
    sealed = [name for name in after if name not in CODED]
    told = {"before": {name: before[name] for name in sealed}, "after": {name: after[name] for name in sealed}} if sealed else {}
    return {"reason": reason} | told


def _set(row: Any, columns: Mapping[str, Any]) -> None:
    for column, value in columns.items():
        setattr(row, column, value)
