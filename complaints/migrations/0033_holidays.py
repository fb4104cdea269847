"""What officers change of the bank holidays: added and withdrawn days, lists that were loaded. Never rewritten, never deleted."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLES = ("complaints_holidaychange", "complaints_holidaylist")


def lay_triggers(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        do = "EXECUTE FUNCTION desk_append_only()" if postgres else f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} FOR EACH ROW {do}", params=None)
        if postgres:
            schema_editor.execute(f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {do}", params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0032_privacy'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HolidayList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('calendar', models.CharField(max_length=20)),
                ('valid_until', models.DateField()),
                ('source', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='holidaychange',
            name='holiday_change_once',
        ),
        migrations.AddField(
            model_name='holidaychange',
            name='number',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='holidaychange',
            name='source',
            field=models.CharField(blank=True, default='', max_length=300),
        ),
        migrations.AddConstraint(
            model_name='holidaychange',
            constraint=models.UniqueConstraint(fields=('calendar', 'day', 'number'), name='holiday_change_once'),
        ),
        migrations.AddField(
            model_name='holidaylist',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='holidaylist',
            constraint=models.UniqueConstraint(fields=('calendar', 'valid_until'), name='holiday_list_once'),
        ),
        migrations.RunPython(lay_triggers, migrations.RunPython.noop),
    ]
