"""A draft: what one person has typed into one form so far. Written by `complaints.drafts.services` only."""

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """`place` is the address of the page that holds the form; `fields` its values by name, each a list of texts."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    place = models.CharField(max_length=200)
    fields = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "place"], name="draft_once")]
