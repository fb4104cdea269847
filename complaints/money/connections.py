"""Connections: beginning to follow one, recording the days of its steps, and recording what is owed. The only writer of its rows.

What is owed is worked out from the dates each time; only what a person records becomes a finding and a payment. A job that hangs
on a complaint is told in its chain, any other in the desk's.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.db.models import Q, QuerySet
from pydantic import Field

import standards
from complaints.case.models import Complaint
from complaints.case.reading import locked, visible
from complaints.case.services import body_of
from complaints.money.findings import Made, keep
from complaints.money.models import ConnectionJob, Finding
from complaints.money.owed import Worked, worked_out
from complaints.money.shapes import FindingIn
from complaints.money.steps import AHEAD, DATE_WORDS, ELECTRICITY, GAS, IN_PHASES, SUM_WORDS, Connection, dates_of
from complaints.record.entries import Entry
from complaints.record.operations import Answer, Call, once, recheck, require
from complaints.record.parsing import BlankLine, Day, Line, Money, Shape, Yes, parse
from complaints.record.refusals import Conflict, Unacceptable, Unknown
from complaints.record.services import append, append_to_desk
from complaints.rules.sums import standards_tables
from workdays import london

NO_SUCH = "There is no connection with this number that you may see."
STALE = "Somebody recorded something on this connection while you had it open."
NOTHING_NEW = "Nothing is owed that is not recorded already. A step that is still late is recorded once it is done."
UNCLASSED = "Its category can’t be told from this: give the number of homes and of phases, and whether the network is extended."
Whole = Annotated[int, Field(ge=1, le=100_000)]
Flow = Annotated[Decimal, Field(gt=0, le=10_000_000)]
MOST_PHASES = 50


class ConnectionIn(Shape):
    """What a connection is. `works`: the highest voltage worked on; `generation`: what is connected besides demand."""

    label: Annotated[Line, Field(max_length=120)]
    fuel: Literal["electricity", "gas"]
    customer_type: Literal["domestic", "small_business", "large_business"]
    nation: Literal["england", "wales", "scotland"]
    complaint: BlankLine = ""
    works: Literal["lv", "hv", "ehv"] | None = None
    premises: Literal["domestic_development", "single_premises"] | None = None
    units: Whole | None = None
    phases: Whole | None = None
    lv_extension: Yes = False
    whole_current: Yes = True
    generation: Literal["none", "one_small", "several_small", "large"] = "none"
    fee_payable: Yes = False
    sum_payable: Yes = True
    energisation_required: Yes = True
    icp_involved: Yes = False
    approved_equipment_no_change: Yes = False
    meter_move_only: Yes = False
    rate_of_flow_kwh: Flow | None = None
    quotation: Literal["standard", "other"] | None = None
    quotation_sum_gbp: Money | None = None
    contract_sum_gbp: Money | None = None


class DatedIn(Shape):
    """A day of a step, or a sum that became known. `on` left out takes the day back. `phase`: a part with dates of its own."""

    name: Line
    phase: Annotated[BlankLine, Field(max_length=60)] = ""
    on: Day | None = None
    amount_gbp: Money | None = None
    reason: BlankLine = ""


def jobs_for(person: Any) -> QuerySet[ConnectionJob]:
    """All connections this person may see: one on a complaint only with the complaint."""
    return ConnectionJob.objects.filter(Q(complaint=None) | Q(complaint__in=visible(person))).select_related("complaint", "made_by")


def job_for(number: int, person: Any) -> ConnectionJob:
    found = jobs_for(person).filter(pk=number).first() if number < 2**31 else None
    if found is None:
        raise Unknown(NO_SUCH)
    return found


def connection_of(job: ConnectionJob) -> Connection:
    """The job as its steps see it."""
    small_flow = standards_tables().of("GAS-GS9", "documents")[0].values["flow"]
    return Connection(job.fuel, job.customer_type, job.nation, job.facts, small_flow)


def begin(given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, label, fuel, customer_type, nation, complaint?, …what it is}`: followed from now on. Ids: `job`, `version`."""
    call = Call(given.get("op_id"), by, "connections", given)

    def do() -> dict:
        require(call)
        asked = parse(ConnectionIn, body_of(given))
        complaint = _complaint(asked.complaint, call) if asked.complaint else None
        job = ConnectionJob.objects.create(
            complaint=complaint, label=asked.label, fuel=asked.fuel, customer_type=asked.customer_type, nation=asked.nation,
            facts={**_what_it_is(asked), "dates": {}, "phases": {}}, made_by=by, made_at=now)
        _tell(job, Entry("connection.created", now, {"job": job.pk, "fuel": job.fuel}, {"name": job.label}), by=by, now=now)
        return {"job": job.pk, "version": job.version}
    return once(call, do, now=now, status=201)


def _complaint(reference: str, call: Call) -> Complaint:
    try:
        return locked(reference, call)
    except Unknown:
        raise Unacceptable.of(complaint="There is no complaint with this reference that you may see.") from None


def _what_it_is(asked: ConnectionIn) -> dict[str, Any]:
    return _electricity(asked) if asked.fuel == ELECTRICITY else _gas(asked)


def _electricity(asked: ConnectionIn) -> dict[str, Any]:
    """The category and kind as the standards class them (A43), with what they were told from."""
    if asked.works is None:
        raise Unacceptable.of(works="Say at which voltage work is done.")
    if asked.works == "lv" and asked.premises is None:
        raise Unacceptable.of(premises="Say what is connected.")
    told = {"premises": asked.premises, "units": asked.units, "phases": asked.phases, "lv_extension": asked.lv_extension,
            "whole_current": asked.whole_current, "hv_works": asked.works == "hv", "ehv_works": asked.works == "ehv", "demand": True,
            "sseg_units": GENERATORS[asked.generation], "g59": asked.generation == "large"}
    classed = standards.classify(told, standards_tables())
    if not classed.get("elc_category"):
        raise Unacceptable.of(units=UNCLASSED)
    more = {name: getattr(asked, name) for name in (
        "fee_payable", "sum_payable", "energisation_required", "icp_involved", "approved_equipment_no_change", "meter_move_only")}
    return {"elc_category": classed["elc_category"], "elc_kind": classed["elc_kind"], "classed_from": told, **more}


GENERATORS = {"none": 0, "one_small": 1, "several_small": 2, "large": 0}


def _gas(asked: ConnectionIn) -> dict[str, Any]:
    if asked.rate_of_flow_kwh is None:
        raise Unacceptable.of(rate_of_flow_kwh="Give the rate of flow in kWh an hour.")
    sums = {name: str(value) if value is not None else None for name, value in (
        ("quotation_sum_gbp", asked.quotation_sum_gbp), ("contract_sum_gbp", asked.contract_sum_gbp))}
    return {"rate_of_flow_kwh": f"{asked.rate_of_flow_kwh:f}", "quotation": asked.quotation or "standard", **sums}


def changed(number: int, what: str, given: Mapping[str, Any], by: Any, now: datetime, do: Callable[[ConnectionJob, Call], dict]) -> Answer:
    """One change of one job: its complaint's lock first, then its own; stale versions refused; once for each op_id."""
    call = Call(given.get("op_id"), by, f"connections/{number}/{what}", given)

    def carried() -> dict:
        job = job_for(number, by)
        if job.complaint_id:
            locked(job.complaint.reference, call)
        job = ConnectionJob.objects.select_for_update(of=("self",)).select_related("complaint").get(pk=number)
        recheck(call)
        if type(given.get("version")) is int and given["version"] != job.version:
            raise Conflict(STALE, code="stale_version")
        require(call)
        if type(given.get("version")) is not int:
            raise Unacceptable.of(version="Give the version of the connection that you saw.")
        return do(job, call)
    return once(call, carried, now=now)


def record_date(number: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version, name, on?, phase?, amount_gbp?, reason?}`: a day of a step, or a sum. Ids: `job`, `version`."""
    def do(job: ConnectionJob, call: Call) -> dict:
        asked = parse(DatedIn, body_of(given))
        data = _sum(job, asked) if asked.name in SUM_WORDS and job.fuel == GAS else _day(job, asked, now)
        job.version += 1
        job.save(update_fields=["facts", "version"])
        entry = Entry("connection.dated", now, {"job": job.pk, **data}, {"reason": asked.reason} if asked.reason else None)
        _tell(job, entry, by=by, now=now)
        return {"job": job.pk, "version": job.version}
    return changed(number, "dates", given, by, now, do)


def _day(job: ConnectionJob, asked: DatedIn, now: datetime) -> dict[str, Any]:
    """The day kept in its place, and what the event says of it. A day that stood before is changed only with a reason."""
    connection = connection_of(job)
    _check_day(connection, asked, now)
    before, on = connection.date(asked.name, asked.phase), asked.on.isoformat() if asked.on else None
    if before == on:
        raise Unacceptable.of(on="This is the day that stands there." if on else "Give the day.")
    if before and not asked.reason:
        raise Unacceptable.of(reason=f"A day stands there already ({before}): say why it is changed.")
    dates = _place(job, asked.phase)
    if on:
        dates[asked.name] = on
    else:
        dates.pop(asked.name)
    return {"date": asked.name, "on": on, "before": before, **({"phase": _number(job, asked.phase)} if asked.phase else {})}


def _check_day(connection: Connection, asked: DatedIn, now: datetime) -> None:
    if asked.name not in dates_of(connection):
        raise Unacceptable.of(name="This connection has no such date.")
    if asked.phase and asked.name not in IN_PHASES:
        raise Unacceptable.of(phase=f"“{DATE_WORDS[asked.name]}” is of the whole job: leave the phase empty.")
    if asked.on and asked.name not in AHEAD and asked.on > london.day_of(now):
        raise Unacceptable.of(on="This day lies in the future.")
    step = asked.name.removesuffix("_varied_to")
    if asked.on and asked.name.endswith("_varied_to") and not connection.date(f"{step}_agreed_on", asked.phase):
        raise Unacceptable.of(name="Record the day that was agreed first.")


def _place(job: ConnectionJob, phase: str) -> dict[str, str]:
    if not phase:
        return job.facts.setdefault("dates", {})
    phases = job.facts.setdefault("phases", {})
    if phase not in phases and len(phases) >= MOST_PHASES:
        raise Unacceptable.of(phase=f"A connection has {MOST_PHASES} phases at most.")
    return phases.setdefault(phase, {})


def _number(job: ConnectionJob, phase: str) -> int:
    """Which phase it is: the event names its place, not its words."""
    return list(job.facts["phases"]).index(phase) + 1


def _sum(job: ConnectionJob, asked: DatedIn) -> dict[str, Any]:
    if asked.amount_gbp is None:
        raise Unacceptable.of(amount_gbp="Give the sum.")
    before = job.facts.get(asked.name)
    if before and not asked.reason:
        raise Unacceptable.of(reason="A sum stands there already: say why it is changed.")
    job.facts[asked.name] = str(asked.amount_gbp)
    return {"sum": asked.name, "amount_gbp": str(asked.amount_gbp), "before": before}


def _tell(job: ConnectionJob, entry: Entry, *, by: Any, now: datetime) -> None:
    if job.complaint_id:
        append(job.complaint, [entry], by=by, now=now)
    else:
        append_to_desk([entry], by=by, now=now)


def to_record(job: ConnectionJob, worked: Iterable[Worked]) -> list[Worked]:
    """The steps whose sum is settled and that no finding on file says the same of."""
    kept = {row.failure: row.answer for row in Finding.objects.filter(job=job, replaced_by=None)}
    return [one for one in worked if one.is_settled and not _same(kept.get(failure_key(job, one.step.key)), one)]


def _same(kept: Mapping[str, Any] | None, one: Worked) -> bool:
    found = one.finding.as_json()
    return kept is not None and all(kept.get(name) == found[name] for name in ("amount_gbp", "payment_due_by", "exempt", "version"))


def failure_key(job: ConnectionJob, step: str) -> str:
    """One failure for each step and phase of a job (A13, A44), whatever its dates are corrected to."""
    return f"job:{job.pk}:{hashlib.sha256(step.encode()).hexdigest()[:20]}"


def record_owed(number: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version}`: a finding and a payment for each step whose sum is settled; one payment a failure. Ids: `job`, `findings`."""
    def do(job: ConnectionJob, call: Call) -> dict:
        parse(Shape, body_of(given))
        waiting = to_record(job, worked_out(connection_of(job), now=now))
        if not waiting:
            raise Unacceptable(NOTHING_NEW, code="nothing_owed")
        kept = _kept_of(job, waiting, by=by, now=now)
        return {"job": job.pk, "version": job.version, "findings": kept}
    return changed(number, "owed", given, by, now, do)


def _kept_of(job: ConnectionJob, waiting: Iterable[Worked], *, by: Any, now: datetime) -> list[int]:
    """A failure whose payment was decided already holds no other up; alone it is refused with its reason. A refusal writes nothing."""
    kept, decided = [], []
    for one in waiting:
        try:
            kept.append(_kept(job, one, by=by, now=now))
        except Conflict as refused:
            decided.append(refused)
    if not kept:
        raise decided[0]
    return kept


def _kept(job: ConnectionJob, one: Worked, *, by: Any, now: datetime) -> int:
    asked = FindingIn(code=one.step.code, facts=dict(one.step.facts))
    made = Made(one.assessed, dict(one.step.facts))
    finding, _ = keep(job.complaint, asked, made, by=by, now=now, failure=failure_key(job, one.step.key), job=job)
    return finding.pk
