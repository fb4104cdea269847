"""Tables of the record. Events, sealed words and the access log are append-only by trigger (migration 0002).

Written only by `complaints.record.services`, `.operations`, `.outbox` and `.access`, and by the bulk writer of `intake`.
"""

from django.conf import settings
from django.db import models

# The kinds of event that move a complaint, as `case.stages` names its moves: held to them by a test.
MOVES = tuple(f"moved.{name}" for name in (
    "escalate", "send_update", "declare_deadlock", "refer_to_ombudsman", "return_from_ombudsman", "record_decision", "record_acceptance",
    "confirm_compliance", "close_after_decision", "resolve", "withdraw", "set_aside", "lapse", "reopen",
))
# What is written down about clocks: what they are told, and what stops them.
CLOCKS = ("deadline.started", "deadline.moved", "deadline.met", "deadline.cancelled", "payment.held", "payment.released")
# What is written down about payments: one by one, or those of an incident together.
LEDGER = (*(f"payment.{name}" for name in ("proposed", "approved", "held", "released", "paid", "refused", "late_extra", "late_extra_fell")),
          "incident.paid")
AROUND_OMBUDSMAN = [f"moved.{name}" for name in ("refer_to_ombudsman", "return_from_ombudsman", "record_decision", "record_acceptance")]


class Event(models.Model):
    """One thing that happened on a complaint (or on the desk, where `complaint` is null). Holds no words of people."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, null=True, related_name="events", db_index=False)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    data = models.JSONField(default=dict)
    sealed_hash = models.CharField(max_length=64, blank=True, default="")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["complaint_id", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "seq"], name="event_once_in_its_place"),
            models.UniqueConstraint(fields=["seq"], condition=models.Q(complaint=None), name="desk_event_once_in_its_place"),
        ]
        indexes = [
            # What reports ask of the log: moves by the moment they happened, and what was recorded since a past moment.
            models.Index(fields=["kind", "at"], include=["complaint"], condition=models.Q(kind__in=MOVES), name="event_moves"),
            models.Index(fields=["recorded_at"], include=["complaint"], condition=models.Q(kind__in=MOVES), name="event_moved_since"),
            models.Index(fields=["recorded_at"], include=["complaint"], condition=models.Q(kind="edited"), name="event_edited_since"),
            models.Index(fields=["recorded_at"], include=["complaint"], condition=models.Q(kind="assigned"), name="event_assigned_since"),
            models.Index(fields=["recorded_at"], include=["complaint"], condition=models.Q(kind__in=LEDGER), name="event_of_ledger"),
            models.Index(fields=["recorded_at"], include=["complaint"], condition=models.Q(kind__in=CLOCKS), name="event_of_clocks"),
            # The moves of a complaint without all else that happened to it, and those around the Ombudsman by themselves.
            models.Index(fields=["complaint", "seq"], include=["at", "kind"], condition=models.Q(kind__in=MOVES), name="event_moved"),
            models.Index(fields=["kind", "id"], condition=models.Q(kind__in=AROUND_OMBUDSMAN), name="event_ombudsman"),
        ]


class Sealed(models.Model):
    """The words of an event (JSON text) and their salt. Erasing deletes this row; the event's commitment stays."""

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="sealed")
    salt = models.CharField(max_length=32)
    body = models.TextField()


class Operation(models.Model):
    """An `op_id` that was carried out: who, which call, what body, and which ids and numbers were answered."""

    op_id = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    call = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=200)
    answer = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="operation_age")]


class Outbox(models.Model):
    """Something to hand to the world, written in the transaction that decided it. Ids only, no words.

    waiting -> sending -> done, refused or uncertain. `uncertain` waits for a person; nothing is sent again by itself.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        DONE = "done"
        REFUSED = "refused"
        UNCERTAIN = "uncertain"

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=120, unique=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    not_before = models.DateTimeField()
    created_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    claim = models.CharField(max_length=32, blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True, default="")
    # Rows that wait with the same word here are handed over together (the alerts of one person: one mail).
    gather = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["gather"], condition=models.Q(state="waiting") & ~models.Q(gather=""), name="outbox_gathered"),
            models.Index(fields=["not_before"], condition=models.Q(state="waiting"), name="outbox_waiting"),
            models.Index(fields=["claimed_at"], condition=models.Q(state="sending"), name="outbox_sending"),
            models.Index(fields=["id"], condition=models.Q(state="uncertain"), name="outbox_uncertain"),
        ]


class Access(models.Model):
    """Who looked at what: reading and being refused leave a row here and no event."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=60)
    refused = models.BooleanField(default=False)
    address = models.CharField(max_length=45, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["at", "id"], name="access_by_moment"),
            models.Index(fields=["person", "at", "id"], name="access_of_person"),
            models.Index(fields=["complaint", "at", "id"], name="access_of_complaint"),
        ]
