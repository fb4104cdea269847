"""`assess`: from a standard, the facts and the dated rows to a finding. Pure: no clock, no database; the moment comes in.

In `documents` there is one row, without an end. In `law` the row in force on the day of the failure holds: the newest whose
own limit ran out on or after its first day (design, section 1).
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import workdays
from standards.exemptions import NOT_COVERED, ON_HOLD, Weighed, weigh
from standards.finding import Finding
from standards.measuring import Facts, Measured, Moment, Values
from standards.rows import NoRuleInForce, Row, Tables
from standards.standard import Standard
from workdays import CALENDAR_OF, london

NOT_THIS_CLASS = "It does not cover this class of customer."
ADD_A_ROW = "Nothing is guessed: an officer adds a checked row."
CHANGED = "The rule changed on {since}, while the time ran: the rule at its start is used. A person checks that."
BOOK_WORDS = {"documents": "the company’s own documents", "law": "the law"}


def assess(standard: Standard, facts: Facts, tables: Tables, *, rulebook: str, as_of: datetime) -> Finding:
    """The finding by that rulebook. Raises NoRuleInForce; workdays.OutsideCalendar for days without known bank holidays."""
    as_of = as_of.replace(second=0, microsecond=0)
    at = Moment(tables.calendars[CALENDAR_OF[facts.get("nation") or "england"]], as_of, london.day_of(as_of))
    newer: Row | None = None
    for row in tables.of(standard.code, rulebook):
        finding = by_row(standard, facts, row, at)
        day = _day(finding, at)
        if row.valid_from is None or day >= row.valid_from:
            return _in_force(finding, day, newer)
        newer = row
    raise NoRuleInForce(f"There is no row for this standard in {BOOK_WORDS[rulebook]} on that day.")


def _day(finding: Finding, at: Moment) -> date:
    """The day whose rules hold: of the failure, else of the limit, else the first day that the facts name."""
    if finding.applies and not finding.refused and finding.measured.day is not None:
        return finding.measured.day
    days = [finding.facts[fact.name] for fact in finding.standard.facts if fact.kind in ("day", "moment") and fact.name != "as_of"]
    return min((london.day_of(day) if isinstance(day, datetime) else day for day in days if day is not None), default=at.on)


def _in_force(finding: Finding, day: date, newer: Row | None) -> Finding:
    """The finding where its row covers the day. A limit that changed while it ran, the new one having run out before it came: the
    old one holds, and a person looks at it."""
    row, book = finding.row, BOOK_WORDS[finding.row.book]
    if row.valid_until is not None and day > row.valid_until:
        if newer is not None and newer.verified and newer.holds_on(day) and row.verified:
            return replace(finding, doubts=(*finding.doubts, CHANGED.format(since=plain_day(newer.valid_from))))
        raise NoRuleInForce(f"No checked row of {book} covers {plain_day(day)}; the last ends on {plain_day(row.valid_until)}. {ADD_A_ROW}")
    if not row.verified:
        raise NoRuleInForce(f"The row of {book} for {plain_day(day)} is not checked against its source. {ADD_A_ROW}")
    return finding


def plain_day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def by_row(standard: Standard, facts: Facts, row: Row, at: Moment) -> Finding:
    """The finding by one row, whatever its days."""
    why_not = _why_not(standard, facts, row.values)
    if why_not:
        return _none(standard, facts, row, at, why_not)
    for term in standard.refuses:
        if refusal := term.refusal(facts, row.values):
            return Finding(standard=standard, row=row, facts=facts, as_of=at.as_of, cal=at.cal, amount=None, refused=refusal.why, extra=refusal.extra)
    measured = standard.clock.measure(facts, row.values, at)
    if standard.ours is not None and (other := standard.ours.why_not(facts, row.values)):
        return _others(standard, facts, row, at, measured, other)
    return _found(standard, facts, row, at, measured)


def _why_not(standard: Standard, facts: Facts, values: Values) -> str | None:
    if standard.regime == "licence_condition":
        return None
    if facts["customer_type"] not in standard.customers:
        return NOT_THIS_CLASS
    for condition in standard.scope:
        if why := condition.why_not(facts, values):
            return why
    claimed = weigh(standard.code, facts["exemptions"]) if facts["exemptions"] else ()
    return next((one.why for one in claimed if one.holds and one.exemption.effect == NOT_COVERED), None)


def _none(standard: Standard, facts: Facts, row: Row, at: Moment, why: str) -> Finding:
    extra = {"category": None} if "event_type" in standard.asks else {}
    return Finding(standard=standard, row=row, facts=facts, as_of=at.as_of, cal=at.cal, applies=False, breached=False, why_not=why, extra=extra)


def _others(standard: Standard, facts: Facts, row: Row, at: Moment, measured: Measured, why: str) -> Finding:
    """The other supplier owes it: told, never paid by us (A21)."""
    extra = {"other_supplier_gbp": row.values["first_domestic"]} if measured.failed else {}
    return Finding(standard=standard, row=row, facts=facts, as_of=at.as_of, cal=at.cal, applies=False, breached=False, why_not=why, extra=extra)


def _found(standard: Standard, facts: Facts, row: Row, at: Moment, measured: Measured) -> Finding:
    claimed = standard.claim.weigh(facts, row.values, at) if standard.claim else None
    more: dict[str, Any] = {"measured": measured, "claimed": claimed, "doubts": measured.doubts, "extra": measured.extra}
    if measured.failed and standard.pay is not None:
        more |= _owed(standard, facts, row.values, at, measured, claimed)
    elif measured.failed is None and standard.pay is not None:
        more["amount"] = None
    return Finding(standard=standard, row=row, facts=facts, as_of=at.as_of, cal=at.cal, breached=measured.failed, **more)


def _owed(standard: Standard, facts: Facts, values: Values, at: Moment, measured: Measured, claimed: Any) -> dict[str, Any]:
    owed = standard.pay.owed(facts, values, measured)
    weighed = _weighed(standard, facts)
    excused = next((one for one in weighed if one.holds), None)
    code = excused.exemption.code if excused else None
    told: dict[str, Any] = {"weighed": weighed, "exempt": code, "extra": _beside(standard, facts, values, measured)}
    doubts = (*measured.doubts, *owed.doubts, *(claimed.doubts if claimed else ()))
    if excused and excused.exemption.effect != ON_HOLD:
        return told | {"doubts": measured.doubts}
    if claimed and not claimed.ok:
        return told | {"doubts": doubts, "potential": owed.amount if claimed.counted_on is None else None}
    held = bool(excused)
    base, due, why = (None, None, (WAITS,)) if held else _due(standard, facts, values, at, measured, claimed)
    extra = {"late_extra": values["late_extra"]} if standard.late else {}
    sums = {"amount": owed.amount, "instalments": owed.instalments, "at_most": owed.at_most, "on_hold": held}
    return told | sums | {"payment_due_by": due, "paid_from": base, "doubts": doubts + why} | extra


CORRECTED = (("refund_gbp", "overpaid_gbp"), ("customer_owes_gbp", "undercharged_gbp"))


def _beside(standard: Standard, facts: Facts, values: Values, measured: Measured) -> dict[str, Any]:
    """Sums that are told apart from the payment: the other supplier's, a refund, what the customer owes."""
    told = measured.extra
    if standard.other_supplier:
        told = told | {"other_supplier_gbp": values["first_domestic"]}
    if "overpaid_gbp" in facts:
        told = told | {name: facts[fact] for name, fact in CORRECTED if facts[fact]}
    return told


def _weighed(standard: Standard, facts: Facts) -> tuple[Weighed, ...]:
    weighed = weigh(standard.code, facts["exemptions"])
    return _last_resort(standard, facts, weighed) if "solr_direction_on?" in standard.asks else weighed


def _last_resort(standard: Standard, facts: Facts, weighed: tuple[Weighed, ...]) -> tuple[Weighed, ...]:
    """A direction no earlier than the same day three months before the switch excuses the final bill (A22)."""
    directed, code = facts["solr_direction_on"], "EX-SUP-FB-SOLR"
    if directed is None or facts["closed_because"] != "switch":
        return weighed
    within = workdays.add_months(facts["ended_on"], -3) <= directed <= facts["ended_on"]
    others = tuple(one for one in weighed if one.exemption.code != code)
    told = weigh(standard.code, [{"code": code, "all_reasonable_steps": None}])[0]
    if within:
        return (*others, told)
    late = f"{told.exemption.meaning}: the direction was given earlier than that, so the payment stands."
    return (*others, told._replace(holds=False, why=late)) if len(others) < len(weighed) else others


NO_JOB = "The time to pay runs from the whole job’s completion, which is not known yet."
NOT_DONE = "The sum is fixed and the time to pay runs once it is done."
WAITS = "The payment waits until this is settled."
Due = tuple[date | None, date | None, tuple[str, ...]]


def _due(standard: Standard, facts: Facts, values: Values, at: Moment, measured: Measured, claimed: Any) -> Due:
    """From when the time to pay counts and the last day of it, or why that is not known."""
    if not standard.pay_from:
        return None, None, ()
    base, why = _paid_from(standard, facts, measured, claimed)
    if base is None:
        return None, None, (why,) if why else ()
    return base, workdays.add(base, values["pay_days"], at.cal), ()


def _paid_from(standard: Standard, facts: Facts, measured: Measured, claimed: Any) -> tuple[date | None, str]:
    if standard.pay_from == "job":
        return facts["job_completed_on"], NO_JOB
    if standard.pay_from == "done":
        return (None, NOT_DONE) if measured.open else (measured.done_on, NOT_DONE)
    if standard.pay_from == "gas_claim":
        return claimed.counted_on, ""
    known = facts.get("failure_known_on") if standard.pay_from in ("known", "claim") else None
    return known or (claimed.counted_on if claimed else measured.failure_on), ""
