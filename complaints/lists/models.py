"""What people asked of the lists: rows only. Search words may name a customer, so they never stand in an address, only here."""

from django.conf import settings
from django.db import models
from django.db.models import Q

PERSON = settings.AUTH_USER_MODEL


class AskedList(models.Model):
    """One list as one person asked for it, under the short id that stands in the address. The same question has the same id."""

    id = models.CharField(max_length=12, primary_key=True)
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+")
    view = models.CharField(max_length=20)
    q = models.CharField(max_length=200, blank=True, default="")
    filters = models.JSONField(default=dict, blank=True)
    asked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["asked_at"], name="asked_list_age")]


class ListChoice(models.Model):
    """How one person likes one view: its order, and the columns that are shown ("" and null: as the desk has it)."""

    person = models.ForeignKey(PERSON, models.CASCADE, related_name="list_choices")
    view = models.CharField(max_length=20)
    sort = models.CharField(max_length=12, blank=True, default="")
    columns = models.JSONField(null=True, default=None)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "view"], name="list_choice_once")]


class SavedView(models.Model):
    """A list that somebody named: their own, or with `team` their team's as well."""

    class Digest(models.TextChoices):
        NEVER = "never", "Never"
        DAILY = "daily", "Every working day"
        OVER = "over", "When it holds more than"

    id = models.CharField(max_length=12, primary_key=True)
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="saved_views")
    team = models.ForeignKey("staff.Team", models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=60)
    view = models.CharField(max_length=20)
    q = models.CharField(max_length=200, blank=True, default="")
    filters = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=8, choices=Digest, default=Digest.NEVER)
    over = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="saved_view_named_once")]
        indexes = [models.Index(fields=["id"], condition=~Q(digest="never"), name="saved_view_digest")]


class ViewDigest(models.Model):
    """A saved view went by mail on that day: once, whoever sweeps."""

    saved = models.ForeignKey(SavedView, models.CASCADE, related_name="digests")
    sent_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["saved", "sent_on"], name="view_digest_once_a_day")]
