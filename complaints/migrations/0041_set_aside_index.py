"""An index that tells the complaints set aside: they stand on a line of their own in the reports."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0040_report_indexes'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('kind', 'moved.set_aside')), fields=['complaint', 'seq'], name='event_set_aside'),
        ),
    ]
