"""Letters, their versions and the sent PDF. Written by `complaints.letters.services` only."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from complaints.letters.kinds import Kind, State

PERSON = settings.AUTH_USER_MODEL
KINDS = tuple(kind.value for kind in Kind)
STATES = tuple(state.value for state in State)
OF_RIGHTS = [Kind.DEADLOCK.value, Kind.EIGHT_WEEK.value]
IN_WORK = ["draft", "submitted", "approved", "uncertain"]


class Letter(models.Model):
    """One letter to a customer. `texts` holds what people wrote by section; locked sections are composed from facts."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=24, choices=[(kind, kind) for kind in KINDS])
    state = models.CharField(max_length=10, choices=[(state, state) for state in STATES], default="draft")
    version = models.PositiveIntegerField(default=1)
    deadline_key = models.CharField(max_length=40, blank=True, default="")
    texts = models.JSONField(default=dict)
    to_address = models.TextField(blank=True, default="")
    drafted_at = models.DateTimeField()
    # Since when its fixed wording is that of: a later wording than that of its first day was taken then.
    wording_at = models.DateTimeField(null=True)
    author = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    submitted_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    approver = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    # Who signs what was approved, whoever owns the complaint since.
    signer = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    authors = models.JSONField(default=list)
    returned_why = models.TextField(blank=True, default="")
    method = models.CharField(max_length=5, blank=True, default="")
    sending_since = models.DateTimeField(null=True)
    sent_on = models.DateField(null=True)
    sent_at = models.DateTimeField(null=True)
    received_on = models.DateField(null=True)
    received_how = models.CharField(max_length=8, blank=True, default="")
    undelivered_on = models.DateField(null=True)
    refused_why = models.CharField(max_length=300, blank=True, default="")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    pdf_path = models.CharField(max_length=200, blank=True, default="")
    printed_at = models.DateTimeField(null=True)
    # When the sweep looked whether a sent deadlock or 8-week letter says all of a customer's rights.
    rights_checked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "kind", "deadline_key"], condition=~Q(deadline_key=""), name="letter_drafted_once",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "id"], condition=Q(state__in=IN_WORK), name="letter_in_work"),
            models.Index(fields=["id"], condition=Q(state="sent", method="post", printed_at=None), name="letter_to_print"),
            models.Index(fields=["id"], condition=Q(rights_checked_at=None, sent_at__isnull=False, undelivered_on=None, kind__in=OF_RIGHTS),
                         name="letter_rights_to_check"),
        ]


class LetterVersion(models.Model):
    """The texts as they stood at one version: versions and their differences are kept."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    texts = models.JSONField(default=dict)
    state = models.CharField(max_length=10)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "version"], name="letter_version_once")]
