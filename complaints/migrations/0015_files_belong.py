"""A file may belong to a contact or a letter of its case; a picture keeps the size that its header declares."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("complaints", "0014_findings_that_fell")]

    operations = [
        migrations.AddField("storedfile", "contact", models.ForeignKey(
            null=True, on_delete=django.db.models.deletion.PROTECT, related_name="files", to="complaints.contact")),
        migrations.AddField("storedfile", "letter", models.ForeignKey(
            null=True, on_delete=django.db.models.deletion.PROTECT, related_name="files", to="complaints.letter")),
        migrations.AddField("storedfile", "width", models.PositiveIntegerField(null=True)),
        migrations.AddField("storedfile", "height", models.PositiveIntegerField(null=True)),
    ]
