"""A case file with many attachments as long work. The reasons of what is left out are words: they lie in a file of the job."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from complaints.evidence.casefile import services
from complaints.jobs.services import Failed, Work, folder, start
from complaints.record.operations import Answer, Call, once, require
from complaints.record.refusals import Refused


class Stopped(Exception):
    """Somebody asked to stop between two members."""


def asked_path(job_id: int) -> Path:
    return folder() / f"{job_id}-case-file.json"


def ask(reference: str, given: Mapping[str, Any], *, total: int, by: Any, now: datetime) -> Answer:
    """Ask for it once for each op_id; `given` as `services.make` takes it. Answers {job}."""
    call = Call(given.get("op_id"), by, f"complaints/{reference}/case-file/job", given)

    def do() -> dict[str, Any]:
        require(call)
        job = start("case_file", f"Case file of {reference}", by=by, now=now, params={"complaint": reference}, total=total)
        path = asked_path(job.pk)
        path.touch(mode=0o600)
        path.write_text(json.dumps({"left_out": given.get("left_out", [])}), encoding="utf-8")
        return {"job": job.pk}
    return once(call, do, now=now)


def carry(work: Work) -> None:
    """Make it anew from the start: a killed one has written nothing that counts. Told once, by an op_id of its own."""
    path, job = asked_path(work.job.pk), work.job
    if not path.exists():
        raise Failed("What was asked for is no longer here. Ask for the case file again.")
    given = json.loads(path.read_text(encoding="utf-8")) | {"op_id": f"job-{job.pk}-case-file"}
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        work.account(done=min(done, job.total), failed=0)
        if not work.go_on():
            raise Stopped
    try:
        answer = services.make(job.params["complaint"], given, by=job.by, now=work.clock(), step=step)
    except Stopped:
        return
    except Refused as refused:
        raise Failed(refused.sentence) from None
    work.account(done=job.total, failed=0, result={"event": answer.ids.get("event")})
