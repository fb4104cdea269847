"""The call that assesses who may go to the Ombudsman: stores nothing, but on a case where one is named."""

from typing import Any

from django.http import HttpResponse
from ninja import Router, Schema

from complaints.case.opening import note_refused
from complaints.entitlement import keeping
from complaints.entitlement.assessing import assessment_of
from complaints.entitlement.models import Assessment
from complaints.entitlement.shapes import AssessIn
from complaints.record.calling import Asked, answer, call, replayable
from complaints.record.documented import OP_ID, WRITES, gives, takes
from complaints.record.refusals import Refused

router = Router(tags=["eligibility"])
OF_A_CASE = {"complaint": {"type": "string", "description": "Its reference; then the assessment is kept on it and op_id is required"}, "op_id": OP_ID}


class Assessed(Schema):
    """`size.criteria` name value, threshold, operator and rule; `timing.windows` from and to. Kept ones add `kept`."""

    verdict: str
    size: dict[str, Any]
    timing: dict[str, Any]
    would_settle: list[str]
    explanation: list[str]
    rules: list[dict[str, str]]
    kept: dict[str, Any] | None = None


def _body() -> dict[str, Any]:
    """The document's body: the marks of a case may be left out."""
    told = takes(AssessIn, op_id=False)
    schema = told["requestBody"]["content"]["application/json"]["schema"]
    schema["properties"] = {**OF_A_CASE, **schema["properties"]}
    return told


@router.post("/eligibility/assess", response=gives(Assessed, refuses=WRITES), openapi_extra=_body())
@call
def assess(asked: Asked) -> HttpResponse:
    """Who may go to the Ombudsman, from when, until when. With `complaint` it is kept on that case."""
    reference = asked.given.get("complaint")
    if reference is None:
        return answer(assessment_of(keeping.body_of(asked.given), now=asked.now).found.as_json())
    try:
        done = keeping.keep(reference, asked.given, by=asked.person, now=asked.now)
    except Refused as refused:
        if refused.status == 404:
            note_refused(asked, reference, "assess")
        raise
    row = Assessment.objects.get(pk=replayable(done.ids, "assessment"))
    return answer({**row.answer, "kept": {"complaint": reference, "version": row.version}}, done.status)
