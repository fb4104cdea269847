"""The company's own rows beside the shipped ones; a decided row never changes, what was proposed is never rewritten or deleted."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLE = "complaints_ownrow"
PROPOSED = '"table", "key", number, what, "values", valid_until, source, reason, by_id, "at", two_people'
DECIDED = "WHEN (OLD.approved_at IS NOT NULL OR OLD.refused_at IS NOT NULL)"
TRIGGERS = {
    "rewritten": f"BEFORE UPDATE OF {PROPOSED} ON {TABLE} FOR EACH ROW",
    "decided": f"BEFORE UPDATE ON {TABLE} FOR EACH ROW {DECIDED}",
    "deleted": f"BEFORE DELETE ON {TABLE} FOR EACH ROW",
}


def lay_triggers(apps, schema_editor):
    do = "EXECUTE FUNCTION desk_append_only()"
    if schema_editor.connection.vendor != "postgresql":
        do = f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END"
    for name, when in TRIGGERS.items():
        schema_editor.execute(f"CREATE TRIGGER {TABLE}_not_{name} {when} {do}", params=None)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT {do}", params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0021_messages'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OwnTable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20, unique=True)),
                ('stamp', models.CharField(blank=True, default='', max_length=32)),
            ],
        ),
        migrations.AddField(
            model_name='category',
            name='retired_on',
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name='OwnRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=20)),
                ('key', models.CharField(max_length=80)),
                ('number', models.PositiveIntegerField()),
                ('what', models.CharField(choices=[('set', 'set'), ('end', 'end'), ('shipped', 'shipped')], max_length=10)),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(null=True)),
                ('values', models.JSONField(default=dict)),
                ('source', models.CharField(blank=True, default='', max_length=300)),
                ('reason', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
                ('two_people', models.BooleanField(default=False)),
                ('approved_at', models.DateTimeField(null=True)),
                ('refused_at', models.DateTimeField(null=True)),
                ('refused_why', models.CharField(blank=True, default='', max_length=300)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('refused_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['table', 'key', '-number'],
                'constraints': [models.UniqueConstraint(fields=('table', 'key', 'number'), name='own_row_once'), models.CheckConstraint(condition=models.Q(('two_people', False), ('approved_by', None), models.Q(('approved_by', models.F('by')), _negated=True), _connector='OR'), name='own_row_two_people')],
            },
        ),
        migrations.RunPython(lay_triggers, migrations.RunPython.noop),
    ]
