"""Dated rows that the company or its officers keep: contacts, settings, holidays, the rulebook in force. Written by
services of `complaints.rules` only; shipped rows come from `fixtures/` and are never changed by an officer's."""

from django.conf import settings
from django.db import models


class ContactRow(models.Model):
    """Whom a customer may turn to, from when until when (P10, P15)."""

    code = models.SlugField(max_length=60)
    role = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True, default="")
    hours = models.CharField(max_length=200, blank=True, default="")
    web = models.CharField(max_length=200, blank=True, default="")
    address = models.TextField(blank=True, default="")
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    source = models.CharField(max_length=300)
    verified = models.BooleanField(default=False)
    shipped = models.BooleanField(default=True)

    class Meta:
        ordering = ["role", "valid_from", "code"]
        constraints = [models.UniqueConstraint(fields=["code", "shipped"], name="contact_row_once")]


class Setting(models.Model):
    """One setting of the company from a day on: same-day hour, postal allowance, nation, licence, rulebook, letterhead."""

    name = models.CharField(max_length=40)
    value = models.JSONField()
    valid_from = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "valid_from"], name="setting_once_a_day")]


class HolidayChange(models.Model):
    """A day that was added to a calendar or withdrawn from it. Of one day the last change holds; a list that is loaded never brings
    back a withdrawn one. Written by `rules.holidays` only; a trigger refuses to rewrite or delete a row."""

    calendar = models.CharField(max_length=20)
    day = models.DateField()
    number = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=120, blank=True, default="")
    withdrawn = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True, default="")
    reason = models.CharField(max_length=300, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["calendar", "day", "number"], name="holiday_change_once")]


class HolidayList(models.Model):
    """A published list that was loaded: until when it makes the bank holidays of a calendar known. None for nobody: a command."""

    calendar = models.CharField(max_length=20)
    valid_until = models.DateField()
    source = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["calendar", "valid_until"], name="holiday_list_once")]


class StandardRow(models.Model):
    """A row that officers add to the rulebook `law` of the guaranteed standards: proposed by one, approved by another.

    `values` has the names of the shipped rows in `fixtures/standards_rules.json`; only approved rows are used.
    """

    standard = models.CharField(max_length=40)
    version = models.CharField(max_length=40, unique=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    values = models.JSONField(default=dict)
    source = models.CharField(max_length=300)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    refused_why = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("proposed_by")), name="standard_row_two_people"),
        ]


class OwnTable(models.Model):
    """One table of the company's own rows. Its row is the lock of whoever changes the table; `stamp` is new with every change,
    so that what a process keeps of the table is told from what holds now."""

    name = models.CharField(max_length=20, unique=True)
    stamp = models.CharField(max_length=32, blank=True, default="")


class OwnRow(models.Model):
    """A row of the company's own beside the shipped ones: from a day on it holds in their place, until a later one does.

    `what`: the values hold, there is no such row any more, or the shipped row holds again. Written by `rules.own_changes` only; a
    trigger refuses to rewrite what was proposed or to delete it. Used once it was approved, by `by` alone where one person is enough.
    """

    table = models.CharField(max_length=20)
    key = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=10, choices=[(name, name) for name in ("set", "end", "shipped")])
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    values = models.JSONField(default=dict)
    source = models.CharField(max_length=300, blank=True, default="")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    two_people = models.BooleanField(default=False)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    refused_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    refused_at = models.DateTimeField(null=True)
    refused_why = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["table", "key", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["table", "key", "number"], name="own_row_once"),
            models.CheckConstraint(
                condition=models.Q(two_people=False) | models.Q(approved_by=None) | ~models.Q(approved_by=models.F("by")),
                name="own_row_two_people"),
        ]
