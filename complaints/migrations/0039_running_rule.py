"""Deadlines that run, by their rule: those of rules that are not verified are found at once."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0038_report_mails'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(condition=models.Q(('cancelled_at', None), ('held_on', None), ('met_at', None)), fields=['rule_name'], name='deadline_running_rule'),
        ),
    ]
