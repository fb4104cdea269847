"""Alerts acknowledged lately are found by an index, however many were ever raised."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0009_lists_of_the_rest")]
    operations = [
        migrations.AddIndex(
            "alert",
            models.Index(fields=["acknowledged_at"], condition=models.Q(acknowledged_at__isnull=False), name="alert_acknowledged"),
        ),
    ]
