"""Findings, payments, offers, incidents with their customers, and connection jobs. Rows only; the services of `money` write them.

Sums are pounds and pence. Words of people lie in columns that may be erased, never in coded JSON.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from complaints.record.columns import choices

PERSON = settings.AUTH_USER_MODEL
PAYMENT_KINDS = ("standard", "goodwill", "refund", "loss", "award")
PAYMENT_STATES = ("proposed", "approved", "paid", "held", "refused")
ROUTES = ("direct", "via_supplier")
TOLD = ("customer", "supplier")
OFFER_STATES = ("open", "accepted", "refused", "lapsed")
INCIDENT_KINDS = ("storm", "cables", "main")
INCIDENT_STATES = ("draft", "reading", "assessed", "booking", "booked", "approving", "approved")
OUTCOMES = ("to_pay", "not_breached", "not_applying", "exempt", "unclaimed", "judgement")
SUM = {"max_digits": 12, "decimal_places": 2}


class Finding(models.Model):
    """One assessment of one standard, as it was made. `answer` is the finding of the contract; it is never rewritten.

    `counted_on` is the day by which reports count it: the failure's day, else its deadline's. `replaced_by` names the later
    finding on the same failure; the later one counts. `fell_at`: a payment made late was not owed after all, or was not late.
    """

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, null=True, related_name="findings")
    job = models.ForeignKey("complaints.ConnectionJob", models.PROTECT, null=True, related_name="findings")
    event = models.OneToOneField("complaints.Event", models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=40)
    rulebook = models.CharField(max_length=12)
    version = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    answer = models.JSONField(default=dict)
    applies = models.BooleanField()
    breached = models.BooleanField(null=True)
    exempt = models.CharField(max_length=40, blank=True, default="")
    amount_gbp = models.DecimalField(null=True, **SUM)
    # What the other rulebook owed for the same facts when it was made; null where that had no checked row.
    other_gbp = models.DecimalField(null=True, **SUM)
    counted_on = models.DateField(null=True)
    failure = models.CharField(max_length=64, blank=True, default="")
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")
    fell_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["counted_on", "code"], condition=Q(replaced_by=None), name="finding_counted"),
            models.Index(fields=["complaint", "code", "failure"], name="finding_of_failure"),
        ]

    @property
    def is_counted(self) -> bool:
        return self.replaced_by_id is None and self.fell_at is None


class Incident(models.Model):
    """A storm, a cable fault or a broken main with many customers. `facts` are those that all of them share.

    `totals` is kept with the work that made it: by class and standard, so that the page never adds up a hundred thousand rows.
    """

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=choices(INCIDENT_KINDS))
    code = models.CharField(max_length=40)
    rulebook = models.CharField(max_length=12)
    nation = models.CharField(max_length=10)
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=choices(INCIDENT_STATES), default="draft")
    version = models.PositiveIntegerField(default=1)
    worked_out_at = models.DateTimeField(null=True)
    totals = models.JSONField(default=dict)
    # How many customers a standard failed, and the first day on which one did: for the register of missed duties.
    failures = models.PositiveIntegerField(default=0, db_default=0)
    failed_on = models.DateField(null=True)
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    booked_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    booked_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    file_name = models.CharField(max_length=200, blank=True, default="")
    job = models.ForeignKey("complaints.Job", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["failed_on", "id"], condition=Q(failed_on__isnull=False), name="incident_failed")]


class IncidentCustomer(models.Model):
    """One customer of an incident under one standard, as uploaded, with what was worked out. `line` is the physical line of the file.

    A household of the Priority Services Register has a second row in a gas incident, for its own standard. `law_gbp` is what the
    law's row of that day gives where the incident is worked by the other book.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="customers", db_index=False)
    line = models.PositiveIntegerField()
    account = models.CharField(max_length=40)
    name = models.CharField(max_length=200, blank=True, default="")
    address = models.TextField(blank=True, default="")
    postcode = models.CharField(max_length=10, blank=True, default="")
    customer_type = models.CharField(max_length=20)
    facts = models.JSONField(default=dict)
    code = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    applies = models.BooleanField()
    breached = models.BooleanField(null=True)
    exempt = models.CharField(max_length=40, blank=True, default="")
    amount_gbp = models.DecimalField(null=True, **SUM)
    failure_on = models.DateField(null=True)
    counted_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    judgement = models.CharField(max_length=300, blank=True, default="")
    outcome = models.CharField(max_length=12, choices=choices(OUTCOMES), default="judgement")
    law_gbp = models.DecimalField(null=True, **SUM)
    provisional = models.BooleanField(default=False)
    told_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "account", "code"], name="incident_customer_once")]
        indexes = [models.Index(fields=["counted_on", "code"], name="incident_customer_counted")]


class Payment(models.Model):
    """One payment of the ledger, on a complaint, for a customer of an incident, or on a connection job.

    `amount_gbp` and `late_extra_gbp` are apart; what is paid is both. `held_on` stops a disputed supplier payment's clock.
    `source_seq` is the event of the complaint that started its clock: the key of the clock. `late_since_on` is set once, when the day to
    pay by passed unpaid: what that costs once more is in `late_extra_gbp` then. A network's payment that comes through us, the supplier,
    reached us on `received_on` and is to be passed on by `pass_on_due_on`; `pass_on_finding` is our own failure to do so.
    """

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, null=True, related_name="payments")
    incident_customer = models.OneToOneField(IncidentCustomer, models.PROTECT, null=True, related_name="payment")
    incident = models.ForeignKey(Incident, models.PROTECT, null=True, related_name="payments")
    job = models.ForeignKey("complaints.ConnectionJob", models.PROTECT, null=True, related_name="payments")
    finding = models.OneToOneField(Finding, models.PROTECT, null=True, related_name="payment")
    late_finding = models.OneToOneField(Finding, models.PROTECT, null=True, related_name="late_payment")
    kind = models.CharField(max_length=10, choices=choices(PAYMENT_KINDS))
    code = models.CharField(max_length=40, blank=True, default="")
    why = models.TextField(blank=True, default="")
    amount_gbp = models.DecimalField(**SUM)
    late_extra_gbp = models.DecimalField(default=0, **SUM)
    late_extra_due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=choices(PAYMENT_STATES), default="proposed")
    version = models.PositiveIntegerField(default=1)
    due_on = models.DateField(null=True)
    failure_on = models.DateField(null=True)
    route = models.CharField(max_length=12, choices=choices(ROUTES), default="direct")
    method = models.CharField(max_length=60, blank=True, default="")
    method_asked = models.CharField(max_length=60, blank=True, default="")
    method_refused_why = models.TextField(blank=True, default="")
    told_on = models.DateField(null=True)
    told = models.CharField(max_length=10, choices=choices(TOLD), blank=True, default="")
    proposed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    approver = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    below_law_why = models.TextField(blank=True, default="")
    below_law_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    held_on = models.DateField(null=True)
    held_why = models.TextField(blank=True, default="")
    to_ofgem_on = models.DateField(null=True)
    determined_on = models.DateField(null=True)
    refused_why = models.TextField(blank=True, default="")
    refused_at = models.DateTimeField(null=True)
    paid_on = models.DateField(null=True)
    late_since_on = models.DateField(null=True)
    received_on = models.DateField(null=True)
    pass_on_due_on = models.DateField(null=True)
    pass_on_finding = models.OneToOneField(Finding, models.PROTECT, null=True, related_name="network_payment")
    source_seq = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_gbp__gte=0, late_extra_gbp__gte=0), name="payment_not_negative"),
            models.CheckConstraint(condition=~Q(state="paid") | Q(paid_on__isnull=False), name="payment_paid_has_a_day"),
            models.CheckConstraint(condition=Q(approver=None) | Q(proposed_by=None) | ~Q(approver=models.F("proposed_by")),
                                   name="payment_two_people"),
        ]
        indexes = [
            models.Index(fields=["state", "due_on", "id"], name="payment_ledger"),
            models.Index(fields=["due_on"], condition=Q(state__in=["proposed", "approved"], late_since_on=None, kind="standard"),
                         name="payment_late_extra"),
            models.Index(fields=["pass_on_due_on"], condition=Q(pass_on_due_on__isnull=False, pass_on_finding=None, paid_on=None),
                         name="payment_to_pass_on"),
            models.Index(fields=["incident", "id"], condition=Q(incident__isnull=False), name="payment_of_incident"),
            models.Index(fields=["proposed_at"], name="payment_proposed"),
        ]


class Offer(models.Model):
    """What was offered to settle a complaint. Open until its day, its answer, or its withdrawal."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="offers")
    event = models.OneToOneField("complaints.Event", models.PROTECT, related_name="+")
    text = models.TextField()
    amount_gbp = models.DecimalField(null=True, **SUM)
    made_on = models.DateField()
    closes_on = models.DateField(null=True)
    if_ombudsman = models.CharField(max_length=10, choices=choices(("stays", "withdrawn")))
    state = models.CharField(max_length=10, choices=choices(OFFER_STATES), default="open")
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["closes_on"], condition=Q(state="open"), name="offer_to_lapse")]


class ConnectionJob(models.Model):
    """One connection: what it is and the days of its steps. What is owed is worked out from them each time."""

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, null=True, related_name="connection_jobs")
    label = models.CharField(max_length=120)
    fuel = models.CharField(max_length=11, choices=choices(("electricity", "gas")))
    customer_type = models.CharField(max_length=20)
    nation = models.CharField(max_length=10)
    facts = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
