"""How many alerts of each kind are to come is read from the index of those."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0044_days_kept'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='deadline',
            name='deadline_next_alert',
        ),
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(condition=models.Q(('alert_at__isnull', False)), fields=['alert_at'], include=('kind',), name='deadline_alert'),
        ),
    ]
