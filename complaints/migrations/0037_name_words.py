"""Names by their words on PostgreSQL: whole or as they begin; and by one word with three letters of another, for a slip in that other one."""

from django.db import migrations

FIRST, LAST = "split_part(name_key, ' ', 1)", "reverse(split_part(reverse(name_key), ' ', 1))"
NEAR = ", ".join(f"{word} || '/' || left({other}, 3), {word} || '+' || right({other}, 3)" for word, other in ((FIRST, LAST), (LAST, FIRST)))
LAID = [
    f"""ALTER TABLE complaints_customer
        ADD COLUMN name_words tsvector GENERATED ALWAYS AS (to_tsvector('simple', regexp_replace(name_key, '[^[:alnum:]]+', ' ', 'g'))) STORED,
        ADD COLUMN name_near text[] GENERATED ALWAYS AS (ARRAY[{NEAR}]) STORED""",
    "CREATE INDEX customer_name_words ON complaints_customer USING gin (name_words)",
    "CREATE INDEX customer_name_near ON complaints_customer USING gin (name_near)",
]

def lay_words(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for sql in LAID:
            schema_editor.execute(sql, params=None)


class Migration(migrations.Migration):
    dependencies = [("complaints", "0036_counting_indexes")]
    operations = [migrations.RunPython(lay_words, migrations.RunPython.noop)]
