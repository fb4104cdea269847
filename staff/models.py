"""People, teams, tokens, sessions and the security log. Rows only: who may write them is decided in services."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from staff import who


class Role(models.TextChoices):
    """What a person is at the desk; what a role may do lies with the moves."""

    AGENT = "agent", "Agent"
    SENIOR_MANAGER = "senior_manager", "Senior manager"
    COMPLIANCE_OFFICER = "compliance_officer", "Compliance officer"
    ADMINISTRATOR = "administrator", "Administrator"


if set(Role.values) != {role.value for role in who.RoleName}:
    raise RuntimeError("the stored roles and the roles of staff.who differ")


class TeamKind(models.TextChoices):
    """What a team is for; the procedure sends work by it."""

    CUSTOMER_SERVICE = "customer_service", "Customer service"
    SENIOR_REVIEW = "senior_review", "Senior review"
    COMPLIANCE = "compliance", "Compliance"
    OTHER = "other", "Other"


class MailPreference(models.TextChoices):
    """When a person's alerts are mailed."""

    AT_ONCE = "at_once", "At once"
    DIGEST = "digest", "In one mail each morning"
    NONE = "none", "Not by mail"


class Theme(models.TextChoices):
    """Light or dark, or as the device says."""

    DEVICE = "device", "As my device"
    LIGHT = "light", "Light"
    DARK = "dark", "Dark"


class TeamQuerySet(models.QuerySet["Team"]):
    """The teams."""

    def in_use(self) -> TeamQuerySet:
        """Those that work may be given to."""
        return self.filter(is_active=True)


class Team(models.Model):
    """A group of people who share work. Never deleted: the record names it. Its slug stays when its name changes."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=TeamKind.choices, default=TeamKind.OTHER)
    is_active = models.BooleanField(default=True, db_default=True)
    # Rises with each change, so that two who change it at once see one another.
    version = models.PositiveIntegerField(default=1, db_default=1)
    created_at = models.DateTimeField()

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Finds people by username whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """The person of that username, capitals ignored; raises `Person.DoesNotExist`."""
        return self.get(username=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """One member of staff. Never deleted: the record names them."""

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.AGENT)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="people")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    mail_preference = models.CharField(max_length=10, choices=MailPreference.choices, default=MailPreference.AT_ONCE)
    mail_any_hour = models.BooleanField(default=False)
    theme = models.CharField(max_length=10, choices=Theme.choices, default=Theme.DEVICE)
    shortcuts_on = models.BooleanField(default=True)
    # Rises with each change by an administrator; what a person chooses for themselves leaves it alone.
    version = models.PositiveIntegerField(default=1, db_default=1)
    created_at = models.DateTimeField()

    objects = PersonManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ["full_name", "pk"]
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(condition=Q(username=Lower("username")), name="person_username_in_small_letters"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="person_role_known"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def role_words(self) -> str:
        """The role in lower case words: "senior manager"."""
        return who.words(self.role)

    def get_full_name(self) -> str:
        """The name as colleagues write it."""
        return self.full_name


class ApiToken(models.Model):
    """The one API token a person may hold; only its SHA-256 is kept."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="api_token")
    sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_used_on = models.DateField(null=True, blank=True)


class SignedIn(models.Model):
    """One open session of one person; the row goes when the session ends."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sessions")
    session_key = models.CharField(max_length=40, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    address = models.GenericIPAddressField(null=True, blank=True)
    device = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["-seen_at"]


class Absence(models.Model):
    """Somebody is away from the first to the last day, both included, unless it was ended. Why is not kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    from_on = models.DateField()
    until_on = models.DateField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [models.CheckConstraint(condition=Q(until_on__gte=models.F("from_on")), name="absence_days_in_order")]
        indexes = [models.Index(fields=["until_on"], condition=Q(ended_at=None), name="absence_open")]


class StaffEventKind(models.TextChoices):
    """What the security log records."""

    SIGNED_IN = "signed_in", "Signed in"
    SIGN_IN_FAILED = "sign_in_failed", "Sign-in failed"
    SIGN_IN_LOCKED = "sign_in_locked", "Sign-in refused while locked"
    SIGNED_OUT = "signed_out", "Signed out"
    SESSIONS_ENDED = "sessions_ended", "Sessions ended"
    PERSON_ADDED = "person_added", "Person added"
    PERSON_CHANGED = "person_changed", "Details changed"
    ROLE_CHANGED = "role_changed", "Role changed"
    TEAM_CHANGED = "team_changed", "Team changed"
    DEACTIVATED = "deactivated", "Deactivated"
    REACTIVATED = "reactivated", "Reactivated"
    UNLOCKED = "unlocked", "Unlocked"
    PASSWORD_CHANGED = "password_changed", "Password changed"
    PASSWORD_RESET = "password_reset", "Password reset"
    TOKEN_MADE = "token_made", "API token made"
    FEED_MADE = "feed_made", "Calendar address made"
    FEED_WITHDRAWN = "feed_withdrawn", "Calendar address withdrawn"
    TEAM_ADDED = "team_added", "Team added"
    TEAM_RENAMED = "team_renamed", "Team renamed"
    TEAM_KIND_CHANGED = "team_kind_changed", "What a team is for changed"
    TEAM_OFF = "team_off", "Team switched off"
    TEAM_ON = "team_on", "Team switched on again"
    REFUSED = "refused", "Permission refused"
    ABSENCE_RECORDED = "absence_recorded", "Absence recorded"
    ABSENCE_ENDED = "absence_ended", "Absence ended"


class StaffEvent(models.Model):
    """Append-only security log: who, when, where from, what. Holds no password and nothing about customers."""

    kind = models.CharField(max_length=20, choices=StaffEventKind.choices)
    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="staff_events")
    address = models.GenericIPAddressField(null=True, blank=True)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["kind", "at", "id"], name="staff_event_of_kind")]
