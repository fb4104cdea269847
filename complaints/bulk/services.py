"""Bulk work is asked for here, once for each op_id; `job` carries it out. What a person typed lies in a file, not in the job's row."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from complaints.bulk.acts import ACTS, Act
from complaints.bulk.checks import receiver
from complaints.bulk.planning import permit, references_of
from complaints.jobs import services as jobs
from complaints.jobs.models import Job
from complaints.jobs.services import Failed, Work
from complaints.letters.kinds import Kind
from complaints.record.operations import Answer, Call, earlier, once, require
from complaints.record.parsing import Shape, parse
from complaints.record.refusals import Unacceptable, Unknown

LETTER_NAMES: Mapping[Kind, str] = {
    Kind.ACKNOWLEDGEMENT: "Acknowledgement", Kind.RESOLUTION: "Resolution letter", Kind.UPDATE: "5-day update", Kind.DEADLOCK: "Deadlock letter",
    Kind.EIGHT_WEEK: "8-week letter", Kind.COMPLIANCE_CONFIRMATION: "Confirming letter", Kind.PAYMENT_NOTICE: "Payment notice",
}
assert set(LETTER_NAMES) == set(Kind)
TITLES = {"note": "Add a note", "export": "Export of complaints"}


GONE = "What was typed is no longer here. Ask for it again."
LEFT = "Whoever asked for this is no longer at work here."


def act_of(name: str) -> Act:
    if name not in ACTS:
        raise Unknown("There is nothing of that name to do with many complaints.")
    return ACTS[name]


def start(name: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, items: [[reference, version], …], …what the act asks for}`. Ids: `job`. Refused ones are named by its result."""
    call = _call(name, given, by)

    def do() -> dict[str, Any]:
        act = act_of(name)
        permit(act, by)
        require(call)
        items = _items(given.get("items", ()))
        asked = parse(act.shape, {field: value for field, value in given.items() if field not in ("op_id", "items")})
        title, told = _title(act, asked), asked.model_dump()
        params = {"items": items, **{field: value for field, value in told.items() if field not in act.secret}}
        job = jobs.start(act.job_kind, title, by=by, now=now, params=params, total=len(items))
        keep_words(job, {field: told[field] for field in act.secret})
        return {"job": job.pk}
    return once(call, do, now=now, status=201)


def _call(name: str, given: Mapping[str, Any], by: Any) -> Call:
    return Call(given.get("op_id"), by, f"bulk/{name}", given)


def started(name: str, given: Mapping[str, Any], *, by: Any) -> int | None:
    """The job that this very call started before: whoever sends a page twice comes to its result."""
    found = earlier(_call(name, given, by))
    return found.answer.get("job") if found else None


def _items(given: Sequence[Any]) -> list[list[Any]]:
    """Each reference once, with the version that was shown."""
    versions = dict(given)
    if any(type(version) is not int for version in versions.values()):
        raise Unacceptable.of(ref="Give the version of each complaint that you saw.")
    return [[reference, versions[reference]] for reference in references_of(list(versions))]


def _title(act: Act, asked: Shape) -> str:
    if act.name == "assign":
        owner, team = receiver(asked.to)
        return f"Assign to {(owner or team)}" if owner or team else "Hand back to their teams"
    return f"Draft: {LETTER_NAMES[Kind(asked.kind)]}" if act.name == "letter" else TITLES[act.name]


def words_path(job_id: int) -> Path:
    return jobs.folder() / f"{job_id}-bulk.json"


def asked_of(work: Work, act: Act) -> Shape:
    """What was asked of a job, coded and typed, for somebody who is still at work here."""
    path = words_path(work.job.pk)
    if not path.exists():
        raise Failed(GONE)
    if not work.job.by.is_active:
        raise Failed(LEFT)
    coded = {name: value for name, value in work.job.params.items() if name in act.shape.model_fields}
    return act.shape.model_validate(coded | json.loads(path.read_text(encoding="utf-8")))


def keep_words(job: Job, words: Mapping[str, str]) -> None:
    """What was typed, for the job alone."""
    path = words_path(job.pk)
    path.touch(mode=0o600)
    path.write_text(json.dumps(dict(words)), encoding="utf-8")
