"""The tables of people and teams as the six migrations before leave them, made in one go where the database is new.

A database that has run some of them goes on through them one by one. What they lay beside the tables (triggers, indexes that are written by hand)
is laid by their own functions: they move here on the day the old files go.
"""

from importlib import import_module

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

LAID = (
    "0002_append_only_log.forwards",
)


def lay(apps, schema_editor):
    for name in LAID:
        module, function = name.split(".")
        getattr(import_module(f"staff.migrations.{module}"), function)(apps, schema_editor)


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("staff", "0001_people"),
        ("staff", "0002_append_only_log"),
        ("staff", "0003_calendar_addresses"),
        ("staff", "0004_absences"),
        ("staff", "0005_teams_in_use"),
        ("staff", "0006_versions"),
    ]
    dependencies = []
    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(max_length=60, unique=True)),
                ('full_name', models.CharField(max_length=120)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('role', models.CharField(choices=[('agent', 'Agent'), ('senior_manager', 'Senior manager'), ('compliance_officer', 'Compliance officer'), ('administrator', 'Administrator')], default='agent', max_length=20)),
                ('is_active', models.BooleanField(default=True)),
                ('must_change_password', models.BooleanField(default=False)),
                ('mail_preference', models.CharField(choices=[('at_once', 'At once'), ('digest', 'In one mail each morning'), ('none', 'Not by mail')], default='at_once', max_length=10)),
                ('mail_any_hour', models.BooleanField(default=False)),
                ('theme', models.CharField(choices=[('device', 'As my device'), ('light', 'Light'), ('dark', 'Dark')], default='device', max_length=10)),
                ('shortcuts_on', models.BooleanField(default=True)),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'people',
                'ordering': ['full_name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('username', django.db.models.functions.text.Lower('username'))), name='person_username_in_small_letters'), models.CheckConstraint(condition=models.Q(('role__in', ['agent', 'senior_manager', 'compliance_officer', 'administrator'])), name='person_role_known')],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True)),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('kind', models.CharField(choices=[('customer_service', 'Customer service'), ('senior_review', 'Senior review'), ('compliance', 'Compliance'), ('other', 'Other')], default='other', max_length=20)),
                ('is_active', models.BooleanField(db_default=True, default=True)),
                ('version', models.PositiveIntegerField(db_default=1, default=1)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField()),
                ('last_used_on', models.DateField(blank=True, null=True)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='api_token', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SignedIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session_key', models.CharField(max_length=40, unique=True)),
                ('started_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField()),
                ('address', models.GenericIPAddressField(blank=True, null=True)),
                ('device', models.CharField(blank=True, max_length=80)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-seen_at'],
            },
        ),
        migrations.AddField(
            model_name='person',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='staff.team'),
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField()),
                ('until_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to=settings.AUTH_USER_MODEL)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['from_on', 'pk'],
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['until_on'], name='absence_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='absence_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='StaffEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('signed_in', 'Signed in'), ('sign_in_failed', 'Sign-in failed'), ('sign_in_locked', 'Sign-in refused while locked'), ('signed_out', 'Signed out'), ('sessions_ended', 'Sessions ended'), ('person_added', 'Person added'), ('person_changed', 'Details changed'), ('role_changed', 'Role changed'), ('team_changed', 'Team changed'), ('deactivated', 'Deactivated'), ('reactivated', 'Reactivated'), ('unlocked', 'Unlocked'), ('password_changed', 'Password changed'), ('password_reset', 'Password reset'), ('token_made', 'API token made'), ('feed_made', 'Calendar address made'), ('feed_withdrawn', 'Calendar address withdrawn'), ('team_added', 'Team added'), ('team_renamed', 'Team renamed'), ('team_kind_changed', 'What a team is for changed'), ('team_off', 'Team switched off'), ('team_on', 'Team switched on again'), ('refused', 'Permission refused'), ('absence_recorded', 'Absence recorded'), ('absence_ended', 'Absence ended')], max_length=20)),
                ('at', models.DateTimeField(db_index=True)),
                ('address', models.GenericIPAddressField(blank=True, null=True)),
                ('detail', models.CharField(blank=True, max_length=200)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='staff_events', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['kind', 'at', 'id'], name='staff_event_of_kind')],
            },
        ),
        migrations.RunPython(lay, migrations.RunPython.noop),
    ]
