"""An answer asked of a team or a colleague, and a referral from outside. Ids, days and codes; the words lie sealed beside the events.

Whether it is still open is told by its deadline row. Written by `enquiries.services` and `enquiries.chasing` only.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

PERSON = settings.AUTH_USER_MODEL
BODIES = ("citizens_advice", "extra_help_unit", "mp", "ofgem")


class Ask(models.Model):
    """`chase_on`: the day on which whoever was asked is reminded next; None once it was answered or fell away."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="asks")
    deadline = models.OneToOneField("complaints.Deadline", models.PROTECT, related_name="ask")
    team = models.ForeignKey("staff.Team", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    chase_on = models.DateField(null=True)
    chased = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(team=None) ^ Q(person=None), name="ask_of_a_team_or_a_person")]
        indexes = [models.Index(fields=["chase_on"], condition=Q(chase_on__isnull=False), name="ask_to_chase")]


class Referral(models.Model):
    """Who referred the complaint to us, under which of their references, on which day."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="referrals")
    deadline = models.OneToOneField("complaints.Deadline", models.PROTECT, related_name="referral")
    body = models.CharField(max_length=20, choices=[(body, body) for body in BODIES])
    their_reference = models.CharField(max_length=60, blank=True, default="")
    referred_on = models.DateField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
