"""Files on a case: kept inert under names of our own, with their hash. Written by `complaints.evidence.services` only."""

from django.conf import settings
from django.db import models


class StoredFile(models.Model):
    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="files")
    name = models.CharField(max_length=255)
    what = models.CharField(max_length=200, blank=True, default="")
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    path = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
