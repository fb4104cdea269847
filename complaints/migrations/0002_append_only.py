"""Events and the access log can be added to and never changed; sealed words may be erased but not rewritten.

On both databases by trigger, so that no code path, shell or later release can do it quietly.
"""

from django.db import migrations

REFUSED = {
    "complaints_event": ("UPDATE", "DELETE"),
    "complaints_access": ("UPDATE", "DELETE"),
    "complaints_sealed": ("UPDATE",),
    "staff_staffevent": ("UPDATE", "DELETE"),
}


def lay_triggers(apps, schema_editor):
    lay = _on_postgresql if schema_editor.connection.vendor == "postgresql" else _on_sqlite
    for table, verbs in REFUSED.items():
        for sql in lay(table, verbs):
            schema_editor.execute(sql, params=None)


def _on_sqlite(table, verbs):
    for verb in verbs:
        yield (f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
               f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END")


def _on_postgresql(table, verbs):
    yield ("CREATE OR REPLACE FUNCTION desk_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
           "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$")
    yield (f"CREATE TRIGGER {table}_append_only BEFORE {' OR '.join(verbs)} ON {table} "
           "FOR EACH ROW EXECUTE FUNCTION desk_append_only()")
    if "DELETE" in verbs:
        yield (f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
               "FOR EACH STATEMENT EXECUTE FUNCTION desk_append_only()")


class Migration(migrations.Migration):
    dependencies = [("complaints", "0001_initial"), ("staff", "0001_people")]
    operations = [migrations.RunPython(lay_triggers, migrations.RunPython.noop)]
