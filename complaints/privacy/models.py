"""Requests of people about their own data, holds, and what is kept no longer. Rows only; the services of `privacy` write them.

Words lie in columns that `places` names, so that they go with the person. What was done stays, in codes and days.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from complaints.record.columns import choices

PERSON = settings.AUTH_USER_MODEL
KINDS = ("complaint", "supply_report", "incident_customer", "connection", "data_request", "representative", "caller")
OUTCOMES = ("allowed", "partly", "refused")
GROUNDS = ("no_longer_needed", "objection", "unlawful", "legal_obligation", "legal_claims", "unfounded")
ITEM_STATES = ("waiting", "destroyed", "left")


class Subject(models.Model):
    """One record that a compliance officer says is the person of a request: its kind and number."""

    data_request = models.ForeignKey("complaints.DataRequest", models.PROTECT, related_name="subjects", db_index=False)
    kind = models.CharField(max_length=18, choices=choices(KINDS))
    number = models.PositiveBigIntegerField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["data_request", "kind", "number"], name="subject_once")]
        indexes = [models.Index(fields=["kind", "number"], name="subject_record")]


class LeftOut(models.Model):
    """Something about somebody else that is left out of the copy, and why. `key` as the copy names it: "complaints.Sealed:12"."""

    data_request = models.ForeignKey("complaints.DataRequest", models.PROTECT, related_name="left_out", db_index=False)
    key = models.CharField(max_length=80)
    why = models.CharField(max_length=300)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["data_request", "key"], name="left_out_once")]


class Extension(models.Model):
    """Two months more, told to the person within the first month, with the reason (UK GDPR, Article 12(3))."""

    data_request = models.OneToOneField("complaints.DataRequest", models.PROTECT, related_name="extension")
    told_on = models.DateField()
    why = models.TextField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class AccessCopy(models.Model):
    """A copy that was made for a person: its hash stays, its bytes go on `delete_on`. `name` is its file's, below the folder of copies."""

    data_request = models.ForeignKey("complaints.DataRequest", models.PROTECT, related_name="copies")
    job = models.OneToOneField("complaints.Job", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    members = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    delete_on = models.DateField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["delete_on"], condition=Q(deleted_at=None), name="access_copy_to_delete")]


class Erasure(models.Model):
    """A request to be erased: assessed by one officer, decided by another, carried out by a job. `needles` are the person's own words and
    numbers, kept only while the job needs them."""

    data_request = models.OneToOneField("complaints.DataRequest", models.PROTECT, related_name="erasure")
    outcome = models.CharField(max_length=8, choices=choices(OUTCOMES))
    ground = models.CharField(max_length=20, choices=choices(GROUNDS))
    why = models.TextField()
    assessed_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    assessed_at = models.DateTimeField()
    agreed = models.BooleanField(null=True)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_why = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    job = models.OneToOneField("complaints.Job", models.PROTECT, null=True, related_name="+")
    needles = models.JSONField(default=list, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(decided_by=None) | ~Q(decided_by=F("assessed_by")), name="erasure_two_people")]


class Erased(models.Model):
    """The words of this complaint were erased."""

    complaint = models.OneToOneField("complaints.Complaint", models.PROTECT, related_name="erased")
    at = models.DateTimeField()
    because = models.CharField(max_length=10, choices=choices(("request", "retention")))


class Hold(models.Model):
    """A complaint that must not be erased or destroyed, and why; until it is lifted."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="holds", db_index=False)
    why = models.TextField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_why = models.TextField(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint"], condition=Q(lifted_at=None), name="hold_once")]
        indexes = [models.Index(fields=["complaint"], name="hold_of_complaint")]


class Batch(models.Model):
    """Complaints that are due for disposal on a day: proposed by one person, approved by another, carried out by a job."""

    as_of_on = models.DateField()
    proposed_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved = models.BooleanField(null=True)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    job = models.OneToOneField("complaints.Job", models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(
            condition=Q(approved=None) | Q(approved=False) | ~Q(decided_by=F("proposed_by")), name="batch_two_people")]


class BatchItem(models.Model):
    """One complaint of a batch. `certificate` keeps reference, days, codes, sums and hashes; no words."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="items", db_index=False)
    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="+")
    rule = models.CharField(max_length=30)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=choices(ITEM_STATES), default="waiting")
    left_why = models.CharField(max_length=20, blank=True, default="")
    destroyed_at = models.DateTimeField(null=True)
    certificate = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "complaint"], name="batch_item_once")]


class FileToErase(models.Model):
    """Bytes whose row is gone and that are still to be taken off the disk; the row goes once they are."""

    folder = models.CharField(max_length=10)
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["folder", "name"], name="file_to_erase_once")]
