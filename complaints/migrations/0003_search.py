"""Indexes for the search box on PostgreSQL: fragments of names, beginnings of postcodes, words of the description.

SQLite, the embedded default, searches its smaller tables without them.
"""

from django.db import migrations

LAID = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX customer_name_part ON complaints_customer USING gin (name_key gin_trgm_ops)",
    "CREATE INDEX customer_postcode_start ON complaints_customer (postcode_key varchar_pattern_ops) WHERE postcode_key <> ''",
    "CREATE INDEX complaint_words ON complaints_complaint USING gin (to_tsvector('english', description))",
]


def lay_indexes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for sql in LAID:
            schema_editor.execute(sql, params=None)


class Migration(migrations.Migration):
    dependencies = [("complaints", "0002_append_only")]
    operations = [migrations.RunPython(lay_indexes, migrations.RunPython.noop)]
