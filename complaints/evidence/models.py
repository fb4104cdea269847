"""Files on a case: kept inert under names of our own, with their hash. Written by `complaints.evidence.services` only."""

from django.conf import settings
from django.db import models


class StoredFile(models.Model):
    """`contact` or `letter`: what on the case it belongs to, where it belongs to one. `width` and `height` are a picture's, as declared."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="files")
    name = models.CharField(max_length=255)
    what = models.CharField(max_length=200, blank=True, default="")
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    path = models.CharField(max_length=200)
    contact = models.ForeignKey("complaints.Contact", models.PROTECT, null=True, related_name="files")
    letter = models.ForeignKey("complaints.Letter", models.PROTECT, null=True, related_name="files")
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
