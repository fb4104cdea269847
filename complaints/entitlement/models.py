"""Assessments of who may go to the Ombudsman, as they were made. Written by `complaints.entitlement.keeping` only."""

from django.conf import settings
from django.db import models

from complaints.record.columns import choices

PERSON = settings.AUTH_USER_MODEL
EVIDENCE = ("statement", "bill", "meter_data", "accounts")
VERDICTS = ("likely_eligible", "likely_not_eligible", "needs_judgement")


class Assessment(models.Model):
    """One assessment: `asked` as it was given, `answer` as the contract tells it; `thresholds` names the rows it was worked out by, as
    `eligibility.tables.joined` has them. Never rewritten; a later one supersedes it."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="assessments")
    event = models.OneToOneField("complaints.Event", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    asked = models.JSONField()
    answer = models.JSONField()
    rulebook = models.CharField(max_length=12)
    thresholds = models.CharField(max_length=500, blank=True, default="", db_default="")
    verdict = models.CharField(max_length=20, choices=choices(VERDICTS))
    superseded_by = models.OneToOneField("self", models.PROTECT, null=True, related_name="supersedes")
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["complaint", "version"], name="assessment_version_once")]
        indexes = [models.Index(fields=["superseded_by", "thresholds", "id"], name="assessment_thresholds")]


class AssessmentEvidence(models.Model):
    """What one answer rests on. `stated`: as the complainant says; `on_record`: as our own records have it."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="evidence")
    answer = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=choices(EVIDENCE))
    file = models.ForeignKey("complaints.StoredFile", models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True, default="")
    stated = models.CharField(max_length=200, blank=True, default="")
    on_record = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["id"]
