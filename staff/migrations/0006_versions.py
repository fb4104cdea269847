"""People and teams have a version, so that two administrators do not overwrite each other; the security log is read by kind."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('staff', '0005_teams_in_use'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='version',
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
        migrations.AddField(
            model_name='team',
            name='version',
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
        migrations.AddIndex(
            model_name='staffevent',
            index=models.Index(fields=['kind', 'at', 'id'], name='staff_event_of_kind'),
        ),
    ]
