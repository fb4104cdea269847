"""What a compliance officer has seen, what was found out about each missed duty, and an index of deadlines that were met late."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import TruncDate

from workdays.london import LONDON


def tell_what_was_met_late(apps, schema_editor):
    met = apps.get_model("complaints", "Deadline").objects.filter(met_at__isnull=False)
    met.annotate(met_on=TruncDate("met_at", tzinfo=LONDON)).filter(met_on__gt=models.F("due_on")).update(met_late=True)


def lay_triggers(apps, schema_editor):
    do = "EXECUTE FUNCTION desk_append_only()"
    if schema_editor.connection.vendor != "postgresql":
        do = "BEGIN SELECT RAISE(ABORT, 'complaints_breach is append-only'); END"
    schema_editor.execute(f"CREATE TRIGGER complaints_breach_not_deleted BEFORE DELETE ON complaints_breach FOR EACH ROW {do}", params=None)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE TRIGGER complaints_breach_no_truncate BEFORE TRUNCATE ON complaints_breach FOR EACH STATEMENT {do}",
                              params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0033_holidays'),
        ('staff', '0005_teams_in_use'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Breach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('cause', models.CharField(max_length=30)),
                ('harm', models.CharField(choices=[('none', 'none'), ('low', 'low'), ('high', 'high')], max_length=4)),
                ('action_due_on', models.DateField(null=True)),
                ('written_at', models.DateTimeField()),
                ('signed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ComplianceVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen_at', models.DateTimeField()),
                ('deadline_mark', models.BigIntegerField(default=0)),
                ('event_mark', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.AddField(
            model_name='deadline',
            name='met_late',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RunPython(tell_what_was_met_late, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(condition=models.Q(('met_late', True)), fields=['due_on', 'id'], name='deadline_met_late'),
        ),
        migrations.AddField(
            model_name='breach',
            name='action_owner',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='breach',
            name='complaint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.complaint'),
        ),
        migrations.AddField(
            model_name='breach',
            name='deadline',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='breach', to='complaints.deadline'),
        ),
        migrations.AddField(
            model_name='breach',
            name='event',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.event'),
        ),
        migrations.AddField(
            model_name='breach',
            name='finding',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='breach', to='complaints.finding'),
        ),
        migrations.AddField(
            model_name='breach',
            name='signed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='breach',
            name='team',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.team'),
        ),
        migrations.AddField(
            model_name='breach',
            name='written_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='compliancevisit',
            name='person',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='breach',
            index=models.Index(condition=models.Q(('signed_at__isnull', False)), fields=['id'], name='breach_signed'),
        ),
        migrations.AddIndex(
            model_name='breach',
            index=models.Index(condition=models.Q(('action_due_on__isnull', False), ('signed_at', None)), fields=['action_due_on'], name='breach_action'),
        ),
        migrations.AddConstraint(
            model_name='breach',
            constraint=models.CheckConstraint(condition=models.Q(('deadline', None), ('finding', None), _connector='XOR'), name='breach_of_one_duty'),
        ),
        migrations.AddConstraint(
            model_name='breach',
            constraint=models.CheckConstraint(condition=models.Q(('signed_by', None), models.Q(('signed_by', models.F('written_by')), _negated=True), _connector='OR'), name='breach_two_people'),
        ),
        migrations.AddConstraint(
            model_name='breach',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_at', None), ('signed_by', None)), models.Q(('signed_at__isnull', False), ('signed_by__isnull', False)), _connector='OR'), name='breach_signed_by_somebody'),
        ),
        migrations.AddIndex(
            model_name='outbox',
            index=models.Index(condition=models.Q(('state', 'uncertain')), fields=['id'], name='outbox_uncertain'),
        ),
        migrations.RunPython(lay_triggers, migrations.RunPython.noop),
    ]
