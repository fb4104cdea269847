"""A new incident, and its shared facts corrected before anything is booked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from complaints.case.services import body_of
from complaints.money.incidents import keeping
from complaints.money.incidents.kinds import KINDS, main_code, shared_of
from complaints.money.models import Incident
from complaints.record.operations import Answer, Call, once, recheck, require
from complaints.record.refusals import Conflict, Unacceptable
from complaints.rules import services as rules
from complaints.rules.sums import standards_tables
from workdays import london


def create(kind: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, name, nation, …the shared facts of its kind}`. Ids: `incident`. The rulebook is the company's of today."""
    keeping.permit(by)
    call = Call(given.get("op_id"), by, f"incidents/new/{kind}", given)

    def do() -> dict[str, Any]:
        require(call)
        name, nation, facts = _read(kind, given, now)
        rulebook = rules.company(london.day_of(now)).rulebook
        incident = Incident.objects.create(name=name, kind=kind, code=main_code(kind, facts, standards_tables()), rulebook=rulebook,
                                           nation=nation, facts=facts, made_by=by, made_at=now)
        keeping.told(incident, "created", {"kind": kind, "rulebook": incident.rulebook, "nation": nation}, by=by, now=now)
        return {"incident": incident.pk}
    return once(call, do, now=now, status=201)


def correct(incident_id: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version, …as create}`: the shared facts anew. The customers stand as they were until they are
    worked out again, and none is booked before."""
    keeping.permit(by)
    call = Call(given.get("op_id"), by, f"incidents/{incident_id}/correct", given)

    def do() -> dict[str, Any]:
        incident = keeping.locked(incident_id)
        recheck(call)
        keeping.require(incident, given.get("version"))
        if incident.payments.exists():
            raise Conflict("Payments are booked by these facts: they can’t be changed any more.", code="stage")
        require(call)
        name, nation, facts = _read(incident.kind, given, now)
        changed = sorted(key for key in facts if facts[key] != incident.facts.get(key))
        stale = {"corrected": True} if incident.worked_out_at and (changed or nation != incident.nation) else {}
        code = main_code(incident.kind, facts, standards_tables())
        keeping.change(incident, name=name, nation=nation, facts=facts, code=code, totals=incident.totals | stale)
        keeping.told(incident, "corrected", {"fields": changed}, by=by, now=now)
        return {"incident": incident.pk, "changed": bool(changed)}
    return once(call, do, now=now)


def _read(kind: str, given: Mapping[str, Any], now: datetime) -> tuple[str, str, dict[str, Any]]:
    if kind not in KINDS:
        raise Unacceptable.of(kind="Choose what kind of incident it is.")
    name, nation, facts = shared_of(kind, body_of(given))
    if "aware_at" in facts and datetime.fromisoformat(facts["aware_at"]) > now:
        raise Unacceptable.of(aware_at="This moment lies in the future.")
    return name, nation, facts
