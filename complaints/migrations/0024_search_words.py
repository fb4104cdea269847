"""The index for words of a story on PostgreSQL: beginnings of words as they stand, the same that SQLite is asked for."""

from django.db import migrations

STORY = "to_tsvector('simple', regexp_replace(lower(description), '[^[:alnum:]]+', ' ', 'g'))"
LAID = [
    "DROP INDEX IF EXISTS complaint_words",
    f"CREATE INDEX complaint_story ON complaints_complaint USING gin (({STORY}))",
]


def lay_indexes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for sql in LAID:
            schema_editor.execute(sql, params=None)


class Migration(migrations.Migration):
    dependencies = [("complaints", "0023_feed_address")]
    operations = [migrations.RunPython(lay_indexes, migrations.RunPython.noop)]
