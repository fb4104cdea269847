"""Outbox rows that wait together are handed over together: the alerts of one person go in one mail."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0003_search")]
    operations = [
        migrations.AddField("outbox", "gather", models.CharField(blank=True, default="", max_length=40)),
        migrations.AddIndex(
            "outbox",
            models.Index(fields=["gather"], condition=models.Q(state="waiting") & ~models.Q(gather=""), name="outbox_gathered"),
        ),
    ]
