"""The posted letters that nobody has printed yet, found by an index of their own."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("complaints", "0006_supply_report_nation")]
    operations = [
        migrations.AddIndex(
            "letter", models.Index(fields=["id"], condition=Q(state="sent", method="post", printed_at=None), name="letter_to_print")),
    ]
