"""What a compliance officer has seen, and what was found out about each missed duty. Written by `compliance.visits` and `compliance.register` only.

Words about people lie sealed beside the events, never here.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

PERSON = settings.AUTH_USER_MODEL
HARMS = ("none", "low", "high")


class ComplianceVisit(models.Model):
    """Up to when one person has marked what changed as seen. The marks are the last rows there were then: what is written later is new,
    whichever day it is of."""

    person = models.OneToOneField(PERSON, models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()
    deadline_mark = models.BigIntegerField(default=0)
    event_mark = models.BigIntegerField(default=0)


def _one_of(*names: str) -> Q:
    """Exactly one of these columns has a value."""
    told = Q()
    for name in names:
        told |= Q(**{f"{other}__isnull": other != name for other in names})
    return told


class Breach(models.Model):
    """What a person found out about one missed duty: a deadline, a finding under a guaranteed standard, or a standard that failed customers of
    an incident. There is no row before somebody wrote something; that a duty was missed is told by its deadline, finding or incident alone, so
    that none stands here twice.

    `event` is the entry of the record by which it was last written, on the complaint's chain or the desk's; the words lie sealed beside it.
    `done_*`: who recorded, and when, that what was to be done about it is done.
    """

    deadline = models.OneToOneField("complaints.Deadline", models.PROTECT, null=True, related_name="breach")
    finding = models.OneToOneField("complaints.Finding", models.PROTECT, null=True, related_name="breach")
    incident = models.OneToOneField("complaints.Incident", models.PROTECT, null=True, related_name="breach")
    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    cause = models.CharField(max_length=30)
    team = models.ForeignKey("staff.Team", models.PROTECT, null=True, related_name="+")
    harm = models.CharField(max_length=4, choices=[(name, name) for name in HARMS])
    action_owner = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    action_due_on = models.DateField(null=True)
    done_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    written_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    signed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    event = models.ForeignKey("complaints.Event", models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_one_of("deadline", "finding", "incident"), name="breach_of_one_of_three"),
            models.CheckConstraint(condition=Q(signed_by=None) | ~Q(signed_by=F("written_by")), name="breach_two_people"),
            models.CheckConstraint(condition=Q(signed_by=None, signed_at=None) | Q(signed_by__isnull=False, signed_at__isnull=False),
                                   name="breach_signed_by_somebody"),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(signed_at__isnull=False), name="breach_signed"),
            models.Index(fields=["action_due_on"], condition=Q(done_at=None, action_due_on__isnull=False), name="breach_to_do"),
        ]
