"""A person's request to be erased: assessed by one officer, decided by another, then carried out by a job that may be killed at any moment."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from complaints.case.models import DataRequest
from complaints.case.services import body_of
from complaints.jobs import services as jobs
from complaints.jobs import steering
from complaints.privacy.models import GROUNDS, Erasure
from complaints.privacy.obstacles import obstacles
from complaints.privacy.rights import ONLY_LOOKERS, may_decide, require_officer
from complaints.privacy.scope import needles_of, records_of, scope_of
from complaints.record.entries import Entry
from complaints.record.operations import Answer, Call, once, recheck, require
from complaints.record.parsing import Blank, Shape, Words, Yes, parse
from complaints.record.refusals import Conflict, Forbidden, Unacceptable, Unknown
from complaints.record.services import append_to_desk

KIND = "erasure"
GROUND_WORDS = {
    "no_longer_needed": "No longer needed for what it was collected for (Article 17(1)(a))",
    "objection": "They object and nothing outweighs it (Article 17(1)(c))",
    "unlawful": "It was processed unlawfully (Article 17(1)(d))",
    "legal_obligation": "A legal obligation asks us to keep it (Article 17(3)(b))",
    "legal_claims": "Needed for legal claims, ours or theirs (Article 17(3)(e))",
    "unfounded": "Manifestly unfounded or excessive (Article 12(5))",
}
FOR = ("no_longer_needed", "objection", "unlawful")
AGAINST = ("legal_obligation", "legal_claims", "unfounded")
assert set(GROUND_WORDS) == {*FOR, *AGAINST} == set(GROUNDS)


class AssessIn(Shape):
    outcome: Literal["allowed", "partly", "refused"]
    ground: Literal["no_longer_needed", "objection", "unlawful", "legal_obligation", "legal_claims", "unfounded"]
    why: Words


class DecideIn(Shape):
    agreed: Yes
    why: Blank = ""


def assess(request_id: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version, outcome, ground, why}` until it is decided; `version` 0 before the first.

    What stands in the way of erasing the chosen records refuses it.
    """
    def do(request: DataRequest, row: Erasure | None) -> dict[str, Any]:
        require_officer(by)
        _check_undecided(row)
        _check_version(row, given.get("version"))
        asked = parse(AssessIn, body_of(given))
        _check_ground(asked)
        if asked.outcome != "refused":
            _check_records(request, by)
        row = row or Erasure(data_request=request, version=0)
        row.outcome, row.ground, row.why, row.assessed_by, row.assessed_at = asked.outcome, asked.ground, asked.why, by, now
        row.version, row.agreed, row.decided_why = row.version + 1, None, ""
        row.save()
        _tell("assessed", row, by=by, now=now)
        return {"request": request.pk, "version": row.version}
    return _once("assess", request_id, given, do, by=by, now=now)


def _check_undecided(row: Erasure | None) -> None:
    if row and row.decided_at:
        raise Conflict("This request was decided already.")


def _check_version(row: Erasure | None, seen: Any) -> None:
    """Nobody decides on, or writes over, an assessment that they have not read."""
    if type(seen) is not int:
        raise Unacceptable.of(version="Give the version of the assessment that you saw.")
    if seen != (row.version if row else 0):
        raise Conflict("Somebody assessed this request anew, or chose other records, while you had it open.", code="stale_version")


def _check_ground(asked: AssessIn) -> None:
    if asked.outcome == "allowed" and asked.ground in AGAINST:
        raise Unacceptable.of(ground="This ground refuses an erasure. Choose one that allows it, or refuse.")
    if asked.outcome == "refused" and asked.ground in FOR:
        raise Unacceptable.of(ground="This ground allows an erasure. Choose one that refuses it, or allow it.")


def _check_records(request: DataRequest, by: Any) -> None:
    records = records_of(request)
    if records == [("data_request", request.pk)]:
        raise Unacceptable("Choose first which records are this person.", code="no_records")
    if found := obstacles(scope_of(records), by):
        raise Conflict(found[0].text, code="stage")


def decide(request_id: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version, agreed, why}` by somebody else than who assessed. What is allowed is carried out by a job: `job` among the ids."""
    def do(request: DataRequest, row: Erasure | None) -> dict[str, Any]:
        if not may_decide(by):
            raise Forbidden(ONLY_LOOKERS)
        if row is None:
            raise Conflict("Nobody assessed this request yet.")
        _check_undecided(row)
        if row.assessed_by_id == by.pk:
            raise Forbidden("You assessed this request: another person decides it.")
        _check_version(row, given.get("version"))
        if row.agreed is False:
            raise Conflict(f"This was sent back and is assessed anew first. {row.decided_why}", code="stage")
        asked = parse(DecideIn, body_of(given))
        if not asked.agreed and not asked.why:
            raise Unacceptable.of(why="Say why you do not agree: whoever assessed it reads this.")
        if not asked.agreed:
            return _sent_back(row, asked.why, by=by, now=now)
        row.agreed, row.decided_by, row.decided_at, row.decided_why = True, by, now, asked.why
        job = _start(request, row, by=by, now=now) if row.outcome != "refused" else None
        row.save()
        _tell("decided", row, by=by, now=now)
        return {"request": request.pk, **({"job": job.pk} if job else {})}
    return _once("decide", request_id, given, do, by=by, now=now)


def go_on(request_id: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id}`: what was decided and stopped on its way goes on, by anybody who may decide, however long ago it was. Ids: `request`, `job`."""
    def do(request: DataRequest, row: Erasure | None) -> dict[str, Any]:
        if not may_decide(by):
            raise Forbidden(ONLY_LOOKERS)
        if row is None or not is_stuck(row):
            raise Conflict("This erasure does not stand still: it was not decided, it is being carried out, or it is done.")
        steering.let_go_on(row.job)
        _tell("gone_on", row, by=by, now=now)
        return {"request": request.pk, "job": row.job_id}
    return _once("go-on", request_id, given, do, by=by, now=now)


def is_stuck(row: Erasure) -> bool:
    """Whether it was decided and its job ended before its end."""
    return row.done_at is None and steering.stands_still(row.job)


def _sent_back(row: Erasure, why: str, *, by: Any, now: datetime) -> dict[str, Any]:
    """Not agreed: whoever assessed it assesses it anew."""
    row.agreed, row.decided_why, row.version = False, why, row.version + 1
    row.save()
    _tell("sent_back", row, by=by, now=now)
    return {"request": row.data_request_id}


def _start(request: DataRequest, row: Erasure, *, by: Any, now: datetime) -> jobs.Job:
    _check_records(request, by)
    records = records_of(request)
    row.needles = needles_of(scope_of(records)).as_json()
    row.job = jobs.start(KIND, f"Erasing for request {request.pk}", by=by, now=now, params={"data_request": request.pk}, total=len(records))
    return row.job


def _tell(what: str, row: Erasure, *, by: Any, now: datetime) -> None:
    data = {"data_request": row.data_request_id, "outcome": row.outcome, "ground": row.ground}
    append_to_desk([Entry(f"erasure.{what}", now, data)], by=by, now=now)


def assessment_of(request: DataRequest) -> Erasure | None:
    return Erasure.objects.filter(data_request=request).select_related("assessed_by", "decided_by", "job").first()


def request_of(request_id: int) -> DataRequest:
    found = DataRequest.objects.select_related("by").filter(pk=request_id).first() if request_id < 2**63 else None
    if found is None:
        raise Unknown("There is no such request.")
    return found


def _once(what: str, request_id: int, given: Mapping[str, Any], do: Any, *, by: Any, now: datetime) -> Answer:
    call = Call(given.get("op_id"), by, f"data-requests/{request_id}/{what}", given)

    def carried() -> dict[str, Any]:
        found = DataRequest.objects.select_for_update().filter(pk=request_id).first() if request_id < 2**63 else None
        recheck(call)
        if found is None or found.right != "erasure":
            raise Unknown("There is no such request to be erased.")
        require(call)
        return do(found, Erasure.objects.filter(data_request=found).first())
    return once(call, carried, now=now)
