"""Deadline rows: what the fold worked out, kept for querying. That one runs late is derived, never stored; that it was met late is kept
with its day, so that the missed ones lie in an index. Written by clocks.services, the sweep (tiers only) and the bulk writer of intake."""

from django.db import models
from django.db.models import Q

from complaints.clocks.kinds import WINDOWS, Kind


class Deadline(models.Model):
    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, null=True, related_name="deadlines", db_index=False)
    data_request = models.ForeignKey("complaints.DataRequest", models.PROTECT, null=True, related_name="deadlines", db_index=False)
    key = models.CharField(max_length=40)
    kind = models.CharField(max_length=30, choices=[(kind.value, kind.value) for kind in Kind])
    started_at = models.DateTimeField()
    due_on = models.DateField()
    original_due_on = models.DateField()
    met_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    # Met after the end of its London day.
    met_late = models.BooleanField(default=False, db_default=False)
    # A disputed supplier payment's clock is stopped since this day, and why in a few words ("in dispute").
    held_on = models.DateField(null=True)
    held_why = models.CharField(max_length=60, blank=True, default="", db_default="")
    rule_name = models.CharField(max_length=100)
    rulebook = models.CharField(max_length=12)
    rule_version = models.CharField(max_length=20)
    calendar = models.CharField(max_length=20)
    calendar_version = models.CharField(max_length=30)
    for_customer = models.BooleanField(default=False)
    what = models.TextField(blank=True, default="")
    explanation = models.JSONField(default=dict)
    # The sweep's own: the next tier to be crossed and when (00:00 London). Null once the row has ended or all are crossed.
    next_tier = models.CharField(max_length=5, blank=True, default="")
    alert_at = models.DateTimeField(null=True)
    ahead_on = models.DateField(null=True)
    # Set by letters.drafting: the letter that this clock asks for has been drafted.
    drafted = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "key"], name="deadline_once"),
            models.UniqueConstraint(fields=["data_request"], condition=Q(complaint=None), name="deadline_once_a_request"),
            models.CheckConstraint(condition=Q(met_at=None) | Q(cancelled_at=None), name="deadline_met_or_cancelled"),
        ]
        indexes = [
            models.Index(fields=["alert_at"], include=["kind"], condition=Q(alert_at__isnull=False), name="deadline_alert"),
            # A month by day and kind without reading a row, and what runs and is late.
            models.Index(fields=["due_on", "kind"], include=["complaint", "met_at", "held_on", "id"], condition=Q(cancelled_at=None),
                         name="deadline_by_day"),
            models.Index(fields=["due_on", "id"], condition=Q(met_at=None, cancelled_at=None, held_on=None), name="deadline_running"),
            # What a rule has open, counted by rule and listed by day; and the windows that are open, for the last day of each complaint.
            models.Index(fields=["rule_name", "kind", "rulebook", "rule_version", "due_on", "id"], condition=Q(met_at=None, cancelled_at=None),
                         name="deadline_open_rule"),
            models.Index(fields=["complaint", "due_on"], condition=Q(kind__in=sorted(kind.value for kind in WINDOWS), met_at=None, cancelled_at=None),
                         name="deadline_open_window"),
            models.Index(fields=["due_on", "id"], condition=Q(met_late=True), name="deadline_met_late"),
            models.Index(fields=["id"], condition=Q(kind="deadlock_letter", drafted=False, met_at=None, cancelled_at=None),
                         name="deadline_deadlock_to_draft"),
            models.Index(fields=["ahead_on"], condition=Q(kind="eight_week_letter", drafted=False, met_at=None, cancelled_at=None),
                         name="deadline_8_week_to_draft"),
        ]

    @property
    def is_open(self) -> bool:
        return self.met_at is None and self.cancelled_at is None

    @property
    def is_running(self) -> bool:
        """Open and not stopped by a dispute."""
        return self.is_open and self.held_on is None
