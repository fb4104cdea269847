"""Where somebody was seen last. No record of what was done: that is the access log's and the events'. Written by `presence.services`."""

from django.conf import settings
from django.db import models


class Presence(models.Model):
    """One row a person and complaint, rewritten in place."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="+", db_index=False)
    seen_at = models.DateTimeField(db_index=True)
    typing = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "person"], name="presence_once")]
