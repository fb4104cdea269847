"""Dated rows that the company or its officers keep: contacts, settings, holidays, the rulebook in force. Written by
`complaints.rules.services` only; shipped rows come from `fixtures/` and are never changed by an officer's."""

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
    """A day that officers added to a calendar or withdrew from it; a withdrawn day stays withdrawn."""

    calendar = models.CharField(max_length=20)
    day = models.DateField()
    name = models.CharField(max_length=120, blank=True, default="")
    withdrawn = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["calendar", "day"], name="holiday_change_once")]


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
