"""How every job on an incident begins and ends: once for each op_id, under its lock and version; its last event written once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from complaints.jobs import services as jobs
from complaints.jobs.services import Work
from complaints.money.incidents import keeping
from complaints.money.models import Incident
from complaints.record.operations import Answer, Call, once, recheck, require


@dataclass(frozen=True)
class Step:
    """A kind of job on an incident: the name of its event, what its title says, which state it sets while it runs ("": none)."""

    kind: str
    event: str
    title: str
    state: str = ""


Prepared = tuple[dict[str, Any], int]


def begin(step: Step, incident_id: int, given: Mapping[str, Any], prepare: Callable[[Incident], Prepared], *, by: Any, now: datetime) -> Answer:
    """Hand the incident to a job, once. `prepare` answers the job's params and how many it will do, or refuses. Ids: `job`."""
    call = Call(given.get("op_id"), by, f"incidents/{incident_id}/{step.kind}", given)

    def do() -> dict[str, Any]:
        incident = keeping.locked(incident_id)
        recheck(call)
        keeping.require(incident, given.get("version"))
        require(call)
        params, total = prepare(incident)
        job = jobs.start(step.kind, f"{incident.name}: {step.title}", by=by, now=now, params={"incident": incident_id, **params}, total=total)
        keeping.change(incident, job=job, **({"state": step.state} if step.state else {}))
        return {"job": job.pk}
    return once(call, do, now=now, status=201)


def end(work: Work, step: Step, sums: Callable[[Incident], Mapping[str, Any]], *, words: Mapping[str, Any] | None = None,
        columns: Callable[[Incident], Mapping[str, Any]] = lambda incident: {}) -> None:
    """The last step, in one transaction: state and columns, the event with its sums; a job resumed behind it does nothing more."""
    job = work.job
    with transaction.atomic():
        incident = keeping.locked(job.params["incident"])
        job.refresh_from_db(fields=["done", "failed", "result"])
        if incident.job_id != job.pk or job.result.get("told"):
            return
        keeping.change(incident, **columns(incident), state=keeping.state_of(incident))
        keeping.told(incident, step.event, sums(incident), by=job.by, now=work.clock(), words=words)
        work.account(done=job.done, failed=job.failed, result=job.result | {"told": True})
