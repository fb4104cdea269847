"""A run of a report by mail keeps what it was set to send when it fell due. Those on record take what their schedule says now."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery

KEPT = ("name", "reports", "form")


def take_what_is_set(apps, schema_editor):
    runs, schedules = (apps.get_model("complaints", name).objects for name in ("ReportRun", "ReportSchedule"))
    own = schedules.filter(pk=OuterRef("schedule"))
    runs.update(**{name: Subquery(own.values(name)) for name in KEPT})


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0046_thresholds_used'),
    ]

    operations = [
        migrations.AddField('reportrun', 'name', models.CharField(default='', max_length=60), preserve_default=False),
        migrations.AddField('reportrun', 'reports', models.JSONField(default=list), preserve_default=False),
        migrations.AddField('reportrun', 'form', models.CharField(default='', max_length=4), preserve_default=False),
        migrations.RunPython(take_what_is_set, migrations.RunPython.noop),
    ]
