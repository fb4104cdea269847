"""Indexes of what is open: deadlines by rule, windows to the Ombudsman, the load by person; a day of the calendar without reading its rows.

Made in one transaction that drops others first: on PostgreSQL nobody reads or writes a deadline or a complaint while they are built.
"""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0041_set_aside_index'),
        ('staff', '0006_versions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='complaint',
            name='complaint_own_work',
        ),
        migrations.RemoveIndex(
            model_name='deadline',
            name='deadline_calendar',
        ),
        migrations.RemoveIndex(
            model_name='deadline',
            name='deadline_running_rule',
        ),
        migrations.AddIndex(
            model_name='complaint',
            index=models.Index(condition=models.Q(('next_due_on__isnull', False)), fields=['owner', 'next_due_on', 'id'], include=('nation', 'stage', 'restricted'), name='complaint_load'),
        ),
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(condition=models.Q(('cancelled_at', None)), fields=['due_on', 'kind'], include=('complaint', 'met_at', 'held_on', 'id'), name='deadline_by_day'),
        ),
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(condition=models.Q(('cancelled_at', None), ('met_at', None)), fields=['rule_name', 'kind', 'rulebook', 'rule_version', 'due_on', 'id'], name='deadline_open_rule'),
        ),
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(condition=models.Q(('cancelled_at', None), ('kind__in', ['ombudsman_from_complaint', 'ombudsman_from_letter']), ('met_at', None)), fields=['complaint', 'due_on'], name='deadline_open_window'),
        ),
    ]
