"""Rights of people in their own data, holds and disposal. What was erased or destroyed, copied or decided is on record for good."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

KEPT = ("accesscopy", "batch", "batchitem", "erased", "erasure", "extension", "hold")
REWRITES = {
    "complaints_erased": "",
    "complaints_batchitem": "WHEN (OLD.state <> 'waiting')",
    "complaints_batch": "WHEN (OLD.done_at IS NOT NULL)",
}


def lay_triggers(apps, schema_editor):
    is_postgres = schema_editor.connection.vendor == "postgresql"
    for verb, rows in (("DELETE", {f"complaints_{name}": "" for name in KEPT}), ("UPDATE", REWRITES)):
        for table, when in rows.items():
            do = "EXECUTE FUNCTION desk_append_only()" if is_postgres else f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            schema_editor.execute(f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} FOR EACH ROW {when} {do}", params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0031_list_orders'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AccessCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('name', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField()),
                ('members', models.PositiveIntegerField()),
                ('left_out', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('delete_on', models.DateField()),
                ('deleted_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_of_on', models.DateField()),
                ('proposed_at', models.DateTimeField()),
                ('approved', models.BooleanField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='BatchItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=30)),
                ('due_on', models.DateField()),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('destroyed', 'destroyed'), ('left', 'left')], default='waiting', max_length=10)),
                ('left_why', models.CharField(blank=True, default='', max_length=20)),
                ('destroyed_at', models.DateTimeField(null=True)),
                ('certificate', models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='Erased',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('because', models.CharField(choices=[('request', 'request'), ('retention', 'retention')], max_length=10)),
            ],
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('allowed', 'allowed'), ('partly', 'partly'), ('refused', 'refused')], max_length=8)),
                ('ground', models.CharField(choices=[('no_longer_needed', 'no_longer_needed'), ('objection', 'objection'), ('unlawful', 'unlawful'), ('legal_obligation', 'legal_obligation'), ('legal_claims', 'legal_claims'), ('unfounded', 'unfounded')], max_length=20)),
                ('why', models.TextField()),
                ('assessed_at', models.DateTimeField()),
                ('agreed', models.BooleanField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_why', models.TextField(blank=True, default='')),
                ('version', models.PositiveIntegerField(default=1)),
                ('needles', models.JSONField(blank=True, default=list)),
                ('done_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('told_on', models.DateField()),
                ('why', models.TextField()),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='FileToErase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('folder', models.CharField(max_length=10)),
                ('name', models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.TextField()),
                ('at', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(null=True)),
                ('lifted_why', models.TextField(blank=True, default='')),
            ],
        ),
        migrations.CreateModel(
            name='LeftOut',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=80)),
                ('why', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('complaint', 'complaint'), ('supply_report', 'supply_report'), ('incident_customer', 'incident_customer'), ('connection', 'connection'), ('data_request', 'data_request'), ('representative', 'representative'), ('caller', 'caller')], max_length=18)),
                ('number', models.PositiveBigIntegerField()),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='datarequest',
            name='right',
            field=models.CharField(choices=[('access', 'access'), ('erasure', 'erasure')], db_default='access', default='access', max_length=8),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(condition=models.Q(('by_other', ''), _negated=True), fields=['event'], name='contact_by_other'),
        ),
        migrations.AddIndex(
            model_name='customer',
            index=models.Index(django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='customer_email'),
        ),
        migrations.AddIndex(
            model_name='customer',
            index=models.Index(condition=models.Q(('representative__isnull', False)), fields=['id'], name='customer_spoken_for'),
        ),
        migrations.AddField(
            model_name='accesscopy',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='accesscopy',
            name='data_request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='complaints.datarequest'),
        ),
        migrations.AddField(
            model_name='accesscopy',
            name='job',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.job'),
        ),
        migrations.AddField(
            model_name='batch',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='batch',
            name='job',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.job'),
        ),
        migrations.AddField(
            model_name='batch',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='batchitem',
            name='batch',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='complaints.batch'),
        ),
        migrations.AddField(
            model_name='batchitem',
            name='complaint',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.complaint'),
        ),
        migrations.AddField(
            model_name='erased',
            name='complaint',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='erased', to='complaints.complaint'),
        ),
        migrations.AddField(
            model_name='erasure',
            name='assessed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='erasure',
            name='data_request',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='erasure', to='complaints.datarequest'),
        ),
        migrations.AddField(
            model_name='erasure',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='erasure',
            name='job',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='complaints.job'),
        ),
        migrations.AddField(
            model_name='extension',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='extension',
            name='data_request',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='extension', to='complaints.datarequest'),
        ),
        migrations.AddConstraint(
            model_name='filetoerase',
            constraint=models.UniqueConstraint(fields=('folder', 'name'), name='file_to_erase_once'),
        ),
        migrations.AddField(
            model_name='hold',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='hold',
            name='complaint',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='complaints.complaint'),
        ),
        migrations.AddField(
            model_name='hold',
            name='lifted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='leftout',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='leftout',
            name='data_request',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='left_out', to='complaints.datarequest'),
        ),
        migrations.AddField(
            model_name='subject',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='subject',
            name='data_request',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='subjects', to='complaints.datarequest'),
        ),
        migrations.AddIndex(
            model_name='accesscopy',
            index=models.Index(condition=models.Q(('deleted_at', None)), fields=['delete_on'], name='access_copy_to_delete'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(('approved', None), ('approved', False), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='batch_two_people'),
        ),
        migrations.AddConstraint(
            model_name='batchitem',
            constraint=models.UniqueConstraint(fields=('batch', 'complaint'), name='batch_item_once'),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('assessed_by')), _negated=True), _connector='OR'), name='erasure_two_people'),
        ),
        migrations.AddIndex(
            model_name='hold',
            index=models.Index(fields=['complaint'], name='hold_of_complaint'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('complaint',), name='hold_once'),
        ),
        migrations.AddConstraint(
            model_name='leftout',
            constraint=models.UniqueConstraint(fields=('data_request', 'key'), name='left_out_once'),
        ),
        migrations.AddIndex(
            model_name='subject',
            index=models.Index(fields=['kind', 'number'], name='subject_record'),
        ),
        migrations.AddConstraint(
            model_name='subject',
            constraint=models.UniqueConstraint(fields=('data_request', 'kind', 'number'), name='subject_once'),
        ),
        migrations.RunPython(lay_triggers, migrations.RunPython.noop),
    ]
