"""Senior reviews to which nobody is appointed are found by an index of their own, however many complaints there are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0007_letters_to_print")]
    operations = [
        migrations.AddIndex(
            "complaint",
            models.Index(fields=["id"], condition=models.Q(stage="senior_review", owner=None), name="complaint_to_appoint"),
        ),
    ]
