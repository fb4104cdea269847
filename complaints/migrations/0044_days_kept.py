"""What reports count by is kept with the complaint: London days of receipt and resolution, what it counts as, and how it ended.

On PostgreSQL the table of complaints is written anew once, under a lock that lets nobody read or write it, and its indexes are made in the same
transaction: the desk stands still while it runs.
"""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, Least

from complaints.case.kept import DaysBetween, LondonDay

RESOLVES = ["moved.resolve", "moved.confirm_compliance"]
ENDS = [*RESOLVES, "moved.withdraw", "moved.set_aside", "moved.lapse", "moved.close_after_decision"]
RESOLVED_AT = Coalesce("was_resolved_at", "stage_since")
AGE = DaysBetween(LondonDay(RESOLVED_AT), LondonDay(F("received_at")))
KEPT = {
    "received_on": models.GeneratedField(expression=LondonDay(F("received_at")), output_field=models.DateField(), db_persist=True),
    "resolved_on": models.GeneratedField(expression=LondonDay(Case(When(stage="resolved", then=RESOLVED_AT))),
                                         output_field=models.DateField(null=True), db_persist=True),
    "counted_as": models.GeneratedField(expression=Case(
        When(stage="resolved", then=Value(6) + Greatest(Value(0), Least(AGE, Value(57)))),
        When(stage="closed", closed_by="moved.set_aside", then=Value(5)),
        When(stage="immediate", then=Value(0)), When(stage="senior_review", then=Value(1)), When(stage="deadlock", then=Value(2)),
        When(stage="ombudsman", then=Value(3)), When(stage="closed", then=Value(4)), output_field=models.SmallIntegerField(),
    ), output_field=models.SmallIntegerField(), db_persist=True),
}


class AddWhereAlone(migrations.AddField):
    """PostgreSQL has the column from `add_at_once` already."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)


def add_at_once(apps, schema_editor):
    """On PostgreSQL each column by itself would write the whole table anew."""
    if schema_editor.connection.vendor != "postgresql":
        return
    model, added, values = apps.get_model("complaints", "Complaint"), [], []
    for name, told in KEPT.items():
        field = told.clone()
        field.contribute_to_class(model, name)
        definition, params = schema_editor.column_sql(model, field)
        added.append(f"ADD COLUMN {schema_editor.quote_name(name)} {definition}")
        values += params or []
    schema_editor.execute(f"ALTER TABLE {schema_editor.quote_name(model._meta.db_table)} {', '.join(added)}", values)


def tell_ends(apps, schema_editor):
    """Of the closed ones and of the few that came back resolved, from their events."""
    rows, events = apps.get_model("complaints", "Complaint").objects, apps.get_model("complaints", "Event").objects

    def last(kinds, column):
        return Subquery(events.filter(complaint=OuterRef("pk"), kind__in=kinds).order_by("-seq").values(column)[:1])
    rows.filter(stage="closed").update(closed_by=Coalesce(last(ENDS, "kind"), Value("")))
    came_back = events.filter(kind="moved.return_from_ombudsman").values("complaint")
    rows.filter(stage="resolved", pk__in=came_back).update(was_resolved_at=last(RESOLVES, "at"))


class Migration(migrations.Migration):

    dependencies = [
        ("complaints", "0043_missed_duties"),
        ("staff", "0006_versions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("complaint", "closed_by", models.CharField(blank=True, db_default="", default="", max_length=30)),
        migrations.AddField("complaint", "was_resolved_at", models.DateTimeField(null=True)),
        migrations.RemoveIndex("complaint", "complaint_counted"),
        migrations.RemoveIndex("complaint", "complaint_resolved"),
        # Before the table is written anew: rows that this transaction wrote would have their foreign keys checked at its end, and no index
        # is laid while they wait for that.
        migrations.RunPython(tell_ends, migrations.RunPython.noop),
        migrations.RunPython(add_at_once, migrations.RunPython.noop),
        *(AddWhereAlone("complaint", name, field) for name, field in KEPT.items()),
        migrations.RemoveIndex("event", "event_came_back"),
        migrations.RemoveIndex("event", "event_set_aside"),
        migrations.AddIndex("complaint", models.Index(
            fields=["received_on"], include=["counted_as", "nation", "category", "id"], name="complaint_by_receipt")),
        migrations.AddIndex("complaint", models.Index(
            fields=["resolved_on"], condition=Q(stage="resolved"), name="complaint_by_resolution")),
        migrations.AddIndex("complaint", models.Index(fields=["received_on"], condition=Q(counted_as=5), name="complaint_aside")),
    ]
