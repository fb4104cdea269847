"""Reports that go by mail at set times, and what went: rows only. Codes, days and people; no words about anybody."""

from django.conf import settings
from django.db import models
from django.db.models import Q

PERSON = settings.AUTH_USER_MODEL


class ReportSchedule(models.Model):
    """Which reports go to whom, how often, over which period. `next_at` is when the next run falls due; stopped ones have none."""

    name = models.CharField(max_length=60)
    reports = models.JSONField()
    form = models.CharField(max_length=4)
    every = models.CharField(max_length=9)
    weekday = models.PositiveSmallIntegerField(null=True)
    period = models.CharField(max_length=14)
    people = models.ManyToManyField(PERSON, related_name="+")
    first_on = models.DateField()
    next_on = models.DateField(null=True)
    next_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.CheckConstraint(condition=Q(next_on__isnull=True, next_at__isnull=True) | Q(
            next_on__isnull=False, next_at__isnull=False), name="report_schedule_day_and_moment")]
        indexes = [models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="report_schedule_due")]


class ReportRun(models.Model):
    """One sending of a schedule: the day it fell due, the days it tells of, and what it was set to send then: a later change of the schedule
    changes nothing of it. `by` is who asked for it now; None fell due by itself."""

    schedule = models.ForeignKey(ReportSchedule, models.PROTECT, related_name="runs")
    name = models.CharField(max_length=60)
    reports = models.JSONField()
    form = models.CharField(max_length=4)
    due_on = models.DateField()
    first_on = models.DateField()
    last_on = models.DateField()
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    posted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["schedule", "due_on"], condition=Q(by=None), name="report_run_once")]


class ReportMail(models.Model):
    """The mail of one run to one person, and what became of it. `files` names each with the hash of its bytes and of its figures."""

    class State(models.TextChoices):
        WAITING = "waiting", "On its way"
        SENT = "sent", "Sent"
        WITHHELD = "withheld", "Not sent"
        REFUSED = "refused", "Refused by the mail server"
        UNCERTAIN = "uncertain", "Nobody knows whether it arrived"

    run = models.ForeignKey(ReportRun, models.PROTECT, related_name="mails")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    why = models.CharField(max_length=300, blank=True, default="")
    files = models.JSONField(default=list)
    tries = models.PositiveSmallIntegerField(default=1)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "person"], name="report_mail_once")]
        indexes = [models.Index(fields=["run"], condition=Q(state="uncertain"), name="report_mail_uncertain")]
