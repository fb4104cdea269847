"""Lists: where a complaint stands in every list, what people asked of lists, their choices, saved views and digests."""

import datetime

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce

OPEN = Q(listed__lt=5)
WINDOWS = ("ombudsman_from_complaint", "ombudsman_from_letter")
NEEDS = {"priority_services", "medical"}
LISTED = Case(
    When(Q(stage__in=["resolved", "closed"], next_due_on=None) & ~Q(waits="stopped"), then=Value(5)), When(ordinary=False, then=Value(0)),
    When(next_due_on__isnull=False, then=Value(1)), When(waits="stopped", then=Value(3)), When(waits="window", then=Value(2)),
    default=Value(4),
)
PERSON = settings.AUTH_USER_MODEL


def know(apps, schema_editor):
    """Why nothing is due where nothing is, and who is off supply with a need, of the complaints that are there already."""
    complaints, deadlines = apps.get_model("complaints", "Complaint").objects, apps.get_model("complaints", "Deadline").objects
    running = deadlines.filter(complaint=OuterRef("pk"), met_at=None, cancelled_at=None)
    undated = complaints.filter(next_due_on=None)
    undated.filter(Exists(running.filter(kind__in=WINDOWS))).update(waits="window")
    undated.filter(Exists(running.filter(held_on__isnull=False))).update(waits="stopped")
    needy = complaints.filter(customer__needs__icontains="off_supply").values_list("pk", "customer__needs")
    first = [pk for pk, needs in needy.iterator() if NEEDS & set(needs)]
    for place in range(0, len(first), 500):
        complaints.filter(pk__in=first[place:place + 500]).update(ordinary=False)


def person(name: str) -> tuple:
    return "person", models.ForeignKey(PERSON, django.db.models.deletion.CASCADE, related_name=name)


def pk() -> tuple:
    return "id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def asked() -> list[tuple]:
    return [("view", models.CharField(max_length=20)), ("q", models.CharField(blank=True, default="", max_length=200)),
            ("filters", models.JSONField(blank=True, default=dict))]


def listing(name: str, *fields: str) -> migrations.AddIndex:
    return migrations.AddIndex("complaint", models.Index(fields=[*fields, "id"], condition=OPEN, name=name))


DIGESTS = [("never", "Never"), ("daily", "Every working day"), ("over", "When it holds more than")]
NEVER = datetime.datetime(1900, 1, 1, tzinfo=datetime.UTC)


class Migration(migrations.Migration):
    dependencies = [("complaints", "0025_letter_wording"), ("staff", "0002_append_only_log"), migrations.swappable_dependency(PERSON)]
    operations = [
        migrations.AddField("complaint", "ordinary", models.BooleanField(db_default=True, default=True)),
        migrations.AddField("complaint", "waits", models.CharField(blank=True, db_default="", default="", max_length=10)),
        migrations.RunPython(know, migrations.RunPython.noop),
        migrations.AddField("complaint", "listed", models.GeneratedField(
            expression=LISTED, output_field=models.PositiveSmallIntegerField(), db_persist=True)),
        migrations.AddField("complaint", "listed_on", models.GeneratedField(
            expression=Coalesce("next_due_on", Value(datetime.date(9999, 12, 31))), output_field=models.DateField(), db_persist=True)),
        listing("complaint_own_list", "owner", "listed", "listed_on"),
        listing("complaint_team_list", "team", "listed", "listed_on"),
        listing("complaint_stage_list", "stage", "listed", "listed_on"),
        listing("complaint_list", "listed", "listed_on"),
        listing("complaint_list_received", "ordinary", "received_at"),
        migrations.AddIndex("complaint", models.Index(
            F("ordinary"), Coalesce("last_contact_at", Value(NEVER)), F("id"), condition=OPEN, name="complaint_list_contact")),
        migrations.AddIndex("complaint", models.Index(fields=["stage_since", "id"], condition=Q(listed=5), name="complaint_list_ended")),
        migrations.CreateModel("AskedList", [
            ("id", models.CharField(max_length=12, primary_key=True, serialize=False)), *asked(), ("asked_at", models.DateTimeField()),
            person("+")], {"indexes": [models.Index(fields=["asked_at"], name="asked_list_age")]}),
        migrations.CreateModel("ListChoice", [
            pk(), ("view", models.CharField(max_length=20)), ("sort", models.CharField(blank=True, default="", max_length=12)),
            ("columns", models.JSONField(default=None, null=True)), person("list_choices")],
            {"constraints": [models.UniqueConstraint(fields=("person", "view"), name="list_choice_once")]}),
        migrations.CreateModel("SavedView", [
            ("id", models.CharField(max_length=12, primary_key=True, serialize=False)), ("name", models.CharField(max_length=60)), *asked(),
            ("digest", models.CharField(choices=DIGESTS, default="never", max_length=8)),
            ("over", models.PositiveSmallIntegerField(default=0)), ("made_at", models.DateTimeField()), person("saved_views"),
            ("team", models.ForeignKey("staff.team", django.db.models.deletion.CASCADE, null=True, related_name="+"))],
            {"ordering": ["name", "id"],
             "constraints": [models.UniqueConstraint(fields=("person", "name"), name="saved_view_named_once")],
             "indexes": [models.Index(fields=["id"], condition=~Q(digest="never"), name="saved_view_digest")]}),
        migrations.CreateModel("ViewDigest", [
            pk(), ("on", models.DateField()),
            ("saved", models.ForeignKey("complaints.savedview", django.db.models.deletion.CASCADE, related_name="digests"))],
            {"constraints": [models.UniqueConstraint(fields=("saved", "on"), name="view_digest_once_a_day")]}),
    ]
