"""Keeping an assessment on a case: as it was asked and answered, with what each answer rests on. The only writer of assessments."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from complaints.case.models import Complaint
from complaints.case.services import called
from complaints.entitlement.assessing import Assessed, assessment_of
from complaints.entitlement.models import Assessment, AssessmentEvidence
from complaints.entitlement.shapes import EvidenceIn
from complaints.entitlement.standing import standing_of
from complaints.evidence.models import StoredFile
from complaints.record.entries import Entry
from complaints.record.operations import Answer, Call, require
from complaints.record.refusals import Unacceptable
from complaints.record.services import append
from eligibility.tables import joined

MARKS = ("op_id", "complaint")


def body_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """The request of the core, without the marks of the call."""
    return {name: value for name, value in given.items() if name not in MARKS}


def keep(reference: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """Assess and keep it on the complaint; the one before is superseded and stays as it was. Answers {assessment, complaint}."""
    def do(complaint: Complaint, call: Call) -> dict[str, Any]:
        assessed = assessment_of(body_of(given), now=now, complaint=complaint, letter_wanted=standing_of(complaint).unresolved)
        require(call)
        files = _files(complaint, assessed.asked.evidence)
        row = _kept(complaint, body_of(given), assessed, by=by, now=now)
        AssessmentEvidence.objects.bulk_create(_evidence(row, one, files) for one in assessed.asked.evidence)
        return {"assessment": row.pk, "complaint": complaint.pk}
    return called(reference, "eligibility", given, by, now, do)


def _kept(complaint: Complaint, given: dict[str, Any], assessed: Assessed, *, by: Any, now: datetime) -> Assessment:
    before = latest(complaint)
    version, found = before.version + 1 if before else 1, assessed.found
    data = {"what": "eligibility", "version": version, "verdict": found.verdict, "rulebook": found.rulebook}
    event = append(complaint, [Entry("assessed", now, data)], by=by, now=now)[0]
    asked = {name: value for name, value in given.items() if name != "evidence"}
    row = Assessment.objects.create(
        complaint=complaint, event=event, version=version, asked=asked, answer=found.as_json(), rulebook=found.rulebook, verdict=found.verdict,
        thresholds=joined(found.size.rules), made_by=by, made_at=now,
    )
    if before:
        before.superseded_by = row
        before.save(update_fields=["superseded_by"])
    return row


def _files(complaint: Complaint, evidence: list[EvidenceIn]) -> dict[int, StoredFile]:
    """The files named, all of this complaint. Raises Unacceptable at the one that is not."""
    found = StoredFile.objects.filter(complaint=complaint).in_bulk([one.file for one in evidence if one.file])
    for place, one in enumerate(evidence):
        if one.file and one.file not in found:
            raise Unacceptable.of(**{f"evidence__{place}__file": "There is no such file on this complaint."})
    return found


def _evidence(row: Assessment, given: EvidenceIn, files: Mapping[int, StoredFile]) -> AssessmentEvidence:
    file = files.get(given.file) if given.file else None
    return AssessmentEvidence(assessment=row, answer=given.answer, kind=given.kind, file=file, note=given.note, stated=given.stated,
                              on_record=given.on_record)


def latest(complaint: Complaint) -> Assessment | None:
    """The one that stands."""
    return Assessment.objects.filter(complaint=complaint, superseded_by=None).order_by("-version").first()


def assessments_of(complaint: Complaint) -> QuerySet[Assessment]:
    """All of them, the newest first, with who made them and their evidence."""
    rows = Assessment.objects.filter(complaint=complaint).select_related("made_by", "superseded_by")
    return rows.prefetch_related("evidence__file").order_by("-version")
