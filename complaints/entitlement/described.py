"""Assessments as the case file and other readers outside tell them: as they were asked and answered, with what each answer rests on."""

from typing import Any

from complaints.case.models import Complaint
from complaints.entitlement.keeping import assessments_of
from complaints.entitlement.models import Assessment, AssessmentEvidence
from workdays import london


def for_case(complaint: Complaint) -> list[dict[str, Any]]:
    """Every assessment of the complaint, oldest first. `superseded_by` is the version that stands in its place, None where it stands."""
    return [_told(row) for row in assessments_of(complaint).order_by("version")]


def _told(row: Assessment) -> dict[str, Any]:
    return {
        "version": row.version, "made_at": row.made_at.astimezone(london.LONDON).isoformat(), "made_by": row.made_by.full_name,
        "rulebook": row.rulebook, "verdict": row.verdict, "superseded_by": row.superseded_by.version if row.superseded_by else None,
        "asked": row.asked, "answer": row.answer, "evidence": [_evidence(one) for one in row.evidence.all()],
    }


def _evidence(row: AssessmentEvidence) -> dict[str, Any]:
    file = {"id": row.file.pk, "name": row.file.name, "sha256": row.file.sha256} if row.file else None
    return {"answer": row.answer, "kind": row.kind, "stated": row.stated, "on_record": row.on_record, "note": row.note, "file": file}
