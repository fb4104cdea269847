"""What searches and reports read among a million complaints: the words of a story worked out once (PostgreSQL), and indexes that hold what is counted."""

from django.db import migrations, models

STORY = "to_tsvector('simple', regexp_replace(lower(description), '[^[:alnum:]]+', ' ', 'g'))"
MOVES = tuple(f"moved.{name}" for name in (
    "escalate", "send_update", "declare_deadlock", "refer_to_ombudsman", "return_from_ombudsman", "record_decision", "record_acceptance",
    "confirm_compliance", "close_after_decision", "resolve", "withdraw", "set_aside", "lapse", "reopen"))
AROUND_OMBUDSMAN = [f"moved.{name}" for name in ("refer_to_ombudsman", "return_from_ombudsman", "record_decision", "record_acceptance")]
LAID = [
    "DROP INDEX IF EXISTS complaint_story",
    f"ALTER TABLE complaints_complaint ADD COLUMN story tsvector GENERATED ALWAYS AS ({STORY}) STORED",
    "CREATE INDEX complaint_story ON complaints_complaint USING gin (story)",
]


def lay_words(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for sql in LAID:
            schema_editor.execute(sql, params=None)


class Migration(migrations.Migration):
    dependencies = [("complaints", "0035_audit")]
    operations = [
        migrations.RunPython(lay_words, migrations.RunPython.noop),
        migrations.AddIndex("complaint", models.Index(
            fields=["received_at"], include=["nation", "stage", "stage_since", "category", "team", "id"], name="complaint_counted")),
        migrations.AddIndex("event", models.Index(
            fields=["complaint", "seq"], include=["at", "kind"], condition=models.Q(kind__in=MOVES), name="event_moved")),
        migrations.AddIndex("event", models.Index(
            fields=["kind", "id"], condition=models.Q(kind__in=AROUND_OMBUDSMAN), name="event_ombudsman")),
        migrations.RemoveIndex("complaint", "complaint_received"),
        migrations.RemoveIndex("complaint", "complaint_resolved"),
        migrations.AddIndex("complaint", models.Index(
            fields=["stage_since"], include=["id"], condition=models.Q(stage="resolved"), name="complaint_resolved")),
    ]
