"""Addresses under which people read their due dates in another calendar. Rows only; written by `feeds`."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class FeedAddress(models.Model):
    """The secret itself is never kept, its SHA-256 is. One in use a person; `reads` counts those since `counted_since`."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="feed_addresses")
    sha256 = models.CharField(max_length=64, unique=True)
    whose = models.CharField(max_length=4, choices=[("mine", "mine"), ("team", "team")])
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    counted_since = models.DateTimeField(null=True)
    reads = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person"], condition=Q(withdrawn_at=None), name="one_feed_address_a_person")]
