"""Every check of the whole record, as it came out. Append-only by trigger. Written by `complaints.audit.checking` only."""

from django.db import models


class AuditCheck(models.Model):
    """One walk over every chain. `broken_*` names the first fault; empty where everything holds.

    `heads` is SHA-256 over the last hash of every complaint's chain, in their order; `desk_head` the last of the desk's own. `heads_then` is
    the same as it stood at the event `settled_mark`: the next check works it out again, so that a record that was rewritten whole, with
    hashes that fit one another, is found out.
    """

    began_at = models.DateTimeField()
    at = models.DateTimeField()
    job = models.ForeignKey("complaints.Job", models.PROTECT, null=True, related_name="+")
    chains = models.PositiveIntegerField()
    events = models.PositiveBigIntegerField()
    erased = models.PositiveBigIntegerField()
    heads = models.CharField(max_length=64)
    desk_head = models.CharField(max_length=64, blank=True, default="")
    event_mark = models.BigIntegerField(default=0)
    settled_mark = models.BigIntegerField(default=0)
    heads_then = models.CharField(max_length=64)
    broken_complaint = models.CharField(max_length=20, blank=True, default="")
    broken_seq = models.PositiveIntegerField(null=True)
    broken_why = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["-id"]

    @property
    def holds(self) -> bool:
        return not self.broken_why
