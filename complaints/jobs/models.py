"""Long work: what was asked, how far it is, what came out. Written by `complaints.jobs.services` only."""

from django.conf import settings
from django.db import models

STATES = ("queued", "running", "done", "stopped", "failed")


class Job(models.Model):
    """done + failed + left = total, always. `params`, `result` and `problems` name ids and files, not words of customers.

    `begun_with` is how many were accounted for when `started_at` was written: the pace is worked out from both. `seen_at` is when its
    person first saw it ended."""

    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=[(name, name) for name in STATES], default="queued")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    claim = models.CharField(max_length=32, blank=True, default="")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    begun_with = models.PositiveIntegerField(default=0)
    stop_asked = models.BooleanField(default=False)
    stopped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    again_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="again")
    seen_at = models.DateTimeField(null=True)
    params = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    problems = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["by", "-id"], name="job_own")]
