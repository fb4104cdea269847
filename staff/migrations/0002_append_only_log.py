"""The security log can be added to, and neither changed nor emptied, by whatever program speaks to the database."""

from django.db import migrations

SENTENCE = "the security log is append-only"

SQLITE = [
    f"CREATE TRIGGER staff_event_no_{verb} BEFORE {verb} ON staff_staffevent BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    for verb in ("update", "delete")
]
POSTGRESQL = [
    f"""CREATE FUNCTION staff_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER staff_event_no_change BEFORE UPDATE OR DELETE ON staff_staffevent
    FOR EACH ROW EXECUTE FUNCTION staff_event_refuse()""",
    """CREATE TRIGGER staff_event_no_truncate BEFORE TRUNCATE ON staff_staffevent
    FOR EACH STATEMENT EXECUTE FUNCTION staff_event_refuse()""",
]
STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def forwards(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_people")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop, elidable=False)]
