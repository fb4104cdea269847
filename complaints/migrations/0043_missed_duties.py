"""Missed duties of incidents stand in the register, and what was to be done about one is recorded as done."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def count_failures(apps, schema_editor):
    """Of the incidents there are."""
    rows = apps.get_model("complaints", "IncidentCustomer").objects.filter(breached=True, applies=True, exempt="").order_by()
    incidents = apps.get_model("complaints", "Incident").objects
    for incident, failures, first in rows.values_list("incident").annotate(models.Count("pk"), models.Min("counted_on")):
        incidents.filter(pk=incident).update(failures=failures, failed_on=first)


def guard_again(apps, schema_editor):
    """SQLite makes a table anew to change it, and its trigger goes with the old one."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("CREATE TRIGGER IF NOT EXISTS complaints_breach_not_deleted BEFORE DELETE ON complaints_breach FOR EACH ROW "
                              "BEGIN SELECT RAISE(ABORT, 'complaints_breach is append-only'); END", params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0042_open_work_indexes'),
        ('staff', '0006_versions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='breach',
            name='breach_of_one_duty',
        ),
        migrations.RemoveIndex(
            model_name='breach',
            name='breach_action',
        ),
        migrations.AddField(
            model_name='breach',
            name='done_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='breach',
            name='done_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='breach',
            name='incident',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='breach', to='complaints.incident'),
        ),
        migrations.AddField(
            model_name='incident',
            name='failed_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='incident',
            name='failures',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AlterField(
            model_name='breach',
            name='complaint',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.complaint'),
        ),
        migrations.AddIndex(
            model_name='breach',
            index=models.Index(condition=models.Q(('action_due_on__isnull', False), ('done_at', None)), fields=['action_due_on'], name='breach_to_do'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(condition=models.Q(('failed_on__isnull', False)), fields=['failed_on', 'id'], name='incident_failed'),
        ),
        migrations.AddConstraint(
            model_name='breach',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('deadline__isnull', False), ('finding__isnull', True), ('incident__isnull', True)), models.Q(('deadline__isnull', True), ('finding__isnull', False), ('incident__isnull', True)), models.Q(('deadline__isnull', True), ('finding__isnull', True), ('incident__isnull', False)), _connector='OR'), name='breach_of_one_of_three'),
        ),
        migrations.RunPython(guard_again, migrations.RunPython.noop),
        migrations.RunPython(count_failures, migrations.RunPython.noop),
    ]
