"""Alerts and the heartbeat of the sweep. Written by `complaints.alerts.services` only."""

from django.conf import settings
from django.db import models
from django.db.models import Q

PERSON = settings.AUTH_USER_MODEL


class Alert(models.Model):
    """One tier crossed. `key` makes it once: deadline, tier and due day, or the event that asked for a manager.

    `reach` says how far it goes: 0 owner or team, 1 also senior managers, 2 also compliance.
    """

    key = models.CharField(max_length=80, unique=True)
    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, null=True, related_name="alerts")
    deadline = models.ForeignKey("complaints.Deadline", models.PROTECT, null=True, related_name="alerts", db_index=False)
    tier = models.CharField(max_length=5, choices=[(tier, tier) for tier in ("ahead", "due", "late")])
    why = models.CharField(max_length=20, default="deadline")
    overtaken = models.BooleanField(default=False)
    due_on = models.DateField()
    raised_at = models.DateTimeField()
    reach = models.PositiveSmallIntegerField(default=0)
    owner = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", db_index=False)
    team = models.ForeignKey("staff.Team", models.PROTECT, null=True, related_name="+", db_index=False)
    to = models.JSONField(default=list)
    further_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", db_index=False)
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["owner", "id"], condition=Q(acknowledged_at=None, overtaken=False), name="alert_owner_open"),
            models.Index(fields=["team", "id"], condition=Q(acknowledged_at=None, overtaken=False), name="alert_team_open"),
            models.Index(fields=["reach", "id"], condition=Q(acknowledged_at=None, overtaken=False), name="alert_reach_open"),
            models.Index(fields=["further_at"], condition=Q(acknowledged_at=None, further_at__isnull=False), name="alert_further"),
            models.Index(fields=["acknowledged_at"], condition=Q(acknowledged_at__isnull=False), name="alert_acknowledged"),
        ]


class Heartbeat(models.Model):
    """The last sign of life of the sweep, the worker and the beat; one row each."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()
    data = models.JSONField(default=dict)


class Message(models.Model):
    """Something on a complaint that one person is told of because it is for them: that they were named, given it, asked. The words lie in
    the event it points at. `read_at` None: not read yet."""

    class Kind(models.TextChoices):
        MENTION = "mention"
        ASSIGNED = "assigned"
        LETTER_RETURNED = "letter_returned"
        ASKED = "asked"
        ANSWERED = "answered"
        PROMISE = "promise"

    to = models.ForeignKey(PERSON, models.PROTECT, related_name="+", db_index=False)
    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in Kind])
    event = models.ForeignKey("complaints.Event", models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["to", "event", "kind"], name="message_once")]
        indexes = [
            models.Index(fields=["to", "id"], condition=Q(read_at=None), name="message_unread"),
            models.Index(fields=["to", "-read_at"], condition=Q(read_at__isnull=False), name="message_read"),
            models.Index(fields=["complaint"], name="message_complaint"),
        ]
