"""Checks of the whole record are kept for good; the access log is read by moment, person and complaint."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLE = "complaints_auditcheck"


def lay_triggers(apps, schema_editor):
    do = "EXECUTE FUNCTION desk_append_only()"
    if schema_editor.connection.vendor != "postgresql":
        do = f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END"
    for verb in ("UPDATE", "DELETE"):
        schema_editor.execute(f"CREATE TRIGGER {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE} FOR EACH ROW {do}", params=None)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT {do}", params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0034_compliance'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('began_at', models.DateTimeField()),
                ('at', models.DateTimeField()),
                ('chains', models.PositiveIntegerField()),
                ('events', models.PositiveBigIntegerField()),
                ('erased', models.PositiveBigIntegerField()),
                ('heads', models.CharField(max_length=64)),
                ('desk_head', models.CharField(blank=True, default='', max_length=64)),
                ('event_mark', models.BigIntegerField(default=0)),
                ('settled_mark', models.BigIntegerField(default=0)),
                ('heads_then', models.CharField(max_length=64)),
                ('broken_complaint', models.CharField(blank=True, default='', max_length=20)),
                ('broken_seq', models.PositiveIntegerField(null=True)),
                ('broken_why', models.CharField(blank=True, default='', max_length=200)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.AddIndex(
            model_name='access',
            index=models.Index(fields=['at', 'id'], name='access_by_moment'),
        ),
        migrations.AddIndex(
            model_name='access',
            index=models.Index(fields=['person', 'at', 'id'], name='access_of_person'),
        ),
        migrations.AddIndex(
            model_name='access',
            index=models.Index(fields=['complaint', 'at', 'id'], name='access_of_complaint'),
        ),
        migrations.AddField(
            model_name='auditcheck',
            name='job',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.job'),
        ),
        migrations.RunPython(lay_triggers, migrations.RunPython.noop),
    ]
