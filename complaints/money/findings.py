"""Recording a finding on a case, with the payment it proposes. One payment for each failure of a standard (A13).

The standards work out what is owed (`assessing`); here is what a case keeps of it: the finding as it was made, the payment as
proposed, and what became of an earlier finding on the same failure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q

import standards
from complaints.case.models import Complaint
from complaints.case.services import body_of, called
from complaints.money import accruing, assessing, keeping
from complaints.money.failures import failure_of, same_failure
from complaints.money.models import ConnectionJob, Finding, Payment
from complaints.money.moves import STATE_SAID
from complaints.money.naming import plain, standard_words
from complaints.money.proposing import Proposal, Proposed, propose
from complaints.money.shapes import FindingIn
from complaints.record.entries import Entry
from complaints.record.models import Event
from complaints.record.operations import Answer, Call, require
from complaints.record.parsing import parse
from complaints.record.refusals import Conflict, Unacceptable
from workdays import london

ANEW = "worked out anew"
NO_EVIDENCE = "Say why this exemption holds and what shows it: an exemption needs its evidence."


def record_finding(reference: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """Assess a standard on a complaint and keep what it found; answers 201 with the ids of finding and payment.

    Raises Unknown for the complaint or the code, Unacceptable with the names of facts, Conflict where the failure has been decided.
    """
    def do(complaint: Complaint, call: Call) -> dict[str, Any]:
        require(call)
        asked = parse(FindingIn, body_of(given))
        made = assess(complaint, asked, now=now)
        finding, payment = keep(complaint, asked, made, by=by, now=now)
        return {"complaint": complaint.pk, "finding": finding.pk, "payment": payment.pk if payment else None}
    return called(reference, "findings", given, by, now, do, status=201)


@dataclass(frozen=True)
class Made:
    """An assessment on a case: `given` as it was worked out from, without people's words, which are in `evidence`."""

    assessed: assessing.Assessed
    given: Mapping[str, Any]
    evidence: Mapping[str, str] = field(default_factory=dict)

    @property
    def finding(self) -> standards.Finding:
        return self.assessed.finding


def assess(complaint: Complaint, asked: FindingIn, *, now: datetime) -> Made:
    """What the case knows fills in what was not given."""
    standard = standards.find(asked.code)
    if standard is None:
        raise Unacceptable.of(code="There is no standard with this code.")
    given = {**assessing.facts_from_complaint(complaint, standard), **asked.facts}
    as_of = asked.as_of.isoformat() if asked.as_of else None
    assessed = assessing.finding_of(asked.code, given, now=now, rulebook=asked.rulebook, as_of=as_of)
    evidence = _evidence(given.get("exemptions") or ())
    plainly = {name: value for name, value in given.items() if name in assessed.facts} | ({"as_of": as_of} if as_of else {})
    if plainly.get("exemptions"):
        plainly["exemptions"] = [{name: value for name, value in item.items() if name != "evidence"} for item in plainly["exemptions"]]
    return Made(assessed, plainly, evidence)


def _evidence(claimed: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The typed reason of each exemption claimed (A14): the program never assumes one."""
    found = {item["code"]: str(item.get("evidence") or "").strip() for item in claimed}
    if missing := {f"exemptions.{place}.evidence": [NO_EVIDENCE] for place, item in enumerate(claimed) if not found[item["code"]]}:
        raise Unacceptable(NO_EVIDENCE, fields=missing)
    return found


def keep(complaint: Complaint | None, asked: FindingIn, made: Made, *, by: Any, now: datetime, failure: str = "",
         job: ConnectionJob | None = None) -> tuple[Finding, Payment | None]:
    """The finding, what it replaces, and the payment it proposes or moves. `failure` names the failure where its facts alone do not;
    a `job` may hang on no complaint."""
    row = _row(complaint, made, by=by, now=now)
    row.failure, row.job = failure or row.failure, job
    if complaint is not None and not failure:
        _not_by_itself(complaint, row)
    earlier = _earlier(complaint, row)
    before = next((one.payment for one in earlier if hasattr(one, "payment") and one.payment.state != "refused"), None)
    moved = before is not None and _only_its_day(before, made)
    if before is not None and not moved:
        _undecided(before)
    row.save()
    Finding.objects.filter(pk__in=[one.pk for one in earlier]).update(replaced_by=row)
    entries = [_entry(row, made, now)]
    if moved:
        entries.append(_moved(before, row, made, now))
        return row, _written(row, before, entries, by=by, now=now, complaint=complaint)
    if before is not None:
        entries.append(_refuse(before, now))
    proposed = propose(_proposal(complaint, asked, row, made, now), complaint, by=by, now=now, behind=len(entries))
    return row, _written(row, proposed and proposed.payment, entries, by=by, now=now, complaint=complaint, proposed=proposed)


def _row(complaint: Complaint | None, made: Made, *, by: Any, now: datetime) -> Finding:
    found = made.finding
    return Finding(
        complaint=complaint, code=found.code, rulebook=found.rulebook, version=found.version, facts=dict(made.given),
        answer=made.assessed.as_json() | {"late_extra_code": found.late_extra_code}, applies=found.applies, breached=found.breached,
        exempt=found.exempt or "", amount_gbp=found.amount, other_gbp=made.assessed.other.amount if made.assessed.other else None,
        counted_on=found.counted_on,
        failure=failure_of(made.assessed.standard, made.assessed.facts), made_by=by, made_at=now,
    )


def _not_by_itself(complaint: Complaint, row: Finding) -> None:
    """What the ledger has added by itself (a payment made late, money passed on late) is not recorded by hand once more."""
    added = Finding.objects.filter(complaint=complaint, code=row.code, counted_on=row.counted_on, replaced_by=None, fell_at=None)
    if added.filter(Q(failure__startswith="late:") | Q(failure__startswith="passed_on:")).exists():
        raise Conflict(f"{standard_words(row.code)}: the ledger has added this for the same day by itself. It is owed once.", code="decided")


def _earlier(complaint: Complaint | None, row: Finding) -> list[Finding]:
    """Findings on the same failure that still count, newest first."""
    rows = Finding.objects.select_related("payment").filter(
        complaint=complaint, failure=row.failure, code__in=same_failure(row.code), replaced_by=None)
    return list(rows.order_by("-pk"))


def _only_its_day(payment: Payment, made: Made) -> bool:
    """An approved payment of the same sum whose day is known now, or another (a job that is completed): the payment stands."""
    found = made.finding
    same = payment.state == "approved" and payment.code == found.code and found.amount == payment.amount_gbp and not found.on_hold
    return same and found.payment_due_by not in (None, payment.due_on) and not payment.late_since_on and not payment.received_on


def _undecided(payment: Payment) -> None:
    if payment.state == "proposed" and not payment.received_on:
        return
    state = STATE_SAID[payment.state] if payment.state != "proposed" else "proposed, and the network’s money for it has reached us"
    raise Conflict(f"A payment for this failure ({standard_words(payment.code)}) is {state}. One payment is made for each failure: refuse that "
                   "one first, where it is not paid, or record the other failure with its own days.", code="decided")


def _moved(payment: Payment, row: Finding, made: Made, now: datetime) -> Entry:
    """The payment now rests on the later finding, with its day."""
    keeping.keep(payment, finding=row, due_on=made.finding.payment_due_by)
    started = _start(made.finding, payment.due_on, now)
    return keeping.entry(payment, "due", now, {"due_on": keeping.iso(payment.due_on), "started_on": keeping.iso(started)})


def _refuse(payment: Payment, now: datetime) -> Entry:
    """What was added because it was late falls with it; the payment worked out anew is late by itself."""
    accruing.fall([payment], now=now)
    keeping.keep(payment, state="refused", refused_why=ANEW, refused_at=now, held_on=None)
    return keeping.entry(payment, "refused", now, {"because": "anew"}, {"reason": ANEW})


def _proposal(complaint: Complaint, asked: FindingIn, row: Finding, made: Made, now: datetime) -> Proposal | None:
    """None where nothing is owed, or not yet known, or not claimed."""
    found = made.finding
    if not found.amount or not found.applies:
        return None
    due_on = found.payment_due_by or _once_settled(complaint, asked, made, now)
    return Proposal(
        kind="standard", amount_gbp=found.amount, code=found.code, finding=row, due_on=due_on, failure_on=found.failure_on,
        started_on=_start(found, due_on, now), route=_route(asked, made), method_asked=asked.method_asked, on_hold=found.on_hold,
    )


def _start(found: standards.Finding, due_on: date | None, now: datetime) -> date:
    start = found.failure_on or found.counted_on or london.day_of(now)
    return min(start, due_on) if due_on else start


def _once_settled(complaint: Complaint, asked: FindingIn, made: Made, now: datetime) -> date | None:
    """The day to pay by of a payment that a dispute suspends: as it is without the dispute; the clock stands still meanwhile."""
    if not made.finding.on_hold:
        return None
    facts = {**made.given, "exemptions": []}
    as_of = asked.as_of.isoformat() if asked.as_of else None
    return assessing.finding_of(asked.code, facts, now=now, rulebook=asked.rulebook, as_of=as_of).finding.payment_due_by


def _route(asked: FindingIn, made: Made) -> str:
    if asked.route == "via_supplier" and "via_supplier" not in made.assessed.standard.routes:
        raise Unacceptable.of(route="A payment of this standard does not go through the supplier.")
    return asked.route


def _entry(row: Finding, made: Made, now: datetime) -> Entry:
    data = {
        "finding": row.pk, "code": row.code, "standard": standard_words(row.code), "rulebook": row.rulebook, "version": row.version,
        "applies": row.applies, "breached": row.breached, "amount_gbp": plain(row.amount_gbp), "exempt": row.exempt or None,
        "failure_on": row.answer.get("failure_on"),
    }
    said = [f"{standards.EXEMPTIONS[code].meaning}: {text}" for code, text in made.evidence.items()]
    return Entry("assessed", now, data, {"evidence": "\n".join(said)} if said else None)


def _written(row: Finding, payment: Payment | None, entries: Sequence[Entry], *, complaint: Complaint, by: Any, now: datetime,
             proposed: Proposed | None = None) -> Payment | None:
    """Append it all to the record; the finding names its event."""
    more, what = (proposed.entries, proposed.what) if proposed else ([], {})
    events: list[Event] = keeping.tell(complaint, [*entries, *more], by=by, now=now, because="the standard was assessed", what=what)
    row.event = events[0]
    row.save(update_fields=["event"])
    if started := next((event for event in events if event.kind == "payment.due"), None):
        _clock_of(payment, started)
    return payment


def _clock_of(payment: Payment, started: Event) -> None:
    """A clock that begins with the day being known is named by that event."""
    if not payment.source_seq and payment.complaint_id:
        payment.source_seq = started.seq
        payment.save(update_fields=["source_seq"])
