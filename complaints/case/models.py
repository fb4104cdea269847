"""Customers, complaints, contacts and what hangs on a complaint. Rows and declared transitions only; services move them."""

from operator import attrgetter
from typing import get_args

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce, Lower
from django_fsm import GET_STATE, FSMField, transition

from complaints.case import kept, shapes
from complaints.case.listed import LIST_INDEXES, NO_DAY, place
from complaints.case.stages import CLOSED, DEADLOCK, IMMEDIATE, OMBUDSMAN, RESOLVED, SENIOR_REVIEW, STAGE_WORDS, Stage
from complaints.record.columns import choices

PERSON = settings.AUTH_USER_MODEL
CUSTOMER_TYPES, NATIONS, CHANNELS, LICENCES = (get_args(coded) for coded in (shapes.CustomerType, shapes.Nation, shapes.Channel, shapes.Licence))


class Customer(models.Model):
    """Who complains, as recorded for one complaint, with who speaks for them. All words here may be erased."""

    name = models.CharField(max_length=200, blank=True, default="")
    name_refused = models.BooleanField(default=False)
    salutation = models.CharField(max_length=40, blank=True, default="")
    customer_type = models.CharField(max_length=20, choices=choices(CUSTOMER_TYPES), default="unknown")
    account_number = models.CharField(max_length=40, blank=True, default="")
    mpan = models.CharField(max_length=13, blank=True, default="")
    mprn = models.CharField(max_length=10, blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    phone_digits = models.CharField(max_length=20, blank=True, default="")
    address = models.TextField(blank=True, default="")
    postcode = models.CharField(max_length=10, blank=True, default="")
    preferred_contact = models.CharField(max_length=200, blank=True, default="")
    contact_arrangement = models.CharField(max_length=400, blank=True, default="")
    needs = models.JSONField(default=list, blank=True)
    formats = models.JSONField(default=list, blank=True)
    language = models.CharField(max_length=2, choices=choices(("en", "cy")), default="en")
    died_on = models.DateField(null=True)
    representative = models.JSONField(null=True)
    # Lower-case name, and postcode without its space: what the desk is searched by.
    name_key = models.CharField(max_length=200, blank=True, default="")
    postcode_key = models.CharField(max_length=8, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["account_number"], condition=~Q(account_number=""), name="customer_account"),
            models.Index(fields=["mpan"], condition=~Q(mpan=""), name="customer_mpan"),
            models.Index(fields=["mprn"], condition=~Q(mprn=""), name="customer_mprn"),
            models.Index(fields=["phone_digits"], condition=~Q(phone_digits=""), name="customer_phone"),
            models.Index(fields=["postcode_key"], condition=~Q(postcode_key=""), name="customer_postcode"),
            models.Index(fields=["name_key"], condition=~Q(name_key=""), name="customer_name"),
            models.Index(Lower("email"), condition=~Q(email=""), name="customer_email"),
            models.Index(fields=["id"], condition=Q(representative__isnull=False), name="customer_spoken_for"),
        ]


class Category(models.Model):
    """Two levels: a group without a parent, and the categories that a complaint is given, as they stand today.

    The shipped rows and the company's own dated ones are laid down here by `case.categories`. Never deleted: from `retired_on` a
    category is offered no more, and complaints that have it keep it.
    """

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    severity = models.PositiveSmallIntegerField(default=2)
    team = models.ForeignKey("staff.Team", models.PROTECT, null=True, related_name="+")
    words = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    retired_on = models.DateField(null=True)

    class Meta:
        ordering = ["position", "name"]


_came_from = attrgetter("stage_before")
BACK = [stage.value for stage in (IMMEDIATE, SENIOR_REVIEW, DEADLOCK, RESOLVED, CLOSED)]


class Complaint(models.Model):
    """One complaint. `version` rises with moves, corrections, assignment and clocks set or met by a person."""

    reference = models.CharField(max_length=20, unique=True)
    stage = FSMField(default=IMMEDIATE.value, choices=[(stage.value, STAGE_WORDS[stage]) for stage in Stage], protected=True)
    stage_before = models.CharField(max_length=20, blank=True, default="")
    stage_since = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    rulebook = models.CharField(max_length=12)
    received_at = models.DateTimeField()
    received_time_known = models.BooleanField(default=True)
    first_attempted_at = models.DateTimeField(null=True)
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", db_index=False)
    channel = models.CharField(max_length=10, choices=choices(CHANNELS))
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="complaints")
    premises_address = models.TextField(blank=True, default="")
    premises_postcode = models.CharField(max_length=10, blank=True, default="")
    nation = models.CharField(max_length=10, choices=choices(NATIONS))
    nation_assumed = models.BooleanField(default=False)
    licence = models.CharField(max_length=24, choices=choices(LICENCES))
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="+")
    severity = models.PositiveSmallIntegerField(default=2)
    root_cause = models.CharField(max_length=200, blank=True, default="")
    description = models.TextField()
    wanted = models.TextField(blank=True, default="")
    source = models.CharField(max_length=40, blank=True, default="")
    source_reference = models.CharField(max_length=80, blank=True, default="")
    incident = models.CharField(max_length=80, blank=True, default="")
    other_company = models.CharField(max_length=120, blank=True, default="")
    owner = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="owned", db_index=False)
    last_owner = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", db_index=False)
    team = models.ForeignKey("staff.Team", models.PROTECT, null=True, related_name="+", db_index=False)
    imported = models.BooleanField(default=False)
    restricted = models.BooleanField(default=False)
    seen_by = models.ManyToManyField(PERSON, related_name="+", blank=True)
    awaiting_us = models.BooleanField(default=False)
    not_satisfied_at = models.DateTimeField(null=True)
    next_due_on = models.DateField(null=True)
    next_kind = models.CharField(max_length=30, blank=True, default="")
    last_contact_at = models.DateTimeField(null=True)
    last_contact_how = models.CharField(max_length=10, blank=True, default="")
    # False where the customer is off supply and has a priority-services or medical need: False sorts first.
    ordinary = models.BooleanField(default=True, db_default=True)
    # Why no day is due where none is: "stopped" (a dispute stops the clock), "window" (the customer's time), or "".
    waits = models.CharField(max_length=10, blank=True, default="", db_default="")
    # The move that closed it; "" where it is not closed. And of one that came back resolved from the Ombudsman: when it had been resolved.
    closed_by = models.CharField(max_length=30, blank=True, default="", db_default="")
    was_resolved_at = models.DateTimeField(null=True)
    received_on = models.GeneratedField(expression=kept.received_on(), output_field=models.DateField(), db_persist=True)
    resolved_on = models.GeneratedField(expression=kept.resolved_on(), output_field=models.DateField(null=True), db_persist=True)
    counted_as = models.GeneratedField(expression=kept.counted_as(), output_field=models.SmallIntegerField(), db_persist=True)
    listed = models.GeneratedField(expression=place(), output_field=models.PositiveSmallIntegerField(), db_persist=True)
    listed_on = models.GeneratedField(expression=Coalesce("next_due_on", Value(NO_DAY)), output_field=models.DateField(), db_persist=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=[stage.value for stage in Stage]), name="complaint_stage_known"),
            models.CheckConstraint(condition=Q(version__gte=1), name="complaint_version_counts"),
        ]
        indexes = [
            # With what the load by person counts, so that no row is read for it.
            models.Index(fields=["owner", "next_due_on", "id"], include=["nation", "stage", "restricted"], condition=Q(next_due_on__isnull=False),
                         name="complaint_load"),
            models.Index(fields=["team", "next_due_on", "id"], condition=Q(next_due_on__isnull=False), name="complaint_team_work"),
            models.Index(fields=["stage", "next_due_on", "id"], condition=Q(next_due_on__isnull=False), name="complaint_stage_work"),
            models.Index(fields=["next_due_on", "id"], condition=Q(next_due_on__isnull=False), name="complaint_work"),
            models.Index(fields=["owner", "id"], condition=Q(next_due_on=None), name="complaint_own_rest"),
            models.Index(fields=["team", "id"], condition=Q(next_due_on=None), name="complaint_team_rest"),
            models.Index(fields=["stage", "id"], condition=Q(next_due_on=None), name="complaint_stage_rest"),
            models.Index(fields=["received_on", "counted_as", "category", "nation"], include=["id"], name="complaint_by_receipt"),
            models.Index(fields=["resolved_on"], condition=Q(stage=RESOLVED.value), name="complaint_by_resolution"),
            models.Index(fields=["received_on"], condition=Q(counted_as=kept.ASIDE), name="complaint_aside"),
            models.Index(fields=["logged_at"], name="complaint_logged"),
            models.Index(fields=["id"], condition=Q(stage=SENIOR_REVIEW.value, owner=None), name="complaint_to_appoint"),
            models.Index(fields=["id"], condition=Q(restricted=True), name="complaint_restricted"),
            *LIST_INDEXES,
        ]

    def refresh_from_db(self, using=None, fields=None, **kwargs) -> None:
        """As Django's; a protected stage can be set only while the instance has none, so it steps aside meanwhile.

        The fields are named, because Django takes an attribute that is away for a deferred one and would not load it.
        """
        fields = list(fields) if fields is not None else [field.name for field in self._meta.concrete_fields]
        stage = self.__dict__.pop("stage", None)
        try:
            super().refresh_from_db(using=using, fields=fields, **kwargs)
        finally:
            self.__dict__.setdefault("stage", stage)

    @transition(field=stage, source=IMMEDIATE.value, target=SENIOR_REVIEW.value)
    def escalate(self): ...

    @transition(field=stage, source=SENIOR_REVIEW.value, target=SENIOR_REVIEW.value)
    def send_update(self): ...

    @transition(field=stage, source=SENIOR_REVIEW.value, target=DEADLOCK.value)
    def declare_deadlock(self): ...

    @transition(field=stage, source=BACK, target=OMBUDSMAN.value)
    def refer_to_ombudsman(self): ...

    @transition(field=stage, source=OMBUDSMAN.value, target=GET_STATE(_came_from, states=BACK))
    def return_from_ombudsman(self): ...

    @transition(field=stage, source=OMBUDSMAN.value, target=OMBUDSMAN.value)
    def record_decision(self): ...

    @transition(field=stage, source=[OMBUDSMAN.value, CLOSED.value], target=OMBUDSMAN.value)
    def record_acceptance(self): ...

    @transition(field=stage, source=OMBUDSMAN.value, target=RESOLVED.value)
    def confirm_compliance(self): ...

    @transition(field=stage, source=OMBUDSMAN.value, target=CLOSED.value)
    def close_after_decision(self): ...

    @transition(field=stage, source=[IMMEDIATE.value, SENIOR_REVIEW.value, DEADLOCK.value], target=RESOLVED.value)
    def resolve(self): ...

    @transition(field=stage, source=[IMMEDIATE.value, SENIOR_REVIEW.value, DEADLOCK.value, OMBUDSMAN.value], target=CLOSED.value)
    def withdraw(self): ...

    @transition(field=stage, source=[IMMEDIATE.value, SENIOR_REVIEW.value], target=CLOSED.value)
    def set_aside(self): ...

    @transition(field=stage, source=DEADLOCK.value, target=CLOSED.value)
    def lapse(self): ...

    @transition(field=stage, source=[RESOLVED.value, CLOSED.value],
                target=GET_STATE(_came_from, states=[IMMEDIATE.value, SENIOR_REVIEW.value, DEADLOCK.value, OMBUDSMAN.value]))
    def reopen(self): ...


class Contact(models.Model):
    """A later contact, or the call that logged it. Its words lie sealed beside its event."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="contacts")
    event = models.OneToOneField("complaints.Event", models.PROTECT, related_name="contact")
    at = models.DateTimeField()
    direction = models.CharField(max_length=8, choices=choices(("inbound", "outbound")))
    channel = models.CharField(max_length=10, choices=choices(CHANNELS))
    reached = models.BooleanField(default=True)
    has_advice = models.BooleanField(default=False)
    not_satisfied = models.BooleanField(default=False)
    own_call = models.BooleanField(default=False)
    signposted = models.JSONField(default=list, blank=True)
    holding_reply = models.CharField(max_length=20, blank=True, default="")
    substantive_reply = models.BooleanField(default=False)
    by_other = models.CharField(max_length=60, blank=True, default="")
    recording = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["event"], condition=~Q(by_other=""), name="contact_by_other")]


class Resolution(models.Model):
    """The parts of one resolution: explanation, apology and corrective action, each given or why not (P8)."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="resolutions")
    event = models.OneToOneField("complaints.Event", models.PROTECT, related_name="+")
    agreed_by = models.CharField(max_length=10, choices=choices(("customer", "provider")))
    at_fault = models.BooleanField()
    basis = models.TextField()
    parts = models.JSONField(default=dict)
    handling = models.TextField(blank=True, default="")
    late_reason = models.TextField(blank=True, default="")


class Decision(models.Model):
    """What the Ombudsman decided and requires of us; `required` is a list of {kind, text, amount_gbp, done_on}."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="decisions")
    event = models.OneToOneField("complaints.Event", models.PROTECT, related_name="+")
    decided_on = models.DateField()
    outcome = models.CharField(max_length=14, choices=choices(("upheld", "partly_upheld", "not_upheld", "settled")))
    required = models.JSONField(default=list)
    accepted = models.BooleanField(null=True)
    we_were_told_on = models.DateField(null=True)


class ComplaintLink(models.Model):
    """Two complaints that belong together, and why."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="links")
    other = models.ForeignKey(Complaint, models.PROTECT, related_name="linked_from")
    kind = models.CharField(max_length=12, choices=choices(("same_matter", "duplicate", "earlier", "same_place")))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "other"], name="link_once")]


class SupplyReport(models.Model):
    """A report that a customer is off supply: not a complaint, but it may become one (P9)."""

    reference = models.CharField(max_length=20, unique=True)
    reported_at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=choices(CHANNELS))
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    nation = models.CharField(max_length=10, choices=choices(NATIONS), blank=True, default="")
    description = models.TextField()
    logged_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    logged_at = models.DateTimeField()
    complaint = models.ForeignKey(Complaint, models.PROTECT, null=True, related_name="supply_reports")


class DataRequest(models.Model):
    """A person's request for a copy of their own data, or to be erased, with its own clock (one calendar month)."""

    right = models.CharField(max_length=8, choices=choices(("access", "erasure")), default="access", db_default="access")
    received_on = models.DateField()
    person = models.JSONField()
    answered_at = models.DateTimeField(null=True)
    how = models.TextField(blank=True, default="")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    logged_at = models.DateTimeField()
